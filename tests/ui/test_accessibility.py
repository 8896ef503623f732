"""By keyboard and by ear: every control is named, has its role and can be reached; every key is on the sheet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QDialog, QScrollBar, QWidget

from desktop.settings import Settings
from desktop.ui.window.key_sheet import KeySheet, keys
from tests.conftest import until
from tests.ui.desk import OpenDesk, open_desk, press, visible

ROLES = {
    "QLineEdit": QAccessible.Role.EditableText,
    "KeyedField": QAccessible.Role.EditableText,
    "NumberField": QAccessible.Role.EditableText,
    "Button": QAccessible.Role.Button,
    "CheckBox": QAccessible.Role.CheckBox,
    "QComboBox": QAccessible.Role.ComboBox,
    "QPlainTextEdit": QAccessible.Role.EditableText,
    "NoteField": QAccessible.Role.EditableText,
    "Timeline": QAccessible.Role.List,
    "ActionList": QAccessible.Role.List,
    "FaceButton": QAccessible.Role.Button,
    "Segment": QAccessible.Role.Button,
    "Rail": QAccessible.Role.PageTabList,
    "StripCell": QAccessible.Role.Button,
    "HistoryTable": QAccessible.Role.Table,
}


def controls(window: QWidget) -> Iterator[QWidget]:
    """All that can have the keyboard in a window."""
    for widget in window.findChildren(QWidget):
        stopped_at = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stopped_at and widget.window() is window and not isinstance(widget, QScrollBar) and not inner(widget):
            yield widget


def inner(widget: QWidget) -> bool:
    """A part of another control, which speaks for it."""
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or isinstance(parent, QAbstractItemView)


def spoken(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def nameless(window: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in controls(window)
        if not spoken(widget).text(QAccessible.Text.Name)
    ]


def wrong_roles(window: QWidget) -> list[str]:
    return [
        type(widget).__name__
        for widget in controls(window)
        if type(widget).__name__ in ROLES and spoken(widget).role() is not _role(widget)
    ]


def _role(widget: QWidget) -> QAccessible.Role:
    """A button that stays pressed is told as a tick."""
    stays = isinstance(widget, QAbstractButton) and widget.isCheckable()
    return QAccessible.Role.CheckBox if stays else ROLES[type(widget).__name__]


async def opened(desk: OpenDesk, what: str) -> QDialog:
    """One dialog after the other, as the clerk opens them."""
    menu, dialogs = desk.window.menu, desk.window.opened.dialogs
    if what == "order":
        await desk.order("13800138000")
        await until(lambda: desk.gateway.pushed)
        dialogs.open_order(desk.gateway.pushed[0].order_no)
    elif what == "confirm":
        await desk.type_order("13800138000")
    else:
        {"settings": menu.settings, "backups": menu.backups, "keys": menu.keys, "about": menu.about}[what].emit()
    await until(lambda: visible(QDialog))
    dialog = visible(QDialog)
    assert dialog is not None
    return dialog


async def test_every_control_of_the_window_has_a_name_and_its_role(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(slow_allowed=True), practice=True) as desk:
        assert {"NumberField", "Button", "KeyedField", "FaceButton", "Segment", "Rail", "StripCell", "ActionList"} <= {
            type(one).__name__ for one in controls(desk.window)
        }
        for tab in (desk.window.history, desk.window.balance):  # both are built now
            assert tab.window() is desk.window
        assert nameless(desk.window) == []
        assert wrong_roles(desk.window) == []


@pytest.mark.parametrize("what", ["order", "confirm", "settings", "backups", "keys", "about"])
async def test_every_control_of_a_dialog_has_a_name_and_its_role(tmp_path: Path, what: str) -> None:
    async with open_desk(tmp_path) as desk:
        dialog = await opened(desk, what)
        assert list(controls(dialog))
        if what == "order":
            assert {"Timeline", "NoteField", "Button"} <= {type(one).__name__ for one in controls(dialog)}
        assert nameless(dialog) == []
        assert wrong_roles(dialog) == []
        dialog.reject()
        await until(lambda: visible(QDialog) is None)


def test_a_control_without_a_name_is_found(qapp: object) -> None:
    window = QWidget()
    from PySide6.QtWidgets import QLineEdit

    QLineEdit(window)
    assert nameless(window) == ["QLineEdit "]


async def test_every_key_of_the_window_is_on_the_sheet(tmp_path: Path) -> None:
    async with open_desk(tmp_path, settings=Settings(slow_allowed=True)) as desk:
        told = " ".join(key for _, lines in keys() for key, _ in lines)
        window = desk.window
        bound = [one.key() for one in window.findChildren(QShortcut)]
        bound += [QKeySequence(one.shortcut()) for one in window.findChildren(QAction)]
        bound.append(window.menu.shortcut())
        names = {sequence.toString() for sequence in bound if not sequence.isEmpty()}
        assert {"F1", "F4", "Alt+N", "Ctrl+F", "F10"} <= names
        missing = {name for name in names if name.replace("Return", "Enter") not in told}
        assert {name for name in missing if not re.fullmatch(r"Alt\+[2-9]|Ctrl\+[23]", name)} == set()


async def test_f1_shows_the_sheet_and_escape_closes_it(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        press(Qt.Key.Key_F1)
        await until(lambda: visible(KeySheet))
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(KeySheet) is None)
        await until(desk.window.recharge.form.number.hasFocus)
