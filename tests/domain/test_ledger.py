"""The books against a simulated platform, whatever happens in whatever order, and what is said of a difference."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from msgspec.structs import replace

from desktop.domain.books.charge import LikelyCharged, NotCharged, finding
from desktop.domain.books.ledger import Books, EntryKind, Move, Reading, Reason, Reconciliation, Suspect, moves, suspect
from desktop.domain.orders import events as ev
from desktop.domain.orders.amounts import charged, missing_part, net_cost, refunded
from desktop.domain.orders.order import PATIENCE_S, Order, Speed, State
from desktop.domain.orders.status import Standing, Status
from desktop.domain.orders.transitions import apply, fold
from tests.domain.charging import IN_PROGRESS, Charged
from tests.interleaving import interleave

NOW = 1_795_396_344.0
OPENING = 1_000_000
which = st.integers(0, 5)
fen = st.integers(-(10**7), 10**7)


@dataclass
class Pair:
    """An order as we know it, and as it truly is."""

    known: Order
    truth: Charged

    @property
    def gap(self) -> int:
        """What the platform did beyond what is booked."""
        return self.truth.change + net_cost(self.known)


class Shop(RuleBasedStateMachine):
    """Orders, answers (lost, late, stale, incomplete), decisions and deposits in any order; read after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.balance = OPENING
        self.books = Books().after(Move(EntryKind.OPENING, OPENING))
        self.pairs: list[Pair] = []
        self.not_entered: list[int] = []

    @rule(face=st.sampled_from([3000, 5000, 9999]), permille=st.integers(1, 1000), fast=st.booleans())
    def place(self, face: int, permille: int, fast: bool) -> None:
        first = ev.Placed(self.tick(), f"T{len(self.pairs)}", "77", "13800138000", face, face, int(fast))
        cost = max(1, face * permille // 1000)
        self.pairs.append(Pair(fold([first, ev.Claimed(self.now)]), Charged(face, cost)))

    @rule(which=which, taken=st.booleans(), answer=st.sampled_from(["yes", "no", "lost", "not sent", "killed"]))
    def push(self, which: int, taken: bool, answer: str) -> None:
        pair = self.pick(which, Standing.SENDING)
        if pair is None:
            return
        taken = {"yes": True, "not sent": False}.get(answer, taken)
        if taken:
            self.charge(pair)
        at = self.tick()
        answers: dict[str, ev.Event] = {
            "yes": ev.PushAccepted(at, "W1", ""),
            "no": ev.PushRejected(at, "1010", "余额不足"),
            "lost": ev.PushUnknown(at, "ReadTimeout"),
            "not sent": ev.PushNotSent(at, "ConnectError"),
            "killed": ev.Interrupted(at),
        }
        self.hear(pair, answers[answer])

    @rule(which=which)
    def arrives_late(self, which: int) -> None:
        """A request that was lost is found, a refusal was none."""
        pair = self.pick(which, Standing.UNKNOWN, Standing.CHECKING, Standing.REJECTED, Standing.CLOSED)
        if pair is not None and not pair.truth.taken and not pair.truth.settled:
            self.charge(pair)

    @rule(
        which=which, next_one=st.integers(0, 12), share=st.integers(0, 100), more=st.booleans(), credits=st.booleans()
    )
    def goes_on(self, which: int, next_one: int, share: int, more: bool, credits: bool) -> None:
        pair = self.pick(which)
        if pair is None or not pair.truth.may_become:
            return
        truth, before = pair.truth, pair.truth.change
        status = truth.may_become[next_one % len(truth.may_become)]
        truth.move(status, truth.face * share // 100, more, credits=credits)
        self.balance += truth.change - before

    @rule(which=which, told=st.integers(-1, 5), price=st.booleans(), zero=st.booleans(), part=st.booleans())
    def told(self, which: int, told: int, price: bool, zero: bool, part: bool) -> None:
        pair = self.pick(which)
        if pair is None or not pair.truth.taken or pair.truth.settled:
            return
        report = pair.truth.report(self.tick(), told, price=pair.truth.cost if price else None, part=part)
        if zero and pair.known.cost is None and report.status in IN_PROGRESS:
            report = replace(report, cost=0)
        self.hear(pair, report)

    @rule(which=which)
    def is_credited(self, which: int) -> None:
        """A reading bears the refund out."""
        pair = self.pick(which)
        if pair is not None and refunded(pair.known) and pair.gap == 0:
            self.hear(pair, ev.RefundCredited(self.tick(), refunded(pair.known)))

    @rule(which=which, age=st.sampled_from([10.0, 400.0, 4000.0]), control=st.booleans())
    def not_found(self, which: int, age: float, control: bool) -> None:
        if pair := self.pick(which):
            self.hear(pair, ev.QueryDeclined(self.tick(), "1030", "订单不存在", age, control))

    @rule(which=which)
    def close(self, which: int) -> None:
        pair = self.pick(which, Standing.UNKNOWN)
        if pair is not None and pair.known.may_be_closed(self.now):
            self.hear(pair, ev.Closed(self.tick()))

    @rule(amount=st.integers(1, 10**6), entered=st.booleans())
    def pay(self, amount: int, entered: bool) -> None:
        self.balance += amount
        self.not_entered.append(amount)
        if entered:
            self.enter(0)

    @precondition(lambda self: self.not_entered)
    @rule(which=which)
    def enter(self, which: int) -> None:
        if not self.not_entered:
            return
        amount = self.not_entered.pop(which % len(self.not_entered) if which else -1)
        self.books = self.books.after(Move(EntryKind.DEPOSIT, amount))

    @rule()
    def days_later(self) -> None:
        """All is told; then nothing comes any more about what has ended."""
        for pair in self.pairs:
            if pair.truth.taken and not pair.truth.more_to_come:
                self.hear(pair, pair.truth.report(self.tick(), -1, price=pair.truth.cost, part=True))
        for pair in self.pairs:
            pair.truth.settled |= not pair.known.is_open and not pair.truth.more_to_come
        if not any(pair.truth.more_to_come for pair in self.pairs):
            self.now += PATIENCE_S + 3600

    @invariant()
    def the_difference_is_what_the_suspects_truly_did(self) -> None:
        found = {id(pair): suspect(pair.known, self.now) for pair in self.pairs}
        read_beyond = self.balance - self.books.expected - sum(self.not_entered)
        suspected = [(pair, one) for pair in self.pairs if (one := found[id(pair)]) is not None]
        assert read_beyond == sum(pair.gap for pair, _ in suspected)
        for pair, one in suspected:
            assert one.low <= pair.gap <= one.high, (one, pair)
        assert all(pair.gap == 0 for pair in self.pairs if found[id(pair)] is None)

    @invariant()
    def the_books_are_the_orders_and_the_deposits(self) -> None:
        assert self.books.costs == -sum(charged(pair.known) for pair in self.pairs)
        assert self.books.refunds == sum(refunded(pair.known) for pair in self.pairs)
        assert self.books.expected == OPENING + self.books.deposits - sum(net_cost(pair.known) for pair in self.pairs)

    @invariant()
    def what_one_surprise_did_is_explained(self) -> None:
        suspects = [(pair, one) for pair in self.pairs if (one := suspect(pair.known, self.now)) is not None]
        surprises = [pair for pair, one in suspects if one.reason is Reason.ENDED_LATELY and pair.gap]
        if not self.not_entered and len(surprises) <= 1:
            account = Reconciliation(self.books.expected, Reading(self.balance, NOW), tuple(one for _, one in suspects))
            assert account.is_explicable, (account, surprises)
            assert account.possible_deposit == 0
            shown = {one.order.order_no for one in account.explainers}
            in_the_open = {one.order.order_no for _, one in suspects if one.reason is not Reason.ENDED_LATELY}
            assert shown >= in_the_open

    @invariant()
    def what_is_said_of_an_unconfirmed_order_is_true(self) -> None:
        suspects = {id(pair): one for pair in self.pairs if (one := suspect(pair.known, self.now)) is not None}
        account = Reconciliation(self.books.expected, Reading(self.balance, NOW), tuple(suspects.values()))
        for pair in self.pairs:
            if pair.known.standing is not Standing.UNKNOWN or self.not_entered:
                continue
            others = [(one, suspects[id(one)].reason) for one in self.pairs if one is not pair and id(one) in suspects]
            surprises = [one.gap for one, reason in others if reason is Reason.ENDED_LATELY and one.gap]
            found = finding(pair.known, account, None)
            if found == NotCharged(certain=True):
                assert pair.gap == 0, found
            elif isinstance(found, NotCharged):
                assert pair.gap == 0 or any(gap > 0 for gap in surprises), found
            elif isinstance(found, LikelyCharged):
                assert pair.gap < 0 or any(gap < 0 for gap in surprises), found

    def hear(self, pair: Pair, event: ev.Event) -> None:
        before, pair.known = pair.known, apply(pair.known, event)
        for move in moves(before, pair.known):
            self.books = self.books.after(move)

    def charge(self, pair: Pair) -> None:
        pair.truth.take()
        self.balance -= pair.truth.cost

    def pick(self, which: int, *standings: Standing) -> Pair | None:
        fitting = [pair for pair in self.pairs if not standings or pair.known.standing in standings]
        return fitting[which % len(fitting)] if fitting else None

    def tick(self) -> float:
        self.now += 7
        return self.now


Shop.TestCase.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)
TestShop = Shop.TestCase

WEIGHTS = {
    "place": 5, "push": 8, "arrives_late": 2, "goes_on": 12, "told": 14, "not_found": 4, "close": 1, "pay": 1,
    "enter": 1, "days_later": 1, "is_credited": 5,
}  # fmt: skip
ARGUMENTS: dict[str, Callable[[Random], Any]] = {
    "face": lambda draw: draw.choice([3000, 5000, 9999]),
    "permille": lambda draw: draw.choice([970, 1000, 1, 333]),
    "which": lambda draw: draw.randrange(8),
    "answer": lambda draw: draw.choice(["yes", "yes", "no", "lost", "not sent", "killed"]),
    "next_one": lambda draw: draw.choice([1, 2, 2, 3, 3, 4, 9, 10, 11, 11, draw.randrange(13)]),
    "share": lambda draw: draw.choice([0, 30, 33, 100]),
    "told": lambda draw: draw.choice([-1, -1, -1, draw.randrange(6)]),
    "age": lambda draw: draw.choice([10.0, 4000.0, 4000.0]),
    "amount": lambda draw: draw.randint(1, 10**6),
    **dict.fromkeys(
        ("fast", "taken", "price", "part", "more", "control", "entered", "credits"), lambda draw: draw.random() < 0.6
    ),
    "zero": lambda draw: draw.random() < 0.1,
}


@settings(max_examples=150)
@given(st.randoms(use_true_random=True))
def test_the_same_in_long_ways(draw: Random) -> None:
    shop = Shop()

    def check() -> None:
        shop.the_difference_is_what_the_suspects_truly_did()
        shop.the_books_are_the_orders_and_the_deposits()
        shop.what_one_surprise_did_is_explained()
        shop.what_is_said_of_an_unconfirmed_order_is_true()

    interleave(shop, draw, 80, WEIGHTS, ARGUMENTS, check)


def order(**changes: object) -> Order:
    plain = Order("T1", "77", "13800138000", 10_000, 9_990, Speed.FAST, NOW, State.ACCEPTED, NOW, NOW + 60, 2, "W1")
    return plain._replace(**{"cost": 9_700, **changes})  # type: ignore[arg-type]


books = st.builds(Books, fen, fen, fen, fen, fen)
some_moves = st.lists(st.builds(Move, st.sampled_from(list(EntryKind)), fen), max_size=20)


@given(some_moves)
def test_what_is_expected_is_the_sum_of_all_moves(listed: list[Move]) -> None:
    sums = Books()
    for move in listed:
        sums = sums.after(move)
    assert sums.expected == sum(move.amount for move in listed)
    for kind, amount in sums.by_kind.items():
        assert amount == sum(move.amount for move in listed if move.kind is kind)


@given(books, some_moves)
def test_a_stretch_begins_with_what_was_expected_before_it_and_ends_with_what_is(
    begun: Books, listed: list[Move]
) -> None:
    then = begun
    for move in listed:
        then = then.after(move)
    stretch = then.since(begun)
    assert stretch.expected == then.expected
    openings = sum(move.amount for move in listed if move.kind is EntryKind.OPENING)
    assert stretch.opening == begun.expected + openings
    assert stretch.deposits == sum(move.amount for move in listed if move.kind is EntryKind.DEPOSIT)
    assert then.since(then) == Books(then.expected)


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        ({}, 0),
        ({"status": Status.FAILED}, 0),
        ({"status": Status.REFUNDED}, 9_700),
        ({"status": Status.CANCELLED}, 9_700),
        ({"status": Status.REVERSED}, 9_700),
        ({"status": Status.CANCELLING}, 0),
        ({"status": Status.PARTIAL}, 0),
        ({"status": Status.PARTIAL, "arrived": 3_000}, 6_790),
        ({"status": Status.PARTIAL, "arrived": 3_333}, 6_467),
        ({"status": Status.PARTIAL, "arrived": 0}, 9_700),
        ({"status": Status.PARTIAL, "arrived": -5}, 9_700),
        ({"status": Status.PARTIAL, "arrived": 10_000}, 0),
        ({"status": Status.PARTIAL, "arrived": 99_999}, 0),
        ({"status": Status.REFUNDED, "cost": None}, 0),
        ({"state": State.REJECTED, "status": None, "cost": None}, 0),
    ],
)
def test_what_went_back(changes: dict[str, object], back: int) -> None:
    assert refunded(order(**changes)) == back
    assert net_cost(order(**changes)) == charged(order(**changes)) - back


