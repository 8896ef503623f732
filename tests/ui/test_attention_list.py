"""The attention list: each bad end is acknowledged by itself, and only by who has seen it."""

from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.orders.events import Acknowledged
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import NotSent, OrderReport, Unknown
from desktop.domain.orders.request import Request
from desktop.services.orders.ordering import Draft
from desktop.ui.recharge import card_painting
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, open_desk, press
from tests.ui.test_counter import fail

DOWN, UP, TWICE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick
LEFT = Qt.MouseButton.LeftButton
THREE = ("13800138000", "13900139000", "13600136000")


def left(desk: OpenDesk) -> list[str]:
    return [order.mobile for order in desk.window.recharge.attention.model.failures]


def mouse(desk: OpenDesk, kind: QEvent.Type, at: QPoint, button: Qt.MouseButton = LEFT) -> None:
    port = desk.window.recharge.attention.view.viewport()
    held = Qt.MouseButton.NoButton if kind == UP else button
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(port, QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, held, none))


async def button_of_first(desk: OpenDesk) -> QPoint:
    """Where the first card's button is, once it can be pressed."""
    attention = desk.window.recharge.attention
    await until(lambda: attention.view.armed and attention.view.visualRect(attention.model.index(0)).width() > 300)
    room = attention.view.visualRect(attention.model.index(0)).adjusted(4, 3, -4, -3)
    return card_painting.action_room(room, attention.model.card(0).action).center()


async def test_a_held_space_acknowledges_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        view = desk.window.recharge.attention.view
        await until(lambda: view.armed)
        for repeat in (False, True, True):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", repeat))
            await until(lambda: len(left(desk)) == 2)
        await until(lambda: view.armed)
        assert len(left(desk)) == 2


async def test_a_second_space_waits_until_the_next_card_has_been_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        view = desk.window.recharge.attention.view
        await until(lambda: view.armed)
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 2)
        press(Qt.Key.Key_Space)
        await until(lambda: view.armed)
        assert len(left(desk)) == 2
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 1)


async def test_a_click_acknowledges_one_and_a_double_click_no_more(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        at = await button_of_first(desk)
        mouse(desk, DOWN, at)
        mouse(desk, UP, at)
        await until(lambda: len(left(desk)) == 2)
        mouse(desk, TWICE, at)
        mouse(desk, UP, at)
        mouse(desk, DOWN, at)
        mouse(desk, UP, at)
        await button_of_first(desk)
        assert len(left(desk)) == 2


async def test_only_a_left_click_on_the_button_acknowledges(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        at = await button_of_first(desk)
        for kind in (DOWN, UP):
            mouse(desk, kind, at, Qt.MouseButton.RightButton)
        for place in (QPoint(40, 20), QPoint(at.x(), at.y() + 94)):
            await button_of_first(desk)
            mouse(desk, DOWN, place)
            mouse(desk, UP, at)
        assert len(left(desk)) == 3
        at = await button_of_first(desk)
        mouse(desk, DOWN, at)
        mouse(desk, UP, at)
        await until(lambda: len(left(desk)) < 3)
        assert len(left(desk)) == 2, "nothing else was acknowledged before"


async def test_the_chosen_card_stays_chosen_when_another_comes(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, "13800138000")
        press(Qt.Key.Key_F4)
        desk.gateway.push_outcomes.append(NotSent("ConnectError"))
        draft = await desk.parts.desk.orders.ordering.prepare(Request("13900139000", 5000, 5000, Speed.FAST))
        assert isinstance(draft, Draft)
        await desk.parts.desk.orders.ordering.place(draft)
        await until(lambda: len(left(desk)) == 2)
        await until(lambda: desk.window.recharge.attention.view.armed)
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 1)
        assert left(desk) == ["13900139000"]


async def test_an_order_is_in_the_lane_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.gateway.push_outcomes.append(Unknown("ReadTimeout"))
        await desk.order("13800138000")
        attention = desk.window.recharge.attention
        await until(lambda: attention.model.unconfirmed_orders)
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(4, "W1")
        most = [0]
        attention.failing.connect(lambda _count: most.append(attention.model.rowCount()))
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: attention.model.failures)
        assert max(most) == 1


async def test_what_was_read_is_what_is_acknowledged(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, "13800138000")
        (order,) = desk.window.recharge.attention.model.failures
        desk.gateway.known[order.order_no] = OrderReport(11, "W1")
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        after = await desk.parts.desk.orders.notebook.acknowledge(order)
        assert after.awaits_word
        assert not (await desk.parts.desk.orders.notebook.acknowledge(after)).awaits_word
        history = await desk.parts.orders.history(order.order_no)
        assert next(event for event in history if isinstance(event, Acknowledged)).standing == "partial"


async def test_the_card_that_keys_act_on_is_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        view = desk.window.recharge.attention.view
        assert not view.selectionModel().hasSelection()
        press(Qt.Key.Key_F4)
        assert [index.row() for index in view.selectionModel().selectedIndexes()] == [0]
        press(Qt.Key.Key_F2)
        assert not view.selectionModel().hasSelection()


async def test_digits_typed_in_the_lane_are_the_next_customers_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        for digit in "13912345678":
            QTest.keyClicks(focused(), digit)
        form = desk.window.recharge.form
        assert (focused(), form.number.text()) == (form.number, "139 1234 5678")
        assert len(left(desk)) == 3


async def test_cash_given_back_on_the_card_is_written_down(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(4, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: left(desk))
        assert "Did not work: 1" in desk.window.status.failed.text()
        view = desk.window.recharge.attention.view
        assert "Cash returned" in str(desk.window.recharge.attention.model.card(0).action)
        press(Qt.Key.Key_F4)
        await until(lambda: view.armed)
        press(Qt.Key.Key_Space)
        await until(lambda: not left(desk))
        order = await desk.parts.orders.get(order_no)
        assert order is not None
        assert order.cash_returned_at is not None
        await until(lambda: desk.window.status.failed.text() == "")


async def test_a_lock_is_not_said_for_longer_than_it_holds(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        press(Qt.Key.Key_Return)
        await until(lambda: "is not decided" in form.message.text())
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: form.message.text() == "")
        assert form.number.digits == "13800138000"
