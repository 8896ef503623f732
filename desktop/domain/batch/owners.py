"""Finds which words of a line with several numbers belong to which of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import Firmness
from desktop.domain.batch.listing import Code
from desktop.domain.batch.parts import Parts, speed_in
from desktop.domain.batch.phones import Phone
from desktop.domain.orders.order import Speed

_STOP = re.compile(r"[;。\n]")
_MARK = re.compile(r"[,;。;!?！？、/|]")
_CLAUSE_END = re.compile(r"[,;。;!?！？]")
_FOR_ALL = re.compile(r"(?:[都均全]|统一|一律|一起|全部)(?:走|用|要|是)?[快慢]")

Said = tuple[bool, tuple[Code, ...]]
"""Whether a number is called off, and what is said about it."""


def notes(line: str, parts: Parts) -> list[str]:
    """The words about each number; where nobody knows whose they are, all of them for each."""
    phones = parts.phones
    if len(phones) == 1 or not parts.words:
        return [parts.note] * len(phones)
    borders = _borders(line, parts)
    if borders is None:
        return [parts.note] * len(phones)
    told = list[list[str]]([] for _ in phones)
    place = 0
    for start, word in parts.words:
        while place < len(borders) and start >= borders[place]:
            place += 1
        told[place].append(word)
    return [" ".join(one) for one in told]


def speeds(line: str, parts: Parts) -> list[Speed | None]:
    """The speed of each number: of its own stretch, or of the whole line."""
    told = [speed_in(line[start:end]) for start, end in _stretches(line, parts)]
    shared = len([one for one in parts.amounts if one.firmness is not Firmness.WEAK]) <= 1
    behind = shared or _FOR_ALL.search(line, parts.phones[-1].end)
    for_all = told[-1] if behind and told[-1] is not None else speed_in(line[: parts.phones[0].start])
    return [for_all if one is None else one for one in told]


def same_as_above(line: str, parts: Parts) -> list[bool]:
    """Whether each number is to have what the one before it has."""
    return [words.SAME_AS_ABOVE.search(line, start, end) is not None for start, end in _stretches(line, parts)]


def said(line: str, parts: Parts) -> list[Said]:
    """The words about each number: in its clause, or in the one behind that names no number."""
    stretches = clauses(line, parts.phones)
    found = [clause_says(line[start:end]) for start, end in stretches]
    for place, (one, following) in enumerate(pairwise(parts.phones)):
        between = line[one.end : following.start]
        if words.REPLACES.search(between) or words.MISTAKEN.match(between):
            found[place] = (True, (Code.SAID_NOT_TO,))
            found[place + 1] = clause_says(line[following.start : stretches[place + 1][1]])
        elif not _CLAUSE_END.search(between) and (unclear := clause_says(between))[0]:
            found[place] = found[place + 1] = unclear  # between two numbers, of either
    for place, one in enumerate(parts.phones):
        if words.EXCEPT.search(line, max(0, one.start - 4), one.start):
            found[place] = (True, (Code.SAID_NOT_TO,))
    return found


def clause_says(text: str) -> Said:
    """Whether a text calls off its number, and the code of what it says."""
    if words.NOT_TO.search(text):
        return True, (Code.SAID_NOT_TO,)
    if words.DONE.search(text):
        return True, (Code.SAID_TO_BE_DONE,)
    return False, (Code.SAID_LATER,) if words.LATER.search(text) else ()


def clauses(line: str, phones: Sequence[Phone]) -> list[tuple[int, int]]:
    """The stretch of the line that speaks of each number: from the end of the clause of the number before it."""
    found, start = list[tuple[int, int]](), 0
    for one, following in zip(phones, [*phones[1:], None], strict=True):
        if following is None:
            found.append((start, len(line)))
            break
        ends = [match.end() for match in _CLAUSE_END.finditer(line, one.end, following.start)]
        end = ends[-1] if ends else one.end
        found.append((start, end))
        start = end
    return found


def _stretches(line: str, parts: Parts) -> list[tuple[int, int]]:
    """As `clauses`; without a mark between two numbers, an amount ends what is said of the first."""
    borders, starts = [0], [one.start for one in parts.amounts]
    first = parts.phones[0].start
    amount_first = bool(starts) and starts[0] < first
    number_first = not any(sign.isalnum() for sign in line[:first])
    for (_, end), (one, following) in zip(clauses(line, parts.phones), pairwise(parts.phones), strict=False):
        if end == one.end and not amount_first:
            last = bisect_left(starts, following.start) - 1
            behind = parts.amounts[last].end if last >= 0 and starts[last] >= one.end else end
            end = following.start if number_first else behind
        borders.append(end)
    return list(pairwise([*borders, len(line)]))


def _borders(line: str, parts: Parts) -> list[int] | None:
    """The places between the numbers where the words of the next one begin; None if nobody knows."""
    starts = [start for start, _ in parts.words]
    first, last = starts[0] < parts.phones[0].start, starts[-1] >= parts.phones[-1].end
    found = list[int]()
    for one, following in pairwise(parts.phones):
        if bisect_left(starts, one.end) == bisect_left(starts, following.start):
            found.append(one.end)  # no words between them
        elif (stop := _STOP.search(line, one.end, following.start)) is not None:
            found.append(stop.end())
        elif first is not last:
            found.append(one.end if first else following.start)
        elif marks := [match.end() for match in _MARK.finditer(line, one.end, following.start)]:
            found.append(marks[-1])
        else:
            return None
    return found