@given(st.integers(0, 10**7), st.integers(-(10**4), 10**5), st.integers(1, 10**5))
def test_a_missing_part_is_never_more_than_the_whole(amount: int, arrived: int, face: int) -> None:
    part = missing_part(order(face=face, arrived=arrived), amount)
    assert 0 <= part <= amount


def test_one_report_can_tell_of_a_cost_and_its_refund() -> None:
    before = order(status=1, cost=None, ended_at=None)
    after = order(status=Status.REFUNDED)
    assert moves(before, after) == [Move(EntryKind.COST, -9_700), Move(EntryKind.REFUND, 9_700)]
    assert moves(None, after) == moves(before, after)
    assert moves(after, after) == []
    assert moves(after, order()) == [Move(EntryKind.REFUND, -9_700)], "the platform took its word back"


@pytest.mark.parametrize(
    ("changes", "reason", "low", "high"),
    [
        ({"state": State.UNKNOWN, "status": None, "cost": None}, Reason.UNCONFIRMED, -10_000, 0),
        ({"state": State.CHECKING, "status": None, "cost": None}, Reason.UNCONFIRMED, -10_000, 0),
        ({"state": State.SENDING, "status": None, "cost": None}, Reason.UNCONFIRMED, -10_000, 0),
        ({"state": State.UNKNOWN, "status": None, "cost": None, "sends": 2}, Reason.UNCONFIRMED, -20_000, 0),
        ({"cost": None}, Reason.PRICE_UNKNOWN, -10_000, 0),
        ({"cost": 0}, Reason.PRICE_UNKNOWN, -10_000, 0),
        ({"status": 1, "cost": None}, Reason.PRICE_UNKNOWN, -10_000, 0),
        ({"status": Status.FAILED}, Reason.REFUND_AWAITED, 0, 9_700),
        ({"status": Status.FAILED, "cost": None}, Reason.PRICE_UNKNOWN, -10_000, 0),
        ({"status": 1}, Reason.RUNNING, 0, 9_700),
        ({"status": 99}, Reason.RUNNING, 0, 9_700),
        ({"status": Status.PARTIAL}, Reason.PART_UNKNOWN, 0, 9_700),
        ({"status": Status.PARTIAL, "arrived": 3_000}, Reason.REFUND_TOLD, -6_790, 2_910),
        ({"status": Status.PARTIAL, "arrived": 3_000, "credited": 6_790}, Reason.ENDED_LATELY, -6_790, 2_910),
        ({"status": Status.REFUNDED}, Reason.REFUND_TOLD, -9_700, 0),
        ({"status": Status.CANCELLED, "credited": 700}, Reason.REFUND_TOLD, -9_000, 0),
        ({"status": Status.REFUNDED, "ended_at": NOW - PATIENCE_S}, Reason.REFUND_MISSING, -9_700, 0),
        ({"state": State.SETTLED, "verdict": "arrived", "cost": None}, Reason.PRICE_UNKNOWN, -10_000, 0),
        ({"state": State.SETTLED, "verdict": "refunded", "cost": None}, Reason.REFUND_TOLD, -10_000, 0),
        ({"status": Status.REFUNDED, "cost": None}, Reason.REFUND_TOLD, -10_000, 0),
        ({"state": State.SETTLED, "verdict": "lost", "status": 3}, Reason.ENDED_LATELY, 0, 9_700),
        ({}, Reason.ENDED_LATELY, 0, 9_700),
        ({"state": State.REJECTED, "status": None, "cost": None}, Reason.ENDED_LATELY, -10_000, 0),
        ({"state": State.CLOSED, "status": None, "cost": None}, Reason.ENDED_LATELY, -10_000, 0),
    ],
)
def test_why_an_order_is_a_suspect(changes: dict[str, object], reason: Reason, low: int, high: int) -> None:
    it = order(**changes)
    assert suspect(it, NOW + 3600) == Suspect(it, reason, low, high)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": Status.REFUNDED, "credited": 9_700},
        {"status": Status.REFUNDED, "cost": None, "ended_at": NOW - PATIENCE_S},
        {"status": Status.CANCELLED, "credited": 9_700},
        {"status": Status.REVERSED, "credited": 9_700},
        {"state": State.NOT_SENT, "status": None, "cost": None},
        {"state": State.NEW, "status": None, "cost": None},
    ],
)
def test_what_is_settled_is_no_suspect(changes: dict[str, object]) -> None:
    assert suspect(order(**changes), NOW + 3600) is None


