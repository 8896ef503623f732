"""Any sequence of events, decisions, restarts and restored backups, on a real database: rules that always hold."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Coroutine
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import handed_back, owed_to_customer, to_give_back
from desktop.domain.orders.order import NOT_FOUNDS_NEEDED, Order, State
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.orders.status import CASH_OWED, OPEN, may_follow
from desktop.domain.orders.takings import collected
from desktop.domain.orders.transitions import fold
from desktop.storage.database import Database
from desktop.storage.errors import DuplicateOrderError, NotAllowedError, NotTriedAgainError, NumberLockedError
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import Sent
from desktop.storage.orders.order_store import OrderStore
from desktop.wiring.desk import planner
from tests.interleaving import interleave

T = TypeVar("T")

NUMBERS = ("13800138000", "13900139000")
which = st.integers(0, 7)
sent_times = st.sampled_from([0.0, 59.0, 60.0, 1859.0, 1860.0, 9000.0])


class Orders(RuleBasedStateMachine):
    """The store as services use it; `sent` are the numbers that were handed out for sending, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="topup-machine-"))
        self.now = 1_795_396_344.0
        self.sent: list[str] = []
        self.before: dict[str, Order] = {}

    @initialize()
    def open(self) -> None:
        self.database = Database(self.folder / "orders.db")
        self.do(self.database.open())
        self.journal = Journal(self.folder / "orders.journal")
        self.store = OrderStore(self.database, planner(PollPlan()), self.journal, "77")

    @rule(number=st.sampled_from(NUMBERS))
    def place(self, number: str) -> None:
        order_no = f"T{len(self.sent):05d}"
        first = ev.Placed(self.tick(), order_no, "77", number, 5000, 5000, 1)
        was_open = any(order.mobile == number and order.is_open for order in self.orders().values())
        try:
            self.do(self.store.claim(first))
        except NumberLockedError:
            assert was_open
        else:
            assert not was_open
            self.sent.append(order_no)

    @rule(which=which, price=st.sampled_from([5000, 4900, 5100]))
    def try_again(self, which: int, price: int) -> None:
        """Of an order that failed; where none did, it must be refused."""
        every = self.orders()
        failed = sorted(no for no, order in every.items() if order.may_be_tried_again)
        earlier = every.get(failed[which % len(failed)] if failed else self.pick(which) or "")
        if earlier is None:
            return
        order_no = f"T{len(self.sent):05d}"
        locked = any(order.mobile == earlier.mobile and order.is_open for order in every.values())
        links = earlier.order_no, earlier.price
        first = ev.Placed(self.tick(), order_no, "77", earlier.mobile, 5000, price, 1, "", *links)
        try:
            self.do(self.store.claim(first))
        except (NumberLockedError, NotTriedAgainError):
            assert locked or not earlier.may_be_tried_again
        else:
            assert not locked
            assert earlier.may_be_tried_again
            self.sent.append(order_no)

    @rule(which=which, returned=st.booleans())
    def cash(self, which: int, returned: bool) -> None:
        if order_no := self.pick(which):
            amount = owed_to_customer(self.orders()[order_no])
            self.do(self.store.annotate(order_no, ev.CashReturned(self.tick(), returned, amount)))

    @rule(which=which)
    def place_twice(self, which: int) -> None:
        if order_no := self.pick(which):
            try:
                self.do(self.store.claim(ev.Placed(self.tick(), order_no, "77", "13700137000", 5000, 5000, 1)))
            except DuplicateOrderError:
                return
            raise AssertionError("claimed twice")

    @rule(which=which, kind=st.sampled_from(["accepted", "rejected", "not sent", "unknown"]))
    def answer(self, which: int, kind: str) -> None:
        at = self.tick()
        answers: dict[str, ev.Event] = {
            "accepted": ev.PushAccepted(at, self.number(which), ""),
            "rejected": ev.PushRejected(at, "1", "no"),
            "not sent": ev.PushNotSent(at, "no route"),
            "unknown": ev.PushUnknown(at, "timeout"),
        }
        self.record(which, answers[kind])

    @rule(which=which, status=st.integers(0, 13))
    def report(self, which: int, status: int) -> None:
        self.record(which, ev.Reported(self.tick(), status, self.number(which), 4900, None, ""))

    @rule(which=which, age=sent_times, control=st.booleans())
    def not_found(self, which: int, age: float, control: bool) -> None:
        self.record(which, ev.QueryDeclined(self.tick(), "1030", "no such order", age, control))

    @rule(which=which, again=st.booleans())
    def decide(self, which: int, again: bool) -> None:
        order_no = self.pick(which)
        if order_no is None:
            return
        before = self.orders()[order_no]
        allowed = before.state is State.UNKNOWN and before.not_found >= NOT_FOUNDS_NEEDED
        try:
            at = self.tick()
            self.do(self.store.claim_again(order_no, at) if again else self.store.decide(order_no, ev.Closed(at)))
        except NotAllowedError:
            assert not allowed
        else:
            assert allowed
            if again:
                self.sent.append(order_no)

    @rule()
    def restart(self) -> None:
        self.do(self.database.close())
        self.open()
        self.do(self.store.recover(self.tick()))
        assert all(order.state is not State.SENDING for order in self.orders().values())

    @rule()
    def back_up(self) -> None:
        self.do(self.database.close())
        shutil.copyfile(self.folder / "orders.db", self.folder / "backup.db")
        self.open()

    @precondition(lambda self: (self.folder / "backup.db").exists())
    @rule()
    def restore(self) -> None:
        self.do(self.database.close())
        shutil.copyfile(self.folder / "backup.db", self.folder / "orders.db")
        self.before = {}
        self.open()
        self.do(self.store.recover(self.tick()))

    @invariant()
    def rows_are_the_fold_of_their_events(self) -> None:
        if hasattr(self, "store"):
            for order_no, order in self.orders().items():
                assert fold(self.do(self.store.history(order_no))) == order

    @invariant()
    def cash_only_moves_along_chains(self) -> None:
        if hasattr(self, "store"):
            orders = self.orders()
            assert sum(order.cash_moved for order in orders.values()) == sum(o.paid_before for o in orders.values())
            for order in orders.values():
                assert order.cash_moved >= 0
                assert handed_back(order) >= 0
                assert not order.instead_of or orders[order.instead_of].retried_as == order.order_no
                assert not order.retried_as or orders[order.retried_as].instead_of == order.order_no

    @invariant()
    def no_chain_asks_for_more_cash_than_was_paid(self) -> None:
        if hasattr(self, "store"):
            for order in self.orders().values():
                if order.instead_of and not order.retried_as:
                    chain = self.do(self.store.chain(order.order_no))
                    held = sum(collected(one) - handed_back(one) for one in chain)
                    owed = sum(max(0, to_give_back(one) - one.cash_back) for one in chain)
                    assert owed <= held, chain
                    if all(one.standing in CASH_OWED for one in chain):
                        assert owed == held, chain

    @invariant()
    def nothing_that_was_handed_out_is_lost(self) -> None:
        if hasattr(self, "store"):
            assert set(self.orders()) == set(self.sent)
            sent = [one.first.order_no for one in self.journal.newest_first() if isinstance(one, Sent)]
            assert sent == self.sent[::-1]

    @invariant()
    def orders_only_move_forward(self) -> None:
        if not hasattr(self, "store"):
            return
        orders = self.orders()
        for order_no, before in self.before.items():
            after = orders[order_no]
            assert after.sends >= before.sends
            assert (after.ended_at is None) == (after.standing in OPEN)
            assert after.instead_of == before.instead_of
            assert before.retried_as in ("", after.retried_as)
            if before.state is State.ACCEPTED:
                assert after.state is State.ACCEPTED
            if before.status is not None and after.status is not None:
                assert may_follow(before.status, after.status) or before.status == after.status
        self.before = orders

    def teardown(self) -> None:
        self.do(self.database.close())
        self.loop.close()
        shutil.rmtree(self.folder)

    def record(self, which: int, event: ev.Event) -> None:
        if order_no := self.pick(which):
            self.do(self.store.record([(order_no, event)], event.at))

    def number(self, which: int) -> str:
        """The platform's number of an order; now and then another's, which must not be believed."""
        return f"W{self.pick(which if self.now % 5 else 0)}"

    def pick(self, which: int) -> str | None:
        known = sorted(set(self.sent))
        return known[which % len(known)] if known else None

    def orders(self) -> dict[str, Order]:
        found = {no: self.do(self.store.get(no)) for no in set(self.sent)}
        return {no: order for no, order in found.items() if order is not None}

    def tick(self) -> float:
        self.now += 1
        return self.now

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return self.loop.run_until_complete(work)


