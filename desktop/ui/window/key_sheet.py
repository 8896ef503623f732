"""The sheet of all keys, opened by F1."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.scrolled import Scrolled

translate = QCoreApplication.translate

Keys = list[tuple[str, str]]


def keys() -> list[tuple[str, Keys]]:
    """(area, [(keys, their effect)]), in the order in which the clerk meets them."""
    return [
        (translate("Keys", "A top-up"), _recharge()),
        (translate("Keys", "Orders beside the form"), _orders()),
        (translate("Keys", "Balance"), _balance()),
        (translate("Keys", "Batch"), _batch()),
        (translate("Keys", "Everywhere"), _everywhere()),
    ]


class KeySheet(QDialog):
    """Enter and Esc close it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        inside = QWidget()
        beside = QHBoxLayout(inside)
        beside.setContentsMargins(0, 0, SPACE.near, 0)
        beside.setSpacing(SPACE.wide)
        areas = keys()
        for part in (areas[:2], areas[2:]):
            beside.addLayout(_table(part))
        self._scroll = Scrolled(inside)
        close = button(self.tr("Close (Esc)"), "primary")
        close.clicked.connect(self.accept)
        row_of_buttons = QHBoxLayout()
        row_of_buttons.addStretch(1)
        row_of_buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.apart, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.page)
        column.addWidget(self._scroll, 1)
        column.addLayout(row_of_buttons)
        self.resize(self.sizeHint())
        close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and page keys scroll where the sheet is too low for all keys."""
        bar = self._scroll.verticalScrollBar()
        line, page = bar.singleStep() * 2, bar.pageStep()
        steps = {Qt.Key.Key_Up: -line, Qt.Key.Key_Down: line, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)


def _table(areas: list[tuple[str, Keys]]) -> QVBoxLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.wide)
    grid.setVerticalSpacing(5)
    for where, lines in areas:
        grid.addWidget(label(where, "heading"), grid.rowCount(), 0, 1, 2)
        for key, what in lines:
            row = grid.rowCount()
            grid.addWidget(label(key, "key"), row, 0)
            grid.addWidget(label(what), row, 1)
    column = QVBoxLayout()
    column.addLayout(grid)
    column.addStretch(1)
    return column


def _recharge() -> Keys:
    return [
        (translate("Keys", "digits"), translate("Keys", "the number; a message from a chat can be pasted")),
        ("F3", translate("Keys", "the next number of a pasted message; Esc drops those")),
        ("↓", translate("Keys", "choose a recent customer under the number; Enter takes it")),
        ("Alt+1 … Alt+9", translate("Keys", "face value")),
        ("Alt+F / Alt+S", translate("Keys", "fast / slow, where slow is allowed")),
        ("Alt+N", translate("Keys", "note")),
        ("Enter, 1 … 9", translate("Keys", "check, how it is paid; Enter once more: top up")),
        ("Esc", translate("Keys", "back from the check, nothing is lost")),
    ]


def _orders() -> Keys:
    return [
        ("F4", translate("Keys", "go to the orders; unconfirmed and failed ones come first")),
        ("F2, Esc", translate("Keys", "back to the number")),
        ("Enter", translate("Keys", "open the order")),
        ("Alt+← / Alt+→", translate("Keys", "in an order that was tried again: to the one before or after it")),
        ("Space", translate("Keys", "the cash is returned, or I have seen to this order")),
        ("R", translate("Keys", "try it again: the form is filled, the cash is carried over")),
        ("Ctrl+Z", translate("Keys", "take back that cash was returned, within six seconds")),
        ("Q", translate("Keys", "ask the platform about the order now")),
        ("C", translate("Keys", "copy the order's numbers for the platform's support")),
        ("Ctrl+P", translate("Keys", "receipt of the chosen order, or of the one placed last")),
    ]


def _balance() -> Keys:
    return [
        ("Alt+1 … Alt+7", translate("Keys", "its pages, from the ledger to the shifts")),
        ("F5", translate("Keys", "read the balance now")),
        ("Alt+D", translate("Keys", "enter a deposit, on the page of the ledger")),
        ("Alt+C", translate("Keys", "make the daily close, on its page")),
    ]


def _batch() -> Keys:
    return [
        ("Ctrl+V", translate("Keys", "paste a list; also into the one that is shown")),
        ("Ctrl+O", translate("Keys", "open spreadsheets or texts")),
        ("Space", translate("Keys", "tick the chosen rows, or leave them out")),
        ("Del", translate("Keys", "leave the chosen rows out; remove a list that was not sent")),
        ("F2", translate("Keys", "correct the number, the face value or the note")),
        ("Ctrl+Z", translate("Keys", "undo")),
        ("Enter", translate("Keys", "check the ticked rows and send them; open an order")),
    ]


def _everywhere() -> Keys:
    return [
        ("Ctrl+1 … Ctrl+4", translate("Keys", "the tabs at the left edge")),
        ("Ctrl+Tab", translate("Keys", "next tab")),
        ("Ctrl+Shift+Tab", translate("Keys", "the tab before")),
        ("Ctrl+F", translate("Keys", "search the history")),
        ("F5", translate("Keys", "offline or refused: try again now")),
        ("Alt+K", translate("Keys", "another key, if this one is refused")),
        ("F9, Ctrl+L", translate("Keys", "with a staff list: another person, lock")),
        ("F10", translate("Keys", "menu")),
        ("F1", translate("Keys", "this sheet")),
        ("Ctrl+Q", translate("Keys", "quit; what is open is said first")),
    ]
