"""Chains of orders of which each tries the one before again: their links, and the cash that moves along them."""

from __future__ import annotations

import logging
import sqlite3

from msgspec.structs import replace

from desktop.domain.orders.events import CashMoved, Event, Placed, Retried
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT
from desktop.domain.orders.transitions import apply
from desktop.domain.orders.trying_again import cash_to_move
from desktop.storage.errors import NotTriedAgainError
from desktop.storage.orders import rows

log = logging.getLogger(__name__)


def begin(connection: sqlite3.Connection, first: Placed) -> None:
    """Link the order that a new one tries again, and move its cash; call it in the transaction that inserts the new
    one. Raises NotTriedAgainError.
    """
    if not first.instead_of:
        return
    before = _order(connection, first.instead_of)
    if before is None or not _fits(before, first):
        raise NotTriedAgainError(first.instead_of)
    note(connection, before, Retried(first.at, first.order_no, first.paid_before))


def follow(connection: sqlite3.Connection, before: Order, after: Order, at: float) -> Order:
    """Move the cash that belongs to another order of the chain now that this one's status has changed, or the cash that
    it has; returns the order after that.
    """
    same = (after.standing, after.cash_back) == (before.standing, before.cash_back)
    if same or not (after.retried_as or after.instead_of):
        return after
    *tried, last = chain_of(connection, after.order_no)
    for order in tried:
        if amount := cash_to_move(order, last):
            settled = order.paid_with == CREDIT and last.paid_with != CREDIT
            if amount < 0 and order.paid_with == last.paid_with == CREDIT:
                # Of a debt nothing was handed back when a cheaper order took its place: all of it counts again.
                note(connection, order, CashMoved(at, last.order_no, -order.cash_moved))
            elif not (amount > 0 and order.paid_with != CREDIT and last.paid_with == CREDIT):
                note(connection, order, CashMoved(at, last.order_no, amount, last.paid_with if settled else ""))
            # Else a debt was paid for this one: that money goes back to the customer, who owes for the last one again.
            last = note(connection, last, CashMoved(at, order.order_no, -amount))
    changed = _order(connection, after.order_no)
    assert changed is not None
    return changed


def unlinked_if_taken(connection: sqlite3.Connection, first: Placed) -> Placed:
    """The first event of an order to recover: without its link if another order has taken the same one's place since.
    The link must not prevent the recovery.
    """
    taken = "SELECT EXISTS (SELECT 1 FROM orders WHERE instead_of = ? AND instead_of <> '')"
    if first.instead_of and rows.scalar(connection, taken, (first.instead_of,)):
        log.error("%s was tried again twice, as %s, too", first.instead_of, first.order_no)
        return replace(first, instead_of="", paid_before=0)
    return first


def recover(connection: sqlite3.Connection, order: Order, now: float) -> None:
    """Link a recovered order with its neighbours in the chain, as far as they are known: the journal keeps the link
    with the later one only.
    """
    earlier = _order(connection, order.instead_of) if order.instead_of else None
    if earlier is not None and not earlier.retried_as:
        note(connection, earlier, Retried(now, order.order_no, order.paid_before, recovered=True))
    for later in rows.select(connection, "instead_of = ? AND instead_of <> ''", (order.order_no,)):
        note(connection, order, Retried(now, later.order_no, later.paid_before, recovered=True))


def chain_of(connection: sqlite3.Connection, order_no: str) -> list[Order]:
    """The whole chain of an order, oldest first; the order alone if it has none."""
    order = _order(connection, order_no)
    if order is None:
        return []
    seen = {"", order_no}
    earlier, later = _along(connection, order, "instead_of", seen), _along(connection, order, "retried_as", seen)
    return [*earlier[::-1], order, *later]


def note(connection: sqlite3.Connection, before: Order, event: Event) -> Order:
    """Apply an event that leaves the order's next query as planned; returns the order after that."""
    after = apply(before, event)
    if after != before:
        planned = rows.scalar(connection, "SELECT next_ask_at FROM orders WHERE order_no = ?", (before.order_no,))
        rows.update(connection, before, after, planned)
        rows.append(connection, before.order_no, event)
    return after


def _along(connection: sqlite3.Connection, order: Order, link: str, seen: set[str]) -> list[Order]:
    """The orders that follow by this link. Those in `seen` end the way: a file from elsewhere may have a circle."""
    found: list[Order] = []
    while (number := getattr(order, link)) not in seen and (following := _order(connection, number)) is not None:
        seen.add(number)
        found.append(following)
        order = following
    return found


def _fits(before: Order, first: Placed) -> bool:
    same = (before.mobile, before.store_id, before.price) == (first.mobile, first.store_id, first.paid_before)
    return same and before.may_be_tried_again


def _order(connection: sqlite3.Connection, order_no: str) -> Order | None:
    found = rows.select(connection, "order_no = ?", (order_no,))
    return found[0] if found else None
