"""The recharge tab as a clerk uses it all day, by keyboard: prices, customers, notes, what needs the clerk."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.orders.action_group import ActionGroup
from desktop.domain.orders.events import Placed, Reported
from desktop.domain.orders.offer import Offer, at_face
from desktop.domain.orders.order import Speed
from desktop.domain.orders.outcome import MobileInfo, NotSent, OrderReport
from desktop.domain.orders.status import Standing
from desktop.settings import Settings
from desktop.ui.recharge.face_button import FaceButton
from desktop.ui.recharge.suggestions import Suggestions
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, bad_ends, focused, listed, open_desk, press, row_text

ALT = Qt.KeyboardModifier.AltModifier

OFFERS = (Offer(5000, 4990, 4800), Offer(10000, 9980, 9500))


def suggestions(desk: OpenDesk) -> list[str]:
    found = desk.window.recharge.form.findChild(Suggestions)
    if found is None or not found.isVisible():
        return []
    return [found.item(row).text()[:13] for row in range(found.count())]


async def served_before(desk: OpenDesk, *mobiles: str) -> None:
    for number, mobile in enumerate(mobiles):
        at = time.time() - 1000 + number
        await desk.parts.orders.claim(Placed(at, f"T20261123{number:04d}AAAA", "77", mobile, 5000, 5000, 1))
        await desk.parts.book.record(f"T20261123{number:04d}AAAA", Reported(at, 2, f"W{number}", None, None, ""))
    await desk.parts.desk.history.customers.load()


async def fail(desk: OpenDesk, *numbers: str) -> None:
    for number in numbers or ("13800138000",):
        before = len(bad_ends(desk.window))
        desk.gateway.push_outcomes.append(NotSent("ConnectError"))
        await desk.order(number)
        await until(lambda before=before: len(bad_ends(desk.window)) == before + 1)  # type: ignore[misc]


async def test_the_customer_pays_the_owners_price(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=OFFERS, slow_allowed=True)) as desk:
        form = desk.window.recharge.form
        first = form.face_button(0)
        assert isinstance(first, FaceButton)
        assert (first.price, first.key) == ("Collect ¥49.90", "Alt+1")
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_1, ALT)
        assert "¥49.90" in form.go.text()
        press(Qt.Key.Key_S, ALT)
        assert "¥48.00" in form.go.text()
        sheet = await desk.type_order("")
        assert "¥48.00" in [one.text() for one in sheet.findChildren(QLabel)]
        press(Qt.Key.Key_Return)
        await until(lambda: desk.gateway.pushed)
        (order,) = desk.gateway.pushed
        assert (order.face, order.price, order.speed) == (5000, 4800, Speed.SLOW)
        await until(lambda: "¥" not in form.go.text())


async def test_a_new_price_list_works_at_once_and_keeps_the_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_2, ALT)
        desk.window.apply(Settings(offers=(*at_face(30), OFFERS[1])))
        assert form.number.digits == "13800138000"
        assert form.picker.offer is None
        await desk.type_order("", Qt.Key.Key_2)
        press(Qt.Key.Key_Return)
        await until(lambda: desk.gateway.pushed)
        assert desk.gateway.pushed[0].price == 9980


async def test_a_recent_customer_is_taken_by_arrow_and_enter(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await served_before(desk, "13911112222", "13800138000", "18600008000")
        QTest.keyClicks(focused(), "13")
        assert suggestions(desk) == []
        QTest.keyClicks(focused(), "8")
        assert suggestions(desk) == ["138 0013 8000"]
        press(Qt.Key.Key_Down)
        assert isinstance(focused(), Suggestions)
        press(Qt.Key.Key_Return)
        form = desk.window.recharge.form
        assert form.number.digits == "13800138000"
        assert focused() is form.number
        assert suggestions(desk) == []
        assert desk.sheet() is None


async def test_the_last_digits_find_customers_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await served_before(desk, "13800138000", "18600008000")
        QTest.keyClicks(focused(), "8000")
        assert suggestions(desk) == ["186 0000 8000", "138 0013 8000"]
        hint = desk.window.recharge.form.numbers.hint
        assert hint.property("role") == "hint"
        for _ in range(2):
            press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        assert desk.window.recharge.form.number.digits == "13800138000"


async def test_suggestions_never_disturb_who_types_on(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await served_before(desk, "13800138001")
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), "1380")
        press(Qt.Key.Key_Return)
        assert form.number.digits == "1380"
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Escape)
        assert focused() is form.number
        press(Qt.Key.Key_Down)
        QTest.keyClicks(focused(), "0")
        assert (focused(), form.number.digits) == (form.number, "13800")
        QTest.keyClicks(focused(), "138000")
        assert suggestions(desk) == []
        assert form.number.digits == "13800138000"


async def test_the_list_is_gone_once_the_keyboard_is_elsewhere(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await served_before(desk, "13800138001", "13800138002", "13800138003", "13800138004")
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), "1380013")
        assert len(suggestions(desk)) == 4
        press(Qt.Key.Key_Escape)
        assert (suggestions(desk), form.number.digits) == ([], "1380013")
        QTest.keyClicks(focused(), "8")
        assert suggestions(desk)
        press(Qt.Key.Key_Tab)
        await until(lambda: suggestions(desk) == [])
        face = form.face_button(0)
        at = face.mapTo(desk.window, face.rect().center())
        assert desk.window.childAt(at) is face


async def test_a_number_that_never_got_anything_is_no_customer(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk, "13800138001")
        await desk.parts.desk.history.customers.load()
        QTest.keyClicks(focused(), "1380013")
        assert suggestions(desk) == []


async def test_suggestions_can_be_switched_off(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(suggest_customers=False)) as desk:
        await served_before(desk, "13800138000")
        QTest.keyClicks(focused(), "138")
        assert suggestions(desk) == []
        desk.window.apply(Settings(suggest_customers=True))
        QTest.keyClicks(focused(), "0")
        assert suggestions(desk) == ["138 0013 8000"]


async def test_a_bad_end_stays_until_the_clerk_has_seen_to_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await fail(desk)
        assert listed(desk.window) == bad_ends(desk.window)
        assert "return the cash" in row_text(desk.window)
    async with open_desk(tmp_path) as desk:
        recharge = desk.window.recharge
        await until(lambda: bad_ends(desk.window))
        press(Qt.Key.Key_F4)
        assert focused() is recharge.action_list
        press(Qt.Key.Key_Space)
        await until(lambda: not bad_ends(desk.window))
        assert focused() is recharge.form.number
        assert len(listed(desk.window, ActionGroup.FINISHED)) == 1
    async with open_desk(tmp_path) as desk:
        await until(lambda: len(listed(desk.window)) == 1)
        assert bad_ends(desk.window) == []


async def test_a_success_that_is_reversed_comes_back_to_the_clerk(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        order_no = desk.gateway.pushed[0].order_no
        desk.gateway.known[order_no] = OrderReport(2, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: Standing.SUCCESS in _standings(desk))
        desk.gateway.known[order_no] = OrderReport(10, "W1")
        await desk.parts.desk.orders.tracking.ask(order_no)
        await until(lambda: Standing.REVERSED in _standings(desk))
        assert [order.standing for order in bad_ends(desk.window)] == [Standing.REVERSED]


def _standings(desk: OpenDesk) -> list[Standing]:
    return [order.standing for order in listed(desk.window)]


async def test_a_note_goes_with_its_order_and_not_with_the_next(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        QTest.keyClicks(focused(), "13800138000")
        press(Qt.Key.Key_N, ALT)
        QTest.keyClicks(focused(), "Wang pays")
        await desk.type_order("")
        press(Qt.Key.Key_Return)
        await until(lambda: form.number.text() == "")
        assert form.note.text() == ""
        await desk.order("13900139000")
        await until(lambda: len(desk.gateway.pushed) == 2)
        assert [order.note for order in desk.gateway.pushed] == ["Wang pays", ""]


@pytest.mark.parametrize(
    ("digits", "place", "hint", "role"),
    [
        ("138", "Mobile (by prefix)", "", "hint"),
        ("1380013", "Mobile · Beijing (by prefix)", "", "hint"),
        ("170", "Virtual operator (by prefix)", "Virtual operator (by prefix): often refused.", "notice"),
        ("1349", "Satellite (by prefix)", "Satellite (by prefix): often refused.", "notice"),
        ("12", "", "No mobile number begins like this.", "error"),
    ],
)
async def test_what_stands_beside_the_number(tmp_path: Path, digits: str, place: str, hint: str, role: str) -> None:
    async with open_desk(tmp_path) as desk:
        QTest.keyClicks(focused(), digits)
        numbers = desk.window.recharge.form.numbers
        assert numbers.place.said == place
        assert (numbers.hint.text(), numbers.hint.property("role")) == (hint, role)


async def test_form_and_confirm_sheet_show_operator_and_place_in_one_form(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        QTest.keyClicks(focused(), "13873101234")
        numbers = desk.window.recharge.form.numbers
        assert numbers.place.said == "Mobile · Changsha, Hunan (by prefix)"
        await until(lambda: numbers.place.said == "Mobile · Changsha, Hunan")
        sheet = await desk.type_order("")
        assert "Mobile · Changsha, Hunan" in [one.text() for one in sheet.findChildren(QLabel)]
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)


async def test_a_carried_number_has_a_banner(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("移动", "联通", "湖南", "长沙")
    async with open_desk(tmp_path, gateway) as desk:
        QTest.keyClicks(focused(), "13800138000")
        shown = desk.window.recharge.form.numbers.hint
        await until(lambda: shown.property("role") == "notice")
        assert "China Mobile → China Unicom" in shown.text()


async def test_the_keyboard_finds_its_way_back(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        recharge = desk.window.recharge
        await until(lambda: len(listed(desk.window)) == 1)
        for back in (Qt.Key.Key_Escape, Qt.Key.Key_F2):
            press(Qt.Key.Key_F4)
            assert focused() is recharge.action_list
            press(back)
            assert focused() is recharge.form.number


async def test_tab_goes_in_the_order_of_work(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(slow_allowed=True)) as desk:
        form = desk.window.recharge.form
        for offers in (at_face(50, 100), at_face(30, 40, 50)):
            desk.window.apply(Settings(slow_allowed=True, offers=offers))
            form.number.setFocus()
            stops = [form.number, *form.picker.buttons(), form.note, form.go, desk.window.recharge.action_list]
            seen = [stops.index(focused())]
            while focused() is not stops[-1]:
                press(Qt.Key.Key_Tab)
                seen.append(stops.index(focused()))
            assert seen == sorted(seen)
            # Of a group, only the chosen one or the first may be stopped at.
            assert {0, 1, len(stops) - 3, len(stops) - 2, len(stops) - 1} <= set(seen)
            assert any(stops[stop] in form.picker.buttons()[-len(Speed) :] for stop in seen)


async def test_a_second_enter_before_the_sheet_is_there_opens_no_second_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        for again in (1, 2):
            QTest.keyClicks(focused(), "13800138000" if again == 1 else "")
            press(Qt.Key.Key_1, ALT)
            for _ in range(3):
                form.submit()
            await until(desk.sheet)
            sheet = desk.sheet()
            assert sheet is not None
            form.submit()
            await until(sheet.confirm.isEnabled)
            assert desk.sheet() is sheet
            press(Qt.Key.Key_Escape)
            await until(lambda: desk.sheet() is None and form.number.hasFocus())
