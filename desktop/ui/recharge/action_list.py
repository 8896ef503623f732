"""The action list beside the form: all orders of the counter in groups, what needs the clerk on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QListView

from desktop.domain.orders.action_group import ActionGroup, cash_to_return
from desktop.domain.orders.status import DOUBTFUL
from desktop.ui.look.density import REGULAR
from desktop.ui.recharge.action_model import ActionModel
from desktop.ui.recharge.action_painting import open_height
from desktop.ui.recharge.patient_keys import PatientKeys
from desktop.ui.recharge.row_buttons import RowButtons
from desktop.ui.recharge.row_delegate import RowDelegate
from desktop.ui.recharge.tints import Tints
from desktop.ui.recharge.undo_offer import UndoOffer
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.build import say_empty
from desktop.ui.widgets.throttle import Throttle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtCore import QEvent, QModelIndex
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QShowEvent

    from desktop.domain.orders.order import Order
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.acts import Act
    from desktop.ui.recharge.row_motion import RowMotion

_TICK_MS = 1000
_LONG, _SHOWN_EVERY_MS = 90, 200


class ActionList(QListView):
    """One row is open, with its advice and buttons: the chosen one while the list has the keyboard, otherwise what
    came last of what needs the clerk.

    `acted` carries an order as shown and an Act; `left` is emitted on Esc, `typed` carries a digit, which belongs to
    the number field. See `PatientKeys` for keys that are pressed early; an early click does nothing.
    """

    acted = Signal(object, object)
    left = Signal()
    typed = Signal(str)
    keyboard = Signal(bool)
    """Whether keys go to the list."""
    chosen = Signal()
    """The keyboard's place may be on another order now, or on none."""
    cash_changed = Signal(int, int)
    """The number of orders whose cash has to be returned, and its sum (fen)."""
    doubts_changed = Signal(int)
    """The number of orders whose numbers must not be topped up again yet."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self.rows = ActionModel(now)
        self.density = REGULAR
        self.open_no = self.pointed_no = ""
        self._opened = ("", 0)
        """The open order and the height of its row, for which the rows were laid out."""
        self._pinned = ""
        self._last_came = ""
        self._chosen_call = ("", -1)
        """The chosen order and its row, if it needs the clerk."""
        self._chosen_before = ""
        self.motion: RowMotion | None = None
        """Created with the first row that arrives."""
        self.tints = Tints(self)
        self.tints.faded.connect(self.viewport().update)
        self.buttons = RowButtons(self, self.rows)
        self.buttons.chosen.connect(self._click)
        self.undo = UndoOffer(self, self.rows)
        self._arrived: dict[str, Order] = {}
        self._showing = Throttle(self._show_arrived, _SHOWN_EVERY_MS, self)
        self._keys = PatientKeys(self, self._chosen, now)
        self._keys.acted.connect(self.acted)
        self.empty_text = QCoreApplication.translate("ActionList", "New orders appear here.")
        self.setModel(self.rows)
        self._delegate = RowDelegate(self)  # the view does not keep it alive
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(QCoreApplication.translate("ActionList", "Orders"))
        self.setProperty("role", "actions")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._connect()

    @property
    def chosen_no(self) -> str:
        """The number of the order that the keyboard is on, "" for none."""
        order = self._chosen()
        return "" if order is None else order.order_no

    def _chosen(self) -> Order | None:
        return self.rows.order(self.currentIndex().row()) if self.selectionModel().hasSelection() else None

    @property
    def cash(self) -> tuple[int, int]:
        """The number of orders whose cash has to be returned, and its sum (fen)."""
        owed = [fen for order in self.rows.orders(ActionGroup.ACT) if (fen := cash_to_return(order))]
        return len(owed), sum(owed)

    @property
    def doubts(self) -> int:
        """The number of orders whose numbers must not be topped up again yet, with those that need the clerk."""
        called = [order for order in self.rows.orders(ActionGroup.ACT) if order.standing in DOUBTFUL]
        return len(called) + len(self.rows.orders(ActionGroup.DOUBT))

    @property
    def to_do(self) -> int:
        """The number of orders that need the clerk, without the unconfirmed ones."""
        return len([order for order in self.rows.orders(ActionGroup.ACT) if order.standing not in DOUBTFUL])

    @property
    def armed(self) -> bool:
        """Whether the open row has stood still long enough for an act."""
        return self._keys.armed

    @property
    def waits(self) -> bool:
        """Whether a Space that was pressed too early is still to act."""
        return self._keys.waits

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self.density = density
        self.scheduleDelayedItemsLayout()

    def height_of(self, row: int) -> int:
        """The height of a row."""
        order = self.rows.order(row)
        if order is None:
            return self.density.head
        high = self.density.row
        if order.order_no == self.open_no:
            high += open_height(self.rows.advice(order), self.rows.texts(order), self.viewport().width())
        return max(1, round(high * self.grown(order.order_no)))

    def grown(self, order_no: str) -> float:
        """The part of an order's row that is there, 0 to 1: less than 1 while it is arriving."""
        return 1.0 if self.motion is None else self.motion.grown(order_no)

    def take(self, orders: Iterable[Order]) -> None:
        """Show new and changed orders; in a long list some times a second only."""
        self._arrived.update((order.order_no, order) for order in orders)
        if self.rows.rowCount() < _LONG:
            self._show_arrived()
        else:
            self._showing.want()

    def _show_arrived(self) -> None:
        arrived, self._arrived = self._arrived, {}
        self.rows.take(arrived.values())

    def go_to_doubt(self) -> None:
        """Give the list the keyboard, on the first unconfirmed order; on the first order if none is listed."""
        self.setFocus()
        doubtful = (order for order in self.rows.orders() if order.standing in DOUBTFUL)
        if (first := next(doubtful, None)) is not None:
            self.choose(first.order_no)

    def pin(self, order_no: str) -> None:
        """Keep an order open, which has the keyboard in another column; "" for none."""
        self._pinned = order_no
        self._settle()
        if (row := self.rows.row_of(order_no)) >= 0:
            self.scrollTo(self.rows.index(row))

    def choose(self, order_no: str) -> None:
        """Put the keyboard's place on an order, if it is listed."""
        self._choose(self.rows.row_of(order_no))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == qt.ESCAPE:
            self.left.emit()
        elif key in (qt.UP, qt.DOWN, qt.HOME, qt.END):
            self._go(key)
        elif event.text().isdigit():
            self.typed.emit(event.text())
        elif event.isAutoRepeat() or not self._keys.press(key):
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        from desktop.ui.recharge.acts import Act

        order = self.rows.order(self.indexAt(event.position().toPoint()).row())
        if order is not None:
            self.acted.emit(order, Act.OPEN)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.selectionModel().hasSelection():
            first = self.rows.row_of(self.open_no)
            self._choose(first if first >= 0 else self._next(-1, 1))
        self._settle()
        self.keyboard.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Back to the top, so that nothing new is hidden; not if another window or a menu took the keyboard."""
        super().focusOutEvent(event)
        from PySide6.QtCore import Qt

        stays = event.reason() in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if not stays:
            self._keys.forget()
            self.clearSelection()  # Ctrl+P and other keys apply only to a visible choice
            self._settle()
            if not self._pinned:
                self.scrollToTop()
            self.keyboard.emit(False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        say_empty(self, self.empty_text)

    def _connect(self) -> None:
        self.rows.modelAboutToBeReset.connect(self._note_choice)
        self.rows.regrouped.connect(self._after_regrouping)
        self.rows.dataChanged.connect(self._settle)
        self.rows.came.connect(self._came)
        self.selectionModel().currentChanged.connect(self._settle)
        self.setMouseTracking(True)
        self.entered.connect(self._point)
        self.viewportEntered.connect(self._point)
        self.selectionModel().selectionChanged.connect(lambda _now, _before: self.chosen.emit())
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._age)
        self._tick.start()

    def _point(self, index: QModelIndex | None = None) -> None:
        """The mouse is on this row now, None for no row."""
        order = None if index is None else self.rows.order(index.row())
        pointed = "" if order is None else order.order_no
        if pointed != self.pointed_no:
            self.pointed_no = pointed
            self.viewport().update()

    def _note_choice(self) -> None:
        self._chosen_before = self.chosen_no

    def _after_regrouping(self) -> None:
        if self._chosen_before:
            number, self._chosen_before = self._chosen_before, ""
            self.choose(number)
        self.cash_changed.emit(*self.cash)
        self.doubts_changed.emit(self.doubts)
        self._go_on()
        self._settle()

    def _go_on(self) -> None:
        """The chosen order is done with: choose the one that took its place, or leave if none needs the clerk."""
        number, row = self._chosen_call
        order = self.rows.order(self.rows.row_of(number))
        if not self.hasFocus() or order is None or not self.rows.is_done(number):
            return
        calling = [self.rows.row_of(one) for one in self._calling()]
        self._chosen_call = ("", -1)
        if calling:
            self._choose(next((one for one in calling if one >= row), calling[-1]))
            self._keys.stepped_in = self.chosen_no
        else:
            self.left.emit()

    def _came(self, numbers: list[str]) -> None:
        """The uppermost of those that came together is opened; those at the start are not news."""
        self._last_came = min(numbers, key=self.rows.row_of)
        self.tints.begin(numbers)
        if self.motion is None:
            from desktop.ui.recharge.row_motion import RowMotion

            self.motion = RowMotion(self)
        self.motion.begin(numbers)
        self._settle()

    def _age(self) -> None:
        if self.isVisible():
            self.rows.age()
            self.viewport().update()

    def _settle(self, *_what: object) -> None:
        """Open the row that is to be open now, and put its buttons there."""
        if self.rows.is_moving:
            return
        number = self.chosen_no if self.hasFocus() else ""
        number = number or self._to_open()
        if self.chosen_no and number and self.rows.group_of(number) <= ActionGroup.DOUBT:
            self._chosen_call = (number, self.rows.row_of(number))
        if number != self.open_no:
            self.open_no = number
            self._keys.restart()
        high = self.height_of(self.rows.row_of(number)) if number else 0
        if (number, high) != self._opened:
            self._opened = number, high
            self.scheduleDelayedItemsLayout()
        self._place()
        self.viewport().update()

    def _calling(self) -> list[str]:
        """The orders that need the clerk, from top to bottom."""
        calling = self.rows.orders(ActionGroup.ACT, ActionGroup.DOUBT)
        return [order.order_no for order in calling if not self.rows.is_done(order.order_no)]

    def _to_open(self) -> str:
        if self.rows.row_of(self._pinned) >= 0:
            return self._pinned
        numbers = self._calling()
        return self._last_came if self._last_came in numbers else next(iter(numbers), "")

    def _place(self) -> None:
        """Put the widgets that stand in rows where the rows are."""
        if not self.rows.is_moving and self.isVisible():
            self.undo.place()
            there = self.grown(self.open_no) == 1.0
            opened = self.rows.order(self.rows.row_of(self.open_no)) if there else None
            self.buttons.place(opened, keyboard=self.hasFocus())

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place()

    def _click(self, order: Order, act: Act) -> None:
        if self.armed:
            self.acted.emit(order, act)

    def _go(self, key: int) -> None:
        row = self.currentIndex().row()
        begin, step = {
            qt.UP: (row, -1),
            qt.DOWN: (row, 1),
            qt.HOME: (-1, 1),
            qt.END: (self.rows.rowCount(), -1),
        }[key]
        self._keys.stepped_in = ""
        self._choose(self._next(begin, step))

    def _next(self, row: int, step: int) -> int:
        """The next row with an order, -1 if there is none."""
        at = row + step
        while 0 <= at < self.rows.rowCount():
            order = self.rows.order(at)
            if order is not None and order.order_no != self.undo.order_no:
                return at
            at += step
        return -1

    def _choose(self, row: int) -> None:
        if row >= 0:
            self.setCurrentIndex(self.rows.index(row))
            above = row - 1
            if above >= 0 and self.rows.head(above) is not None:
                self.scrollTo(self.rows.index(above))
            self.scrollTo(self.rows.index(row))
