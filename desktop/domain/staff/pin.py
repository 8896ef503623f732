"""PINs: four to six digits, kept as scrypt hashes, with a delay that grows after wrong ones.

A PIN is a lock on the window: it encrypts nothing, and whoever can read the files can read the orders.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

FEWEST_DIGITS, MOST_DIGITS = 4, 6
_COST, _BLOCK, _PARALLEL, _LENGTH, _SALT = 1 << 13, 8, 1, 32, 16
_MOST_COST, _MOST_BLOCK = 1 << 16, 32
_FORM = re.compile(rf"[0-9]{{{FEWEST_DIGITS},{MOST_DIGITS}}}")

FREE_TRIES = 3
FORGOTTEN_AFTER_S = 600.0
"""A wrong PIN counts no more after so long. A right one forgives nothing: who has a PIN could guess another's."""
_FIRST_DELAY_S, _LONGEST_DELAY_S = 5.0, 900.0


def is_pin(text: str) -> bool:
    """Whether a text can be a PIN."""
    return _FORM.fullmatch(text) is not None


def hashed(pin: str) -> str:
    """The hash of a PIN, with its own salt and its parameters: ``scrypt$8192$8$1$salt$hash`` in hexadecimal."""
    salt = secrets.token_bytes(_SALT)
    made = _scrypt(pin, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${salt.hex()}${made.hex()}"


def matches(pin: str, stored: str) -> bool:
    """Whether this PIN has this hash; compared in constant time. False for a hash that is not ours."""
    try:
        name, cost, block, parallel, salt, wanted = stored.split("$")
        numbers = int(cost), int(block), int(parallel)
        if name != "scrypt" or not (1 < numbers[0] <= _MOST_COST and 0 < numbers[1] <= _MOST_BLOCK and numbers[2] == 1):
            return False
        made = _scrypt(pin, bytes.fromhex(salt), *numbers)
        return hmac.compare_digest(made, bytes.fromhex(wanted))
    except ValueError:
        return False


def delay_after(wrong: int) -> float:
    """Seconds to wait after this many wrong PINs: none for the first ones, then twice as long each time."""
    if wrong < FREE_TRIES:
        return 0.0
    return min(_LONGEST_DELAY_S, _FIRST_DELAY_S * 2.0 ** min(wrong - FREE_TRIES, 20))


def remembered(wrong: int, seconds: float) -> int:
    """The wrong PINs that still count so long after the last of them."""
    return max(0, wrong - int(max(0.0, seconds) / FORGOTTEN_AFTER_S))


def _scrypt(pin: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    most = 256 * cost * block
    return hashlib.scrypt(pin.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=most, dklen=_LENGTH)
