"""Strict parsing of external JSON: no duplicate keys, no NaN, no numbers of a thousand digits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

LONGEST_NUMBER = 40
"""Characters; no valid amount, status or time is longer."""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> Any:
    """Parse a JSON text. Raises ValueError for invalid JSON and for JSON that parsers read differently: duplicate keys
    in an object, NaN and the infinities, overlong numbers, too deep nesting.
    """
    try:
        return json.loads(
            text,
            object_pairs_hook=_each_key_once,
            parse_constant=_refuse,
            parse_int=_bounded(int),
            parse_float=_bounded(parse_float),
        )
    except (RecursionError, ArithmeticError) as error:
        raise ValueError(type(error).__name__) from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a duplicate key in an object")
    return found


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")


def _bounded(parse: Callable[[str], Any]) -> Callable[[str], Any]:
    def parsed(digits: str) -> Any:
        if len(digits) > LONGEST_NUMBER:
            raise ValueError(f"a number of {len(digits)} characters")
        return parse(digits)

    return parsed
