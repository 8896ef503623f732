"""The action list: what needs the clerk is always in sight, and each act is done once, by who has seen what it does."""

import time
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.events import Acknowledged, CashReturned
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import Declined, NotSent, OrderReport, Unknown
from desktop.domain.orders.request import Request
from desktop.services.orders.ordering import Draft
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.recharge.acts import Act
from desktop.ui.widgets.button import Button
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, bad_ends, focused, in_doubt, listed, open_desk, press, visible
from tests.ui.test_counter import fail

LEFT = Qt.MouseButton.LeftButton
THREE = ("13800138000", "13900139000", "13600136000")


def left(desk: OpenDesk) -> list[str]:
    return [order.mobile for order in bad_ends(desk.window)]


def actions(desk: OpenDesk) -> ActionList:
    return desk.window.recharge.action_list


def button(desk: OpenDesk, act: Act) -> Button:
    shown = actions(desk).buttons.shown
    assert shown is not None
    return shown.buttons[act]


async def unsent(desk: OpenDesk, mobile: str) -> None:
    """An order that fails while the clerk does something else."""
    desk.gateway.push_outcomes.append(NotSent("ConnectError"))
    draft = await desk.parts.desk.orders.ordering.prepare(Request(mobile, 5000, 5000, Speed.FAST))
    assert isinstance(draft, Draft)
    await desk.parts.desk.orders.ordering.place(draft)
    await until(lambda: mobile in left(desk))


def in_sight(desk: OpenDesk, mobile: str) -> bool:
    """Whether the whole row of this number's newest order can be seen."""
    view = actions(desk)
    order = next(one for one in listed(desk.window) if one.mobile == mobile)
    return view.viewport().rect().contains(view.visualRect(view.rows.index(view.rows.row_of(order.order_no))))


async def test_a_held_space_acknowledges_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        view = actions(desk)
        await until(lambda: view.armed)
        for repeat in (False, True, True):
            none = Qt.KeyboardModifier.NoModifier
            QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, none, " ", repeat))
            await until(lambda: len(left(desk)) == 2)
        await until(lambda: view.armed)
        assert len(left(desk)) == 2


async def test_a_space_pressed_too_early_waits_and_is_not_lost(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Down)
        second = actions(desk).chosen_no
        assert not actions(desk).armed
        press(Qt.Key.Key_Space)
        assert len(left(desk)) == 3
        await until(lambda: len(left(desk)) == 2)
        assert second not in [order.order_no for order in bad_ends(desk.window)]


async def test_a_space_that_waits_does_not_act_on_another_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Down)
        await until(lambda: actions(desk).armed)
        await until(lambda: not actions(desk).waits)
        assert len(left(desk)) == 3


async def test_the_second_half_of_a_double_press_does_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        await until(lambda: actions(desk).armed)
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 2)
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).armed)
        assert len(left(desk)) == 2
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 1)


