"""Numbers as machines write them: ASCII digits, bounded, nothing that only Python takes for a number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

# Decimal() and float() also take "1_0", "١٠", "Infinity", and exponents that cost minutes.
_PLAIN = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_MOST_BITS = 100


def plain_number(value: object) -> Decimal | None:
    """A number that came as number or as text, spaces around it allowed; None for anything else, True included."""
    from decimal import Decimal  # the first window reads no numbers

    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:  # str() refuses some thousand digits
        return None
    text = str(value).strip()
    return Decimal(text) if _PLAIN.fullmatch(text) else None
