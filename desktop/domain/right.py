"""The things that a shop may keep for some of its people."""

from __future__ import annotations

from enum import StrEnum


class Right(StrEnum):
    """One thing that somebody may do or see."""

    ORDER = "order"
    LARGE_ORDER = "large_order"
    """An order above the amount that the owner has set."""
    OVER_LIMIT = "over_limit"
    """An order over a limit of the number or the person, or for a blocked number."""
    BATCH = "batch"
    """Sending a list of many numbers."""
    CANCEL = "cancel"
    RETURN_CASH = "return_cash"
    DECIDE = "decide"
    """Sending an unconfirmed order again, closing it by hand, writing down what the support said."""
    SEE_PROFIT = "see_profit"
    """Costs and profit."""
    SEE_BALANCE = "see_balance"
    PRICES = "prices"
    """Prices, face values and what customers read on receipts."""
    ACCOUNT = "account"
    """The account and the connection."""
    DEPOSIT = "deposit"
    ADJUST = "adjust"
    """Adjusting the account's book, and taking entries back."""
    MOVE_CASH = "move_cash"
    """Putting cash into the drawer, and taking it out."""
    SEE_ALL_SHIFTS = "see_all_shifts"
    """The shifts of others, too."""
    CLOSE_DAY = "close_day"
    RESTORE = "restore"
    EXPORT = "export"
    PRACTICE = "practice"
    """Going to practice mode: an order there looks real to a customer."""
    SEE_AUDIT = "see_audit"
    """The audit log."""
    STAFF = "staff"
    """The staff list; only an owner changes owners and rights."""


class ForbiddenError(Exception):
    """Whoever is at the counter lacks these rights; nothing was done. No rights are named for a locked window."""

    def __init__(self, rights: frozenset[Right]) -> None:
        super().__init__(", ".join(sorted(rights)))
        self.rights = rights
