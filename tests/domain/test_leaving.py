"""The open matters, the most urgent first."""

from desktop.domain.leaving import Matter, OpenOrder, Situation, open_matters


def test_nothing_open_is_no_matter() -> None:
    assert open_matters(Situation()) == []


def test_all_that_is_open_is_told_the_most_urgent_first() -> None:
    owed = (OpenOrder("T1", "17786517804", 9980), OpenOrder("T2", "18600186006", 4990))
    doubts = (OpenOrder("T3", "13800138000", 5000),)
    now = Situation(unsaved=3, owed=owed, doubtful=2, doubts=doubts, running=4, unclosed=(37, 364_270), typed="1380013")
    matters = open_matters(now)
    assert [one.matter for one in matters] == list(Matter)
    assert [(one.count, one.amount) for one in matters] == [(3, 0), (2, 14_970), (2, 0), (4, 0), (37, 364_270), (1, 0)]
    assert (matters[1].orders, matters[2].orders, matters[5].typed) == (owed, doubts, "1380013")


def test_a_close_without_orders_is_not_due() -> None:
    assert open_matters(Situation(unclosed=(0, 0))) == []
