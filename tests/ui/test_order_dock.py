"""The third column of a wide window: follows the list, never takes the keyboard by itself, and gives it back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.recharge.acts import Act
from desktop.ui.recharge.order_dock import OrderDock
from desktop.ui.window.dialogs import DialogOpener
from tests.conftest import until
from tests.ui.desk import OpenDesk, bad_ends, focused, open_desk, press, visible
from tests.ui.test_action_list import actions, refunded
from tests.ui.test_counter import fail

THREE = ("13800138000", "13900139000", "13600136000")
WIDE = (1920, 1000)


@asynccontextmanager
async def wide_desk(folder: Path) -> AsyncIterator[tuple[OpenDesk, OrderDock]]:
    async with open_desk(folder) as desk:
        desk.window.resize(*WIDE)
        await until(lambda: desk.window.recharge.dock is not None)
        assert desk.window.recharge.dock is not None
        yield desk, desk.window.recharge.dock


def watch_reads(desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The numbers of the orders that are read from now on."""
    history, read = desk.parts.desk.history.history, list[str]()
    sheet = history.sheet

    async def seen(order_no: str) -> object:
        read.append(order_no)
        return await sheet(order_no)

    monkeypatch.setattr(history, "sheet", seen)
    return read


async def test_it_follows_the_list_and_is_empty_otherwise(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE)
        assert dock.shown_no == ""
        assert dock.empty.isVisible()
        assert focused() is desk.window.recharge.form.number, "it never takes the keyboard from the form"
        press(Qt.Key.Key_F4)
        await until(lambda: dock.shown_no == actions(desk).chosen_no != "")
        assert focused() is actions(desk)
        press(Qt.Key.Key_Down)
        chosen = actions(desk).chosen_no
        await until(lambda: dock.shown_no == chosen)
        assert dock.view.head.number.text() == "139 0013 9000"
        press(Qt.Key.Key_F2)
        await until(dock.empty.isVisible)
        assert focused() is desk.window.recharge.form.number


async def test_no_order_is_read_while_the_keyboard_runs_through_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE)
        read = watch_reads(desk, monkeypatch)
        press(Qt.Key.Key_F4)
        for _ in range(20):
            press(Qt.Key.Key_Down)
            press(Qt.Key.Key_Up)
        press(Qt.Key.Key_End)
        chosen = actions(desk).chosen_no
        await until(lambda: dock.shown_no == chosen)
        assert read == [chosen]


async def test_enter_goes_into_it_and_escape_back(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE)
        form = desk.window.recharge.form
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Down)
        chosen = actions(desk).chosen_no
        press(Qt.Key.Key_Return)
        await until(lambda: focused() is dock.view.timeline)
        assert visible(OrderSheet) is None
        assert (dock.shown_no, actions(desk).open_no) == (chosen, chosen)
        main = dock.view.foot.buttons[Act.SEEN_TO]
        assert (main.look, form.go.look) == ("primary", "soft")
        shown = actions(desk).buttons.shown
        assert shown is not None
        assert {made.look for made in shown.buttons.values()} == {"soft", "tonal"}, "one filled button"
        press(Qt.Key.Key_Escape)
        assert focused() is actions(desk)
        assert actions(desk).chosen_no == chosen
        assert (main.look, form.go.look) == ("soft", "soft")
        press(Qt.Key.Key_F2)
        await until(lambda: form.go.look == "primary" and dock.empty.isVisible())


async def test_whoever_goes_on_while_it_is_read_is_not_called_back(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE)
        tasks = desk.parts.desk.runtime.tasks
        for go in (Qt.Key.Key_F2, Qt.Key.Key_Escape):
            press(Qt.Key.Key_F4)
            press(Qt.Key.Key_End)
            press(Qt.Key.Key_Return)
            press(go)
            await until(lambda: not tasks.is_reading("docked order"))
            assert focused() is desk.window.recharge.form.number
            assert dock.empty.isVisible()
        press(Qt.Key.Key_F4)
        chosen = actions(desk).chosen_no
        await until(lambda: dock.shown_no == chosen)


async def test_cash_returned_there_can_be_undone_in_the_list(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        numbers = await refunded(desk, *THREE[:2])
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        await until(lambda: focused() is dock.view.timeline)
        assert dock.shown_no == numbers[0]
        press(Qt.Key.Key_Space)
        await until(lambda: actions(desk).undo.order_no == numbers[0])
        assert focused() is actions(desk)
        await until(lambda: actions(desk).chosen_no == dock.shown_no == numbers[1])
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: len(bad_ends(desk.window)) == 2)
        for number in numbers:
            order = await desk.parts.orders.get(number)
            assert order is not None
            assert order.cash_returned_at is None


