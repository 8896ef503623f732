"""Shortcuts that must not get through: each is switched on in the real program, and the simulator must catch it.

The first nine are the table in decisions/0005; the others undo a rule of ours.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec.structs import replace

from desktop.domain.batch.batch import is_of_batch
from desktop.domain.orders import events as ev
from desktop.domain.orders import order as order_module
from desktop.domain.orders import status as status_rules
from desktop.domain.orders import transitions
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.order_no import drawn_letters
from desktop.domain.orders.outcome import Declined, PushOutcome, QueryOutcome, Unknown
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import OPEN, Standing
from desktop.domain.orders.transitions import apply, placed
from desktop.gateway import answers
from desktop.services.batch.sending import BatchSending
from desktop.services.books.balance import BalanceKeeper
from desktop.services.duty import Duty
from desktop.services.orders import sending as sending_module
from desktop.services.orders.hanging import HangingPushes
from desktop.services.orders.ordering import Draft, Ordering
from desktop.services.orders.platform_search import PlatformSearch
from desktop.services.orders.sending import Push, Sending
from desktop.services.orders.sent_times import SentTimes
from desktop.services.orders.tracking import Tracking
from desktop.services.staff import staff as staff_module
from desktop.storage.journal.journal import Journal
from desktop.storage.orders import chains, rows
from desktop.storage.orders.order_store import OrderStore
from desktop.storage.schema import guards
from desktop.wiring.desk import RunningDesk

Patch = tuple[Any, str, Any]

NO_GUARDS: Patch = (guards, "GUARDS", {})


def _retry_on_timeout() -> list[Patch]:
    push = Sending._push

    async def twice(self: Sending, order: Order, by: Push) -> PushOutcome:
        outcome = await push(self, order, by)
        return await push(self, order, by) if isinstance(outcome, Unknown) else outcome

    return [(Sending, "_push", twice)]


def _send_before_the_claim() -> list[Patch]:
    place = Ordering.place

    async def hasty(self: Ordering, draft: Draft) -> Any:
        wanted = draft.request
        first = ev.Placed(
            self._clock.now(), draft.order_no, "77", wanted.mobile, wanted.face, wanted.price, int(wanted.speed)
        )
        self._sending.start(apply(placed(first), ev.Claimed(first.at)))
        return await place(self, draft)

    return [(Ordering, "place", hasty)]


def _sending_back_in_the_queue() -> list[Patch]:
    start = RunningDesk.start

    async def eager(self: RunningDesk) -> None:
        left = [order for order in await self.orders.open_orders() if order.state is State.SENDING]
        await start(self)
        for order in left:
            self.desk.orders.ordering._sending.start(order)

    return [(RunningDesk, "start", eager), (transitions, "_interrupted", lambda order: order)]


def _no_compare_and_set() -> list[Patch]:
    claim = OrderStore._claim

    def careless(self: OrderStore, connection: sqlite3.Connection, first: ev.Placed, note: str) -> Order:
        found = rows.select(connection, "order_no = ?", (first.order_no,))
        return found[0] if found else claim(self, connection, first, note)

    return [(OrderStore, "_claim", careless)]


def _not_found_sends_again() -> list[Patch]:
    ask = Tracking._ask

    async def impatient(self: Tracking, order: Order) -> QueryOutcome:
        outcome = await ask(self, order)
        if isinstance(outcome, Declined) and order.state is State.UNKNOWN:
            await self._gateway.push(order)
        return outcome

    return [(Tracking, "_ask", impatient)]


def _no_journal() -> list[Patch]:
    return [(Journal, "append", lambda _self, _entry: None)]


def _timeout_is_failed() -> list[Patch]:
    of_push = ev.of_push

    def blunt(outcome: PushOutcome, at: float) -> ev.Event:
        return ev.PushNotSent(at, outcome.reason) if isinstance(outcome, Unknown) else of_push(outcome, at)

    return [(sending_module, "of_push", blunt)]


def _not_found_is_failed() -> list[Patch]:
    def blunt(order: Order, _event: ev.QueryDeclined) -> Order:
        return order._replace(state=State.REJECTED) if order.state is State.UNKNOWN else order

    return [(transitions, "_declined", blunt), NO_GUARDS]


def _status_3_is_the_end() -> list[Patch]:
    return [(order_module, "OPEN", OPEN - {Standing.FAILED})]


def _refusal_is_final() -> list[Patch]:
    step = transitions._step

    def trusting(order: Order, event: ev.Event) -> Order:
        if isinstance(event, ev.PushRejected) and order.state is State.SENDING:
            return order._replace(state=State.REJECTED, words=event.words)
        return step(order, event)

    return [(transitions, "_step", trusting), NO_GUARDS]


def _send_again_whenever_asked() -> list[Patch]:
    return [(Order, "may_be_settled", property(lambda order: order.state is State.UNKNOWN)), NO_GUARDS]


def _sent_times_by_the_wall_clock() -> list[Patch]:
    def naive(self: SentTimes, order_no: str) -> float:
        return self._clock.now() - self._sent.get(order_no, self._began)

    def note(self: SentTimes, order_no: str) -> None:
        self._sent[order_no] = self._clock.now()

    return [(SentTimes, "age", naive), (SentTimes, "note_sent", note)]


def _not_found_without_a_control() -> list[Patch]:
    async def sure(_self: PlatformSearch, _order: Order, _answer: Declined) -> bool:
        return True

    return [(PlatformSearch, "_control", sure)]


def _running_is_called_failed() -> list[Patch]:
    standing_of = status_rules.standing_of

    def gloomy(status: int) -> Standing:
        standing = standing_of(status)
        return Standing.FAILED if standing is Standing.RUNNING else standing

    return [(order_module, "standing_of", gloomy)]


def _readable_balance_is_a_control() -> list[Patch]:
    async def trusting(self: BalanceKeeper, _order: Order) -> bool:
        return await self.read()

    return [(BalanceKeeper, "is_untouched_by", trusting)]


def _any_report_is_believed() -> list[Patch]:
    return [(answers, "contradiction", lambda _envelope, _order: None)]


def _not_found_while_it_hangs_is_not_sent() -> list[Patch]:
    async def hasty(self: HangingPushes, order: Order, answered: asyncio.Event) -> None:
        await self._clock.rest(5.0, answered)
        if not answered.is_set() and isinstance(await self._gateway.query_by_ours(order), Declined):
            await self._book.record(order.order_no, ev.PushNotSent(self._clock.now(), "not found"))

    return [(HangingPushes, "watch", hasty)]


def _no_word_of_the_support() -> list[Patch]:
    return [(Order, "may_be_settled_by_word", lambda _order, _now: False)]


def _cash_stays_with_the_earlier_order() -> list[Patch]:
    def forgetful(connection: sqlite3.Connection, first: ev.Placed) -> None:
        if first.instead_of:
            (before,) = rows.select(connection, "order_no = ?", (first.instead_of,))
            chains.note(connection, before, ev.Retried(first.at, first.order_no, 0))

    return [(chains, "begin", forgetful)]


def _any_order_is_tried_again() -> list[Patch]:
    return [(chains, "begin", lambda _connection, _first: None)]


def _journal_does_not_link() -> list[Patch]:
    return [(chains, "recover", lambda _connection, _order, _now: None)]


def _acts_behind_the_lock() -> list[Patch]:
    return [(Duty, "require", lambda self, *_rights: self.actor)]


def _whoever_is_there_signs() -> list[Patch]:
    return [(staff_module.Staff, "_take", lambda _self, _person: None)]


def _rows_are_numbered_when_they_are_sent() -> list[Patch]:
    draft_of = Ordering.draft_of

    async def late(self: Ordering, order_no: str, request: Request, since: float) -> Any:
        draft = await draft_of(self, order_no, request, since)
        if isinstance(draft, Draft) and is_of_batch(order_no):
            draft = replace(draft, order_no=f"{order_no[:-3]}{drawn_letters(3)}", arrived=None)
        return draft

    return [(Ordering, "draft_of", late)]


def _lists_go_on_by_themselves() -> list[Patch]:
    async def eager(self: BatchSending) -> None:
        self._may_send = True

    return [(BatchSending, "recover", eager)]


MUTANTS: dict[str, Callable[[], list[Patch]]] = {
    "retry-on-timeout": _retry_on_timeout,
    "acts-behind-the-lock": _acts_behind_the_lock,
    "nobody-signs": _whoever_is_there_signs,
    "send-before-the-claim": _send_before_the_claim,
    "sending-back-in-the-queue": _sending_back_in_the_queue,
    "no-compare-and-set": _no_compare_and_set,
    "not-found-sends-again": _not_found_sends_again,
    "no-journal": _no_journal,
    "timeout-is-failed": _timeout_is_failed,
    "not-found-is-failed": _not_found_is_failed,
    "status-3-is-the-end": _status_3_is_the_end,
    "refusal-is-final": _refusal_is_final,
    "send-again-whenever-asked": _send_again_whenever_asked,
    "ages-by-the-wall-clock": _sent_times_by_the_wall_clock,
    "not-found-without-a-control": _not_found_without_a_control,
    "running-is-called-failed": _running_is_called_failed,
    "readable-balance-is-a-control": _readable_balance_is_a_control,
    "any-report-is-believed": _any_report_is_believed,
    "no-word-of-the-support": _no_word_of_the_support,
    "cash-stays-with-the-earlier-order": _cash_stays_with_the_earlier_order,
    "any-order-is-tried-again": _any_order_is_tried_again,
    "journal-does-not-link": _journal_does_not_link,
    "rows-are-numbered-when-they-are-sent": _rows_are_numbered_when_they_are_sent,
    "lists-go-on-by-themselves": _lists_go_on_by_themselves,
    "not-found-while-it-hangs-is-not-sent": _not_found_while_it_hangs_is_not_sent,
}


@contextmanager
def switched_on(name: str | None) -> Iterator[None]:
    """The program with this shortcut, for as long as the context lasts; None for the program as it is."""
    patches = MUTANTS[name]() if name else []
    before = [(owner, attribute, owner.__dict__[attribute]) for owner, attribute, _ in patches]
    for owner, attribute, replacement in patches:
        setattr(owner, attribute, replacement)
    try:
        yield
    finally:
        for owner, attribute, original in before:
            setattr(owner, attribute, original)
