import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.account import Account
from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.outcome import Declined
from desktop.domain.orders.status import OPEN, Standing, Status
from desktop.domain.orders.transitions import IllegalTransitionError, apply, fold, placed

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
        (ev.PushRejected(101, "1003", "no"), Standing.CHECKING),
        (ev.PushNotSent(101, "no route"), Standing.NOT_SENT),
        (ev.PushUnknown(101, "timeout"), Standing.UNKNOWN),
        (ev.Interrupted(101), Standing.UNKNOWN),
    ],
)
def test_what_comes_of_sending(event: ev.Event, standing: Standing) -> None:
    assert apply(sending(), event).standing is standing


def test_a_program_that_died_before_sending_left_an_order_that_was_not_sent() -> None:
    assert apply(placed(PLACED), ev.Interrupted(101)).standing is Standing.NOT_SENT


def unknown() -> Order:
    return apply(sending(), ev.PushUnknown(101, "timeout"))


def not_found(age: float, *, control: bool = True, at: float = 5000.0) -> ev.QueryDeclined:
    return ev.QueryDeclined(at, "1030", "no such order", age, control)


HALF_AN_HOUR_AND_MORE = 31 * 60.0


def test_not_found_resolves_nothing_by_itself() -> None:
    order = unknown()
    for _ in range(50):
        order = apply(order, not_found(HALF_AN_HOUR_AND_MORE))
    assert (order.standing, order.not_found, order.ended_at) == (Standing.UNKNOWN, 50, None)


@pytest.mark.parametrize("useless", [not_found(HALF_AN_HOUR_AND_MORE - 1), not_found(9999, control=False)])
def test_not_found_too_early_or_without_a_control_does_not_count(useless: ev.QueryDeclined) -> None:
    assert apply(unknown(), useless).not_found == 0


def test_an_unknown_order_may_be_sent_again_after_three_not_founds_and_under_its_own_number() -> None:
    order = unknown()
    for found in range(3):
        with pytest.raises(IllegalTransitionError):
            apply(order, ev.ClaimedAgain(6000))
        assert order.not_found == found
        order = apply(order, not_found(HALF_AN_HOUR_AND_MORE))
    again = apply(order, ev.ClaimedAgain(6000))
    assert (again.state, again.order_no, again.sends, again.sent_at) == (State.SENDING, "T1", 2, 6000)
    assert again.not_found == 0, "what was found out about the time before says nothing about this one"


def test_a_second_sending_that_never_left_leaves_the_order_unknown() -> None:
    order = unknown()
    for _ in range(3):
        order = apply(order, not_found(HALF_AN_HOUR_AND_MORE))
    order = apply(apply(order, ev.ClaimedAgain(6000)), ev.PushNotSent(6001, "no route"))
    assert (order.standing, order.may_be_settled) == (Standing.UNKNOWN, False)


def test_an_order_that_nobody_finds_can_be_closed_and_a_report_brings_it_back() -> None:
    order = unknown()
    with pytest.raises(IllegalTransitionError):
        apply(order, ev.Closed(6000))
    for _ in range(3):
        order = apply(order, not_found(HALF_AN_HOUR_AND_MORE))
    closed = apply(order, ev.Closed(6000))
    assert (closed.standing, closed.ended_at) == (Standing.CLOSED, 6000)
    assert apply(closed, reported(Status.SUCCESS, 7000)).standing is Standing.SUCCESS


def test_after_72_hours_one_not_found_is_enough_to_close_but_none_is_not() -> None:
    late = 100 + 72 * 3600.0
    with pytest.raises(IllegalTransitionError):
        apply(unknown(), ev.Closed(late))
    asked = apply(unknown(), not_found(HALF_AN_HOUR_AND_MORE))
    with pytest.raises(IllegalTransitionError):
        apply(asked, ev.Closed(late - 1))
    assert apply(asked, ev.Closed(late)).standing is Standing.CLOSED