async def test_it_takes_back_the_cash_of_a_finished_order(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        (number,) = await refunded(desk, THREE[0])
        order = await desk.parts.orders.get(number)
        assert order is not None
        await desk.parts.desk.orders.notebook.cash_returned(order, True)
        await until(lambda: bad_ends(desk.window) == [])
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Return)
        await until(lambda: focused() is dock.view.timeline)
        quiet = dock.view.side.quiet.buttons[Act.NOT_RETURNED]
        assert quiet.isVisible()
        quiet.click()
        await until(lambda: [one.order_no for one in bad_ends(desk.window)] == [number])
        await until(lambda: dock.view.foot.offers(Act.CASH_RETURNED))


async def test_r_there_fills_the_form(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, THREE[0])
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Return)
        await until(lambda: focused() is dock.view.timeline)
        press(Qt.Key.Key_R)
        form = desk.window.recharge.form
        await until(lambda: form.number.digits == THREE[0])
        assert form.isAncestorOf(focused())
        await until(dock.empty.isVisible)


async def test_ctrl_p_and_c_are_about_the_order_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE[:2])
        monkeypatch.setattr(DialogOpener, "open_receipt", lambda _self, order_no: wanted.append(order_no))
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        await until(lambda: focused() is dock.view.timeline)
        press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        press(Qt.Key.Key_C)
        assert wanted == [dock.shown_no]
        assert dock.shown_no in QGuiApplication.clipboard().text()


async def test_a_note_is_kept_when_another_order_comes(tmp_path: Path) -> None:
    async with wide_desk(tmp_path) as (desk, dock):
        await fail(desk, *THREE[:2])
        press(Qt.Key.Key_F4)
        first = actions(desk).chosen_no
        await until(lambda: dock.shown_no == first)
        dock.view.side.notes.note.setFocus()
        dock.view.side.notes.note.setText("paid by card")
        await until(lambda: dock.has_keyboard)
        press(Qt.Key.Key_Escape)
        press(Qt.Key.Key_Down)
        second = actions(desk).chosen_no
        assert second != first
        await until(lambda: dock.shown_no == second)
        assert dock.view.side.notes.note.text() == ""
        noted = [one for one in await desk.parts.orders.history(first) if isinstance(one, ev.Noted)]
        assert [one.note for one in noted] == ["paid by card"]
        order: Order | None = await desk.parts.orders.get(second)
        assert order is not None
        assert order.note == ""


@pytest.mark.parametrize(("width", "wide"), [(1670, False), (1680, True), (1920, True), (2560, True)])
async def test_the_columns_share_the_room(tmp_path: Path, width: int, wide: bool) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, THREE[0])
        desk.window.resize(width, 1000)
        await until(lambda: desk.window.recharge.dock is not None if wide else desk.window.width() == width)
        tab = desk.window.recharge
        if not wide:
            assert tab.dock is None
            press(Qt.Key.Key_F4)
            press(Qt.Key.Key_Return)
            await until(lambda: visible(OrderSheet))
            press(Qt.Key.Key_Escape)
            await until(lambda: visible(OrderSheet) is None)
            return
        assert tab.dock is not None
        dock = tab.dock
        await until(lambda: dock.isVisible() and dock.width() > 400)
        form, listed = tab.form, tab.action_list
        left, right = form.mapTo(tab, form.rect().topLeft()).x(), dock.mapTo(tab, dock.rect().topRight()).x()
        assert abs(left - (tab.width() - right)) <= 4, "in the middle"
        assert 440 <= form.width() <= 526
        assert 630 <= listed.width() <= 720
        assert 460 <= dock.width() <= 720
        press(Qt.Key.Key_F4)
        await until(lambda: dock.view.isVisible())
        await until(lambda: dock.view.foot.height() >= dock.view.foot.heightForWidth(dock.view.foot.width()))
        for made in dock.view.foot.buttons.values():
            if made.isVisible():
                assert dock.view.foot.rect().contains(made.geometry()), made.text()
        desk.window.resize(1340, 700)
        await until(lambda: not dock.isVisible())
        press(Qt.Key.Key_Return)
        await until(lambda: visible(OrderSheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)
