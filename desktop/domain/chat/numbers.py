"""Finds mobile numbers in a plain text, and digits that could be somebody's number but are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.domain.chat.mark import Kind, Mark
from desktop.domain.chat.plain import TURN
from desktop.domain.mobile import LENGTH, problem_of

_NUMBER = re.compile(
    r"(?<![0-9])(?P<country>\(\+?86\) ?|(?:\+|00)?86[ -]?)?"
    r"(?P<digits>1[0-9]{10}|1[0-9]{2}(?P<a> {1,2}|[-._])[0-9]{4}(?P=a)[0-9]{4}|1[0-9]{2}(?: |[-._])(?!1[3-9])[0-9]{8}"
    r"|1[0-9]{6}(?: |[-._])[0-9]{4}|1[0-9]{2}(?P<b> |[-._])[0-9]{3}(?P=b)[0-9]{5})(?![0-9])"
)
_CHAIN = re.compile(r"[0-9]+(?:(?: {1,2}|[-._])[0-9]+)*")
_MASKED = re.compile(r"[0-9]{2,7}[*xX•#]{2,9}[0-9]{2,7}(?![0-9])")
_DATE = re.compile(r"20[0-9]{2}([-._]?)(?:0?[1-9]|1[0-2])\1(?:[12][0-9]|3[01]|0?[1-9])")
_INDEX = re.compile(r"(?:^|[^0-9._-])[1-9][0-9]?\.$")
_AMOUNT_BEHIND = re.compile(r"[-._][1-9][0-9]{1,2}(?![0-9._-])")
_BEHIND = re.compile(r"[-._ ]{1,2}[0-9][0-9._-]*")
_WORD_BEFORE = re.compile(r"(?:^|[^0-9])([0-9][0-9._-]*) {1,2}$")
_WORD_BEHIND = re.compile(r" {1,2}([0-9][0-9._-]*)")
_OTHER_LABEL = re.compile(
    r"(?:订单|单号|编号|流水|账号|帐号|身份证|银行卡|(?<!手机)卡号|快递|运单|QQ|qq)"
    r"(?:号码?|：)?(?:是|为)? ?[:#]? ?$"
)
_PHONE_LABEL = re.compile(r"(?:tel|phone|mobile)[-.]?$", re.IGNORECASE)
_FEWEST = 7
_CONTEXT = 16
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEVER_BESIDE = frozenset(f"*#@~%\\^{TURN}")


def owners(plain: str) -> list[Mark]:
    """The NUMBER and UNREADABLE marks of a text made by `plain_text`, in its order. Takes time linear in its length."""
    found = list[Mark]()
    at = line = 0
    for match in _NUMBER.finditer(plain):
        line += plain.count("\n", at, match.start())
        digits = "".join(sign for sign in match["digits"] if sign not in " -._")
        kind = _kind(plain, match, digits)
        end = match.end() if kind is Kind.NUMBER else _end_of_chain(plain, match.end())
        found.append(Mark(kind or Kind.DOUBTFUL, match.start(), end, line, digits))
        at = match.start()
    return [one for one in _with_unreadable(plain, found) if one.kind is not Kind.DOUBTFUL]


def _with_unreadable(plain: str, numbers: list[Mark]) -> Iterator[Mark]:
    """The marks, and between them those of digits that could be a number."""
    at = line = 0
    for one in [*numbers, None]:
        end = len(plain) if one is None else one.start
        for start, stop in _unreadable(plain, at, end):
            yield Mark(Kind.UNREADABLE, start, stop, line + plain.count("\n", at, start))
        line += plain.count("\n", at, end)
        if one is not None:
            yield one
            at = max(end, one.end)


def _unreadable(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    after = start
    for masked in _MASKED.finditer(plain, start, end):
        yield from _unreadable_chains(plain, after, masked.start())
        yield masked.span()
        after = masked.end()
    yield from _unreadable_chains(plain, after, end)


def _unreadable_chains(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for chain in _CHAIN.finditer(plain, start, end):
        words = [word for word in chain[0].split() if not _is_date(word)]
        digits = sum(sign.isdigit() for word in words for sign in word)
        if digits >= _FEWEST and not _is_identifier(plain, *chain.span()):
            yield chain.span()


def _kind(plain: str, match: re.Match[str], digits: str) -> Kind | None:
    """NUMBER, UNREADABLE, or None for digits that are something else."""
    start, end = match.span()
    before, behind = plain[max(0, start - _CONTEXT) : start], plain[end : end + _CONTEXT]
    if _is_identifier(plain, start, end):
        return None
    whole = match["digits"] == digits
    unmarred = problem_of(digits) is None and not (_NEVER_BESIDE & {*before[-1:], *behind[:1]})
    fits = _fits_before(before, whole) and _fits_behind(behind, whole) and not (before.endswith("+") and _adds(before))
    return Kind.NUMBER if unmarred and fits else Kind.UNREADABLE


def _adds(before: str) -> bool:
    """Whether a "+" begins a foreign number: behind a digit it only joins two things."""
    return not before[-2:-1].isdigit()


def _fits_before(before: str, whole: bool) -> bool:
    if before.endswith(("-", ".", "_")) and before[-2:-1].isdigit():
        return whole and _INDEX.search(before) is not None
    if re.search(r"\+[0-9]{1,4}[ -]$", before):
        return False  # the code of another country
    word = _WORD_BEFORE.search(before)
    return whole or word is None or _is_neighbour(word[1])


def _fits_behind(behind: str, whole: bool) -> bool:
    if behind[:1] in {"-", ".", "_"} and behind[1:2].isdigit():
        return whole and _AMOUNT_BEHIND.match(behind) is not None
    if behind.startswith(("元", "块")):
        return False
    word = _WORD_BEHIND.match(behind)
    return whole or word is None or _is_neighbour(word[1])


def _is_neighbour(word: str) -> bool:
    """Whether digits beside a number written in groups are certainly no group of the same thing (a bank card)."""
    if word.startswith("0"):
        return False
    return len(word) < 4 or len(word) >= LENGTH or _is_date(word)


def _is_date(word: str) -> bool:
    return _DATE.fullmatch(word) is not None


def _is_identifier(plain: str, start: int, end: int) -> bool:
    """Whether letters are part of it, or a label says that it is an order, a card or the like."""
    before = plain[max(0, start - _CONTEXT) : start]
    if _PHONE_LABEL.search(before):
        before = ""
    near = before.rstrip("-._")[-1:] if before[-1:] in {"-", ".", "_"} else before[-1:]
    behind = plain[end : end + 2].lstrip("-_")[:1]
    return _is_part_of_word(near) or _is_part_of_word(behind) or _OTHER_LABEL.search(before) is not None


def _is_part_of_word(sign: str) -> bool:
    """A letter, or a digit of another script; a Chinese character is a word of its own."""
    return not sign.isascii() and sign.isdecimal() if not sign.isalpha() else not _HAN.match(sign)


def _end_of_chain(plain: str, end: int) -> int:
    while behind := _BEHIND.match(plain, end):
        end = behind.end()
    return end