def test_after_72_hours_nothing_is_sent_again_the_platform_may_have_forgotten_it() -> None:
    order = unknown()
    for _ in range(3):
        order = apply(order, not_found(HALF_AN_HOUR_AND_MORE))
    with pytest.raises(IllegalTransitionError):
        apply(order, ev.ClaimedAgain(100 + 72 * 3600.0))


def test_a_refusal_is_final_when_two_questions_five_minutes_later_confirm_it() -> None:
    refused = apply(sending(), ev.PushRejected(101, "1003", "no"))
    early = apply(refused, not_found(299))
    once = apply(early, not_found(300, at=400))
    twice = apply(once, not_found(315, at=415))
    assert [order.standing for order in (early, once)] == [Standing.CHECKING] * 2
    assert (twice.standing, twice.ended_at, twice.words) == (Standing.REJECTED, 415, "no")


def test_a_refused_order_that_the_platform_knows_was_taken() -> None:
    refused = apply(sending(), ev.PushRejected(101, "1003", "no"))
    assert apply(refused, reported(Status.SUCCESS)).standing is Standing.SUCCESS


def test_what_the_journal_knows_makes_an_order_unknown_but_undoes_no_outcome() -> None:
    recovered = ev.Recovered(9000, 8000, 2)
    assert apply(unknown(), recovered).sends == 2
    assert apply(sending(), recovered).standing is Standing.UNKNOWN
    assert apply(taken(Status.SUCCESS), recovered) == taken(Status.SUCCESS)


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


def test_the_platforms_number_is_replaced_once_at_most_by_what_a_report_tells() -> None:
    """Two answers to pushes may be mixed up; a report has been looked at."""
    reported_once = apply(taken(), ev.Reported(110, 1, "W2", None, None, ""))
    assert reported_once.order_number == "W2"
    assert apply(reported_once, ev.Reported(111, 1, "W3", None, None, "")).order_number == "W2"
    assert apply(taken(), ev.Reported(110, 1, "", None, None, "")).order_number == "W1"


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
    st.builds(
        ev.QueryDeclined,
        at=st.just(1.0),
        code=st.just("1030"),
        words=st.just(""),
        age=st.sampled_from([0.0, 60.0, 1860.0]),
        control=st.booleans(),
    ),
    st.builds(ev.Recovered, at=st.just(1.0), sent_at=st.just(1.0), sends=st.integers(1, 3)),
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


@given(st.sampled_from([PLACED, ev.Claimed(2.5), ev.ClaimedAgain(3.5), ev.Closed(4.5)]) | after_sending)
def test_events_survive_storing(event: ev.Event) -> None:
    kind, at, detail = ev.to_record(event)
    assert ev.from_record(kind, at, detail) == event


def test_cash_given_back_for_one_end_does_not_hide_the_next() -> None:
    placed = ev.Placed(0, "T", "77", "13800138000", 10000, 10000, 1)
    refused = [ev.QueryDeclined(at, "1", "x", at, True) for at in (400.0, 420.0)]
    order = fold([placed, ev.Claimed(0), ev.PushRejected(1, "1", "no"), *refused])
    assert order.awaits_word
    order = apply(order, ev.CashReturned(500, True))
    assert not order.awaits_word
    order = apply(order, ev.Reported(4000, 11, "W1", 5000, 5000, ""))
    assert (order.standing, order.awaits_word) == (Standing.PARTIAL, True)
    assert not apply(order, ev.Acknowledged(4001, "partial")).awaits_word
    assert apply(order, ev.Acknowledged(4001, "rejected")).awaits_word


def test_the_platforms_numbers_are_what_its_document_says() -> None:
    """PROTOCOL.md, "Status": tests that use the names alone would not notice a wrong number."""
    names = [
        "UNPAID", "RECHARGING", "SUCCESS", "FAILED", "REFUNDED", "TIMED_OUT", "WAITING", "MATCHED", "KEPT",
        "CANCELLED", "REVERSED", "PARTIAL", "CANCELLING",
    ]  # fmt: skip
    assert {status.name: int(status) for status in Status} == {name: number for number, name in enumerate(names)}