def test_what_ended_is_a_suspect_for_72_hours() -> None:
    it = order()
    assert suspect(it, NOW + 60 + PATIENCE_S) is not None
    assert suspect(it, NOW + 61 + PATIENCE_S) is None
    assert suspect(it, NOW - 86_400) is not None, "the clock was set back"
    assert suspect(order(ended_at=None), NOW + 10 * PATIENCE_S) is not None
    assert suspect(order(cost=None), NOW + 100 * PATIENCE_S) is not None, "its price is still owed"


def open_one(low: int, high: int, number: int = 0) -> Suspect:
    return Suspect(order(order_no=f"T{number}"), Reason.RUNNING, low, high)


def lately(high: int, number: int = 9, low: int = 0) -> Suspect:
    return Suspect(order(order_no=f"T{number}"), Reason.ENDED_LATELY, low, high)


def account(difference: int, *suspects: Suspect) -> Reconciliation:
    return Reconciliation(50_000, Reading(50_000 + difference, NOW), suspects)


def test_what_is_in_the_open_comes_first_and_a_reversal_is_shown_only_where_it_fits() -> None:
    running, success = open_one(0, 4_900), lately(9_800)
    assert account(4_900, running, success).explainers == (running,)
    assert account(9_800, running, success).explainers == (running, success)
    assert account(10_000, running, success).explainers == (running, success), "reversed, and a part of the running one"
    assert account(14_700, running, success).is_explicable
    assert account(14_701, running, success).explainers == (running,)
    assert not account(14_701, running, success).is_explicable
    assert account(-1, running, success).explainers == (running,)
    assert not account(-1, running, success).is_explicable


