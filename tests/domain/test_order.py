import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import events as ev
from desktop.domain.order import IllegalTransitionError, Order, State, apply, fold, placed
from desktop.domain.status import OPEN, Standing, Status

PLACED = ev.Placed(100.0, "T1", "77", "13800138000", 10000, 10000, 1)


def sending() -> Order:
    return apply(placed(PLACED), ev.Claimed(100.0))


def taken(status: int | None = None) -> Order:
    order = apply(sending(), ev.PushAccepted(101.0, "W1", "ok"))
    return order if status is None else apply(order, reported(status))


def reported(status: int, at: float = 110.0) -> ev.Reported:
    return ev.Reported(at, status, "W1", 9800, None, "")


def test_an_order_can_be_claimed_once() -> None:
    with pytest.raises(IllegalTransitionError):
        apply(sending(), ev.Claimed(101.0))


@pytest.mark.parametrize(
    ("event", "standing"),
    [
        (ev.PushAccepted(101, "W1", ""), Standing.RUNNING),
        (ev.PushRejected(101, "1003", "no"), Standing.REJECTED),
        (ev.PushNotSent(101, "no route"), Standing.NOT_SENT),
        (ev.PushUnknown(101, "timeout"), Standing.UNKNOWN),
        (ev.Interrupted(101), Standing.UNKNOWN),
    ],
)
def test_what_comes_of_sending(event: ev.Event, standing: Standing) -> None:
    assert apply(sending(), event).standing is standing


def test_a_program_that_died_before_sending_left_an_order_that_was_not_sent() -> None:
    assert apply(placed(PLACED), ev.Interrupted(101)).standing is Standing.NOT_SENT


def test_not_found_resolves_nothing() -> None:
    unknown = apply(sending(), ev.PushUnknown(101, "timeout"))
    soon = apply(unknown, ev.QueryDeclined(399, "1030", "no such order"))
    late = apply(apply(soon, ev.QueryDeclined(400, "1030", "x")), ev.QueryDeclined(500, "1030", "x"))
    assert (soon.standing, soon.not_found) == (Standing.UNKNOWN, 0)
    assert (late.standing, late.not_found, late.ended_at) == (Standing.UNKNOWN, 2, None)


def test_a_report_proves_the_order_was_taken_whatever_the_push_came_to() -> None:
    for end in (ev.PushUnknown(101, ""), ev.PushRejected(101, "1", ""), ev.PushNotSent(101, "")):
        assert apply(apply(sending(), end), reported(Status.SUCCESS)).standing is Standing.SUCCESS


def test_a_late_refusal_does_not_undo_a_report() -> None:
    order = apply(sending(), reported(Status.RECHARGING))
    assert apply(order, ev.PushRejected(120, "1", "no")) == order


@pytest.mark.parametrize("status", [Status.FAILED, Status.TIMED_OUT, Status.CANCELLING, Status.UNPAID, 77])
def test_these_are_no_end(status: int) -> None:
    assert taken(status).is_open
    assert taken(status).ended_at is None


def test_failed_can_go_back_to_success() -> None:
    assert apply(taken(Status.FAILED), reported(Status.SUCCESS, 130.0)).standing is Standing.SUCCESS


@pytest.mark.parametrize(
    ("end", "stale"),
    [(Status.REFUNDED, Status.FAILED), (Status.CANCELLED, Status.CANCELLING), (Status.REVERSED, Status.RECHARGING)],
)
def test_an_older_answer_does_not_undo_an_end(end: Status, stale: Status) -> None:
    order = taken(end)
    assert apply(order, reported(stale, 130.0)) is order


@pytest.mark.parametrize("end", [Status.REFUNDED, Status.CANCELLED, Status.REVERSED, Status.PARTIAL])
def test_one_end_can_follow_another(end: Status) -> None:
    assert apply(taken(end), reported(Status.SUCCESS, 130.0)).standing is Standing.SUCCESS


def test_the_platforms_number_is_never_replaced_by_another() -> None:
    assert apply(taken(), ev.Reported(110, 1, "W2", None, None, "")).order_number == "W1"


def test_success_can_be_reversed_but_not_undone_by_a_stale_answer() -> None:
    success = taken(Status.SUCCESS)
    assert apply(success, reported(Status.RECHARGING, 130.0)) is success
    reversal = apply(success, reported(Status.REVERSED, 140.0))
    assert (reversal.standing, reversal.ended_at) == (Standing.REVERSED, 140.0)


def test_the_same_report_again_is_no_news() -> None:
    order = taken(Status.RECHARGING)
    assert apply(order, reported(Status.RECHARGING, 200.0)) is order


def test_the_end_is_when_the_standing_was_reached() -> None:
    success = taken(Status.SUCCESS)
    dearer = apply(success, ev.Reported(150.0, Status.SUCCESS, "W1", 9900, 10000, ""))
    assert (success.ended_at, dearer.ended_at, dearer.cost) == (110.0, 110.0, 9900)


def test_unknown_statuses_are_kept_as_they_came() -> None:
    order = taken(77)
    assert (order.status, order.standing) == (77, Standing.RUNNING)


def test_fold_begins_with_the_placing() -> None:
    with pytest.raises(IllegalTransitionError):
        fold([ev.Claimed(1.0)])


after_sending = st.one_of(
    st.builds(ev.PushAccepted, at=st.just(1.0), order_number=st.just("W1"), words=st.just("")),
    st.builds(ev.PushRejected, at=st.just(1.0), code=st.just("1"), words=st.just("")),
    st.builds(ev.PushNotSent, at=st.just(1.0), reason=st.just("")),
    st.builds(ev.PushUnknown, at=st.just(1.0), reason=st.just("")),
    st.builds(ev.Interrupted, at=st.just(1.0)),
    st.builds(
        ev.Reported,
        at=st.just(1.0),
        status=st.integers(-1, 14),
        order_number=st.sampled_from(["", "W1"]),
        cost=st.none() | st.integers(0, 99999),
        arrived=st.none() | st.integers(0, 99999),
        words=st.just(""),
    ),
    st.builds(ev.QueryDeclined, at=st.just(1.0), code=st.just("1030"), words=st.just("")),
    st.builds(ev.CancelAsked, at=st.just(1.0), taken=st.booleans(), words=st.just("")),
)


@given(st.lists(after_sending, max_size=12))
def test_no_run_of_events_breaks_an_order(tail: list[ev.Event]) -> None:
    history = [PLACED, ev.Claimed(100.0), *tail]
    orders = list(itertools.accumulate(tail, apply, initial=sending()))
    assert fold(history) == orders[-1]
    for before, after in itertools.pairwise(orders):
        assert after.state is not State.NEW
        assert (after.ended_at is None) == (after.standing in OPEN)
        if before.state is State.ACCEPTED:
            assert after.state is State.ACCEPTED


@given(st.sampled_from([PLACED, ev.Claimed(2.5)]) | after_sending)
def test_events_survive_storing(event: ev.Event) -> None:
    kind, at, detail = ev.to_record(event)
    assert ev.from_record(kind, at, detail) == event
