"""An order's sheet: each act once, under one name, with its undo; and everything in it has room."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from desktop.domain.orders import events as ev
from desktop.domain.orders.order import Order, State
from desktop.domain.orders.outcome import OrderReport
from desktop.domain.orders.status import CASH_OWED, OPEN, WANTS_WORD, Standing
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.sheet_acts import main_acts, quiet_acts
from desktop.ui.recharge.acts import Act
from desktop.ui.recharge.undo_row import UNDO_S
from desktop.ui.words.language import Language
from desktop.ui.words.messages.about_decisive import decisive
from tests.conftest import until
from tests.ui.desk import OpenDesk, focused, listed, open_desk, press, visible
from tests.ui.test_action_list import refunded
from tests.ui.test_texts_fit import order

MOBILE = "13800138000"
NOW = 1_795_396_344.0


async def sheet_of(desk: OpenDesk, order_no: str) -> OrderSheet:
    desk.window.history.order_opened.emit(order_no)
    await until(lambda: visible(OrderSheet))
    sheet = visible(OrderSheet)
    assert sheet is not None
    await until(sheet.isActiveWindow)
    return sheet


async def stored(desk: OpenDesk, order_no: str) -> Order:
    found = await desk.parts.orders.get(order_no)
    assert found is not None
    return found


def offered(sheet: OrderSheet) -> list[Act]:
    return [act for act, made in sheet.view.side.quiet.buttons.items() if not made.isHidden()]


async def shut(sheet: OrderSheet) -> None:
    sheet.reject()
    await until(lambda: visible(OrderSheet) is None)


async def test_space_returns_the_cash_once_and_ctrl_z_takes_it_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, MOBILE)
        sheet = await sheet_of(desk, number)
        assert focused() is sheet.view.timeline, "no Enter decides anything"
        assert sheet.view.now_says.startswith("Return ¥50.00 in cash to the customer")
        assert sheet.view.foot.buttons[Act.CASH_RETURNED].look == "primary"
        assert (sheet.view.foot.buttons[Act.CASH_RETURNED].text(), offered(sheet)) == (
            "Cash returned ¥50.00",
            [Act.RETURN_OTHERWISE, Act.SEEN_TO, Act.PAY_OTHERWISE],
        )
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Space)
        await until(lambda: offered(sheet) == [Act.NOT_RETURNED])
        assert not sheet.view.foot.offers(Act.CASH_RETURNED)
        assert sheet.view.now_says.startswith("Cash returned to the customer: ¥50.00")
        undo = sheet.view.side.quiet.buttons[Act.NOT_RETURNED]
        await until(lambda: (undo.text(), undo.key) == ("Undo", "Ctrl+Z"))
        events = await desk.parts.orders.history(number)
        assert [one.returned for one in events if isinstance(one, ev.CashReturned)] == [True], (
            "pressed twice, noted once"
        )
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        await until(lambda: sheet.view.foot.offers(Act.CASH_RETURNED))
        assert (await stored(desk, number)).cash_returned_at is None
        assert sheet.view.now_says.startswith("Return ¥50.00")
        await shut(sheet)


async def test_after_the_undo_a_quiet_act_takes_the_cash_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, MOBILE)
        sheet = await sheet_of(desk, number)
        sheet.view.foot.buttons[Act.CASH_RETURNED].click()
        await until(lambda: offered(sheet) == [Act.NOT_RETURNED])
        quiet = sheet.view.side.quiet
        assert quiet.undo_time.interval() == UNDO_S * 1000
        await until(lambda: quiet.buttons[Act.NOT_RETURNED].key == "Ctrl+Z")
        quiet.undo_time.timeout.emit()
        assert (quiet.buttons[Act.NOT_RETURNED].text(), quiet.buttons[Act.NOT_RETURNED].key) == ("Not returned yet", "")
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert offered(sheet) == [Act.NOT_RETURNED]
        await shut(sheet)
        sheet = await sheet_of(desk, number)
        assert sheet.view.side.quiet.buttons[Act.NOT_RETURNED].text() == "Not returned yet"
        sheet.view.side.quiet.buttons[Act.NOT_RETURNED].click()
        await until(lambda: sheet.view.foot.offers(Act.CASH_RETURNED))
        assert (await stored(desk, number)).cash_back == 0
        await shut(sheet)


async def test_r_fills_the_form_with_the_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, MOBILE)
        sheet = await sheet_of(desk, number)
        press(Qt.Key.Key_R)
        await until(lambda: visible(OrderSheet) is None)
        form = desk.window.recharge.form
        await until(lambda: form.number.digits == MOBILE)
        assert desk.window.tabs.currentIndex() == 0
        assert sheet.view.order_no == number
        assert "already collected" in form.result.text()


async def test_a_note_of_several_lines_is_kept_when_the_keyboard_leaves_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, MOBILE)
        sheet = await sheet_of(desk, number)
        note = sheet.view.side.notes.note
        note.setFocus()
        QTest.keyClicks(note, "r q space ")
        assert sheet.view.side.notes.hint.isVisible()
        sheet.view.timeline.setFocus()
        await until(lambda: not sheet.view.side.notes.hint.isVisible())
        assert (await stored(desk, number)).note == "r q space"
        note.setFocus()
        note.setText("  r   q space\n")
        sheet.view.timeline.setFocus()
        assert sheet.view.side.notes.is_kept, "blanks alone are no other note"
        assert note.text() == "  r   q space "
        kept = [one for one in await desk.parts.orders.history(number) if isinstance(one, ev.Noted)]
        assert len(kept) == 1
        note.setText("x" * 500)
        assert len(note.text()) == 200
        await shut(sheet)
        await until(lambda: listed(desk.window)[0].note == "x" * 200)


async def test_an_answer_about_another_order_is_not_shown(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (number,) = await refunded(desk, MOBILE)
        sheet = await sheet_of(desk, number)
        sheet.view.say("Answered.", "T0")
        assert sheet.view.answer.text() == ""
        sheet.view.say("Answered.", number)
        assert sheet.view.answer.text() == "Answered."
        await shut(sheet)


async def test_news_come_on_top_and_the_keyboard_keeps_its_entry(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order(MOBILE)
        await until(lambda: [one for one in listed(desk.window) if one.standing is Standing.RUNNING])
        number = desk.gateway.pushed[0].order_no
        sheet = await sheet_of(desk, number)
        timeline = sheet.view.timeline
        press(Qt.Key.Key_End)
        entry = timeline.rows.entries[timeline.currentIndex().row()]
        assert (entry.word, timeline.shows_place) == ("Order confirmed at the counter", True)
        before = len(timeline.rows.entries)
        desk.gateway.known[number] = OrderReport(2, "W1", 4900, 5000, "ok")
        press(Qt.Key.Key_Q)
        await until(lambda: len(timeline.rows.entries) > before)
        assert timeline.rows.entries[timeline.currentIndex().row()] == entry
        assert timeline.rows.entries[1].word == "The platform reports: success"
        assert timeline.rows.data(timeline.rows.index(1), 11) == timeline.rows.entries[1].text
        assert sheet.view.head.status.text() == "Success"
        await shut(sheet)


@pytest.mark.parametrize("standing", sorted(set(WANTS_WORD | CASH_OWED | OPEN) - {Standing.NEW}))
def test_what_is_asked_of_the_clerk_can_be_done_in_the_sheet(standing: Standing) -> None:
    one = order(standing)
    main, quiet = main_acts(one, NOW), quiet_acts(one, NOW)
    assert Act.OPEN not in main
    assert not set(main) & set(quiet)
    if one.awaits_word:
        assert Act.SEEN_TO in (*main, *quiet)
    owes = standing in (Standing.CLOSED, Standing.NOT_SENT, Standing.REFUNDED, Standing.LOST, Standing.PARTIAL)
    if owes:
        assert Act.CASH_RETURNED in (*main, *quiet)
    back = one._replace(cash_returned_at=NOW, cash_back=one.price, ended_at=NOW - 1)
    assert Act.CASH_RETURNED not in (*main_acts(back, NOW), *quiet_acts(back, NOW))
    assert Act.NOT_RETURNED in quiet_acts(back, NOW)


@pytest.mark.parametrize("standing", [Standing.REFUNDED, Standing.REJECTED, Standing.NOT_SENT, Standing.CLOSED])
def test_cash_that_was_returned_is_not_asked_for_again(standing: Standing) -> None:
    one = order(standing)
    assert "eturn" in decisive(one, NOW, ours=True)[0] + decisive(one, NOW, ours=True)[1]
    back = one._replace(cash_returned_at=NOW, cash_back=one.price, ended_at=NOW - 1)
    sentence, detail = decisive(back, NOW, ours=True)
    assert sentence.startswith("Cash returned to the customer: ¥200.00")
    assert "Return" not in detail
    seen, _ = decisive(one._replace(acknowledged_at=NOW), NOW, ours=True)
    assert seen.startswith("Seen to") or standing is Standing.CLOSED
    arrived = back._replace(state=State.ACCEPTED, status=2)
    assert decisive(arrived, NOW, ours=True) == ("Arrived.", decisive(back, NOW, ours=True)[0])


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    spoken = Language(qapp)
    spoken.use(request.param)
    yield request.param
    spoken.use("en")


LONG = "号码停机或空号，请联系客服核对后再试 " * 9 + "W" * 200
STORIES: dict[str, list[ev.Event]] = {
    "refunded": [ev.PushAccepted(1, "W" * 60, LONG), ev.Reported(2, 4, "W" * 60, 123_456_700, 0, LONG)],
    "running": [ev.PushAccepted(1, "W1", ""), ev.Reported(2, 1, "W1", 4900, 0, "")],
    "unknown": [ev.PushUnknown(1, "ReadTimeout"), *[ev.QueryDeclined(2, "1030", LONG, 4000.0, True)] * 9],
    "partly": [ev.PushAccepted(1, "W1", ""), ev.Reported(2, 11, "W1", 4900, 2500, LONG)],
}


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("long_ago", [False, True])
async def test_nothing_is_cut_in_the_sheet_on_a_small_screen(
    tmp_path: Path, language: str, story: str, long_ago: bool
) -> None:
    async with open_desk(tmp_path) as desk:
        desk.window.resize(1092, 540)
        at = time.time() - (80 * 3600 if long_ago else 3000)
        placed = ev.Placed(at, "T202611230001AAAABBBB", "77", MOBILE, 20000, 123_456_700, 1)
        await desk.parts.orders.claim(placed)
        for event in STORIES[story]:
            await desk.parts.orders.record([(placed.order_no, _at(event, at + event.at))], at + event.at)
        sheet = await sheet_of(desk, placed.order_no)
        view = sheet.view
        assert sheet.width() == 920
        assert sheet.height() <= desk.window.height() - 24
        inside = view.side.parentWidget()
        assert inside is not None
        assert view.side.minimumSizeHint().width() <= inside.width(), "the side never scrolls sideways"
        for made in (*view.foot.buttons.values(), view.foot.cancel, view.foot.receipt):
            if made.isVisible():
                assert made.width() >= made.sizeHint().width()
                assert view.foot.rect().contains(made.geometry()), made.text()
        assert view.foot.mapTo(sheet, view.foot.rect().bottomRight()).y() < sheet.height()
        last = view.timeline.rows.index(view.timeline.rows.rowCount() - 1)
        view.timeline.scrollTo(last)
        assert view.timeline.viewport().rect().contains(view.timeline.visualRect(last))
        await shut(sheet)


def _at(event: ev.Event, at: float) -> ev.Event:
    return replace(event, at=at)