def test_a_reversal_brings_all_or_nothing() -> None:
    assert account(9_800, lately(9_800)).is_explicable
    assert account(9_799, lately(9_800)).explainers == ()
    assert account(-3_000, lately(0, low=-5_000)).is_explicable, "a refused one that was taken, at a price unknown"
    part = lately(2_910, low=-6_790)
    assert account(-6_790, part).is_explicable
    assert account(2_910, part).is_explicable
    assert not account(-100, part).is_explicable
    assert not account(4_900, lately(9_800)).is_explicable


def test_without_a_difference_nothing_needs_an_explanation() -> None:
    assert account(0).is_explicable
    assert account(0, lately(9_800)).explainers == ()
    assert account(0, open_one(-5_000, 0)).explainers == (open_one(-5_000, 0),)


def test_where_not_all_suspects_are_named_nothing_is_unexplained() -> None:
    assert not account(-100, lately(9_800)).is_explicable
    assert replace(account(-100, lately(9_800)), more=True).is_explicable
    assert replace(account(100_000), more=True).possible_deposit == 100_000, "that is a question"


def test_an_outdated_reading_leaves_the_difference_open() -> None:
    now = Books(opening=50_000, deposits=10_000)

    def seen(then: Books | None) -> tuple[int | None, int, bool]:
        it = Reconciliation(now.expected, Reading.compared(60_100, NOW, then, now), ())
        return it.difference, it.possible_deposit, it.is_settled

    assert seen(now) == (100, 100, True)
    for then in (Books(opening=50_000), None):
        assert seen(then) == (None, 0, False)


