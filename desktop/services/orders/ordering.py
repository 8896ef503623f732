"""Placing an order: checked, saved, sent once; and cancel requests."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.actor import Actor
from desktop.domain.orders.events import CancelAsked, Placed, signed
from desktop.domain.orders.order import Order
from desktop.domain.orders.order_no import counter_of, day_prefix, new_order_no
from desktop.domain.orders.outcome import CancelTaken, Declined, NoAnswer
from desktop.domain.orders.payment import CASH, CREDIT, LONGEST_PAYER
from desktop.domain.orders.request import Request
from desktop.domain.plain_text import one_line
from desktop.domain.right import ForbiddenError, Right
from desktop.services.orders.limiting import Limiting
from desktop.services.orders.notebook import plain_line
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.sending import Refused, Sending
from desktop.services.ports import Gateway
from desktop.services.runtime import Runtime
from desktop.storage.errors import (
    DuplicateOrderError,
    JournalFailedError,
    NotTriedAgainError,
    NumberLockedError,
    StorageError,
)
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.orders.same_number import Earlier

REPEAT_WINDOW = 24 * 3600.0


class Draft(Struct, frozen=True):
    """One order to confirm. Its order number makes confirming it twice harmless."""

    order_no: str
    request: Request
    arrived: Order | None
    """An order of the same number and face that arrived at least partly within 24 hours: the clerk must confirm a
    repeat."""
    replaces: Order | None = None
    """The order that this one tries again, and whose cash then belongs to this one. None although the request names
    one: that order does not await it any more, so the whole price is to be collected.
    """


class Locked(Struct, frozen=True):
    """The number has an order whose outcome is undecided."""

    order: Order


class Started(Struct, frozen=True):
    """The order is saved and being sent."""

    order: Order


class NotSaved(Struct, frozen=True):
    """The order could not be saved; nothing was sent. `listed`: it is saved, but not in the journal, without which it
    may not be sent: it is listed as not sent, and has the customer's cash.
    """

    reason: str
    listed: bool = False


class NotTriedAgain(Struct, frozen=True):
    """The order that this one was to try again has changed since the draft was made; nothing was saved or sent."""


class Ordering:
    """Commands of the clerk that call the platform."""

    def __init__(
        self,
        runtime: Runtime,
        store: OrderStore,
        book: OrderBook,
        gateway: Gateway,
        sending: Sending,
        limiting: Limiting,
    ) -> None:
        self._tasks = runtime.tasks
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._store = store
        self._book = book
        self._gateway = gateway
        self._sending = sending
        self._limiting = limiting
        self._counter: tuple[str, int] = ("", 0)
        self.payments: tuple[str, ...] = (CASH,)
        """The ways in which customers can pay, the usual one first."""

    async def earlier(self, mobile: str) -> Earlier:
        """The number's open order and its newest ended one, to be told before the clerk confirms anything."""
        return await self._store.earlier(mobile)

    async def prepare(self, request: Request) -> Draft | Locked:
        """Create the draft that the confirm sheet shows."""
        now = self._clock.now()
        draft = await self.draft_of("", request, now - REPEAT_WINDOW)
        if isinstance(draft, Locked):
            return draft
        counter = await self._next_counter(day_prefix(now))
        return replace(draft, order_no=new_order_no(now, counter, await self._store.code()))

    async def draft_of(self, order_no: str, request: Request, since: float) -> Draft | Locked:
        """The draft of an order whose number was made before; repeats count since then (unix seconds)."""
        repeat = await self._store.repeat_of(request.mobile, request.face, since)
        if repeat.open_order is not None and repeat.open_order.order_no != order_no:
            return Locked(repeat.open_order)
        return Draft(order_no, request, repeat.arrived, await self._replaced_by(request))

    async def place(self, draft: Draft) -> Started | Locked | NotSaved | NotTriedAgain | Refused:
        """Save the order, then send it; returns as soon as it is saved. Raises ForbiddenError.

        Placing the same draft again sends nothing and returns the order in its present state.
        """
        confirmed_by = self._duty.actor
        rights = await self._limiting.rights_for(draft.request)
        if Right.OVER_LIMIT in rights and await self._store.get(draft.order_no) is not None:
            rights.remove(Right.OVER_LIMIT)  # it counts itself
        if self._duty.actor != confirmed_by:
            raise ForbiddenError(frozenset({Right.ORDER}))  # who confirmed it is not at the counter any more
        return await self.place_for(draft, self._duty.require(*rights))

    async def place_for(
        self, draft: Draft, by: Actor, *, of_batch: bool = False
    ) -> Started | Locked | NotSaved | NotTriedAgain | Refused:
        """As `place`, for somebody whose rights were checked when they confirmed it. `of_batch` as in `Sending`."""
        wanted = draft.request
        first = signed(self._first_of(draft), by)
        if self._tasks.closing:
            return NotSaved("the program is closing")
        if (refusal := self._sending.refusal) is not None and await self._store.get(draft.order_no) is None:
            return Refused(refusal)
        try:
            order = await self._book.claim(first, plain_line(wanted.note))
        except DuplicateOrderError:
            return await self._placed_before(draft)
        except NumberLockedError:
            blocking = await self._store.repeat_of(wanted.mobile, wanted.face, first.at)
            if blocking.open_order is not None:
                return Locked(blocking.open_order)
            return await self.place_for(draft, by, of_batch=of_batch)
        except NotTriedAgainError:
            return NotTriedAgain()
        except JournalFailedError as failed:
            self._sending.withhold(draft.order_no, str(failed))
            return NotSaved(str(failed), listed=True)
        except StorageError as failed:
            return NotSaved(str(failed))
        self._sending.start(order, of_batch=of_batch)
        return Started(order)

    async def cancel(self, order: Order) -> CancelTaken | Declined | NoAnswer:
        """Ask the platform to cancel; its answer is recorded as an event of the order. Raises ForbiddenError."""
        actor = self._duty.require(Right.CANCEL)  # another may be at the counter when the answer comes
        outcome = await self._gateway.cancel(order.order_number)
        if isinstance(outcome, NoAnswer):
            taken, words = None, outcome.reason
        else:
            taken, words = isinstance(outcome, CancelTaken), outcome.words
        await self._book.record(order.order_no, signed(CancelAsked(self._clock.now(), taken, words), actor))
        return outcome

    def _first_of(self, draft: Draft) -> Placed:
        wanted, replaced = draft.request, draft.replaces
        payment = wanted if replaced is None else replaced  # whose money it is
        payer = one_line(payment.payer, LONGEST_PAYER)
        if payment.paid_with == CREDIT and not payer:
            raise ValueError("nobody owes for an order on credit")
        return Placed(
            at=self._clock.now(),
            order_no=draft.order_no,
            store_id=self._store.store_id,
            mobile=wanted.mobile,
            face=wanted.face,
            price=wanted.price,
            speed=int(wanted.speed),
            carried_to=wanted.carried_to or "",
            instead_of=replaced.order_no if replaced is not None else "",
            paid_before=replaced.price if replaced is not None else 0,
            paid_with=payment.paid_with,
            payer=payer if payment.paid_with == CREDIT else "",
        )

    async def _replaced_by(self, request: Request) -> Order | None:
        """The order that a request may try again."""
        order = await self._store.get(request.instead_of) if request.instead_of else None
        if order is None or (order.mobile, order.store_id) != (request.mobile, self._store.store_id):
            return None
        return order if order.may_be_tried_again else None

    async def _placed_before(self, draft: Draft) -> Started | NotSaved:
        order = await self._store.get(draft.order_no)
        assert order is not None
        if (order.mobile, order.face) != (draft.request.mobile, draft.request.face):
            return NotSaved("the order number belongs to another order")
        return Started(order)

    async def _next_counter(self, prefix: str) -> int:
        day, count = self._counter
        if day != prefix:
            last = await self._store.last_of_day(prefix)
            count = 0 if last is None else counter_of(last, prefix)
        self._counter = (prefix, count + 1)
        return count + 1
