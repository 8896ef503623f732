from desktop.domain.outcome import Accepted, Balance, NoAnswer, NotSent, Rejected, Trouble, Unknown
from desktop.services.changes import Changes
from desktop.services.link import Link, LinkState
from tests.fakes import UNREACHABLE, FakeClock


def test_three_failures_in_a_row_are_offline_and_one_answer_is_online() -> None:
    link, news = Link(FakeClock(), changes := Changes()), list[LinkState]()
    changes.link.subscribe(lambda _news: news.append(link.state))
    for outcome in (Accepted("W1"), UNREACHABLE, NotSent("x"), Rejected("1", "no"), UNREACHABLE, UNREACHABLE):
        link.note(outcome)
    assert news == [LinkState.ONLINE]
    link.note(UNREACHABLE)
    link.note(UNREACHABLE)
    link.note(Balance(1))
    assert news == [LinkState.ONLINE, LinkState.OFFLINE, LinkState.ONLINE]


def test_a_first_failure_is_offline() -> None:
    link = Link(FakeClock(), Changes())
    link.note(UNREACHABLE)
    assert link.state is LinkState.OFFLINE


def test_an_unknown_outcome_says_nothing_about_the_line() -> None:
    link = Link(FakeClock(), Changes())
    link.note(Unknown("ReadTimeout"))
    assert (link.state, link.heard_at) == (LinkState.UNTRIED, None)


def test_an_unreadable_answer_shows_a_line_but_is_no_answer() -> None:
    link = Link(FakeClock(), Changes())
    link.note(UNREACHABLE)
    link.note(NoAnswer(Trouble.UNREADABLE, "html"))
    assert (link.state, link.heard_at) == (LinkState.ONLINE, None)
