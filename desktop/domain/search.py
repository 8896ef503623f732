"""What the clerk looks for in the history, and what comes back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from desktop.domain.order import Order
from desktop.domain.status import Standing

_SEPARATORS = re.compile(r"[,;/\n\t，；、]+")
_GROUPED = re.compile(r"(?:\+?86[ -]?)?(1\d{2})[ -](\d{4})[ -](\d{4})")
_COUNTRY = re.compile(r"(?:\+86|0086)(?=1\d{10})")


@dataclass(frozen=True, slots=True)
class Search:
    """`terms` are parts of a mobile number, our order number or theirs; an order matches any of them.

    No terms, or no standings, means all.
    """

    terms: tuple[str, ...] = ()
    standings: frozenset[Standing] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """Orders, newest first, and the key that the next page begins below (None at the end)."""

    orders: list[Order]
    next_key: int | None


def terms_of(text: str) -> tuple[str, ...]:
    """What was typed or pasted, as search terms: grouped numbers are joined, several are taken apart."""
    plain = unicodedata.normalize("NFKC", text)
    plain = _GROUPED.sub(r"\1\2\3", plain)
    plain = _COUNTRY.sub("", plain)
    parts = _SEPARATORS.sub(" ", plain).split()
    if all(part.isdigit() and len(part) <= 4 for part in parts):
        parts = ["".join(parts)] if parts else []
    return tuple(dict.fromkeys(parts))
