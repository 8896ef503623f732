import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.ui.recharge.number_field import NumberField


@pytest.fixture
def field(qtbot: QtBot) -> NumberField:
    made = NumberField()
    qtbot.addWidget(made)
    return made


def test_digits_are_grouped_while_typing(field: NumberField) -> None:
    seen = []
    for digit in "13800138000":
        QTest.keyClicks(field, digit)
        seen.append(field.text())
    assert seen[2:5] == ["138", "138 0", "138 00"]
    assert (seen[-1], field.digits, field.cursorPosition()) == ("138 0013 8000", "13800138000", 13)


@pytest.mark.parametrize("pasted", ["+86 138-0013-8000", "１３８００１３８０００", " 138 00138000\t"])
def test_a_paste_in_any_way_of_writing(field: NumberField, pasted: str) -> None:
    field.insert(pasted)
    field.textEdited.emit(field.text())
    assert (field.text(), field.digits) == ("138 0013 8000", "13800138000")


def test_nothing_typed_is_thrown_away(field: NumberField) -> None:
    QTest.keyClicks(field, "138x0013")
    assert field.text() == "138x0013"
    field.clear()
    QTest.keyClicks(field, "1380013800055")
    assert field.digits == "1380013800055"


def test_deleting_steps_over_the_gaps(field: NumberField) -> None:
    QTest.keyClicks(field, "13800138000")
    field.setCursorPosition(3)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert (field.digits, field.cursorPosition()) == ("1380138000", 3)
    field.setCursorPosition(4)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.digits, field.cursorPosition()) == ("130138000", 2)


def test_mending_in_the_middle_keeps_the_place(field: NumberField) -> None:
    QTest.keyClicks(field, "1380138000")
    field.setCursorPosition(4)
    QTest.keyClicks(field, "0")
    assert (field.text(), field.cursorPosition()) == ("138 0013 8000", 5)
    field.setCursorPosition(6)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert (field.text(), field.cursorPosition()) == ("138 0138 000", 5)
