"""The owner's entries in the account book: deposits, and adjustments with a reason."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

LARGEST_AMOUNT = 1_000_000_000
"""Fen: ten million yuan. A larger amount is a typing error."""
LONGEST_REASON = 200
LONGEST_NAME = 20
EARLIEST_S = 366 * 86400.0


class Voucher(NamedTuple):
    """Payment time (unix seconds, None if not applicable), reason, and who recorded it: the name of that time, and the
    number in the staff list, 0 for none.
    """

    paid_at: float | None = None
    note: str = ""
    by: str = ""
    by_id: int = 0
    allowed_by: str = ""


class VoucherProblem(StrEnum):
    """The reason why a voucher cannot be recorded."""

    NO_AMOUNT = "no_amount"
    TOO_LARGE = "too_large"
    NO_DATE = "no_date"
    IN_THE_FUTURE = "in_the_future"
    TOO_LONG_AGO = "too_long_ago"
    NO_REASON = "no_reason"


def deposit_problem(amount: int | None, voucher: Voucher, now: float) -> VoucherProblem | None:
    """The problem with a deposit (fen), or None: the amount must be positive and paid within the last year."""
    if amount is None or amount <= 0:
        return VoucherProblem.NO_AMOUNT
    if amount > LARGEST_AMOUNT:
        return VoucherProblem.TOO_LARGE
    if voucher.paid_at is None:
        return VoucherProblem.NO_DATE
    if voucher.paid_at > now:
        return VoucherProblem.IN_THE_FUTURE
    return VoucherProblem.TOO_LONG_AGO if voucher.paid_at < now - EARLIEST_S else None


def adjustment_problem(amount: int | None, voucher: Voucher) -> VoucherProblem | None:
    """The problem with an adjustment (fen, either sign), or None: it needs a non-zero amount and a reason."""
    if not amount:
        return VoucherProblem.NO_AMOUNT
    if abs(amount) > LARGEST_AMOUNT:
        return VoucherProblem.TOO_LARGE
    return None if voucher.note.strip() else VoucherProblem.NO_REASON
