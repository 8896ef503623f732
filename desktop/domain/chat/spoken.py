"""Amounts in Chinese numerals: 五十, 一百, 两百, 壹佰, 一百五 (150, as people say it)."""

from __future__ import annotations

import re

_SIGNS = ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {sign: value for value, signs in enumerate(_SIGNS) for sign in signs}
NUMERALS = "".join(_DIGITS) + "十拾百佰"
_ONE = f"[{''.join(sign for sign, value in _DIGITS.items() if value)}]"
_AMOUNT = re.compile(
    rf"(?:(?P<hundreds>{_ONE})?[百佰])?(?:[零〇]?(?P<ten>{_ONE}?[十拾]))?(?:(?P<zero>[零〇])?(?P<last>{_ONE}))?"
)


def yuan_spoken(text: str) -> int | None:
    """Yuan below 1000 in numerals with a "hundred" or a "ten"; None for a single digit or a row of them."""
    found = _AMOUNT.fullmatch(text)
    if found is None or not any(sign in text for sign in "十拾百佰"):
        return None
    hundreds = _worth(found["hundreds"], 1) if any(sign in text for sign in "百佰") else 0
    tens = _worth(found["ten"][:-1], 1) if found["ten"] else 0
    last = _worth(found["last"], 0)
    if hundreds and found["ten"] is None and found["last"] and not found["zero"]:
        tens, last = last, 0
    return hundreds * 100 + tens * 10 + last


def _worth(sign: str | None, otherwise: int) -> int:
    return _DIGITS[sign] if sign else otherwise
