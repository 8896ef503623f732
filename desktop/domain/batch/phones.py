"""Finds mobile numbers in a line of a list, and digits that were meant as one."""

from __future__ import annotations

import re

from msgspec import Struct

from desktop.domain.batch.digits import FINDER, WORTH, belong_together, goes_on
from desktop.domain.batch.listing import Code
from desktop.domain.mobile import LENGTH, NumberProblem, Operator, operator_of, problem_of

_PROBLEMS = {
    NumberProblem.NOT_DIGITS: Code.NOT_DIGITS,
    NumberProblem.TOO_SHORT: Code.TOO_SHORT,
    NumberProblem.TOO_LONG: Code.TOO_LONG,
    NumberProblem.UNKNOWN_SEGMENT: Code.UNKNOWN_SEGMENT,
}
_ALL_SHOWN = LENGTH - 1
"""The exponent at which a mantissa of eleven digits is a whole number."""
_LETTER = re.compile(r"[A-Za-z]")
_DIGIT_LIKE = frozenset("OoIl")
_THINGS = re.compile(r"(?:106|10|14[0-9])[0-9]+")
_CARD = re.compile(r"[0-9]{15,19}")
_PHONE_WORD = re.compile(r"(?i)(?:tel|phone|mobile|mob|call)[-.: ]?$")


class Phone(Struct, frozen=True, gc=False):
    """Digits that were meant as a mobile number. `mobile` is "" if they are none; `codes` tell why, or what to look at
    before it is used. `is_other`: an order number, a card, a date, that belongs to nobody's phone.
    """

    start: int
    end: int
    mobile: str = ""
    codes: tuple[Code, ...] = ()
    is_other: bool = False


def phones(line: str) -> list[Phone]:
    """All of them in a plain line, in its order. Takes time linear in its length."""
    return [_read(line, found) for found in FINDER.finditer(line)]


def of_digits(start: int, end: int, digits: str, *codes: Code) -> Phone:
    """A number of these digits, or the reason why they are none."""
    wrong = problem_of(digits)
    if wrong is not None:
        return Phone(start, end, codes=(_PROBLEMS[wrong],))
    return Phone(start, end, digits, (*codes, *_about_segment(digits)))


def _read(line: str, found: re.Match[str]) -> Phone:
    start, end = found.span()
    match found.lastgroup:
        case "ident" | "date":
            return Phone(start, end, is_other=True)
        case "lost":
            return Phone(start, end, codes=(Code.DIGITS_LOST,))
        case "science":
            return _scientific(start, end, found[0])
        case "masked":
            return Phone(start, end, codes=(Code.MASKED_NUMBER,))
        case "foreign":
            return Phone(start, end, codes=(Code.FOREIGN_NUMBER,))
        case "confused":
            return Phone(start, end, codes=(Code.NOT_DIGITS,))
        case "spoken":
            return of_digits(start, end, "".join(map(WORTH.__getitem__, found[0])), Code.NUMBER_IN_WORDS)
        case "apart":
            return _apart(line, found)
        case "grouped":
            return of_digits(start, end, found[0].replace(",", ""), Code.GROUPED_NUMBER)
        case "zero":
            return of_digits(start, end, found["trunk"], Code.LEADING_ZERO)
        case "phone":
            return _phone(line, found)
        case "landline":
            return Phone(start, end, codes=(Code.NOT_A_MOBILE,))
    return _run(start, end, "".join(filter(str.isdigit, found[0])))


def _phone(line: str, found: re.Match[str]) -> Phone:
    """Letters that touch the digits make them something else, but for the word for a phone."""
    start, end = found.span()
    before, behind = line[max(0, start - 8) : start], line[end : end + 1]
    if _LETTER.match(before[-1:]) and not _PHONE_WORD.search(before):
        return Phone(start, end, is_other=True)
    if behind in _DIGIT_LIKE:
        return Phone(start, end, codes=(Code.NOT_DIGITS,))
    return of_digits(start, end, "".join(filter(str.isdigit, found["digits"])))


def _apart(line: str, found: re.Match[str]) -> Phone:
    """Eleven digits with gaps in unusual places, or with some of them in words."""
    start, end = found.span()
    if goes_on(found[0], line, end):
        return Phone(start, end, codes=(Code.TOO_LONG,))
    if not belong_together(found[0]):
        return Phone(start, end, codes=(Code.TOO_SHORT,))
    digits = [WORTH.get(sign, sign) for sign in found[0] if sign in WORTH or sign.isdigit()]
    in_words = not WORTH.keys().isdisjoint(found[0])
    return of_digits(start, end, "".join(digits), Code.NUMBER_IN_WORDS if in_words else Code.GROUPED_NUMBER)


def _scientific(start: int, end: int, text: str) -> Phone:
    mantissa, _, exponent = text.upper().partition("E")
    digits = mantissa.replace(".", "")
    if int(exponent) != _ALL_SHOWN:
        return Phone(start, end, codes=(Code.DIGITS_LOST,))
    return (
        of_digits(start, end, digits, Code.SCIENTIFIC)
        if len(digits) == LENGTH
        else Phone(start, end, codes=(Code.DIGITS_LOST,))
    )


def _run(start: int, end: int, digits: str) -> Phone:
    """Digits that are not eleven, or of no segment."""
    is_thing = _CARD.fullmatch(digits) or (len(digits) > LENGTH and _THINGS.fullmatch(digits))
    is_landline = digits.startswith("0") or (len(digits) < LENGTH and not digits.startswith("1"))
    if is_thing or is_landline:
        return Phone(start, end, codes=(Code.NOT_A_MOBILE,))
    return of_digits(start, end, digits)


def _about_segment(digits: str) -> tuple[Code, ...]:
    match operator_of(digits):
        case Operator.VIRTUAL:
            return (Code.VIRTUAL_OPERATOR,)
        case Operator.SATELLITE:
            return (Code.SATELLITE,)
    return ()
