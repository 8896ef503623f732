"""Rules for several lines: those that count, numbers broken over two lines, words over the orders that they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.lines import wanted_in
from desktop.domain.batch.list_line import Line, LineKind
from desktop.domain.batch.listing import Code, Findings
from desktop.domain.batch.owners import clause_says
from desktop.domain.mobile import LENGTH

_COUNTS = re.compile(r" *[0-9]{1,4}[.、:)]? *")
_FRAGMENT = re.compile(r"^ *([0-9]{1,8})(?![0-9])")


def drop_counting(lines: Sequence[Line], faces: frozenset[int]) -> None:
    """Numbers that count the lines by one, at their starts or between them, are no amounts."""
    _drop_lines_that_count(lines, faces)
    counted = [line for line in lines if line.parts is not None and line.parts.index is not None]
    values = [line.parts.index.yuan or 0 for line in counted if line.parts is not None and line.parts.index is not None]
    by_one = all(after - before == 1 for before, after in pairwise(values))
    if not by_one or (len(values) == 1 and values != [1]) or (values and set(values) <= faces):
        return
    for line in counted:
        assert line.parts is not None
        line.parts = replace(line.parts, amounts=line.parts.amounts[1:])
        line.wanted = wanted_in(line.text, line.parts, faces)


def _drop_lines_that_count(lines: Sequence[Line], faces: frozenset[int]) -> None:
    over = [one for one, following in pairwise(lines) if one.kind is LineKind.AMOUNT and following.wanted]
    values = [line.face for line in over if _COUNTS.fullmatch(line.text)]
    if len(values) == len(over) and values == list(range(1, len(over) + 1)) and not faces.issuperset(values):
        for line in over:
            line.kind = LineKind.TALK


def set_broken_numbers_aside(lines: Sequence[Line], findings: Findings) -> None:
    """A number that was broken over two lines is not put together; its second part is no amount."""
    for line, following in pairwise(lines):
        rest = _FRAGMENT.match(following.text)
        if rest is None or len(line.wanted) != 1 or any(one.phone.mobile for one in following.wanted):
            continue
        phone = line.wanted[0].phone
        ends = line.text[phone.end :].strip() == ""
        digits = sum(map(str.isdigit, line.text[phone.start : phone.end]))
        if phone.codes == (Code.TOO_SHORT,) and ends and digits + len(rest[1]) == LENGTH:
            findings.add(following.number, Code.TOO_SHORT)
            following.kind, following.wanted = LineKind.TALK, []


def call_off(lines: Sequence[Line]) -> None:
    """A message over orders that says of them not to, not now, or done holds for each until the next one."""
    codes: tuple[Code, ...] = ()
    dropped = False
    for line in lines:
        if line.kind in (LineKind.TALK, LineKind.HEAD):
            over_them = line.text.rstrip().endswith(":") or words.BELOW.search(line.text)
            dropped, codes = clause_says(line.text) if over_them else (False, ())
        elif codes:
            line.wanted = [replace(one, dropped=dropped, codes=(*one.codes, *codes)) for one in line.wanted]
