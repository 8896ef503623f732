"""The parts of one line of a list: its numbers, its amounts, what is said about them, and the words that are left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import GONE, KEPT, OWNER, Amount, Firmness, amounts, blanked
from desktop.domain.batch.phones import Phone, phones
from desktop.domain.mobile import Operator, named_operator
from desktop.domain.orders.order import Speed

_PIECE = re.compile(r"[^\s,;、。!?！？:=+|/\\(){}\[\]<>【】「」《》“”\"'~·•_\0\2-]+")
_MARKS = re.compile(r"^[\s.*#&@^$%¥\-]+|[\s.*#&@^$%¥\-]+$")


class Parts(Struct, frozen=True):
    """`text` is the plain line with `OWNER` for its numbers, `KEPT` and `GONE` for what is no amount. `index` is its
    leading bare amount, which may count the lines instead.
    """

    text: str
    phones: tuple[Phone, ...]
    amounts: tuple[Amount, ...]
    note: str = ""
    speed: Speed | None = None
    operators: frozenset[Operator] = frozenset()
    goods: bool = False
    several: bool = False
    has_other: bool = False
    words: tuple[tuple[int, str], ...] = ()
    """The words of the note, each with its place."""

    @property
    def index(self) -> Amount | None:
        if not self.amounts or not self.phones:
            return None
        first = self.amounts[0]
        leads = first.firmness is Firmness.BARE and first.end <= self.phones[0].start and first.yuan is not None
        return first if leads and not self.text[: first.start].strip() else None


def parts_of(line: str) -> Parts:
    """Read a plain line, without its list index. Takes time linear in its length."""
    found = phones(line)
    mine = tuple(one for one in found if not one.is_other)
    text = blanked(line, ((one.start, one.end) for one in mine), OWNER)
    others = [(one.start, one.end) for one in found if one.is_other]
    text = blanked(text, others, KEPT)
    for pattern, sign in ((words.TAIL, KEPT), (words.PAID, KEPT), (words.MOMENT, GONE), (words.ORDINAL, GONE)):
        text = _without(text, pattern, sign)
    bare_text = _without(text, words.GOODS)
    counted = tuple(amounts(bare_text))
    goods = bare_text != text and not any(one.firmness is Firmness.LABELLED for one in counted)
    several = words.SEVERAL.search(bare_text) is not None
    if several:
        bare_text = _without(bare_text, words.SEVERAL)
        counted = tuple(amounts(bare_text))
    gone = blanked(bare_text, [(one.start, one.end) for one in counted if one.firmness is not Firmness.WEAK], GONE)
    gone = _without(gone, words.SAID)
    kept, operators = _words(line, gone)
    note = " ".join(piece for _, piece in kept)
    return Parts(
        bare_text, mine, counted, note, speed_in(text), operators, goods, several and bool(mine), bool(others), kept
    )


def without_weak(line: str, parts: Parts, used: Amount) -> str:
    """The note when an amount that touches a word is the line's amount."""
    spans = [(one.start, one.end) for one in parts.amounts if one.firmness is not Firmness.WEAK or one is used]
    return " ".join(piece for _, piece in _words(line, blanked(parts.text, spans, GONE))[0])


def _without(text: str, pattern: re.Pattern[str], sign: str = GONE) -> str:
    if pattern.search(text) is None:
        return text
    return blanked(text, [match.span() for match in pattern.finditer(text)], sign)


def speed_in(text: str) -> Speed | None:
    """The speed that a text asks for, if it asks for exactly one."""
    slow, fast = words.SLOW.search(text), words.FAST.search(text)
    if bool(slow) is bool(fast):
        return None
    return Speed.SLOW if slow else Speed.FAST


def _words(line: str, text: str) -> tuple[tuple[tuple[int, str], ...], frozenset[Operator]]:
    """The words of the note with their places, and the operators that the line names."""
    kept, operators = list[tuple[int, str]](), set[Operator]()
    for place, piece in _pieces(line, text):
        if words.OPERATOR.fullmatch(piece):
            operator = named_operator(piece)
            if operator is not None:
                operators.add(operator)
        elif not words.FILLER.fullmatch(piece):
            kept.append((place, piece))
    return tuple(kept), frozenset(operators)


def _pieces(line: str, text: str) -> Iterator[tuple[int, str]]:
    for match in _PIECE.finditer(text):
        piece = _MARKS.sub("", line[match.start() : match.end()])
        piece = words.TRAIL.sub("", words.LEAD.sub("", piece))
        if any(sign.isalnum() for sign in piece):
            yield match.start(), piece
