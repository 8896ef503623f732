"""Amounts that go to numbers by their places: the first 100, the second 50."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import Amount
from desktop.domain.batch.talk import counted

Ordinals = tuple[tuple[int, int | None], ...]
"""(place from 1, yuan) of each."""


def ordinals(line: str, told: Sequence[Amount]) -> Ordinals | None:
    """The places that a line names, each with the one amount behind it; None if it is told otherwise."""
    found = list(words.ORDINAL.finditer(line))
    if not found or len(found) != len(told):
        return None
    ends = [one.start() for one in found[1:]] + [len(line)]
    takes_turns = all(one.end() <= amount.start < end for one, amount, end in zip(found, told, ends, strict=True))
    places = [counted(one[1]) or 0 for one in found]
    if not takes_turns or len(set(places)) != len(places):
        return None
    return tuple((place, amount.yuan) for place, amount in zip(places, told, strict=True))