def told(fen: int, number: int = 0) -> Suspect:
    return Suspect(order(order_no=f"R{number}"), Reason.REFUND_TOLD, -fen, 0)


def test_refunds_that_never_came_are_the_first_suspects() -> None:
    unconfirmed = Suspect(order(order_no="T8"), Reason.UNCONFIRMED, -10_000, 0)
    it = account(-9_700, unconfirmed, told(4_850), told(9_700, 1))
    assert it.explainers == (told(4_850), told(9_700, 1), unconfirmed)
    assert it.lacks_refunds
    assert account(-14_550, unconfirmed, told(4_850), told(9_700, 1)).lacks_refunds
    assert not account(-9_701, unconfirmed, told(9_700)).lacks_refunds
    assert not account(0, told(9_700)).lacks_refunds
    assert not account(-9_700, told(9_700)).is_settled
    missing = replace(told(9_700), reason=Reason.REFUND_MISSING)
    assert account(-9_700, missing).is_settled
    assert account(-9_700, missing).lacks_refunds


def test_what_happens_elsewhere_is_never_called_unexplained_nor_a_deposit() -> None:
    for difference in (-9_800, 100_000):
        it = replace(account(difference), shared=True)
        assert it.is_explicable
        assert not it.is_explained_here
        assert it.possible_deposit == 0


