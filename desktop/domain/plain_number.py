"""Numbers in machine notation: ASCII digits, bounded, none of the forms that only Python accepts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

# Decimal() and float() also accept "1_0", "١٠", "Infinity", and exponents that take minutes to expand.
_PLAIN = re.compile(r"[+-]?[0-9]{1,30}(?:\.[0-9]{0,30})?(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_MOST_BITS = 100


def plain_number(value: object) -> Decimal | None:
    """Parse a number given as number or text, surrounding spaces allowed; None for anything else, bool included."""
    from decimal import Decimal  # the first window parses no numbers

    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:  # str() raises above some thousand digits
        return None
    text = str(value).strip()
    return Decimal(text) if _PLAIN.fullmatch(text) else None
