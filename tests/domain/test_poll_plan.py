import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.poll_plan import HOUR, PollPlan
from desktop.domain.orders.status import Status

PLAN = PollPlan()
FAST = Order("T1", "77", "13800138000", 5000, 5000, Speed.FAST, 0.0, State.ACCEPTED, sent_at=0.0, status=1)
SLOW = FAST._replace(speed=Speed.SLOW)


def waits(order: Order, age: float, chance: float = 0.0) -> float | None:
    at = PLAN.next_ask(order, age, chance)
    return None if at is None else at - age


@pytest.mark.parametrize(
    ("age", "wait"), [(0, 5), (4, 1), (5, 10), (15, 30), (300, 30), (600, 60), (3600, 300), (71 * HOUR, 300)]
)
def test_fast_orders(age: float, wait: float) -> None:
    assert waits(FAST, age) == pytest.approx(wait)


@pytest.mark.parametrize(("age", "wait"), [(0, 60), (600, 60), (3600, 360), (10 * HOUR, 1800)])
def test_slow_orders(age: float, wait: float) -> None:
    assert waits(SLOW, age) == pytest.approx(wait)


def test_after_72_hours_a_human_and_a_daily_question() -> None:
    assert waits(FAST, 72 * HOUR) == 24 * HOUR
    assert FAST.overdue(72 * HOUR)
    assert not FAST.overdue(71 * HOUR)


def test_unknown_orders_are_asked_about_like_others() -> None:
    assert waits(FAST._replace(state=State.UNKNOWN, status=None), 0) == 5


def test_a_refusal_is_asked_about_when_it_can_be_confirmed() -> None:
    refused = FAST._replace(state=State.CHECKING, status=None)
    assert [PLAN.next_ask(refused, age, 0.0) for age in (0, 6, 66, 306)] == [5, 65, 305, 320]


def test_a_clock_that_was_set_back_neither_stops_nor_hurries_the_questions() -> None:
    assert waits(FAST._replace(sent_at=86_400.0), 0.0) == 30


def test_a_closed_or_refused_order_is_looked_at_for_72_hours() -> None:
    for state in (State.CLOSED, State.REJECTED):
        given_up = FAST._replace(state=state, status=None, ended_at=10.0)
        assert waits(given_up, 10.0) == 600
        assert waits(given_up, 10 + 72 * HOUR) is None


def test_successes_are_looked_at_seldom_and_only_for_72_hours() -> None:
    success = FAST._replace(status=int(Status.SUCCESS), ended_at=10.0)
    first, late = waits(success, 10.0), waits(success, 10 + 71 * HOUR)
    assert first == 600
    assert late == 6 * HOUR
    assert waits(success, 10 + 72 * HOUR) is None


@pytest.mark.parametrize("status", [Status.REFUNDED, Status.CANCELLED, Status.REVERSED])
def test_ends_are_not_asked_about(status: Status) -> None:
    assert waits(FAST._replace(status=int(status), ended_at=10.0), 20.0) is None


def test_an_order_being_sent_or_never_sent_is_not_asked_about() -> None:
    assert waits(FAST._replace(state=State.SENDING, status=None), 1.0) is None
    assert waits(FAST._replace(state=State.NOT_SENT, status=None, ended_at=1.0), 2.0) is None


@given(st.floats(0, 100 * HOUR), st.floats(-1, 1), st.sampled_from([FAST, SLOW]))
def test_the_next_question_is_ahead_and_within_reach(age: float, chance: float, order: Order) -> None:
    wait = waits(order, age, chance)
    assert wait is not None
    assert 0 < wait <= 24 * HOUR + 1


@given(st.floats(20, 71 * HOUR), st.floats(-1, 1))
def test_jitter_is_fifteen_percent(age: float, chance: float) -> None:
    base, drawn = waits(FAST, age), waits(FAST, age, chance)
    assert base is not None
    assert drawn is not None
    assert drawn == pytest.approx(base * (1 + 0.15 * chance), rel=1e-6)