def test_more_than_orders_explain_is_a_possible_deposit() -> None:
    assert account(100_000).possible_deposit == 100_000
    assert account(100_000, open_one(0, 4_900), lately(9_800)).possible_deposit == 100_000
    assert account(4_900, open_one(0, 4_900)).possible_deposit == 0
    assert account(9_800, lately(9_800)).possible_deposit == 0
    assert account(-100_000).possible_deposit == 0
    assert account(0).possible_deposit == 0


def unconfirmed(number: int, low: int = -5_000) -> Suspect:
    return Suspect(order(order_no=f"T{number}"), Reason.UNCONFIRMED, low, 0)


def test_an_order_is_named_for_what_is_missing_only_if_no_others_could_have_taken_it() -> None:
    first, second = unconfirmed(1), unconfirmed(2)
    assert account(-4_900, first).culprit is first
    assert account(-4_900, first, open_one(0, 4_900, 2), lately(9_800)).culprit is first, "these only give back"
    assert account(-4_900, first, second).culprit is None, "either"
    assert account(-4_900, first, unconfirmed(2, -3_000), unconfirmed(3, -2_000)).culprit is None, "the other two"
    assert account(-4_900, first, unconfirmed(2, -3_000)).culprit is first
    assert account(-5_001, first).culprit is None, "more than it can have cost"
    assert account(4_900, first).culprit is None
    assert account(0, first).culprit is None
    assert account(-4_900, open_one(-5_000, 0)).culprit is None, "not in doubt"
    assert replace(account(-4_900, first), shared=True).culprit is None
    assert replace(account(-4_900, first), more=True).culprit is None
