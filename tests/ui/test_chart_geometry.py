"""Where the parts of a chart stand, by values; and that axes are round, however large or small the amounts."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.charts.bars import MOST_BARS, Bar, Bars, BarsLayout, height_of, merged
from desktop.ui.charts.box import Script
from desktop.ui.charts.days import DaysData, DaysLayout
from desktop.ui.charts.scale import Quantity, round_step, scales

SCRIPT = Script(lambda text: 8.0 * len(text), 20.0)
MONDAY = date(2026, 11, 23)
FEN = st.integers(-(10**15), 10**15)


def days(amounts: list[int], levels: list[int | None] | None = None, last: date = MONDAY) -> DaysData:
    """Neighbouring days that end with this one."""
    known = tuple(levels or ())
    every = tuple(last - timedelta(days=back) for back in reversed(range(len(amounts))))
    return DaysData(every, tuple(amounts), "spent", known, "balance")


def laid(shown: DaysData, width: float = 640, height: float = 200) -> DaysLayout:
    return DaysLayout(shown, width, height, SCRIPT)


@pytest.mark.parametrize(
    ("least", "step"),
    [(0, 1), (1, 1), (3, 5), (6, 10), (21, 25), (26, 50), (9_999, 10_000), (20_001, 25_000), (10**15 + 1, 2 * 10**15)],
)
def test_a_step_is_round(least: int, step: int) -> None:
    assert round_step(least) == step


@pytest.mark.parametrize(
    ("span", "labels"),
    [
        ((0, 14_000), ["0", "50", "100", "150"]),
        ((0, 9_500), ["0", "20", "40", "60", "80", "100"]),
        ((0, 250), ["0", "0.50", "1.00", "1.50", "2.00", "2.50"]),
        ((0, 0), ["0", "20", "40", "60", "80", "100"]),
        ((7, 7), ["0", "0.02", "0.04", "0.06", "0.08"]),
        ((-3_000, 9_000), ["-50", "0", "50", "100"]),
        ((-9_000, -100), ["-100", "-80", "-60", "-40", "-20", "0"]),
        (
            (0, 10**14),
            ["0", "200,000,000,000", "400,000,000,000", "600,000,000,000", "800,000,000,000", "1,000,000,000,000"],
        ),
    ],
)
def test_an_axis_is_labelled_in_yuan_without_needless_decimals(span: tuple[int, int], labels: list[str]) -> None:
    (scale,) = scales([span], 5)
    assert [scale.label(tick, Quantity.AMOUNT) for tick in scale.ticks] == labels


def test_counts_are_no_amounts() -> None:
    (scale,) = scales([(0, 1_950)], 4)
    assert [scale.label(tick, Quantity.COUNT) for tick in scale.ticks] == ["0", "500", "1,000", "1,500", "2,000"]


@given(FEN, FEN, FEN, FEN, st.integers(1, 6))
def test_two_axes_share_their_grid_and_hold_all_amounts(a: int, b: int, c: int, d: int, most: int) -> None:
    spans = [(min(a, b), max(a, b)), (min(c, d), max(c, d))]
    made = scales(spans, most)
    assert made[0].share(0) == made[1].share(0)
    assert len(made[0].ticks) == len(made[1].ticks) <= max(2, most) + 1
    for scale, (low, high) in zip(made, spans, strict=True):
        assert scale.ticks[0] <= low <= high <= scale.ticks[-1]
        assert 0 in scale.ticks
        assert -1e-9 <= scale.share(low) <= scale.share(high) <= 1 + 1e-9


def test_bars_stand_on_the_zero_and_their_height_is_their_amount() -> None:
    chart = laid(days([10_000, 5_000, 0, -5_000]))
    zero = round(chart.plot.bottom - chart.left.share(0) * chart.plot.height)
    whole, half, negative = chart.bars()
    assert whole.bottom == half.bottom == negative.top == zero
    assert whole.height == pytest.approx(2 * half.height, abs=1)
    assert negative.height == pytest.approx(half.height, abs=1)
    assert whole.left < half.left < negative.left < chart.plot.right


def test_the_smallest_amount_is_seen() -> None:
    tiny, huge = laid(days([1, 10**13])).bars()
    assert tiny.height == 1
    assert huge.height > 50


def test_the_line_has_gaps_where_nothing_is_known_and_no_bridges() -> None:
    chart = laid(days([1] * 7, [100, 200, None, 300, None, None, 400]))
    assert [len(run) for run in chart.runs()] == [2, 1, 1]
    assert chart.point(2) is None
    point = chart.point(6)
    assert point is not None
    assert point[1] == pytest.approx(chart.plot.top)
    assert chart.band(6).left < point[0] < chart.band(6).right


def test_without_any_level_there_is_no_second_axis() -> None:
    chart = laid(days([100, 200], [None, None]))
    assert chart.right is None
    assert chart.runs() == []
    assert {right for _, _, right, _ in chart.grid()} == {""}


def test_each_axis_has_its_own_labels_at_the_same_lines() -> None:
    lines = list(laid(days([9_000, 0], [None, 450_000]), height=300).grid())
    assert [left for _, left, _, _ in lines] == ["0", "20", "40", "60", "80", "100"]
    assert [right for _, _, right, _ in lines] == ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]
    assert [is_zero for _, _, _, is_zero in lines] == [True, *[False] * (len(lines) - 1)]


@pytest.mark.parametrize("width", [320, 640, 1200])
def test_dates_do_not_touch_and_name_the_last_day_and_the_first_of_a_month(width: int) -> None:
    dates = laid(days([1] * 30), width).dates()
    boxes = [box for _, box, _ in dates]
    assert all(before.right + 8 <= after.left for before, after in pairwise(boxes))
    assert ("11-01", True) in [(text, begins) for text, _, begins in dates]
    assert dates[-1][0] == "11-23"
    assert boxes[-1].right <= width


def test_of_few_days_each_is_named() -> None:
    assert [text for text, _, _ in laid(days([1, 2, 3])).dates()] == ["11-21", "11-22", "11-23"]


def test_weekends_are_marked() -> None:
    chart = laid(days([1] * 7))
    assert [box.left for box in chart.weekends()] == [chart.band(4).left, chart.band(5).left]


def test_a_day_is_found_where_it_stands_and_none_beside() -> None:
    chart = laid(days([1] * 30))
    for place in (0, 12, 29):
        box = chart.band(place)
        assert chart.at(box.left + box.width / 2) == place
    assert chart.at(chart.plot.left - 1) is None
    assert chart.at(chart.plot.right + 1) is None


def test_nothing_and_one_day_can_be_laid_out() -> None:
    assert laid(days([])).at(100) is None
    assert list(laid(days([])).bars()) == []
    assert [text for text, _, _ in laid(days([5], [7])).dates()] == ["11-23"]
    assert days([0, 0], [None, None]).is_empty
    assert not days([0, 0], [None, 0]).is_empty


def test_many_groups_end_in_one_of_all_others() -> None:
    bars = [Bar(str(number), number, number + 1) for number in range(30)]
    kept = merged(bars, "others")
    assert len(kept) == MOST_BARS
    assert kept[:-1] == tuple(bars[: MOST_BARS - 1])
    assert kept[-1] == Bar("others", sum(range(19, 30)), sum(range(20, 31)))
    assert sum(bar.amount for bar in kept) == sum(bar.amount for bar in bars)
    assert merged(bars[:MOST_BARS], "others") == tuple(bars[:MOST_BARS])


def test_bars_of_groups_begin_at_the_zero_and_keep_clear_of_the_texts() -> None:
    shown = Bars((Bar("Mobile", 20_000, 40_000), Bar("Unicom", -10_000), Bar("none", 0)), "profit")
    chart = BarsLayout(shown, 440, SCRIPT)
    solid, faint, negative = chart.solid(0), chart.faint(0), chart.solid(1)
    assert solid is not None
    assert faint is not None
    assert negative is not None
    assert solid.left == faint.left == negative.right == chart.zero
    assert faint.width == pytest.approx(2 * solid.width, abs=1)
    assert negative.width == pytest.approx(solid.width / 2, abs=1)
    assert chart.name(1).right <= negative.left
    assert faint.right <= 440 - SCRIPT.wide(chart.number(0))
    assert chart.number(0) == "200.00 / 400.00"
    assert chart.solid(2) is None
    assert [chart.at(chart.row(place).top + 1) for place in range(3)] == [0, 1, 2]
    assert chart.at(chart.row(2).bottom + 1) is None
    assert height_of(shown, SCRIPT) == chart.row(2).bottom


def test_all_zero_and_no_groups_can_be_laid_out() -> None:
    assert BarsLayout(Bars((), "profit"), 440, SCRIPT).at(50) is None
    chart = BarsLayout(Bars((Bar("a", 0),), "profit"), 440, SCRIPT)
    assert chart.solid(0) is None
    assert Bars((Bar("a", 0, 0),), "profit").is_empty
