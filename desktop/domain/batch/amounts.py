"""Finds amounts in a line of a list whose numbers are known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum

from msgspec import Struct

from desktop.domain.batch import vocabulary as words
from desktop.domain.chat.spoken import yuan_spoken

_HAN = re.compile(r"[\u3400-\u9fff]")
_FINDER = re.compile(
    rf"(?P<each>{words.EACH})?(?P<together>{words.TOGETHER})?(?P<verb>{words.VERB})?"
    r"(?P<sign>[¥$] ?|[Rr][Mm][Bb] ?|(?<=[\0 ])[xX×*](?=[0-9]{2}))?"
    rf"(?P<number>{words.NUMBER})(?P<unit> ?(?:{words.UNIT}))?"
)
_ROUND = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,3})?)([百千kK])")
_THOUSAND = re.compile(r"(.)?千(.*)")
_MOST_DIGITS = 6
OWNER, KEPT, GONE = "\0", "\1", "\2"
"""Stand for a number's digits, for text that stays in the note, and for text that says nothing more."""


class Firmness(IntEnum):
    """LABELLED by a unit, a sign or a verb; BARE: digits between spaces and marks; WEAK: digits that touch a word."""

    WEAK = 0
    BARE = 1
    LABELLED = 2


class Amount(Struct, frozen=True):
    """`yuan` is None for what cannot be read as whole yuan. `each`: for every number; `together`: for all of them."""

    start: int
    end: int
    yuan: int | None
    firmness: Firmness
    each: bool = False
    together: bool = False


def amounts(text: str) -> list[Amount]:
    """All amounts of a line in which numbers and other things are blanked, in its order."""
    if words.NUMERIC.search(text) is None:
        return []
    return [one for found in _FINDER.finditer(text) if (one := _read(text, found)) is not None]


def yuan_of(text: str) -> int | None:
    """Whole yuan in digits or numerals ("100", "1,000", "100.00", 壹佰); None for anything else."""
    plain = text.replace(",", "")
    if (rounded := _ROUND.fullmatch(plain)) is not None:
        return yuan_of(f"{Decimal(rounded[1]) * (100 if rounded[2] == '百' else 1000):f}")
    if plain.isascii():
        whole, _, part = plain.partition(".")
        fits = whole.isdigit() and len(whole) <= _MOST_DIGITS and not part.strip("0") and (not part or part.isdigit())
        return (int(whole) or None) if fits else None
    if (thousand := _THOUSAND.fullmatch(plain)) is not None:
        return _thousands(thousand[1] or "一", thousand[2])
    return yuan_spoken(plain)


def blanked(text: str, spans: Iterable[tuple[int, int]], sign: str) -> str:
    """The text with each span replaced by as many of this sign."""
    parts, at = list[str](), 0
    for start, end in spans:
        parts += [text[at:start], sign * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _thousands(sign: str, rest: str) -> int | None:
    first = yuan_spoken(f"{sign}十")
    if first is None or first % 10:
        return None
    if len(rest) == 1:  # 一千二 is 1,200, as people say it
        rest += "百"
    below = yuan_spoken(rest.lstrip("零〇")) if rest else 0
    return None if below is None else first * 100 + below


def _read(text: str, found: re.Match[str]) -> Amount | None:
    start, end = found.span()
    right, left = text[end : end + 4], text[start - 1 : start]
    each, together = bool(found["each"]), bool(found["together"])
    spoken = not found["number"][0].isascii()
    labelled = bool(each or together or found["verb"] or found["sign"] or found["unit"])
    yuan = yuan_of(found["number"])
    if spoken and (yuan is None or not (labelled or _stands_alone(left, right))):
        return None
    if words.OTHER_UNIT.match(text, found.end("number")):
        return None if spoken else Amount(start, end, None, Firmness.LABELLED, each, together)
    if not found["unit"] and words.COUNTED.match(right):
        return None
    if not (found["verb"] or each or together) and ((left.isascii() and left.isalpha()) or left == "第"):
        return None
    if labelled:
        return Amount(start, end, yuan, Firmness.LABELLED, each, together)
    firmness = Firmness.BARE if _stands_alone(left, right) else Firmness.WEAK
    return Amount(start, end, yuan, firmness)


def _stands_alone(left: str, right: str) -> bool:
    return _is_edge(left) and _is_edge(right[:1])


def _is_edge(sign: str) -> bool:
    """Whether a sign beside digits is no part of their word: a mark, or a word that chooses between amounts."""
    return not _HAN.match(sign) or sign in "是或还到至和与及跟改成换的者别快慢"
