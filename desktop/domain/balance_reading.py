"""A reading of the account's balance."""

from __future__ import annotations

from msgspec import Struct


class BalanceReading(Struct, frozen=True):
    """The account's balance (fen) at the time of the query (unix seconds), with the books' expected balance and last
    entry at that time; both None if the books had not begun.
    """

    read_at: float
    money: int
    expected: int | None = None
    entry: int | None = None

    @property
    def difference(self) -> int | None:
        """The fen that the account held beyond what the books expected; None if they had not begun."""
        return None if self.expected is None else self.money - self.expected
