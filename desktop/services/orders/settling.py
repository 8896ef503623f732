"""A clerk's decisions about orders whose end is not reported: resend, close, or record a support verdict."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.orders.events import Closed, HeardFromSupport, signed
from desktop.domain.orders.order import NOT_FOUND_COUNTS_AFTER_S, Order, Verdict
from desktop.domain.orders.outcome import Contradiction, Declined, NoAnswer, OrderReport
from desktop.domain.right import Right
from desktop.services.orders.account_balance import AccountBalance
from desktop.services.orders.notebook import plain_line
from desktop.services.orders.order_book import OrderBook
from desktop.services.orders.sending import Refused, Sending
from desktop.services.orders.sent_times import SentTimes
from desktop.services.orders.tracking import Tracking
from desktop.services.runtime import Runtime
from desktop.storage.errors import JournalFailedError, NotAllowedError, StorageError

_NOTICED_S = 120.0
"""A later time is explained from this on; a push may take 30 s, and its turn some more."""


class Delay(StrEnum):
    """The reason why "not found" counts from another time than half an hour after the order was sent."""

    RESTARTED = "restarted"
    """The program has started since: only the time since then is certain, because the clock may have been set."""
    CLOCK = "clock"
    """The computer slept, or its clock was set."""


class Evidence(Struct, frozen=True):
    """The basis of a decision: the order after a fresh query, and the balance.

    `before` is the last reading before the order was placed, `now` the present one; None without such a reading.
    """

    order: Order
    before: BalanceReading | None
    now: BalanceReading | None


class NoEvidence(Struct, frozen=True):
    """The fresh query did not end in "not found": there is no basis for a decision.

    `answer` is its outcome; None if it was not sent.
    """

    order: Order
    answer: OrderReport | Contradiction | NoAnswer | None


class Done(Struct, frozen=True):
    """The decision is stored; a resend is under way."""

    order: Order


class Impossible(Struct, frozen=True):
    """The order's state has changed meanwhile; nothing was done."""


class Unsaved(Struct, frozen=True):
    """The write failed; nothing was done or sent."""

    reason: str


class Settling:
    """Only for orders that `Order.may_be_settled` (decisions/0005). Decisions raise ForbiddenError."""

    def __init__(
        self,
        runtime: Runtime,
        book: OrderBook,
        sending: Sending,
        tracking: Tracking,
        balance: AccountBalance,
        sent_times: SentTimes,
    ) -> None:
        self._tasks = runtime.tasks
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._book = book
        self._sending = sending
        self._tracking = tracking
        self._balance = balance
        self._sent_times = sent_times

    def counts_from(self, order: Order) -> float:
        """The time from which "not found" counts for this order (unix seconds)."""
        return self._clock.now() + NOT_FOUND_COUNTS_AFTER_S - self._sent_times.age(order.order_no)

    def delayed_by(self, order: Order) -> Delay | None:
        """The reason why `counts_from` is not the usual time after the order was sent; None if it is."""
        usual = (order.sent_at or 0.0) + NOT_FOUND_COUNTS_AFTER_S
        if abs(self.counts_from(order) - usual) < _NOTICED_S:
            return None
        return Delay.CLOCK if self._sent_times.knows(order.order_no) else Delay.RESTARTED

    async def evidence(self, order_no: str) -> Evidence | NoEvidence:
        """Query the order and the balance now. Raises KeyError for an unknown order number."""
        answer = await self._tracking.ask(order_no)
        order = await self._book.get(order_no)
        if order is None:
            raise KeyError(order_no)
        if not isinstance(answer, Declined):
            return NoEvidence(order, answer)
        read = await self._balance.read()
        before = await self._balance.before(order.placed_at)
        return Evidence(order, before, self._balance.last if read else None)

    async def send_again(self, order_no: str) -> Done | Impossible | Unsaved | Refused:
        """Claim the order again and push it under the same order number; returns as soon as it is saved."""
        by = self._duty.require(Right.DECIDE)
        if self._tasks.closing:
            return Unsaved("the program is closing")
        if (refusal := self._sending.refusal) is not None:
            return Refused(refusal)
        try:
            order = await self._book.claim_again(order_no, self._clock.now(), by)
        except NotAllowedError:
            return Impossible()
        except JournalFailedError as failed:
            self._sending.withhold(order_no, str(failed))
            return Unsaved(str(failed))
        except StorageError as failed:
            return Unsaved(str(failed))
        self._sending.start(order)
        return Done(order)

    async def known_evidence(self, order: Order) -> Evidence:
        """The evidence known without a query, for an order whose end the platform does not report."""
        return Evidence(order, await self._balance.before(order.placed_at), self._balance.last)

    async def write_down(self, order_no: str, verdict: Verdict, words: str, by: str) -> Done | Impossible | Unsaved:
        """End an order by the verdict of the platform's support (`Order.may_be_settled_by_word`), with its words and
        the clerk's name. The order is still queried for a while; another end reported by the platform replaces the
        verdict.
        """
        heard = HeardFromSupport(self._clock.now(), verdict.value, plain_line(words), by=by)
        event = signed(heard, self._duty.require(Right.DECIDE))
        try:
            return Done(await self._book.decide(order_no, event))
        except NotAllowedError:
            return Impossible()
        except StorageError as failed:
            return Unsaved(str(failed))

    async def close(self, order_no: str) -> Done | Impossible | Unsaved:
        """Close the order. It is still queried for a while; a report reopens it."""
        event = signed(Closed(self._clock.now()), self._duty.require(Right.DECIDE))
        try:
            return Done(await self._book.decide(order_no, event))
        except NotAllowedError:
            return Impossible()
        except StorageError as failed:
            return Unsaved(str(failed))
