"""The books' finding on an unconfirmed order: whether the platform has charged it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from desktop.domain.books.ledger import Reason, Reconciliation, Suspect
from desktop.domain.orders.order import Order


class Doubt(StrEnum):
    """The reason why the books cannot tell."""

    NO_BOOKS = "no_books"
    NO_READING = "no_reading"
    """The balance could not be read just now."""
    OUTDATED = "outdated"
    """Something was booked after the balance was read."""
    SHARED = "shared"
    OLDER = "older"
    """The order was sent before the book began: the opening balance contains its cost, or not."""
    OTHERS = "others"
    """Other undecided orders could have changed the balance as well."""
    SURPLUS = "surplus"
    """The account holds more than expected, which can hide a charge."""
    BEFORE = "before"
    """The books and the platform differed before the order was placed."""
    TOO_MUCH = "too_much"
    """More is missing than the order can have cost."""


class NotCharged(Struct, frozen=True):
    """The account holds what the books expect without this order. Not `certain`: an order that ended lately could have
    been refunded unnoticed, by the same amount.
    """

    certain: bool


class LikelyCharged(Struct, frozen=True):
    """So much is missing (fen), and no other undecided order can explain it."""

    missing: int


class CannotTell(Struct, frozen=True):
    """`amount`: the difference in question (fen, without a sign); `others`: the number of other orders in question."""

    doubt: Doubt
    amount: int = 0
    others: int = 0


Finding = NotCharged | LikelyCharged | CannotTell


def finding(order: Order, account: Reconciliation | None, before: int | None) -> Finding:
    """Whether an unconfirmed order was charged, by a reading that was made just now.

    `account` is None without a book or a reading. `before` is the difference at the last reading before the order was
    placed; None if it is not known.
    """
    if account is None:
        return CannotTell(Doubt.NO_BOOKS)
    if account.difference is None:
        return CannotTell(Doubt.OUTDATED)
    if account.shared:
        return CannotTell(Doubt.SHARED)
    ours = next((one for one in account.suspects if one.order.order_no == order.order_no), None)
    if ours is None:
        return CannotTell(Doubt.OLDER)
    others = [one for one in account.suspects if one is not ours]
    if account.more:
        return CannotTell(Doubt.OTHERS, others=len(others))
    if account.difference > 0:
        return CannotTell(Doubt.SURPLUS, account.difference)
    if account.difference == 0:
        return _of_no_difference(others, before)
    return _of_missing(account.difference, ours, others, before)


def _of_no_difference(others: list[Suspect], before: int | None) -> Finding:
    if before is not None and before > 0:
        return CannotTell(Doubt.BEFORE, before)
    hiding = [one for one in others if one.high > 0]
    if hiding_now := list(_undecided(hiding)):
        return CannotTell(Doubt.OTHERS, others=len(hiding_now))
    return NotCharged(certain=not hiding)


def _of_missing(difference: int, ours: Suspect, others: list[Suspect], before: int | None) -> Finding:
    if difference == before:
        return CannotTell(Doubt.BEFORE, -difference)
    taking = [one for one in _undecided(others) if one.low < 0]
    could_take = sum(one.low for one in taking)
    if could_take <= difference:
        return CannotTell(Doubt.OTHERS, -difference, len(taking))
    if ours.low + could_take > difference:
        return CannotTell(Doubt.TOO_MUCH, -difference)
    return LikelyCharged(-difference)


def _undecided(suspects: Iterable[Suspect]) -> Iterable[Suspect]:
    return (one for one in suspects if one.reason is not Reason.ENDED_LATELY)
