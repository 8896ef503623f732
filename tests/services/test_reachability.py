from desktop.domain.orders.outcome import Accepted, Balance, NoAnswer, NotSent, Rejected, Trouble, Unknown
from desktop.services.changes import Changes
from desktop.services.reachability import Reachability, ReachabilityState
from tests.fakes import UNREACHABLE, FakeClock


def test_three_failures_in_a_row_are_offline_and_one_answer_is_online() -> None:
    reachability, news = Reachability(FakeClock(), changes := Changes()), list[ReachabilityState]()
    changes.reachability.subscribe(lambda _news: news.append(reachability.state))
    for outcome in (Accepted("W1"), UNREACHABLE, NotSent("x"), Rejected("1", "no"), UNREACHABLE, UNREACHABLE):
        reachability.note(outcome)
    assert news == [ReachabilityState.ONLINE]
    reachability.note(UNREACHABLE)
    reachability.note(UNREACHABLE)
    reachability.note(Balance(1))
    assert news == [ReachabilityState.ONLINE, ReachabilityState.OFFLINE, ReachabilityState.ONLINE]


def test_a_first_failure_is_offline() -> None:
    reachability = Reachability(FakeClock(), Changes())
    reachability.note(UNREACHABLE)
    assert reachability.state is ReachabilityState.OFFLINE


def test_an_unknown_outcome_says_nothing_about_the_line() -> None:
    reachability = Reachability(FakeClock(), Changes())
    reachability.note(Unknown("ReadTimeout"))
    assert (reachability.state, reachability.heard_at) == (ReachabilityState.UNTRIED, None)


def test_an_unreadable_answer_shows_a_line_but_is_no_answer() -> None:
    reachability = Reachability(FakeClock(), Changes())
    reachability.note(UNREACHABLE)
    reachability.note(NoAnswer(Trouble.UNREADABLE, "html"))
    assert (reachability.state, reachability.heard_at) == (ReachabilityState.ONLINE, None)
