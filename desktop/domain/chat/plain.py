"""One form of all the ways in which a message writes digits, spaces and marks."""

from __future__ import annotations

import unicodedata

_KEYCAP = frozenset("\ufe0f\u20e3")
_TURNING = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
_TURNED_BACK = frozenset("\u202c\u2069")
_LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
TURN = "\u2066"
"""Stands in the plain text for a mark after which digits are shown in another order than they are stored."""


def plain_text(text: str) -> str:
    """Full-width digits, letters and marks as ASCII, every dash as "-", every space as " ", line ends as LF.

    Invisible characters go; those that turn the direction of digits become TURN, which belongs to no number. Digits of
    other scripts and circled ones stay as they are: they are digits of no number here, as in the number field.
    """
    whole = text.replace("\r\n", "\n")
    return whole if whole.isascii() and whole.isprintable() else whole.translate(_TABLE)


def _plain(sign: str) -> str:
    if sign in _LINE_ENDS:
        return "\n"
    if sign in _TURNING:
        return TURN if sign in "\u202b\u202d\u202e\u2067" else ""
    if sign in _KEYCAP or sign in _TURNED_BACK:
        return ""
    match unicodedata.category(sign):
        case "Cf":
            return ""
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "No":
            return sign
    one = unicodedata.normalize("NFKC", sign)
    return one if len(one) == 1 else sign


class _Table(dict[int, str]):
    """The plain form of each sign that was seen."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain(chr(code))
        return plain


_TABLE = _Table()
