"""The gate for external text: bounded in length and free of invisible characters."""

from __future__ import annotations

LONGEST = 300
"""The longest external text that is shown anywhere (characters)."""
LONGEST_WORDS = 120
"""Words of the platform quoted inside a sentence."""
LONGEST_NAME = 24
"""Names of operators, provinces and cities, and of people."""
LONGEST_NUMBER = 40
"""An order number of the platform on screen."""

_CUT = "…"
_BREAKS, _BREAK = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"), "¶"
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
"""Letters, marks and symbols by category that render as blank."""
_RUN = 30
"""The longest run without a line-break opportunity that fits in every label (characters)."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """Turn external text into one line of at most `longest` characters; a cut line ends in an ellipsis.

    Line breaks, control and direction characters become visible: ``¶``, ``«U+202E»``. (Many fonts lack Unicode's own
    pictures of them.)
    """
    if len(text) <= longest and text.isascii() and text.isprintable():  # called for a million rows
        return text.strip()
    whole = text.strip().replace("\r\n", "\n")
    line = revealed(whole[: longest + 1], kept="")
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}{_CUT}"


def revealed(text: str, kept: str = "\n") -> str:
    """Make control and direction characters visible, except those in `kept`."""
    if text.isprintable() and (text.isascii() or _UNSEEN_LETTERS.isdisjoint(text)):
        return text
    return "".join(sign if sign in kept else _seen(sign) for sign in text)


def is_unseen(sign: str) -> bool:
    """Whether a character is invisible and may break a line, reverse the text or hide in it."""
    import unicodedata

    return unicodedata.category(sign) in _UNSEEN_CATEGORIES or sign in _UNSEEN_LETTERS


def breakable(text: str) -> str:
    """Insert zero-width spaces into long unbreakable runs, so that a label can wrap them."""
    if len(text) < _RUN:
        return text
    parts, run = list[str](), 0
    for sign in text:
        run = 0 if _may_break_at(sign) else run + 1
        parts.append(sign)
        if run == _RUN:
            parts.append("\u200b")
            run = 0
    return "".join(parts)


def _may_break_at(sign: str) -> bool:
    """Whether a line can break after a character: a space, or Chinese, Japanese or Korean script."""
    return sign in " \n" or "\u3040" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" or "\uac00" <= sign <= "\ud7a3"


def _seen(sign: str) -> str:
    if sign in _BREAKS:
        return _BREAK
    return f"«U+{ord(sign):04X}»" if is_unseen(sign) else sign
