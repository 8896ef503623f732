"""Gives recharges the amount or the speed that another line tells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.list_line import Line, LineKind
from desktop.domain.batch.listing import Code, Findings
from desktop.domain.batch.talk import Total
from desktop.domain.orders.order import Speed


def give_amounts(lines: Sequence[Line], findings: Findings) -> None:
    """Give the recharges that say no amount the one of another line, where it is certain whose it is."""
    _from_heads(lines)
    _from_total(lines, findings)
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


def give_speeds(lines: Sequence[Line]) -> None:
    """A line that only tells the speed holds for those under it; for those above it where none are under it."""
    heads = [place for place, line in enumerate(lines) if line.kind is LineKind.SPEED]
    for place, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        under = lines[place + 1 : end]
        if words.ABOVE.search(lines[place].text) or not any(line.wanted for line in under):
            under = lines[:place] if place == heads[0] else ()
        for line in under:
            _speed_up(line, lines[place].speed)


def _speed_up(line: Line, speed: Speed | None) -> None:
    line.wanted = [one if one.speed is not None else replace(one, speed=speed) for one in line.wanted]


def _from_total(lines: Sequence[Line], findings: Findings) -> None:
    """A sum over numbers of which none has an amount is shared out evenly, and asked about."""
    totals = [line for line in lines if line.total is not None and (line.total.money or line.total.other)]
    wanted = [one for line in lines for one in line.wanted if one.phone.mobile and not one.dropped]
    needing = [line for line in lines if list(line.needing())]
    count = sum(len(list(line.needing())) for line in needing)
    if len(totals) != 1 or not count or count != len(wanted):
        return
    total = totals[0].total or Total()
    if total.other == count:
        return
    share, rest = divmod(total.money or total.other or 0, count)
    if rest or total.count not in (None, count):
        findings.add(totals[0].number, Code.WHOSE_AMOUNT)
        return
    findings.add(totals[0].number, Code.EACH_OR_TOGETHER)
    for line in needing:
        _give(line, share)


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
        section = lines[before + 1 : place] if is_under else lines[place + 1 : behind]
        _leave_out(section, head)
        _give_all(section, head)


def _leave_out(lines: Iterable[Line], head: Line) -> None:
    """The numbers that a head excepts, where they have no amount of their own."""
    excepted = {one.phone.mobile for one in head.wanted}
    for line in lines if excepted else ():
        for place in list(line.needing()):
            if line.wanted[place].phone.mobile in excepted:
                line.wanted[place] = replace(line.wanted[place], dropped=True, codes=(Code.SAID_NOT_TO,))


def _give_all(lines: Iterable[Line], head: Line) -> None:
    for line in lines:
        _give(line, head.face)
        if head.speed is not None:
            _speed_up(line, head.speed)


def _give(line: Line, face: int | None) -> None:
    for place in list(line.needing()):
        line.wanted[place] = replace(line.wanted[place], face=face)
