"""A balance that was read."""

from __future__ import annotations

from msgspec import Struct


class BalanceReading(Struct, frozen=True):
    """What the account held (fen) when the platform was asked (unix seconds), what the books expected then, and their
    last entry; None where they had not begun.
    """

    read_at: float
    money: int
    expected: int | None = None
    entry: int | None = None