Orders.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestOrders = Orders.TestCase

WEIGHTS = {
    "place": 2, "try_again": 8, "answer": 8, "report": 10, "not_found": 6, "cash": 2, "decide": 1, "restart": 1,
    "back_up": 1,
}  # fmt: skip
ARGUMENTS: dict[str, Callable[[Random], Any]] = {
    "number": lambda draw: draw.choice(NUMBERS),
    "which": lambda draw: draw.randrange(8),
    "price": lambda draw: draw.choice([5000, 5000, 4900, 5100]),
    "kind": lambda draw: draw.choice(["accepted", "rejected", "rejected", "not sent", "unknown"]),
    "status": lambda draw: draw.choice([1, 2, 3, 4, 4, 4, 9, 10, 11]),
    "age": lambda _draw: 1860.0,
    "control": lambda _draw: True,
    "again": lambda draw: draw.random() < 0.3,
    "returned": lambda draw: draw.random() < 0.7,
}


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=True))
def test_the_same_for_many_that_are_tried_again(draw: Random) -> None:
    machine = Orders()
    machine.open()

    def check() -> None:
        machine.rows_are_the_fold_of_their_events()
        machine.cash_only_moves_along_chains()
        machine.no_chain_asks_for_more_cash_than_was_paid()
        machine.nothing_that_was_handed_out_is_lost()
        machine.orders_only_move_forward()

    interleave(machine, draw, 60, WEIGHTS, ARGUMENTS, check)
