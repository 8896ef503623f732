"""Charts on screen: what is pointed at by key or mouse is told in numbers; pictures of them."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QBuffer, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.services.books.reporting import DayPoint
from desktop.ui.charts.bars import Bar, Bars
from desktop.ui.charts.bars_chart import BarsChart
from desktop.ui.charts.chart import Chart
from desktop.ui.charts.days_chart import DaysChart, days_of
from desktop.ui.charts.picture import picture, png
from desktop.ui.look.tokens import LIGHT

MONDAY = date(2026, 11, 23)
SIZES = [QSize(640, 230), QSize(1200, 300)]


def points(count: int = 30) -> list[DayPoint]:
    """Each day a yuan more, the last one 30; the day before the last without a balance."""
    return [
        DayPoint(
            MONDAY - timedelta(days=back),
            100 * (count - back),
            count - back,
            None if back == 1 else 50_000 + 1_000 * back,
        )
        for back in reversed(range(count))
    ]


def open_without_focus(qtbot: QtBot, chart: Chart) -> None:
    with qtbot.waitActive(chart):
        chart.show()
        chart.activateWindow()
    QTest.mouseMove(chart.view, QPoint(2, 2))  # where an earlier test has left it, it would point at something
    chart.view.clearFocus()


def days_chart(qtbot: QtBot, size: QSize = SIZES[0]) -> DaysChart:
    chart = DaysChart()
    qtbot.addWidget(chart)
    chart.resize(size)
    chart.show_points(points())
    open_without_focus(qtbot, chart)
    return chart


def bars_chart(qtbot: QtBot, count: int, height: int = 200) -> BarsChart:
    chart = BarsChart()
    qtbot.addWidget(chart)
    chart.resize(440, height)
    bars = Bars(tuple(Bar(f"group {number}", 100 * number) for number in range(1, count + 1)), "Profit")
    chart.show_bars(bars, "Profit", [f"said of {bar.name}" for bar in bars.bars], "the whole", "nothing there")
    open_without_focus(qtbot, chart)
    return chart


def is_drawn(image: QImage, colour: str) -> int:
    """How many pixels of it have this colour."""
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_keyboard_begins_with_today_and_goes_through_the_days(qtbot: QtBot) -> None:
    chart = days_chart(qtbot)
    assert chart.line.text().startswith("30 days together: orders 465, cost after refunds ¥465.00")
    chart.view.setFocus()
    assert chart.line.text() == "2026-11-23 Mon · orders 30 · cost after refunds ¥30.00 · last balance ¥500.00"
    QTest.keyClick(chart.view, Qt.Key.Key_Left)
    assert chart.line.text() == "2026-11-22 Sun · orders 29 · cost after refunds ¥29.00 · balance not read"
    QTest.keyClick(chart.view, Qt.Key.Key_Home)
    assert chart.line.text().startswith("2026-10-25 Sun")
    QTest.keyClick(chart.view, Qt.Key.Key_Left)
    assert chart.line.text().startswith("2026-10-25 Sun"), "there is no day before the first"
    QTest.keyClick(chart.view, Qt.Key.Key_Right)
    assert chart.line.text().startswith("2026-10-26 Mon")
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    assert chart.line.text().startswith("2026-11-23 Mon")
    chart.view.clearFocus()
    assert chart.line.text().startswith("30 days together")


@pytest.mark.parametrize("size", SIZES, ids=["small", "large"])
def test_the_mouse_points_at_the_day_that_it_is_over(qtbot: QtBot, size: QSize) -> None:
    chart = days_chart(qtbot, size)
    QTest.mouseMove(chart.view, QPoint(chart.view.width() // 2, 80))
    middle = chart.line.text()
    assert middle.startswith("2026-11-0")
    chart.view.setFocus()
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    assert chart.line.text().startswith("2026-11-23"), "what was done last counts"
    chart.view.clearFocus()
    QTest.mouseMove(chart.view, QPoint(chart.view.width() // 3, 80))
    QTest.mouseMove(chart.view, QPoint(2, 80))
    assert chart.line.text().startswith("30 days together")
    height = chart.view.height()
    chart.view.setFocus()
    assert chart.view.height() == height, "the picture keeps its size whatever is said under it"


def test_a_screen_reader_hears_the_day_and_can_hear_all(qtbot: QtBot) -> None:
    chart = days_chart(qtbot)
    chart.view.setFocus()
    assert chart.view.accessibleName() == f"The last 30 days: {chart.line.text()}"
    told = chart.view.accessibleDescription().splitlines()
    assert len(told) == 31
    assert told[1].startswith("2026-10-25 Sun")


def test_other_keys_are_the_windows(qtbot: QtBot) -> None:
    chart = days_chart(qtbot)
    chart.view.setFocus()
    before = chart.line.text()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_F5):
        QTest.keyClick(chart.view, key)
    assert chart.line.text() == before


def test_the_day_that_is_pointed_at_stays_when_numbers_change(qtbot: QtBot) -> None:
    chart = days_chart(qtbot)
    chart.view.setFocus()
    QTest.keyClick(chart.view, Qt.Key.Key_Left)
    chart.show_points([*points()[:-2], DayPoint(MONDAY - timedelta(days=1), 777, 5, 1), points()[-1]])
    assert chart.line.text() == "2026-11-22 Sun · orders 5 · cost after refunds ¥7.77 · last balance ¥0.01"


def test_where_nothing_happened_that_is_said(qtbot: QtBot) -> None:
    chart = days_chart(qtbot)
    chart.show_points([DayPoint(one.day, 0, 0, None) for one in points()])
    chart.view.setFocus()
    QTest.keyClick(chart.view, Qt.Key.Key_Left)
    assert chart.line.text() == "No order was placed and no balance read in the last days."
    assert "No order was placed" in chart.view.accessibleName()
    assert is_drawn(chart.view.grab().toImage(), LIGHT.muted) > 0


def test_bars_are_walked_through_and_brought_into_sight(qtbot: QtBot) -> None:
    chart = bars_chart(qtbot, 20)
    bar = chart.area.verticalScrollBar()
    assert chart.line.text() == "the whole"
    chart.view.setFocus()
    assert chart.line.text() == "said of group 1"
    QTest.keyClick(chart.view, Qt.Key.Key_Down)
    assert chart.line.text() == "said of group 2"
    QTest.keyClick(chart.view, Qt.Key.Key_End)
    assert chart.line.text() == "said of group 20"
    assert bar.value() == bar.maximum() > 0
    QTest.keyClick(chart.view, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_click_points_at_a_bar(qtbot: QtBot) -> None:
    chart = bars_chart(qtbot, 4)
    top, bottom = chart.view.row(2)
    QTest.mouseClick(chart.view, Qt.MouseButton.LeftButton, pos=QPoint(100, (top + bottom) // 2))
    assert chart.line.text() == "said of group 3"


def test_bars_that_are_all_zero_are_said_to_be(qtbot: QtBot) -> None:
    chart = bars_chart(qtbot, 2)
    chart.show_bars(Bars((Bar("a", 0),), "Profit"), "Profit", ["said of a"], "the whole", "nothing there")
    chart.view.setFocus()
    assert chart.line.text() == "nothing there"


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_picture_is_drawn_on_white_in_any_resolution(qapp: object, ratio: float) -> None:
    image = picture(days_of(points()), QSize(640, 300), "The last days", ratio)
    assert (image.width(), image.height()) == (640 * ratio, 300 * ratio)
    assert image.pixelColor(0, 0) == QColor("#ffffff")
    assert is_drawn(image, LIGHT.chart) > 1000 * ratio
    assert is_drawn(image, LIGHT.text) > 100 * ratio


def test_a_picture_has_room_for_all_its_bars(qapp: object) -> None:
    bars = Bars(tuple(Bar(f"group {number}", number) for number in range(1, 21)), "Profit")
    image = picture(bars, QSize(640, 100), ratio=1.0)
    assert image.height() > 20 * 20
    lowest = image.copy(0, image.height() - 60, 640, 60)
    assert is_drawn(lowest, LIGHT.chart) > 500


def test_a_png_holds_the_picture(qapp: object) -> None:
    image = picture(days_of(points()), QSize(320, 200), ratio=1.0)
    buffer = QBuffer()
    buffer.setData(png(image))
    read = QImage.fromData(buffer.data())
    assert read.size() == image.size()
    assert read.pixelColor(160, 100) == image.pixelColor(160, 100)
