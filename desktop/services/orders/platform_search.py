"""Asking the platform about one order, and whether its "not found" can be believed."""

from __future__ import annotations

from desktop.domain.orders.order import Order
from desktop.domain.orders.order_no import nobodys_order
from desktop.domain.orders.outcome import Declined, OrderReport, QueryOutcome
from desktop.services.orders.account_balance import AccountBalance
from desktop.services.ports import Gateway
from desktop.storage.orders.order_store import OrderStore


class PlatformSearch:
    """A "not found" counts only where the platform shows at the same time that it can find."""

    def __init__(self, gateway: Gateway, store: OrderStore, balance: AccountBalance) -> None:
        self._gateway = gateway
        self._store = store
        self._balance = balance

    async def ask(self, order: Order, age: float) -> tuple[QueryOutcome, bool]:
        """The platform's answer about an order that was sent `age` seconds ago, and whether it is a "not found" that a
        control question confirms.
        """
        outcome = await self._gateway.query(order)
        if isinstance(outcome, Declined) and order.not_found_counts(age):
            return outcome, await self._control(order, outcome)
        return outcome, False

    async def _control(self, order: Order, answer: Declined) -> bool:
        """Whether the answer means "not found", and the platform can find: it says the same of a number that nobody
        has, and knows an order that it must know, asked for in the same way (by our number). Where there is none yet,
        its search may be out of order: then only the account itself can tell, which must hold what it held before.
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
