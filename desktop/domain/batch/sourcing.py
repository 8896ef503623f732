"""Turns a reading into rows to stage: what cannot be sent yet is a row, too, so that nothing of the list is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from desktop.domain.batch.batch import Notice, Source, StagedRow, numbered
from desktop.domain.batch.listing import Code, Level, Listing, ListRow, Problem
from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.order import Speed

LONGEST_SOURCE = 300
_OF_OTHER_ROWS = frozenset({Code.WHOSE_AMOUNT, Code.TWO_AMOUNTS, Code.BAD_AMOUNT, Code.NOT_A_FACE})
"""On a line without a number these say something of numbers elsewhere, so that the whole list has to be looked at."""
_FOUND_WHILE_STAGED = frozenset({Code.DUPLICATE, Code.FACE_MISSING, Code.FACE_NOT_OFFERED})
"""Staging finds these itself, on the rows as they are by then."""


def source_of(read: Listing, origin: str, line_at: Callable[[int], str]) -> Source:
    """The rows and notices of a reading; `line_at` gives the text of a line of its source."""
    about = defaultdict[int, list[Code]](list)
    for one in read.problems:
        about[one.line].append(one.code)
    having = {row.line for row in read.rows}
    rows = [_row(row, about[row.line], line_at) for row in read.rows]
    rows += [_row_without_number(one, line_at) for one in read.problems if one.line not in having and _is_row(one)]
    rows.sort(key=lambda row: row.line)
    notices = [
        Notice(one.line, one.code, _cut(line_at(one.line)))
        for one in read.problems
        if one.line not in having and not _is_row(one)
    ]
    return Source(origin, numbered(_unique_problems(rows)), notices)


def joined(sources: Sequence[Source]) -> Source:
    """Several lists as one, in their order."""
    rows = [row for source in sources for row in source.rows]
    notices = [notice for source in sources for notice in source.notices if notice.code is not Code.NOTHING or not rows]
    return Source(", ".join(source.origin for source in sources), numbered(rows), notices)


def _row(row: ListRow, codes: Sequence[Code], line_at: Callable[[int], str]) -> StagedRow:
    return StagedRow(
        position=0,
        line=row.line,
        source=_cut(line_at(row.line)),
        mobile=row.mobile,
        face=None if row.face is None else row.face * FEN_PER_YUAN,
        speed=Speed.FAST if row.speed is None else row.speed,
        note=row.note,
        codes=tuple(code for code in codes if code not in _FOUND_WHILE_STAGED),
    )


def _row_without_number(problem: Problem, line_at: Callable[[int], str]) -> StagedRow:
    return StagedRow(0, problem.line, _cut(line_at(problem.line)), "", None, codes=(problem.code,))


def _is_row(problem: Problem) -> bool:
    """Whether the line of a problem was to be a recharge; all other problems are of the list."""
    return problem.line > 0 and problem.level is Level.BLOCK and problem.code not in _OF_OTHER_ROWS


def _unique_problems(rows: Sequence[StagedRow]) -> list[StagedRow]:
    """One row for each line without a number, with all of its problems."""
    kept: dict[tuple[int, int], StagedRow] = {}
    for place, row in enumerate(rows):
        key = (row.line, place if row.mobile else -1)
        before = kept.get(key)
        kept[key] = row if before is None else _with(before, row.codes)
    return list(kept.values())


def _with(row: StagedRow, codes: Sequence[Code]) -> StagedRow:
    return replace(row, codes=(*row.codes, *(code for code in codes if code not in row.codes)))


def _cut(text: str) -> str:
    """As it is: whoever shows it makes it plain, and an export gives its cells back."""
    return text[:LONGEST_SOURCE]
