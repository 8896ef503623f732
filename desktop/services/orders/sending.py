"""The only module that pushes orders; an order must be claimed first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from msgspec import Struct

from desktop.domain.orders.events import PushNotSent, of_push
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import PushOutcome, Unknown
from desktop.domain.refusal import Refusal
from desktop.services.orders.hanging import HangingPushes
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.sent_times import SentTimes
from desktop.services.runtime import Runtime
from desktop.services.watched_gateway import WatchedGateway
from desktop.storage.errors import StorageError

log = logging.getLogger(__name__)

Push = Callable[[Order], Awaitable[PushOutcome]]


class Refused(Struct, frozen=True):
    """The platform refuses the account at present; nothing was saved or sent."""

    refusal: Refusal


class Sending:
    """Pushes a claimed order once and records the outcome."""

    def __init__(
        self, runtime: Runtime, book: OrderBook, gateway: WatchedGateway, sent_times: SentTimes, hanging: HangingPushes
    ) -> None:
        self._tasks = runtime.tasks
        self._clock = runtime.clock
        self._book = book
        self._gateway = gateway
        self._sent_times = sent_times
        self._hanging = hanging

    @property
    def refusal(self) -> Refusal | None:
        """The reason why no order may be claimed for sending now: the platform would refuse it, whatever it is."""
        return self._gateway.access.refusal

    def start(self, order: Order, *, of_batch: bool = False) -> None:
        """Push the order in the background; it ends in a stored state, even if the program closes. `of_batch`: the
        caller has waited for the turn (`Gateway.batch_turn`).
        """
        push = self._gateway.push_of_batch if of_batch else self._gateway.push
        self._tasks.command(f"push {order.order_no}", self._send(order, push))

    def withhold(self, order_no: str, reason: str) -> None:
        """Record that a claimed order was not sent."""
        event = PushNotSent(self._clock.now(), reason)
        self._tasks.command(f"withhold {order_no}", self._book.record(order_no, event))

    async def _send(self, order: Order, push: Push) -> None:
        outcome = await self._watched(order, push)
        self._sent_times.note_sent(order.order_no)
        try:
            await self._book.record(order.order_no, of_push(outcome, self._clock.now()))
        except StorageError as refused:
            unknown = Unknown(f"the answer could not be stored: {refused}")
            await self._book.record(order.order_no, of_push(unknown, self._clock.now()))

    async def _watched(self, order: Order, push: Push) -> PushOutcome:
        """Push the order; while that hangs, query it."""
        watch, answered = f"hanging push {order.order_no}", asyncio.Event()
        self._tasks.read(watch, self._hanging.watch(order, answered))
        try:
            outcome = await self._push(order, push)
        finally:
            answered.set()
        if not isinstance(outcome, Unknown):
            self._tasks.drop(watch)  # nothing is left to ask; an answer to an unknown one is still welcome
        return outcome

    async def _push(self, order: Order, push: Push) -> PushOutcome:
        try:
            return await push(order)
        except Exception as bug:
            log.exception("push of %s failed in our own code", order.order_no)
            return Unknown(f"{type(bug).__name__}: {bug}")
