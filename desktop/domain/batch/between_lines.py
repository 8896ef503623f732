"""Rules for several lines: indexes, numbers broken over two lines, amounts on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.lines import wanted_in
from desktop.domain.batch.list_line import Line, LineKind
from desktop.domain.batch.listing import Code, Findings
from desktop.domain.batch.owners import clause_says
from desktop.domain.mobile import LENGTH

_FRAGMENT = re.compile(r"^ *([0-9]{1,8})(?![0-9])")


def drop_counting(lines: Sequence[Line], faces: frozenset[int]) -> None:
    """Leading numbers that count the lines by one are no amounts."""
    counted = [line for line in lines if line.parts is not None and line.parts.index is not None]
    values = [line.parts.index.yuan or 0 for line in counted if line.parts is not None and line.parts.index is not None]
    by_one = all(after - before == 1 for before, after in pairwise(values))
    if not by_one or (len(values) == 1 and values != [1]) or (values and set(values) <= faces):
        return
    for line in counted:
        assert line.parts is not None
        line.parts = replace(line.parts, amounts=line.parts.amounts[1:])
        line.wanted = wanted_in(line.text, line.parts, faces)


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


def give_amounts(lines: Sequence[Line], findings: Findings) -> None:
    """Give the recharges that say no amount the one of another line, where it is certain whose it is."""
    _from_heads(lines)
    those = [line for line in lines if line.kind in (LineKind.ORDERS, LineKind.AMOUNT) and not line.quoted]
    alone = [line for line in those if line.kind is LineKind.AMOUNT]
    if not alone:
        return
    needing = [line for line in those if list(line.needing())]
    for pairs in (list(pairwise(those)), [(after, before) for before, after in pairwise(those)]):
        mine = [(line, amount) for line, amount in pairs if amount.kind is LineKind.AMOUNT and _needs_one(line)]
        if _covers(mine, needing, alone):
            for line, amount in mine:
                _give(line, amount.face)
            return
    if len(alone) == 1 and len(needing) > 1 and alone[0] in (those[0], those[-1]):
        findings.add(alone[0].number, Code.EACH_OR_TOGETHER)
        for line in needing:
            _give(line, alone[0].face)
        return
    for line in alone:
        findings.add(line.number, Code.WHOSE_AMOUNT if needing else Code.NO_MOBILE)


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


def _covers(mine: Sequence[tuple[Line, Line]], needing: Sequence[Line], alone: Sequence[Line]) -> bool:
    """Whether each number has its amount and each amount its number."""
    return len(mine) == len(needing) == len(alone) and len({id(line) for line, _ in mine}) == len(needing)


def _needs_one(line: Line) -> bool:
    return len(line.wanted) == 1 and bool(list(line.needing()))


def _from_heads(lines: Sequence[Line]) -> None:
    """A head gives its amount to the lines under it; where numbers without one stand above the first head, the heads
    stand under theirs.
    """
    heads = [place for place, line in enumerate(lines) if line.kind is LineKind.HEAD]
    if not heads:
        return
    trailing = any(list(line.needing()) for line in lines[: heads[0]])
    for before, place, behind in zip([-1, *heads], heads, [*heads[1:], len(lines)], strict=False):
        head = lines[place]
        is_under = words.ABOVE.search(head.text) or (trailing and not words.BELOW.search(head.text))
        _give_all(lines[before + 1 : place] if is_under else lines[place + 1 : behind], head)


def _give_all(lines: Iterable[Line], head: Line) -> None:
    for line in lines:
        _give(line, head.face)
        if head.speed is not None:
            line.wanted = [one if one.speed is not None else replace(one, speed=head.speed) for one in line.wanted]


def _give(line: Line, face: int | None) -> None:
    for place in list(line.needing()):
        line.wanted[place] = replace(line.wanted[place], face=face)
