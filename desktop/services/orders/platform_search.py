"""Queries one order, and verifies a "not found" answer."""

from __future__ import annotations

from desktop.domain.orders.order import Order
from desktop.domain.orders.order_no import nobodys_order
from desktop.domain.orders.outcome import Declined, OrderReport, QueryOutcome
from desktop.services.orders.account_balance import AccountBalance
from desktop.services.ports import Gateway
from desktop.storage.orders.order_store import OrderStore


class PlatformSearch:
    """A "not found" counts only if the platform proves at the same time that its search works."""

    def __init__(self, gateway: Gateway, store: OrderStore, balance: AccountBalance) -> None:
        self._gateway = gateway
        self._store = store
        self._balance = balance

    async def ask(self, order: Order, age: float) -> tuple[QueryOutcome, bool]:
        """Query an order that was sent `age` seconds ago; returns the answer, and whether it is a "not found" that a
        control query confirms.
        """
        outcome = await self._gateway.query(order)
        if isinstance(outcome, Declined) and order.not_found_counts(age):
            return outcome, await self._control(order, outcome)
        return outcome, False

    async def _control(self, order: Order, answer: Declined) -> bool:
        """Whether the answer means "not found" and the search works: the platform answers the same for a number that no
        order has, and finds an order that it must know, queried in the same way (by our number). Without such an order
        the search may be broken: then only an unchanged balance counts as proof.
        """
        nobodys = nobodys_order(order)
        if not _says_the_same(answer, order.order_no, await self._gateway.query_by_ours(nobodys), nobodys.order_no):
            return False
        known = await self._store.known()
        if known is None:
            return await self._balance.is_untouched_by(order)
        return isinstance(await self._gateway.query_by_ours(known), OrderReport)


def _says_the_same(answer: Declined, of: str, other: QueryOutcome, of_other: str) -> bool:
    if not isinstance(other, Declined):
        return False
    return (answer.code, answer.words.replace(of, "")) == (other.code, other.words.replace(of_other, ""))
