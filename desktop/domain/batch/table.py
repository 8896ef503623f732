"""Reads a list that is a table: a head, a row for each recharge, a sum under them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import amounts, yuan_of
from desktop.domain.batch.checking import check, check_totals
from desktop.domain.batch.columns import ColumnKind, Head, head_of
from desktop.domain.batch.listing import Code, Findings, Listing, ListRow, Offer, listing
from desktop.domain.batch.message import read_message
from desktop.domain.batch.owners import Said, clause_says
from desktop.domain.batch.phones import Phone, phones
from desktop.domain.batch.states import count_says, state_says
from desktop.domain.batch.talk import Total, total_in
from desktop.domain.chat.plain import plain_text
from desktop.domain.mobile import named_operator, operator_of
from desktop.domain.orders.order import Speed
from desktop.domain.plain_text import one_line

ERROR_CELL = "#"
"""Stands in a cell of a spreadsheet whose formula has no value, or an error."""
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)?")
_LONGEST_NOTE = 200
_BLANKS = re.compile(r"[\s'=\"]*")


class Cells(Struct):
    """A table of texts. `numbers` has for each row its line in the text or row in the sheet, from 1. `hidden` has such
    numbers; `merged` maps a cell (number, column) to the number of the row whose value it shares.
    """

    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]
    hidden: frozenset[int] = frozenset()
    merged: dict[tuple[int, int], int] = field(default_factory=dict)


def read_cells(cells: Cells, offer: Offer, findings: Findings | None = None) -> Listing:
    """Read any table. Without a head that names a column of numbers, each row is read as a line."""
    findings = findings or Findings()
    head = head_of(cells.rows)
    if head is None:
        return _as_lines(cells, offer, findings)
    if len(head.columns(ColumnKind.PHONE)) > 1 or len(head.columns(ColumnKind.FACE)) > 1:
        findings.add(0, Code.WHICH_COLUMN)
        return listing((), findings)
    return _Table(cells, head, offer, findings).read()


def _as_lines(cells: Cells, offer: Offer, findings: Findings) -> Listing:
    """The rows as lines; their problems and rows get the numbers of the table."""
    text = "\n".join("\t".join(one_line(cell) for cell in row) for row in cells.rows)
    read = read_message(text, offer)
    number = [0, *cells.numbers]
    for one in read.problems:
        if one.code is not Code.NOTHING:
            findings.add(number[one.line], one.code)
    rows = [ListRow(row.mobile, row.face, number[row.line], row.note, row.speed) for row in read.rows]
    for row in rows:
        if row.line in cells.hidden:
            findings.add(row.line, Code.HIDDEN_ROW)
    return listing(rows, findings)


class _Table:
    """The rows under a head."""

    def __init__(self, cells: Cells, head: Head, offer: Offer, findings: Findings) -> None:
        self._cells = cells
        self._offer = offer
        self._findings = findings
        self._first = head.row + 1
        self._head = head
        self._rows = list[ListRow]()
        self._before = 0
        self._places = {number: place for place, number in enumerate(cells.numbers)} if cells.merged else {}
        self._totals = list[tuple[int, Total]]()
        self._default = self._of_title(cells.rows[: head.row]) or offer.default_face

    def read(self) -> Listing:
        for place in range(self._first, len(self._cells.rows)):
            self._read_row(self._cells.rows[place], self._cells.numbers[place])
            self._before = self._cells.numbers[place]
        check_totals(self._totals, self._rows, self._findings)
        check(self._rows, self._offer, self._findings)
        return listing(self._rows, self._findings)

    def _of_title(self, above: Sequence[Sequence[str]]) -> int | None:
        """The amount that a title gives each number."""
        told = [one.yuan for row in above for one in amounts(plain_text(" ".join(row))) if one.each]
        return told[0] if len(told) == 1 else None

    def _read_row(self, row: Sequence[str], number: int) -> None:
        joined = plain_text(" ".join(cell for cell in row if cell.strip())).strip()
        if not joined or tuple(cell.strip() for cell in row) == self._head.titles:
            return
        said, shared = plain_text(self._text(row, ColumnKind.PHONE)), ""
        if not said.strip():
            shared = plain_text(self._merged(number, ColumnKind.PHONE))
        found = [one for one in phones(said or shared) if not one.is_other]
        if shared and found and not self._text(row, ColumnKind.FACE).strip():
            return  # more lines of the recharge above
        if not found:
            self._without_number(row, joined, said, number)
            return
        if len(found) > 1:
            self._findings.add(number, Code.WHICH_NUMBER)
        if shared:
            self._findings.add(number, Code.FROM_MERGED_CELL)
        for phone in found:
            self._add(row, phone, number)

    def _without_number(self, row: Sequence[str], joined: str, said: str, number: int) -> None:
        if (total := total_in(joined)) is not None:
            self._totals.append((number, self._total(row, total)))
        elif not _BLANKS.fullmatch(said) and not _ERROR.fullmatch(said.strip()):
            code = Code.ONLY_THE_TAIL if words.TAIL.search(said) else Code.NOT_DIGITS
            self._findings.add(number, code if any(map(str.isdigit, said)) else Code.NO_MOBILE)
        elif self._text(row, ColumnKind.FACE).strip() or any(one.mobile for one in phones(joined)):
            self._findings.add(number, Code.NO_MOBILE)

    def _total(self, row: Sequence[str], total: Total) -> Total:
        """The sum line by its columns, where they say more than its words."""
        money = yuan_of(plain_text(self._text(row, ColumnKind.FACE)).strip("¥元 "))
        count = yuan_of(plain_text(self._text(row, ColumnKind.PHONE)).strip(" 个笔人条户"))
        return Total(count, money) if money is not None else total

    def _add(self, row: Sequence[str], phone: Phone, number: int) -> None:
        if not phone.mobile:
            self._findings.add(number, *phone.codes)
            return
        note = " ".join(self._notes(row, number))[:_LONGEST_NOTE]
        said = [clause_says(plain_text(note)), *self._told(row)]
        codes = [code for _, some in said for code in some]
        if any(dropped for dropped, _ in said):
            self._findings.add(number, *(code for dropped, some in said if dropped for code in some))
            return
        self._findings.add(number, *phone.codes, *codes, *self._about(row, phone, number))
        face = self._face(row, number)
        self._rows.append(ListRow(phone.mobile, face, number, note, self._speed(row, number)))

    def _told(self, row: Sequence[str]) -> Iterator[Said]:
        """The recharge's state and count, as their columns tell them."""
        for column in self._head.columns(ColumnKind.STATE):
            yield state_says(self._head.titles[column], plain_text(_cell(row, column)).strip())
        for column in self._head.columns(ColumnKind.COUNT):
            yield count_says(plain_text(_cell(row, column)).strip())

    def _about(self, row: Sequence[str], phone: Phone, number: int) -> Iterator[Code]:
        named = named_operator(self._text(row, ColumnKind.OPERATOR))
        if named is not None and named is not operator_of(phone.mobile):
            yield Code.OPERATOR_DIFFERS
        if number in self._cells.hidden:
            yield Code.HIDDEN_ROW

    def _face(self, row: Sequence[str], number: int) -> int | None:
        text = plain_text(self._text(row, ColumnKind.FACE)).strip()
        if not text:
            text = plain_text(self._merged(number, ColumnKind.FACE)).strip()
            if not text:
                return self._of_blank(row, number)
            self._findings.add(number, Code.FROM_MERGED_CELL)
        if words.SAME_AS_ABOVE.search(text):
            above = self._rows[-1].face if self._rows and self._rows[-1].line == self._before else None
            if above is None:
                self._findings.add(number, Code.FACE_MISSING)
            return above
        if words.GOODS.search(text):
            self._findings.add(number, Code.NOT_A_FACE)
            return None
        return self._one_face(text, number)

    def _one_face(self, text: str, number: int) -> int | None:
        told = amounts(text)
        whole = len(told) == 1 and not _leftover(text, told[0].start, told[0].end)
        if not whole or told[0].yuan is None:
            several = words.EITHER.search(text) and len({one.yuan for one in told}) > 1
            self._findings.add(number, Code.TWO_AMOUNTS if several else Code.BAD_AMOUNT)
            return None
        return told[0].yuan

    def _of_blank(self, row: Sequence[str], number: int) -> int | None:
        """The amount that was chosen for all, unless a column of words has an amount instead."""
        elsewhere = any(yuan_of(note.strip("元块")) in self._offer.faces for note in self._notes(row, number))
        if self._default is None or elsewhere:
            self._findings.add(number, Code.FACE_MISSING)
            return None
        return self._default

    def _merged(self, number: int, kind: ColumnKind) -> str:
        """The text of the cell that an empty cell was merged with."""
        columns = self._head.columns(kind)
        return self._shared(number, columns[0]) if columns else ""

    def _shared(self, number: int, column: int) -> str:
        source = self._cells.merged.get((number, column))
        return _cell(self._cells.rows[self._places[source]], column) if source in self._places else ""

    def _speed(self, row: Sequence[str], number: int) -> Speed | None:
        text = " ".join([self._text(row, ColumnKind.SPEED), *self._notes(row, number)])
        if words.SLOW.search(text) or self._text(row, ColumnKind.SPEED).strip() == "慢":
            return Speed.SLOW
        return Speed.FAST if words.FAST.search(text) or self._text(row, ColumnKind.SPEED).strip() == "快" else None

    def _notes(self, row: Sequence[str], number: int) -> list[str]:
        columns = self._head.columns(ColumnKind.NOTE)
        cells = [_cell(row, column).strip() or self._shared(number, column) for column in columns]
        told = [one_line(" ".join(cell.split())) for cell in cells]
        return [text for text in told if text and not _ERROR.fullmatch(text)]

    def _text(self, row: Sequence[str], kind: ColumnKind) -> str:
        columns = self._head.columns(kind)
        return _cell(row, columns[0]) if columns else ""


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""


def _leftover(text: str, start: int, end: int) -> bool:
    """Whether more than marks and words without meaning stand beside an amount in its cell."""
    rest = (text[:start] + " " + text[end:]).strip(" '=\"()¥")
    return bool(rest) and not words.FILLER.fullmatch(rest)
