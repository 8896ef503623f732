"""One line of a list that people wrote, and the part that it has in the list."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.lines import Wanted, firm, wanted_in
from desktop.domain.batch.parts import Parts, parts_of
from desktop.domain.batch.talk import Total, is_quoted, total_in
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
    TALK = "talk"


class Line(Struct):
    """`number` counts from 1. ORDERS have `wanted`, HEAD and AMOUNT have `face` (yuan), TOTAL has `total`."""

    number: int
    text: str
    kind: LineKind
    wanted: list[Wanted]
    parts: Parts | None = None
    face: int | None = None
    speed: Speed | None = None
    total: Total | None = None
    speaker: str = ""
    quoted: bool = False

    def needing(self) -> Iterator[int]:
        """The places of its recharges for which it says no amount."""
        for place, one in enumerate(self.wanted):
            if one.phone.mobile and one.face is None and not (one.unclear or one.dropped or one.same_as_above):
                yield place


def line_of(number: int, text: str, by: str, faces: frozenset[int]) -> Line:
    """Read a plain line; `by` is the speaker's name."""
    if words.NUMERIC.search(text) is None:
        return Line(number, text, LineKind.TALK, [])
    bare = words.INDEX.sub("", text, count=1)
    parts = parts_of(bare)
    if parts.phones:
        wanted = wanted_in(bare, parts, faces)
        return Line(number, bare, LineKind.ORDERS, wanted, parts, speaker=by, quoted=is_quoted(text))
    if (total := total_in(bare)) is not None:
        return Line(number, bare, LineKind.TOTAL, [], total=total)
    told = firm(parts.amounts)
    if len(told) == 1 and (told[0].each or bare.rstrip().endswith(":")):
        return Line(number, bare, LineKind.HEAD, [], parts, told[0].yuan, parts.speed)
    if len(told) == 1 and not parts.note and not parts.has_other:
        return Line(number, bare, LineKind.AMOUNT, [], parts, told[0].yuan)
    if is_quoted(text):
        return Line(number, bare, LineKind.TALK, [], parts)
    if words.TAIL.search(bare):
        return Line(number, bare, LineKind.TAIL, [], parts)
    return Line(number, bare, LineKind.STRAY if told else LineKind.TALK, [], parts)
