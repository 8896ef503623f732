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
from desktop.domain.batch.owners import clause_says
from desktop.domain.batch.phones import Phone, phones
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
        self._totals = list[tuple[int, Total]]()
        self._default = self._of_title(cells.rows[: head.row]) or offer.default_face

    def read(self) -> Listing:
        for place in range(self._first, len(self._cells.rows)):
            self._read_row(self._cells.rows[place], self._cells.numbers[place])
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
        said = plain_text(self._text(row, ColumnKind.PHONE))
        found = [one for one in phones(said) if not one.is_other]
        if not found:
            self._without_number(row, joined, said, number)
            return
        if len(found) > 1:
            self._findings.add(number, Code.WHICH_NUMBER)
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
        note = " ".join(self._notes(row))[:_LONGEST_NOTE]
        dropped, codes = clause_says(plain_text(note))
        if dropped:
            self._findings.add(number, *codes)
            return
        self._findings.add(number, *phone.codes, *codes, *self._about(row, phone, number))
        face = self._face(row, number)
        self._rows.append(ListRow(phone.mobile, face, number, note, self._speed(row)))

    def _about(self, row: Sequence[str], phone: Phone, number: int) -> Iterator[Code]:
        named = named_operator(self._text(row, ColumnKind.OPERATOR))
        if named is not None and named is not operator_of(phone.mobile):
            yield Code.OPERATOR_DIFFERS
        if number in self._cells.hidden:
            yield Code.HIDDEN_ROW

    def _face(self, row: Sequence[str], number: int) -> int | None:
        text = plain_text(self._text(row, ColumnKind.FACE)).strip()
        if not text or _ERROR.fullmatch(text):
            return self._of_blank(text, number)
        if words.SAME_AS_ABOVE.search(text):
            return self._rows[-1].face if self._rows else None
        if words.GOODS.search(text):
            self._findings.add(number, Code.NOT_A_FACE)
            return None
        told = amounts(text)
        whole = len(told) == 1 and not _leftover(text, told[0].start, told[0].end)
        if not whole or told[0].yuan is None:
            several = words.EITHER.search(text) and len({one.yuan for one in told}) > 1
            self._findings.add(number, Code.TWO_AMOUNTS if several else Code.BAD_AMOUNT)
            return None
        return told[0].yuan

    def _of_blank(self, text: str, number: int) -> int | None:
        if text:
            self._findings.add(number, Code.BAD_AMOUNT)
            return None
        if (shared := self._merged_face(number)) is not None:
            self._findings.add(number, Code.FROM_MERGED_CELL)
            return shared
        if self._default is None:
            self._findings.add(number, Code.FACE_MISSING)
        return self._default

    def _merged_face(self, number: int) -> int | None:
        columns = self._head.columns(ColumnKind.FACE)
        source = self._cells.merged.get((number, columns[0])) if columns else None
        return next((row.face for row in self._rows if row.line == source), None) if source is not None else None

    def _speed(self, row: Sequence[str]) -> Speed | None:
        text = " ".join([self._text(row, ColumnKind.SPEED), *self._notes(row)])
        if words.SLOW.search(text) or self._text(row, ColumnKind.SPEED).strip() == "慢":
            return Speed.SLOW
        return Speed.FAST if words.FAST.search(text) or self._text(row, ColumnKind.SPEED).strip() == "快" else None

    def _notes(self, row: Sequence[str]) -> list[str]:
        columns = self._head.columns(ColumnKind.NOTE)
        told = [one_line(" ".join(row[column].split())) for column in columns if column < len(row)]
        return [text for text in told if text and not _ERROR.fullmatch(text)]

    def _text(self, row: Sequence[str], kind: ColumnKind) -> str:
        columns = self._head.columns(kind)
        return row[columns[0]] if columns and columns[0] < len(row) else ""


def _leftover(text: str, start: int, end: int) -> bool:
    """Whether more than marks and words without meaning stand beside an amount in its cell."""
    rest = (text[:start] + " " + text[end:]).strip(" '=\"()¥")
    return bool(rest) and not words.FILLER.fullmatch(rest)
