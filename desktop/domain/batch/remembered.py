"""Reads lines that differ from an earlier one in nothing but their number without looking at their words again."""

from __future__ import annotations

import re

from msgspec import Struct, field

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.lines import Wanted
from desktop.domain.batch.list_line import Line, LineKind, line_of
from desktop.domain.batch.phones import Phone
from desktop.domain.mobile import Operator, operator_of

_NUMBER = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
_MOST = 50_000

_Key = tuple[str, str, bool, Operator]
"""The text before the number, behind it, whether an index was cut off, the number's operator."""


class Reader(Struct):
    """Reads the lines of one list, for these faces (yuan)."""

    faces: frozenset[int]
    seen: dict[_Key, Wanted] = field(default_factory=dict)

    def known(self, number: int, text: str, by: str) -> Line | None:
        """The line, if one like it was read before."""
        found = self._key(text)
        if found is None or (like := self.seen.get(found[0])) is None:
            return None
        _, bare, mobile = found
        phone = Phone(like.phone.start, like.phone.end, mobile, like.phone.codes)
        wanted = Wanted(
            phone, like.face, like.codes, like.note, like.speed, like.unclear, like.dropped, like.same_as_above
        )
        return Line(number, bare, LineKind.ORDERS, [wanted], speaker=by)

    def read(self, number: int, text: str, by: str) -> Line:
        """Read a line, and remember it if a number alone could differ."""
        line = line_of(number, text, by, self.faces)
        alone = line.kind is LineKind.ORDERS and len(line.wanted) == 1 and not line.quoted
        counts = line.parts is not None and line.parts.index is not None
        if alone and not counts and (found := self._key(text)) is not None and line.wanted[0].phone.mobile == found[2]:
            if len(self.seen) >= _MOST:
                self.seen.clear()
            self.seen[found[0]] = line.wanted[0]
        return line

    def _key(self, text: str) -> tuple[_Key, str, str] | None:
        """The key, the line without its index, its first number."""
        index = words.INDEX.match(text)
        bare = text if index is None else text[index.end() :]
        number = _NUMBER.search(bare)
        if number is None or (operator := operator_of(number[0])) is None:
            return None
        start, end = number.span()
        return (bare[:start], bare[end:], index is not None, operator), bare, number[0]
