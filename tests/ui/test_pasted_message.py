"""A message pasted into the number field: number and face are read, further numbers wait under the field."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop.domain.chat.message import MOST_READ, Wanted, read_message
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import MobileInfo
from desktop.settings import Settings
from desktop.ui.recharge.number_field import NumberField
from desktop.ui.recharge.waiting_numbers import WaitingNumbers
from desktop.ui.widgets.plain import copy
from desktop.ui.words import words
from desktop.ui.words.language import Language
from desktop.ui.words.messages import about_chat
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press
from tests.ui.test_counter import OFFERS, served_before, suggestions

A, B, C = "13800138000", "13900139000", "13700137000"
MESSAGE = "手机号：138 0013 8000，充50"
TWO = f"{A}充50，{B}充100"
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def paste(text: str) -> None:
    copy(text)
    press(Qt.Key.Key_V, CONTROL)


def face(desk: OpenDesk) -> int | None:
    """The chosen face in yuan."""
    offer = desk.window.recharge.form.picker.offer
    return None if offer is None else offer.face // 100


def lines(desk: OpenDesk) -> tuple[str, str]:
    """What the two lines under the number say."""
    hint = desk.window.recharge.form.numbers.hint
    return hint.said, hint.more


def role(desk: OpenDesk) -> str:
    return str(desk.window.recharge.form.numbers.hint.property("role"))


def in_form(desk: OpenDesk) -> tuple[str, int | None]:
    return desk.window.recharge.form.number.text(), face(desk)


def waiting(desk: OpenDesk) -> bool:
    """Whether the button for the next number is shown."""
    button = desk.window.recharge.form.numbers.findChild(WaitingNumbers)
    return button is not None and button.isVisible()


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


def by_key(field: NumberField, text: str) -> None:
    copy(text)
    QTest.keyClick(field, Qt.Key.Key_V, CONTROL)


def by_menu(field: NumberField, text: str) -> None:
    copy(text)
    menu = field.createStandardContextMenu()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.objectName() == "edit-paste").trigger()
    menu.deleteLater()


def by_drop(field: NumberField, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    at, none = QPointF(field.width() - 2, 5), Qt.KeyboardModifier.NoModifier
    field.dropEvent(QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, none))


def by_input_method(field: NumberField, text: str) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


WAYS = pytest.mark.parametrize("way", [by_key, by_menu, by_drop, by_input_method])


@WAYS
def test_a_message_comes_in_by_each_way(field: NumberField, way: object) -> None:
    assert callable(way)
    came, digits = list[object](), list[str]()
    field.message_came.connect(came.append)
    field.digits_changed.connect(digits.append)
    way(field, MESSAGE)
    assert (field.text(), came) == ("138 0013 8000", [read_message(MESSAGE)])
    assert digits == [A], "told once, and before the message"


@WAYS
def test_it_takes_the_place_of_what_is_in_the_field(field: NumberField, way: object) -> None:
    assert callable(way)
    QTest.keyClicks(field, B)
    way(field, MESSAGE)
    assert field.text() == "138 0013 8000"
    field.selectAll()
    way(field, f"{A} 充100 {C}")
    assert field.text() == "138 0013 8000"
    field.setSelection(0, 3)
    way(field, f"号码：{C} 谢谢")
    assert field.text() == "137 0013 7000"


@WAYS
def test_what_cannot_be_read_stays(field: NumberField, way: object) -> None:
    assert callable(way)
    way(field, "老板，在吗？今天能充话费吗")
    assert field.text() == "老板，在吗？今天能充话费吗"
    field.clear()
    way(field, "138001380000 充100")
    assert field.text() == "138001380000 充100"


@WAYS
@pytest.mark.parametrize(
    "number", ["+86 138-0013-8000", "１３８００１３８０００", " 138 00138000\t", "(138) 0013.8000"]
)
def test_a_plain_number_is_no_message(field: NumberField, way: object, number: str) -> None:
    assert callable(way)
    came = list[object]()
    field.message_came.connect(came.append)
    way(field, number)
    assert (field.text(), field.digits, came) == ("138 0013 8000", A, [])


def test_a_very_long_text_stays_as_before(field: NumberField) -> None:
    by_key(field, "手机" * 500_000)
    assert field.text().startswith("手机手机")
    by_key(field, f"{A} 50\n" * 100_000)
    assert field.digits.startswith("手机"), "behind what is there already there is no room"
    field.selectAll()
    by_key(field, f"{A} 50\n" * 100_000)
    assert field.text() == "138 0013 8000"


def test_typing_is_never_read_as_a_message(field: NumberField) -> None:
    came = list[object]()
    field.message_came.connect(came.append)
    QTest.keyClicks(field, "1380013800050")
    field.insert("老板，在吗？")
    assert (field.digits[:13], came) == ("1380013800050", [])


async def test_number_and_face_are_filled_and_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(MESSAGE)
        assert in_form(desk) == ("138 0013 8000", 50)
        assert (lines(desk), role(desk)) == (("Read from the message: 50 yuan", ""), "hint")
        assert not waiting(desk)
        assert desk.sheet() is None
        sheet = await desk.type_order("", Qt.Key.Key_1)
        assert (sheet.draft.request.mobile, sheet.draft.request.face) == (A, 5000)
        press(Qt.Key.Key_Escape)
        await until(lambda: desk.sheet() is None)
        assert desk.gateway.pushed == []


async def test_the_message_wins_over_the_face_chosen_before_and_that_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        press(Qt.Key.Key_2, ALT)
        paste(MESSAGE)
        assert in_form(desk) == ("138 0013 8000", 50)
        assert (lines(desk)[0], role(desk)) == ("The message says 50 yuan: chosen instead of 100 yuan", "notice")
        press(Qt.Key.Key_3, ALT)
        assert lines(desk) == ("", ""), "no longer true"
        desk.window.recharge.form.clear()
        press(Qt.Key.Key_1, ALT)
        paste(MESSAGE)
        assert (face(desk), lines(desk)[0]) == (50, "Read from the message: 50 yuan")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        (f"{A} 充50或100", "The amount is not certain: ask, then choose"),
        (f"{A} 30元", "The message says 30 yuan, which is not sold: choose"),
    ],
)
async def test_no_face_stays_chosen_where_the_message_says_another(tmp_path: Path, message: str, told: str) -> None:
    async with open_desk(tmp_path) as desk:
        press(Qt.Key.Key_2, ALT)
        paste(message)
        assert in_form(desk) == ("138 0013 8000", None)
        assert (lines(desk)[0], role(desk)) == (told, "notice")
        press(Qt.Key.Key_Return)
        assert desk.sheet() is None, "nothing can be ordered without a face"


async def test_a_message_without_an_amount_leaves_the_choice(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        press(Qt.Key.Key_2, ALT)
        paste(f"号码是{A}，谢谢")
        assert in_form(desk) == ("138 0013 8000", 100)
        await until(lambda: not desk.parts.desk.runtime.tasks.is_reading("earlier"))
        assert lines(desk) == ("", "")


async def test_what_was_not_read_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(f"{A} 充50\n1390013900 充50")
        assert in_form(desk) == ("138 0013 8000", 50)
        assert lines(desk) == ("It has other digits that are no number", "Read from the message: 50 yuan")
        desk.window.recharge.form.clear()
        paste(f"{A} 充50，先不充")
        assert desk.window.recharge.form.number.text() == f"{A} 充50，先不充"
        assert lines(desk)[0] == "Not simply an order: nothing read. Read it, then type"
        assert face(desk) is None
        desk.window.recharge.form.clear()
        paste(f"{A} 充50\n" + "谢" * MOST_READ)
        assert lines(desk)[0] == "Only its first 1000 characters were read"
        press(Qt.Key.Key_Backspace)
        assert lines(desk) == ("", ""), "what was told of a message goes with its number"


async def test_a_warning_and_the_last_order_are_told_beside_it(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.info_outcome = MobileInfo("移动", "联通", "湖南", "长沙")
    async with open_desk(tmp_path, gateway) as desk:
        await served_before(desk, A)
        paste(MESSAGE)
        await until(lambda: lines(desk)[0].startswith("Carried"))
        await until(lambda: lines(desk)[1].startswith("Last time 50 yuan"))
        desk.window.recharge.form.clear()
        paste(f"{A} 50或100")
        await until(lambda: lines(desk)[1].startswith("Carried"))
        assert lines(desk)[0].startswith("The amount is not certain")
        press(Qt.Key.Key_1, ALT)
        assert lines(desk)[0].startswith("Carried"), "the clerk has asked, and chosen"


async def test_the_second_number_waits_and_is_offered_when_the_first_is_ordered(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(TWO)
        assert in_form(desk) == ("138 0013 8000", 50)
        assert lines(desk)[1] == "One more: 139 0013 9000 · 100 yuan"
        assert waiting(desk)
        await desk.order("")
        assert desk.window.recharge.form.number.text() == ""
        assert lines(desk) == ("One more: 139 0013 9000 · 100 yuan", "")
        await until(lambda: desk.gateway.pushed)
        assert [order.mobile for order in desk.gateway.pushed] == [A], "a number that waits is never ordered by itself"
        QTest.keyClicks(focused(), " ")  # meant for an order: no part of a number
        assert desk.window.recharge.form.number.text() == ""
        press(Qt.Key.Key_F3)
        assert in_form(desk) == ("139 0013 9000", 100)
        assert (lines(desk)[0], waiting(desk)) == ("Read from the message: 100 yuan", False)
        assert focused() is desk.window.recharge.form.number
        await desk.order("", Qt.Key.Key_2)
        await until(lambda: len(desk.gateway.pushed) == 2)
        assert [(order.mobile, order.face) for order in desk.gateway.pushed] == [(A, 5000), (B, 10000)]


async def test_three_numbers_take_turns_by_key_and_by_mouse(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(f"{A} 50\n{B} 100\n{C}")
        assert lines(desk)[1] == "2 more, next: 139 0013 9000 · 100 yuan"
        press(Qt.Key.Key_F3)
        assert in_form(desk) == ("139 0013 9000", 100)
        assert lines(desk)[1] == "2 more, next: 137 0013 7000"
        button = desk.window.recharge.form.numbers.findChild(WaitingNumbers)
        assert isinstance(button, WaitingNumbers)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert in_form(desk) == ("137 0013 7000", None)
        assert "2 more, next: 138 0013 8000 · 50 yuan" in lines(desk)
        press(Qt.Key.Key_F3)
        assert in_form(desk) == ("138 0013 8000", 50), "it waited, and was not lost"


async def test_a_number_typed_by_half_is_not_replaced(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(TWO)
        desk.window.recharge.form.clear()
        QTest.keyClicks(focused(), "1370013")
        press(Qt.Key.Key_F3)
        assert desk.window.recharge.form.number.digits == "1370013"
        assert (lines(desk)[0], role(desk)) == ("4 more digits: a mobile number has 11.", "error")
        assert lines(desk)[1] == "One more: 139 0013 9000 · 100 yuan"
        QTest.keyClicks(focused(), "7000")
        press(Qt.Key.Key_F3)
        assert in_form(desk) == ("139 0013 9000", 100)
        assert lines(desk)[1] == "One more: 137 0013 7000"


async def test_a_number_that_is_typed_waits_no_longer(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(TWO)
        desk.window.recharge.form.clear()
        QTest.keyClicks(focused(), B)
        assert not waiting(desk)
        desk.window.recharge.form.clear()
        assert lines(desk) == ("", "")
        press(Qt.Key.Key_F3)
        assert desk.window.recharge.form.number.text() == ""


async def test_escape_in_the_empty_field_drops_those_waiting_and_tells_which(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(f"{TWO}，{C}充200")
        press(Qt.Key.Key_Escape)
        assert waiting(desk), "only in the empty field"
        desk.window.recharge.form.clear()
        press(Qt.Key.Key_Escape)
        assert lines(desk) == ("No longer waiting: 139 0013 9000 · 100 yuan, 137 0013 7000 · 200 yuan", "")
        assert not waiting(desk)
        press(Qt.Key.Key_F3)
        assert desk.window.recharge.form.number.text() == ""
        QTest.keyClicks(focused(), "1")
        assert "No longer" not in lines(desk)[0]


async def test_numbers_of_a_later_message_wait_behind_those_of_an_earlier_one(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        paste(TWO)
        desk.window.recharge.form.clear()
        paste(f"13600136000 50\n{C} 50\n{B} 50")
        assert in_form(desk) == ("136 0013 6000", 50)
        assert lines(desk)[1] == "2 more, next: 139 0013 9000 · 50 yuan", "each waits once, as it was said last"


async def test_the_form_does_not_move_while_a_message_is_told(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form = desk.window.recharge.form
        before = form.picker.geometry()
        paste(f"{TWO}，{C}充200")
        await until(lambda: waiting(desk))
        assert form.picker.geometry() == before
        hint, button = form.numbers.hint, form.numbers.findChild(WaitingNumbers)
        assert isinstance(button, WaitingNumbers)
        assert hint.rect().contains(button.geometry())
        assert hint.toolTip() == "", "nothing is cut short"


@pytest.mark.parametrize("code", ["zh_CN", "en"])
async def test_nothing_that_is_told_of_a_message_is_cut_short(tmp_path: Path, qapp: QApplication, code: str) -> None:
    """Also in the narrow form of a screen of 1366 by 768 pixels at 125 %."""
    language = Language(qapp)
    language.use(code)
    try:
        async with open_desk(tmp_path) as desk:
            desk.window.resize(1092, 540)
            await until(lambda: desk.window.recharge.form.width() < 480)
            hint = desk.window.recharge.form.numbers.hint
            one = Wanted(A, 20000)
            told = [about_chat.face_read(one, 10000), about_chat.not_sold(20000), about_chat.no_certain_amount()]
            told += [about_chat.remark(read_message(text)) for text in (f"{A} 先不充", "x" * 2000, f"{A}\n1390013900")]
            paste(f"{TWO}，{C}充200")
            assert waiting(desk)
            for text in told:
                assert text
                hint.say(text, "notice", about_chat.waiting([Wanted(B, 20000)] * 12))
                assert hint.text() == f"{hint.said}\n{hint.more}"
    finally:
        language.use("en")


async def test_a_customer_chosen_with_the_mouse_brings_the_face_too(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(offers=OFFERS)) as desk:
        await served_before(desk, A)
        QTest.keyClicks(focused(), "138")
        assert suggestions(desk) == ["138 0013 8000"]
        from desktop.ui.recharge.suggestions import Suggestions

        shown = desk.window.recharge.form.findChild(Suggestions)
        assert isinstance(shown, Suggestions)
        at = shown.visualItemRect(shown.item(0)).center()
        QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        assert in_form(desk) == ("138 0013 8000", 50)


@given(st.integers(0, 99_999_999), st.sampled_from([1000, 5000, 9950, 10000, 100000]), st.sampled_from(["en", "zh_CN"]))
def test_an_order_as_the_program_writes_it_is_read_back(qapp: QApplication, tail: int, fen: int, code: str) -> None:
    order = Order("T1", "77", f"138{tail:08d}", fen, fen, Speed.FAST, 0.0)
    language = Language(qapp)
    language.use(code)
    try:
        assert read_message(words.one_line(order)).wanted == (Wanted(order.mobile, fen),)
        assert read_message(about_chat.waiting([Wanted(order.mobile, fen)])).wanted == (Wanted(order.mobile, fen),)
    finally:
        language.use("en")