def test_an_accounts_secret_is_in_no_repr() -> None:
    assert "s3cret" not in repr(Account("77", "10001", "s3cret"))


def test_what_an_older_program_did_not_write_down_is_no_evidence() -> None:
    declined = ev.QueryDeclined(1.0, "1030", "订单不存在")
    assert (declined.age, declined.control) == (0.0, False)
    assert ev.of_query(Declined("1030", "订单不存在"), 1.0) == declined
    assert not ev.Acknowledged(1.0).by_update


def test_the_platforms_words_stay_until_the_status_is_another() -> None:
    def told(order: Order, status: int, words: str) -> Order:
        return apply(order, ev.Reported(110.0, status, "W1", None, None, words))

    failed = told(taken(), 3, "号码异常")
    assert failed.words == "号码异常"
    assert told(failed, 3, "").words == "号码异常"
    assert told(failed, 3, "空号").words == "空号"
    assert told(failed, 1, "").words == ""
    assert told(told(failed, 1, ""), 2, "").words == ""


@pytest.mark.parametrize("status", [Status.REFUNDED, Status.CANCELLED])
@pytest.mark.parametrize("said", ["", "  ", "退款成功", "充值失败，已退款（练习）", "Refunded.", "已取消"])
def test_why_an_order_failed_stays_when_its_refund_is_told(status: Status, said: str) -> None:
    failed = apply(taken(), ev.Reported(110.0, 3, "W1", None, None, "号码停机或空号"))
    refunded = apply(failed, ev.Reported(120.0, status, "W1", None, None, said))
    assert (refunded.status, refunded.words) == (status, "号码停机或空号")
    assert apply(refunded, ev.Reported(130.0, status, "W1", None, None, said)).words == "号码停机或空号"
    assert apply(refunded, ev.Reported(130.0, 2, "W1", None, None, "")).words == ""


def test_a_refund_that_says_more_has_its_own_words() -> None:
    failed = apply(taken(), ev.Reported(110.0, 3, "W1", None, None, "充值失败"))
    assert failed.words == "充值失败"
    assert apply(failed, ev.Reported(120.0, 4, "W1", None, None, "（空号）")).words == "（空号）"
    refunded = apply(failed, ev.Reported(120.0, 4, "W1", None, None, "号码停机，已退款"))
    assert refunded.words == "号码停机，已退款"
    assert apply(refunded, ev.Reported(130.0, 4, "W1", None, None, "退款成功")).words == "号码停机，已退款"


def test_the_late_answer_to_the_push_does_not_replace_the_reason() -> None:
    failed = apply(sending(), ev.Reported(110.0, 3, "W1", None, None, "空号"))
    assert apply(failed, ev.PushAccepted(120.0, "W1", "成功")) == failed


def test_words_that_say_nothing_are_better_than_none() -> None:
    assert apply(taken(3), ev.Reported(120.0, 4, "W1", None, None, "退款成功")).words == "退款成功"


@pytest.mark.parametrize(("verdict", "words"), [("arrived", ""), ("refunded", "空号"), ("lost", "空号")])
def test_why_it_failed_stays_when_the_support_says_so(verdict: str, words: str) -> None:
    failed = apply(taken(), ev.Reported(110.0, 3, "W1", None, None, "空号"))
    assert apply(failed, ev.HeardFromSupport(400_000.0, verdict, "Miss Li")).words == words


def test_a_reason_of_ours_is_not_kept_as_the_platforms() -> None:
    unknown = apply(sending(), ev.PushUnknown(101.0, "ReadTimeout"))
    assert apply(unknown, ev.HeardFromSupport(400_000.0, "refunded", "Miss Li")).words == ""
    assert apply(unknown, ev.Reported(120.0, 4, "W1", None, None, "")).words == ""
