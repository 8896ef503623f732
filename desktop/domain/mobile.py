"""Mainland mobile numbers: parsing typed or pasted text, segments and operators, 3-4-4 grouping."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from itertools import takewhile

LENGTH = 11


class Operator(StrEnum):
    """The operator that issued the segment; a ported number (携号转网) may have moved to another since."""

    MOBILE = "mobile"
    UNICOM = "unicom"
    TELECOM = "telecom"
    BROADNET = "broadnet"
    VIRTUAL = "virtual"
    SATELLITE = "satellite"


SELDOM_RECHARGEABLE = (Operator.VIRTUAL, Operator.SATELLITE)
"""The platform often refuses their numbers."""


class NumberProblem(StrEnum):
    """The reason why a text is not a number that can be recharged."""

    NOT_DIGITS = "not_digits"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    UNKNOWN_SEGMENT = "unknown_segment"


# The Ministry's numbering plan as of 2026; the longest matching prefix wins.
_SEGMENTS: dict[Operator, str] = {
    Operator.MOBILE: (
        "134 135 136 137 138 139 147 148 150 151 152 157 158 159 172 178 182 183 184 187 188 195 197 198"
    ),
    Operator.UNICOM: "130 131 132 140 145 146 155 156 166 175 176 185 186 196",
    Operator.TELECOM: "133 141 149 153 173 177 180 181 189 190 191 193 199",
    Operator.BROADNET: "192",
    Operator.VIRTUAL: "162 165 167 170 171",
    Operator.SATELLITE: "1349 174",
}
_NAMES = {
    "虚拟": Operator.VIRTUAL,
    "移动": Operator.MOBILE,
    "联通": Operator.UNICOM,
    "电信": Operator.TELECOM,
    "广电": Operator.BROADNET,
}
_OPERATOR_OF = {prefix: operator for operator, row in _SEGMENTS.items() for prefix in row.split()}


def digits_of(text: str) -> str:
    """Extract the national number from typed or pasted text.

    Removes spaces, hyphens, brackets and a leading +86, 0086 or 86, and turns full-width digits into ASCII. Any other
    character stays in the result, so that `problem_of` can report it.
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(
        c for c in plain if not (c.isspace() or unicodedata.category(c) in {"Pd", "Ps", "Pe", "Cf"} or c in "._")
    )
    for prefix in ("+86", "0086"):
        if kept.startswith(prefix):
            return kept[len(prefix) :]
    return kept[2:] if kept.startswith("86") and len(kept) == LENGTH + 2 else kept


def problem_of(digits: str) -> NumberProblem | None:
    """The problem with a number, or None. An unfinished number with a valid start is TOO_SHORT."""
    if digits and not (digits.isascii() and digits.isdigit()):
        return NumberProblem.NOT_DIGITS
    if len(digits) > LENGTH:
        return NumberProblem.TOO_LONG
    if not _may_start_a_segment(digits):
        return NumberProblem.UNKNOWN_SEGMENT
    return NumberProblem.TOO_SHORT if len(digits) < LENGTH else None


def operator_of(digits: str) -> Operator | None:
    """The operator of the segment, known as soon as its prefix is complete; None for an unknown segment."""
    return _OPERATOR_OF.get(digits[:4]) or _OPERATOR_OF.get(digits[:3])


def named_operator(name: str) -> Operator | None:
    """The operator that the platform means by a name (移动, 中国移动, 移动虚拟 …); None if it names none or several."""
    named = {operator for sign, operator in _NAMES.items() if sign in name}
    if Operator.VIRTUAL in named:
        return Operator.VIRTUAL  # the name may include the host network
    return named.pop() if len(named) == 1 else None


def is_carried(original: str, current: str) -> bool:
    """Whether a number was ported to another operator (携号转网), judged by the platform's names for both. False if one
    of them is missing, or if both name the same operator.
    """
    if not original or not current or original == current:
        return False
    before, now = named_operator(original), named_operator(current)
    return before is None or before is not now


def carried_to(original: str, current: str) -> Operator | None:
    """The operator that serves a ported number now; None if it was not ported or the name is not known."""
    return named_operator(current) if is_carried(original, current) else None


def grouped(digits: str) -> str:
    """``13800138000`` → ``138 0013 8000``; also for a number still being typed."""
    return " ".join(part for part in (digits[:3], digits[3:7], digits[7:]) if part)


def digits_touched(old: str, new: str) -> int:
    """The number of digits that one edit changed: 1 for typing or correcting, more if another number replaced it."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    return max(len(old), len(new)) - head - tail


def masked(digits: str) -> str:
    """``138****8000``, for logs."""
    return f"{digits[:3]}****{digits[7:]}"


def _may_start_a_segment(digits: str) -> bool:
    if len(digits) >= 3:
        return operator_of(digits) is not None
    return any(prefix.startswith(digits) for prefix in _OPERATOR_OF)


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