async def test_a_click_acknowledges_one_and_a_double_click_no_more(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        await until(lambda: actions(desk).armed and button(desk, Act.SEEN_TO).width() > 50)
        at = button(desk, Act.SEEN_TO).mapTo(actions(desk).viewport(), QPoint(20, 18))
        QTest.mouseClick(button(desk, Act.SEEN_TO), LEFT)
        assert focused() is actions(desk), "the list has the keyboard, not a button that goes away"
        await until(lambda: len(left(desk)) == 2)
        again = actions(desk).viewport().childAt(at)
        assert isinstance(again, Button)
        QTest.mouseClick(again, LEFT)
        await until(lambda: actions(desk).armed)
        assert len(left(desk)) == 2


async def test_the_chosen_order_stays_chosen_when_another_comes(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, "13800138000")
        press(Qt.Key.Key_F4)
        await unsent(desk, "13900139000")
        await until(lambda: actions(desk).armed)
        press(Qt.Key.Key_Space)
        await until(lambda: len(left(desk)) == 1)
        assert left(desk) == ["13900139000"]


async def test_nothing_new_is_hidden_by_an_old_choice(tmp_path: Path) -> None:
    """The clerk looks far down the list, goes back to the form, and an order fails."""
    async with open_desk(tmp_path) as desk:
        desk.window.resize(1092, 540)
        await fail(desk, *[f"1380013{number:04d}" for number in range(12)])
        press(Qt.Key.Key_F4)
        for _ in range(9):
            press(Qt.Key.Key_Down)
        assert actions(desk).verticalScrollBar().value() > 0
        press(Qt.Key.Key_F2)
        await unsent(desk, "13912345678")
        await until(lambda: in_sight(desk, "13912345678"))
        assert actions(desk).open_no == listed(desk.window)[0].order_no
        assert not actions(desk).selectionModel().hasSelection()


async def test_an_order_is_in_the_list_once(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.gateway.push_outcomes.append(Unknown("ReadTimeout"))
        await desk.order("13800138000")
        await until(lambda: in_doubt(desk.window))
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(4, "W1")
        most = [0]
        actions(desk).cash_changed.connect(lambda _count, _fen: most.append(len(listed(desk.window))))
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: bad_ends(desk.window))
        assert max(most) == 1


async def test_what_was_read_is_what_is_acknowledged(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, "13800138000")
        (order,) = bad_ends(desk.window)
        desk.gateway.known[order.order_no] = OrderReport(11, "W1")
        await desk.parts.desk.orders.tracking.ask(order.order_no)
        after = await desk.parts.desk.orders.notebook.acknowledge(order)
        assert after.awaits_word
        assert not (await desk.parts.desk.orders.notebook.acknowledge(after)).awaits_word
        history = await desk.parts.orders.history(order.order_no)
        assert next(event for event in history if isinstance(event, Acknowledged)).standing == "partial"


async def test_the_order_that_keys_act_on_is_seen(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        view = actions(desk)
        assert not view.selectionModel().hasSelection()
        press(Qt.Key.Key_F4)
        assert view.chosen_no == listed(desk.window)[0].order_no
        assert button(desk, Act.SEEN_TO).look == "primary"
        assert desk.window.recharge.form.go.look == "soft", "one filled button, where Space goes"
        press(Qt.Key.Key_F2)
        assert desk.window.recharge.form.go.look == "primary"
        assert not view.selectionModel().hasSelection()
        assert button(desk, Act.SEEN_TO).look == "soft"


async def test_arrows_home_and_end_go_through_all_groups_and_skip_their_heads(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE[:2])
        await desk.order(THREE[2])
        await until(lambda: len(listed(desk.window, ActionGroup.RUNNING)) == 1)
        press(Qt.Key.Key_F4)
        numbers, seen = [order.order_no for order in listed(desk.window)], [actions(desk).chosen_no]
        for _ in range(4):
            press(Qt.Key.Key_Down)
            seen.append(actions(desk).chosen_no)
        assert seen == [*numbers, numbers[-1], numbers[-1]]
        for key, place in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, -1), (Qt.Key.Key_Up, -2)):
            press(key)
            assert actions(desk).chosen_no == numbers[place]


