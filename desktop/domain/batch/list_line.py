"""One line of a list that people wrote, and the part that it has in the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import Amount
from desktop.domain.batch.lines import Wanted, firm, wanted_in
from desktop.domain.batch.ordinals import Ordinals, ordinals
from desktop.domain.batch.parts import Parts, parts_of, speed_in
from desktop.domain.batch.talk import Total, count_in, is_quoted, total_in
from desktop.domain.orders.order import Speed


class LineKind(StrEnum):
    """The part that a line has in a list."""

    ORDERS = "orders"
    HEAD = "head"
    """An amount that holds for each number under it, or above it."""
    AMOUNT = "amount"
    """Nothing but an amount."""
    STRAY = "stray"
    """An amount, and nobody whose it could be."""
    TAIL = "tail"
    """The last digits of a number, as if everybody knew the rest."""
    TOTAL = "total"
    ORDINALS = "ordinals"
    """An amount for the first number, for the second …"""
    CORRECTION = "correction"
    """Another amount for something above."""
    SPEED = "speed"
    TALK = "talk"


class Line(Struct):
    """`number` counts from 1. ORDERS have `wanted`, HEAD, AMOUNT and CORRECTION have `face` (yuan), TOTAL
    has `total`, as any line that counts the numbers.
    """

    number: int
    text: str
    kind: LineKind
    wanted: list[Wanted]
    parts: Parts | None = None
    face: int | None = None
    speed: Speed | None = None
    total: Total | None = None
    ordinals: Ordinals = ()
    speaker: str = ""
    quoted: bool = False

    def needing(self) -> Iterator[int]:
        """The places of its recharges for which it says no amount."""
        for place, one in enumerate(self.wanted):
            if one.needs_face:
                yield place


def line_of(number: int, text: str, by: str, faces: frozenset[int]) -> Line:
    """Read a plain line; `by` is the speaker's name."""
    if words.NUMERIC.search(text) is None:
        return _about_speed(number, text)
    bare = words.INDEX.sub("", text, count=1)
    parts = parts_of(bare)
    if not parts.phones:
        return _without_number(number, text, bare, parts, faces)
    wanted = wanted_in(bare, parts, faces)
    line = Line(number, bare, LineKind.ORDERS, wanted, parts, speaker=by, quoted=is_quoted(text))
    told = firm(parts.amounts)
    if len(told) == 1 and all(one.dropped for one in wanted) and words.OTHERS.search(bare):
        line.kind, line.face = LineKind.HEAD, told[0].yuan
    return line


def _without_number(number: int, text: str, bare: str, parts: Parts, faces: frozenset[int]) -> Line:
    told = firm(parts.amounts)
    line = Line(number, bare, LineKind.TALK, [], parts, told[0].yuan if len(told) == 1 else None)
    if words.ORDINAL.search(text):
        whole = parts_of(text)
        if (those := ordinals(text, firm(whole.amounts))) is not None:
            line.kind, line.ordinals, line.text = LineKind.ORDINALS, those, text
            return line
    line.total = _total(bare, told)
    if line.total is not None and (line.total.money or line.total.other or not told):
        line.kind = LineKind.TOTAL
    elif len(told) == 1:
        line.kind = _kind_of_amount(text, bare, parts, told[0])
        line.speed = parts.speed
    elif not is_quoted(text):
        line.kind = _kind_of_talk(bare, parts, faces)
    return line


def _total(bare: str, told: Sequence[Amount]) -> Total | None:
    if (total := total_in(bare)) is not None:
        return total
    count = count_in(bare)
    if len(told) == 1 and told[0].together:
        return Total(count, told[0].yuan)
    return None if count is None else Total(count)


def _kind_of_amount(text: str, bare: str, parts: Parts, amount: Amount) -> LineKind:
    """The part of a line with one amount and no number."""
    if words.CORRECTED.search(bare):
        return LineKind.CORRECTION
    if amount.each or bare.rstrip().endswith(":"):
        return LineKind.HEAD
    if not parts.note and not parts.has_other:
        return LineKind.AMOUNT
    if is_quoted(text):
        return LineKind.TALK
    return LineKind.TAIL if words.TAIL.search(bare) else LineKind.STRAY


def _kind_of_talk(bare: str, parts: Parts, faces: frozenset[int]) -> LineKind:
    if words.TAIL.search(bare):
        return LineKind.TAIL
    is_stray = firm(parts.amounts) or any(one.yuan in faces for one in parts.amounts)
    return LineKind.STRAY if is_stray else LineKind.TALK


def _about_speed(number: int, text: str) -> Line:
    """A line without a digit: talk, or the speed of the lines under or above it."""
    speed = speed_in(text) if "慢" in text or "快" in text else None
    holds = speed is not None and (
        text.rstrip().endswith(":") or words.FOR_ALL.search(text) or words.BELOW.search(text)
    )
    return Line(number, text, LineKind.SPEED if holds else LineKind.TALK, [], speed=speed)
