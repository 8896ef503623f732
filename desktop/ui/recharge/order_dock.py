"""The third column of a wide window: the order that is chosen in the action list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.history.order_view import OrderView
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.acts import Act
from desktop.ui.widgets.build import label

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.ui.recharge.action_list import ActionList
    from desktop.ui.widgets.bridge import Bridge

_DELAY_MS = 120
_ICON = 34


class OrderDock(QStackedWidget):
    """Follows the keyboard's place in the action list, after a short rest of it, and takes the focus only by `enter`.
    While it has the keyboard it keeps its order; Esc goes back to the list. An order is read only while it is visible.

    `acted` carries an Order and an Act that the list does as well, `receipt_wanted` an order's number, `keyboard`
    whether keys go here.
    """

    acted = Signal(object, object)
    receipt_wanted = Signal(str)
    keyboard = Signal(bool)

    def __init__(self, actions: ActionList, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._actions = actions
        self._desk = desk
        self._entering = ""
        self._has_keyboard = False
        elsewhere = frozenset({Act.TRY_AGAIN, Act.CASH_RETURNED, Act.SEEN_TO})
        self.view = OrderView(desk, bridge, docked=True, elsewhere=elsewhere)
        self.view.wear_keyboard(False)
        self.empty = EmptyOrder()
        self.addWidget(self.empty)
        self.addWidget(self.view)
        self._rest = QTimer(self, interval=_DELAY_MS, singleShot=True)
        self._rest.timeout.connect(self._follow)
        actions.chosen.connect(self._rest.start)
        self.view.act_wanted.connect(self._act)
        self.view.receipt_wanted.connect(lambda order: self.receipt_wanted.emit(order.order_no))
        self.view.order_opened.connect(self.enter)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go here, or went here before another window opened."""
        return self._has_keyboard

    @property
    def shown_no(self) -> str:
        """The number of the order shown, "" for none."""
        return self.view.order_no if self.currentWidget() is self.view else ""

    def enter(self, order_no: str) -> None:
        """Show an order now, and give it the keyboard."""
        if order_no == self.shown_no:
            self._take_keyboard()
        else:
            self._entering = order_no
            self._desk.runtime.tasks.read("docked order", self._load(order_no))

    def refresh(self) -> None:
        """Show what the list has chosen: its window has just become wide enough for it."""
        self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._actions.setFocus()
            self._actions.choose(self.shown_no)
        else:
            super().keyPressEvent(event)

    def _act(self, order: object, act: Act) -> None:
        """An act of the list ends there, too: so that its undo is seen, and the next order comes."""
        self._actions.setFocus()
        self.acted.emit(order, act)

    def _follow(self) -> None:
        wanted = self._actions.chosen_no
        if self._has_keyboard or self._entering or not self.isVisible() or wanted == self.shown_no:
            return
        if wanted:
            self._desk.runtime.tasks.read("docked order", self._load(wanted))
        else:
            self._clear()

    def _clear(self) -> None:
        self.view.side.notes.keep_note()
        self.setCurrentWidget(self.empty)

    async def _load(self, order_no: str) -> None:
        entering = self._entering == order_no
        try:
            details = await self._desk.history.history.sheet(order_no)
        finally:
            if self._entering == order_no:
                self._entering = ""
        if details is None or not self._is_still_wanted(order_no, entering=entering):
            return
        self.view.show_details(details)
        self.setCurrentWidget(self.view)
        if entering:
            self._take_keyboard()

    def _is_still_wanted(self, order_no: str, *, entering: bool) -> bool:
        """Whether the clerk has not gone elsewhere while the order was read."""
        if entering:
            return self._actions.hasFocus() or self._has_keyboard
        return not self._has_keyboard and self._actions.chosen_no == order_no

    def _take_keyboard(self) -> None:
        self._actions.pin(self.shown_no)
        self.view.timeline.setFocus()

    def _focus_changed(self, _before: QWidget | None, after: QWidget | None) -> None:
        if after is None or after.window() is not self.window():
            return  # another window has the keyboard for a while
        inside = self.isAncestorOf(after)
        if inside != self._has_keyboard:
            self._has_keyboard = inside
            self.view.wear_keyboard(inside)
            self._actions.pin(self.shown_no if inside else "")
            self.keyboard.emit(inside)
            self._rest.start()


class EmptyOrder(QWidget):
    """Says how an order comes here."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = label(alignment=int(Qt.AlignmentFlag.AlignCenter.value))
        self.said = label(self.tr("Choose an order to see all of it here (F4)"), "muted")
        self.said.setWordWrap(True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.wide, SPACE.wide, SPACE.wide)
        column.setSpacing(SPACE.page)
        column.addStretch(1)
        column.addWidget(self._sign)
        column.addWidget(self.said)
        column.addStretch(1)
        self._sign.setPixmap(icon("history", theme.tokens().muted, _ICON, self.devicePixelRatioF()))