async def test_each_act_has_its_key(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.gateway.push_outcomes.append(Unknown("ReadTimeout"))
        await desk.order("13800138000")
        await until(lambda: in_doubt(desk.window))
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_C)
        order_no = listed(desk.window)[0].order_no
        assert order_no in QGuiApplication.clipboard().text()
        assert "Copied" in desk.window.recharge.form.message.text()
        desk.gateway.known[order_no] = OrderReport(1, "W1")
        press(Qt.Key.Key_Q)
        await until(lambda: listed(desk.window, ActionGroup.RUNNING))
        press(Qt.Key.Key_Return)
        await until(lambda: visible(OrderSheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


async def test_digits_typed_in_the_list_are_the_next_customers_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, *THREE)
        press(Qt.Key.Key_F4)
        for digit in "13912345678":
            QTest.keyClicks(focused(), digit)
        form = desk.window.recharge.form
        assert (focused(), form.number.text()) == (form.number, "139 1234 5678")
        assert len(left(desk)) == 3


async def test_cash_given_back_in_the_list_is_written_down(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(4, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: left(desk))
        assert (desk.window.strip.cash.caption, desk.window.strip.cash.text()) == ("To return · 1", "¥50.00")
        assert button(desk, Act.CASH_RETURNED).text() == "Cash returned ¥50.00"
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: not left(desk))
        history = await desk.parts.orders.history(order_no)
        assert [event.amount for event in history if isinstance(event, CashReturned)] == [5000]
        await until(lambda: desk.window.strip.cash.text() == "None")


async def refunded(desk: OpenDesk, *mobiles: str) -> list[str]:
    """Orders whose cash is to be returned; their numbers."""
    numbers = []
    for mobile in mobiles:
        await desk.order(mobile)
        await until(lambda mobile=mobile: [one for one in desk.gateway.pushed if one.mobile == mobile])  # type: ignore[misc]
        number = desk.gateway.pushed[-1].order_no
        desk.gateway.known[number] = OrderReport(4, "W1")
        await desk.parts.desk.orders.tracking.ask(number)
        await until(lambda number=number: number in [one.order_no for one in bad_ends(desk.window)])  # type: ignore[misc]
        numbers.append(number)
    return numbers


async def test_cash_that_was_noted_can_be_taken_back_for_a_while(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, "13800138000")
        row = actions(desk).rows.row_of(number)
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).undo.row is not None)
        await until(lambda: left(desk) == [] and focused() is desk.window.recharge.form.number)
        assert actions(desk).rows.row_of(number) == row, "the order keeps its place"
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: left(desk) == ["13800138000"])
        assert actions(desk).undo.row is None
        history = await desk.parts.orders.history(number)
        assert [one.returned for one in history if isinstance(one, CashReturned)] == [True, False]
        assert not [one for one in history if isinstance(one, Acknowledged)]


async def test_what_is_offered_is_undone_before_what_was_typed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await refunded(desk, "13800138000")
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).undo.row is not None)
        form = desk.window.recharge.form
        for field, text in ((form.number, "139 0013"), (form.note, "wang")):
            field.setFocus()
            QTest.keyClicks(field, text.replace(" ", "") if field is form.number else text)
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: left(desk) == ["13800138000"])
        assert (form.number.text(), form.note.text()) == ("139 0013", "wang")
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert form.note.text() == "", "the key belongs to the text again"


async def test_after_the_undo_the_keyboard_is_on_that_order_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first, second = await refunded(desk, "13800138000", "13900139000")
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).chosen_no == first)
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(left(desk)) == 2)
        assert actions(desk).chosen_no == second


async def test_q_says_what_the_platform_answered(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Unknown("ReadTimeout"))
    gateway.query_default = Declined("1030", "订单不存在")
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order("13800138000")
        await until(lambda: in_doubt(desk.window))
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Q)
        await until(lambda: "The platform says: 订单不存在 (1030)" in desk.window.recharge.form.message.text())


async def test_an_order_that_is_not_listed_any_more_can_be_taken_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, "13800138000")
        order = bad_ends(desk.window)[0]
        later = [order._replace(order_no=f"T{at}", status=2, ended_at=time.time() + at) for at in range(50)]
        actions(desk).rows.take(later)
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).undo.row is not None and not bad_ends(desk.window))
        actions(desk).undo.take_back()
        await until(lambda: [one.order_no for one in bad_ends(desk.window)] == [number])


async def test_after_a_while_the_order_leaves_and_nothing_is_taken_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first, second = await refunded(desk, "13800138000", "13900139000")
        press(Qt.Key.Key_F4)
        assert actions(desk).chosen_no == second
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).undo.row is not None)
        await until(lambda: actions(desk).chosen_no == first)  # the next one is chosen
        row = actions(desk).undo.row
        assert row is not None
        assert row.order.order_no == second
        row.over.emit()
        assert [one.order_no for one in listed(desk.window, ActionGroup.FINISHED)] == [second]
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert left(desk) == ["13800138000"]
        history = await desk.parts.orders.history(second)
        assert [one.returned for one in history if isinstance(one, CashReturned)] == [True]


async def test_only_the_last_one_can_be_taken_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        first, second = await refunded(desk, "13800138000", "13900139000")
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: left(desk) == ["13800138000"] and actions(desk).armed)
        press(Qt.Key.Key_Space)
        await until(lambda: (row := actions(desk).undo.row) is not None and row.order.order_no == first)
        assert [one.order_no for one in listed(desk.window, ActionGroup.FINISHED)] == [second]


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
