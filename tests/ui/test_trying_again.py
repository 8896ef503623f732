"""R on an order that failed: the form is filled, and the new order takes over the cash, or nothing has happened."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.orders.action_group import ActionGroup, group_of
from desktop.domain.orders.events import CashReturned, Reported
from desktop.domain.orders.offer import Offer
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import NotSent, OrderReport
from desktop.settings import Settings
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.recharge.acts import Act, acts_of
from desktop.ui.recharge.confirm_sheet import ConfirmSheet
from desktop.ui.recharge.form import RechargeForm
from desktop.ui.words.messages import about_orders
from tests.conftest import until
from tests.ui.desk import OpenDesk, bad_ends, focused, listed, open_desk, press, visible
from tests.ui.test_action_list import actions, refunded, unsent

MOBILE = "13800138000"
NOW = 1_800_000_000.0
PRICED = (Offer(5000, 4990, 4900), Offer(10000, 9980, 9800), Offer(20000, 19960, 19600))


def form(desk: OpenDesk) -> RechargeForm:
    return desk.window.recharge.form


def said(desk: OpenDesk) -> str:
    return form(desk).message.text()


def sheet_text(sheet: ConfirmSheet) -> str:
    return "\n".join(one.text() for one in sheet.findChildren(QLabel) if not one.isHidden())


def stored(desk: OpenDesk, order_no: str) -> Order:
    return next(one for one in listed(desk.window) if one.order_no == order_no)


async def try_again(desk: OpenDesk) -> None:
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_R)
    await until(lambda: focused() is form(desk).number)


async def checked(desk: OpenDesk) -> ConfirmSheet:
    press(Qt.Key.Key_Return)
    await until(desk.sheet)
    sheet = desk.sheet()
    assert sheet is not None
    await until(sheet.confirm.isEnabled)
    return sheet


async def test_one_key_and_two_enters_order_it_again_for_the_same_cash(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (earlier,) = await refunded(desk, MOBILE)
        assert acts_of(bad_ends(desk.window)[0], 0.0) == (Act.CASH_RETURNED, Act.TRY_AGAIN, Act.OPEN)
        await try_again(desk)
        assert form(desk).number.digits == MOBILE
        assert "already collected ¥50.00: nothing more to collect." in said(desk)
        assert "nothing to collect" in form(desk).go.text()
        sheet = await checked(desk)
        assert "Instead of the order of" in sheet_text(sheet)
        assert "nothing more to collect." in sheet_text(sheet)
        assert "¥0.00" in sheet_text(sheet)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2 and form(desk).number.text() == "")
        later = desk.gateway.pushed[-1].order_no
        await until(lambda: not bad_ends(desk.window))
        assert stored(desk, earlier).retried_as == later
        assert stored(desk, later).instead_of == earlier
        assert "Tried again" in actions(desk).rows.texts(stored(desk, earlier)).reason
        desk.gateway.known[later] = OrderReport(4, "W9")
        await desk.parts.desk.orders.tracking.ask(later)
        await until(lambda: [one.order_no for one in bad_ends(desk.window)] == [later])
        await try_again(desk)
        assert form(desk).number.digits == MOBILE, "and once more"


async def test_the_note_the_speed_and_todays_price_are_filled_in(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=PRICED, slow_allowed=True)) as desk:
        desk.gateway.push_outcomes.append(NotSent("ConnectError"))
        QTest.keyClicks(focused(), MOBILE)
        for key in (Qt.Key.Key_2, Qt.Key.Key_S, Qt.Key.Key_N):
            press(key, Qt.KeyboardModifier.AltModifier)
        QTest.keyClicks(focused(), "Wang")
        await checked(desk)
        press(Qt.Key.Key_Return)
        await until(lambda: bad_ends(desk.window))
        dearer = (Offer(10000, 10080, 9900), PRICED[0])
        form(desk).sell(dearer, slow_allowed=True)
        await try_again(desk)
        picker = form(desk).picker
        assert (picker.offer, picker.speed, form(desk).note.text()) == (dearer[0], Speed.SLOW, "Wang")
        assert "collect ¥1.00 more." in said(desk)
        press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert "give back ¥49.00." in said(desk)
        sheet = await checked(desk)
        assert "Give back" in sheet_text(sheet)
        assert "¥49.00" in sheet_text(sheet)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2)
        assert (desk.gateway.pushed[1].price, desk.gateway.pushed[1].paid_before) == (4900, 9800)


async def test_a_face_that_is_not_sold_any_more_is_not_replaced_by_another(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=PRICED)) as desk:
        await unsent(desk, MOBILE)
        form(desk).sell(PRICED[1:], slow_allowed=False)
        await try_again(desk)
        assert form(desk).picker.offer is None
        assert "no longer sold: choose another face value" in said(desk)
        press(Qt.Key.Key_Return)
        assert desk.sheet() is None
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        assert "collect ¥49.80 more." in said(desk)
        await checked(desk)
        press(Qt.Key.Key_Escape)


async def test_who_leaves_the_sheet_or_the_form_has_done_nothing(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (earlier,) = await refunded(desk, MOBILE)
        await try_again(desk)
        await checked(desk)
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
        assert [one.order_no for one in bad_ends(desk.window)] == [earlier]
        await until(form(desk).number.hasFocus)
        form(desk).number.clear()
        assert said(desk) == ""
        QTest.keyClicks(focused(), MOBILE)
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        assert "collect ¥50.00" in form(desk).go.text()
        assert "Instead of" not in sheet_text(await checked(desk))
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2)
        assert desk.gateway.pushed[1].instead_of == ""
        assert [one.order_no for one in bad_ends(desk.window)] == [earlier], "it goes on asking for its cash"


async def test_cash_returned_meanwhile_is_not_used_twice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (earlier,) = await refunded(desk, MOBILE)
        order = bad_ends(desk.window)[0]
        await try_again(desk)
        await desk.parts.desk.orders.notebook.cash_returned(order, True)
        await until(lambda: "has changed" in said(desk))
        assert "collect ¥50.00" in form(desk).go.text()
        assert "Instead of" not in sheet_text(await checked(desk))
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
        await desk.parts.desk.orders.notebook.cash_returned(order, False)
        await until(lambda: [one.order_no for one in bad_ends(desk.window)] == [earlier])
        await try_again(desk)
        await checked(desk)
        await desk.parts.orders.annotate(earlier, CashReturned(order.placed_at + 60, True, 5000))
        press(Qt.Key.Key_Return)
        await until(lambda: "Not ordered, no money moved" in said(desk))
        assert form(desk).number.digits == MOBILE
        assert len(desk.gateway.pushed) == 1


async def test_pressed_twice_it_is_one_order(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await unsent(desk, MOBILE)
        await try_again(desk)
        await try_again(desk)
        await checked(desk)
        press(Qt.Key.Key_Return)
        await until(lambda: form(desk).number.hasFocus() and not bad_ends(desk.window))
        press(Qt.Key.Key_Return)
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_R)
        assert form(desk).number.text() == "", "it is not offered any more"
        assert len(desk.gateway.pushed) == 2


async def test_an_order_of_another_account_is_not_tried_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await unsent(desk, MOBILE)
        other = bad_ends(desk.window)[0]._replace(order_no="T1", store_id="another", mobile="13900139000")
        actions(desk).rows.take([other])
        press(Qt.Key.Key_F4)
        actions(desk).choose("T1")
        press(Qt.Key.Key_R)
        assert "another account" in said(desk)
        assert form(desk).number.text() == ""


async def test_who_gets_both_is_told_to_the_clerk(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await unsent(desk, MOBILE)
        earlier = bad_ends(desk.window)[0].order_no
        await try_again(desk)
        await checked(desk)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2 and not bad_ends(desk.window))
        for status, words in ((1, "both may arrive"), (2, "It arrived after all")):
            desk.gateway.known[earlier] = OrderReport(status, "W7")
            await desk.parts.desk.orders.tracking.ask(earlier)
            await until(lambda status=status: stored(desk, earlier).status == status)  # type: ignore[misc]
            assert earlier in [one.order_no for one in listed(desk.window, ActionGroup.ACT)]
            assert words in actions(desk).rows.advice(stored(desk, earlier))
        assert [one.order_no for one in bad_ends(desk.window)] == [earlier]
        press(Qt.Key.Key_F4)
        press(Qt.Key.Key_Space)
        await until(lambda: not bad_ends(desk.window))


async def test_the_sheets_of_both_orders_lead_to_each_other(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await unsent(desk, MOBILE)
        earlier = bad_ends(desk.window)[0].order_no
        await try_again(desk)
        await checked(desk)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2 and not bad_ends(desk.window))
        later = desk.gateway.pushed[1].order_no
        desk.window.recharge.order_opened.emit(earlier)
        await until(lambda: shows(earlier))
        sheet = visible(OrderSheet)
        assert sheet is not None
        assert "Tried again" in sheet.view.side.links.later.text()
        assert sheet.view.side.links.earlier.isHidden()
        assert offered(sheet) == [], "its cash cannot be returned"
        press(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        await until(lambda: shows(later))
        sheet = visible(OrderSheet)
        assert sheet is not None
        assert "Instead of the order of" in sheet.view.side.links.earlier.text()
        sheet.view.side.links.earlier.go.click()
        await until(lambda: shows(earlier))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(OrderSheet) is None)


def offered(sheet: OrderSheet) -> list[Act]:
    """The acts about its cash, at the foot and quietly."""
    foot, quiet = sheet.view.foot.buttons, sheet.view.side.quiet.buttons
    acts = (Act.CASH_RETURNED, Act.NOT_RETURNED)
    return [act for act in acts for made in (foot.get(act), quiet[act]) if made is not None and not made.isHidden()]


def shows(order_no: str) -> bool:
    sheet = visible(OrderSheet)
    return sheet is not None and order_no in sheet.windowTitle()


async def test_what_the_journal_could_not_keep_is_listed_and_the_form_is_free(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (earlier,) = await refunded(desk, MOBILE)
        await try_again(desk)
        await checked(desk)
        (file,) = tmp_path.rglob("*.journal")
        kept = file.rename(file.with_suffix(".kept"))
        file.mkdir()  # nothing can be appended to a folder
        press(Qt.Key.Key_Return)
        await until(lambda: "R tries again" in said(desk))
        await until(lambda: any(one.instead_of == earlier and one.ended_at for one in listed(desk.window)))
        file.rmdir()
        kept.rename(file)
        assert form(desk).number.text() == ""
        assert "R tries again" in said(desk), "the news of both orders must not take the message away"
        (later,) = (one for one in listed(desk.window) if one.instead_of == earlier)
        assert later.may_be_tried_again
        assert len(desk.gateway.pushed) == 1


async def test_two_that_arrived_for_one_payment_call_the_clerk(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        (earlier,) = await refunded(desk, MOBILE)
        await try_again(desk)
        await checked(desk)
        press(Qt.Key.Key_Return)
        await until(lambda: len(desk.gateway.pushed) == 2)
        later = desk.gateway.pushed[-1].order_no
        await desk.parts.book.record(earlier, Reported(NOW, 2, "W1", 4900, None, ""))
        shown = await desk.parts.orders.get(earlier)
        assert shown is not None
        await desk.parts.desk.orders.notebook.acknowledge(shown)
        both = await desk.parts.book.record(later, Reported(NOW, 2, "W2", 4900, None, ""))
        assert group_of(both, NOW) is ActionGroup.ACT
        assert "the customer paid once: ask for ¥50.00" in about_orders.advice(both)
        strip = desk.window.strip
        await until(lambda: strip.today.caption == "Orders today · 2" and strip.today.text() == "¥50.00")
