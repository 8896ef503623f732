"""An order with its facts, every event with its time, and the possible acts: in a sheet, or docked beside the list."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from desktop.domain.orders.events import Event
from desktop.domain.orders.order import Order
from desktop.domain.orders.status import Standing
from desktop.services.desk import Desk
from desktop.services.history.history import OrderDetails
from desktop.ui.history.order_acting import OrderActing
from desktop.ui.history.order_foot import OrderFoot
from desktop.ui.history.order_head import OrderHead
from desktop.ui.history.order_side import OrderSide
from desktop.ui.history.timeline import Timeline
from desktop.ui.history.timeline_entries import Entry, entries
from desktop.ui.look.standings import StatusLook, Tone, look_of
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.acts import KEYS, Act
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.words.messages.about_decisive import decisive

SIDE_WIDE = 348
_LOOK_MS = 15_000
"""The pause between looks at the clock: time alone makes an order late."""


class OrderView(QWidget):
    """Stays current while it is shown. `receipt_wanted` carries the Order as shown, `order_opened` the number of
    another order, `act_wanted` the Order and one of the acts in `elsewhere`, which the owner does.
    """

    receipt_wanted = Signal(object)
    order_opened = Signal(str)
    act_wanted = Signal(object, object)

    def __init__(self, desk: Desk, bridge: Bridge, *, docked: bool, elsewhere: frozenset[Act]) -> None:
        super().__init__()
        self._desk = desk
        self._docked = docked
        self._elsewhere = elsewhere
        self._details: OrderDetails | None = None
        self._gone = False
        """Set when nobody looks at it any more: later answers must not touch its widgets."""
        self._read = "docked news" if docked else "sheet"
        self.head = OrderHead(closing=not docked)
        self.timeline = Timeline()
        self.side = OrderSide(desk, self.say)
        self.answer = label(role="muted")
        self.foot = OrderFoot("tonal" if docked else "ghost")
        self._acting = OrderActing(desk, self.say, self)
        self._lay_out()
        self._connect(bridge)

    @property
    def order(self) -> Order:
        """The order as shown. Raises AssertionError before the first one."""
        assert self._details is not None
        return self._details.order

    @property
    def order_no(self) -> str:
        """Its number, "" before the first one."""
        return "" if self._details is None else self._details.order.order_no

    @property
    def events(self) -> list[Event]:
        """Its events, oldest first."""
        return [] if self._details is None else self._details.events

    @property
    def now_says(self) -> str:
        """The sentence on top of the timeline, and its detail."""
        first: Entry = self.timeline.rows.entries[0]
        return "\n".join(part for part in (first.word, first.detail) if part)

    def show_details(self, details: OrderDetails) -> None:
        """Show an order: another one, or this one as it is now."""
        if details.order.order_no != self.order_no:
            self.answer.setText("")
            self.answer.hide()
            self.side.quiet.end_undo()
            self.timeline.begin()
        self._details = details
        self._show()

    def take(self, orders: list[Order]) -> None:
        """Read the order again if it is one of these."""
        if not self._gone and any(order.order_no == self.order_no for order in orders):
            self._desk.runtime.tasks.read(self._read, self._reload(self.order_no))

    def say(self, text: str, order_no: str = "") -> None:
        """Show the result of an act, unless it was about an order that is not shown any more; "" for any order."""
        if not self._gone and order_no in ("", self.order_no):
            self.answer.setText(text)
            self.answer.setVisible(bool(text))
            self._fit_side()

    def let_go(self) -> None:
        """Nobody looks at it any more."""
        self.side.notes.keep_note()
        self._gone = True

    def wear_keyboard(self, keyboard: bool) -> None:
        """Fill the first button while keys go there."""
        self.foot.wear_keyboard(keyboard)

    def wanted_height(self, width: int) -> int:
        """The height (pixels) that shows all of it in this width."""
        left = self.timeline.wanted_height(width - SIDE_WIDE - 1) + 2 * SPACE.page
        side = self._side_height(SIDE_WIDE)
        return self.head.sizeHint().height() + max(left, side) + 2 + self.foot.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the acts, as in the action list. Enter does nothing here: it opened this."""
        if event.isAutoRepeat() or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            event.ignore()
            return
        offered = (act for act in KEYS.get(event.key(), ()) if self.foot.offers(act))
        act = next(offered, None)
        if act is None:
            event.ignore()
        else:
            self._act(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _lay_out(self) -> None:
        self.answer.setWordWrap(True)
        self.answer.setContentsMargins(SPACE.wide, SPACE.near, SPACE.wide, 0)
        self.answer.hide()
        ground = self._ground = QFrame()
        ground.setProperty("role", "sunken")
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(0, 0, 0, 0)
        scrolled = Scrolled(self.side)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside.addWidget(scrolled)
        left = QVBoxLayout()
        left.setContentsMargins(0, SPACE.apart, 0, 0)
        left.addWidget(self.timeline)
        way = QBoxLayout.Direction.TopToBottom if self._docked else QBoxLayout.Direction.LeftToRight
        middle = QBoxLayout(way)
        middle.setSpacing(0)
        middle.addLayout(left, 1)
        middle.addWidget(_line(upright=not self._docked))
        middle.addWidget(ground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.head, _line(), middle, _line(), self.answer, self.foot):
            if isinstance(part, QBoxLayout):
                column.addLayout(part, 1)
            else:
                column.addWidget(part)
        if not self._docked:
            ground.setFixedWidth(SIDE_WIDE)

    def _connect(self, bridge: Bridge) -> None:
        self.foot.acted.connect(self._act)
        self.side.acted.connect(self._act)
        self.side.opened.connect(self.order_opened)
        self.side.quiet.details.clicked.connect(lambda: self._acting.copy_details(self.order, self.events))
        self.foot.cancel.clicked.connect(lambda: self._acting.cancel(self.order))
        self.foot.receipt.clicked.connect(lambda: self.receipt_wanted.emit(self.order))
        self._acting.cash_noted.connect(self.side.quiet.offer_undo)
        bridge.orders_changed.connect(self.take)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._look.start()

    def _act(self, act: Act) -> None:
        if isinstance(self.focusWidget(), Button):
            self.timeline.setFocus()  # the button may go with its act, and the keyboard to another one
        if act in self._elsewhere:
            self.act_wanted.emit(self.order, act)
        else:
            self._acting.do(self.order, act)

    async def _reload(self, order_no: str) -> None:
        details = await self._desk.history.history.sheet(order_no)
        if details is not None and not self._gone and order_no == self.order_no:
            self.show_details(details)

    def _look_again(self) -> None:
        if self._details is not None and not self._gone and self.isVisible():
            self._show()

    def _show(self) -> None:
        assert self._details is not None
        order, now = self._details.order, self._desk.runtime.clock.now()
        ours = order.store_id == self._desk.orders.store_id
        self.head.show_order(order, now)
        says = decisive(order, now, ours=ours)
        told = entries(order, self._details.events, says, _now_look(order, now), self._usual_by(order, now))
        self.timeline.show_entries(told)
        self.side.show_order(order, self._details.chain, now)
        self.foot.show_order(order, now, ours=ours)
        QTimer.singleShot(0, self, self._fit_side)  # after the new texts were laid out

    def _usual_by(self, order: Order, now: float) -> float | None:
        """When such orders have mostly arrived, if that is still ahead."""
        usual = self._desk.books.reporting.usual(order) if order.is_open else None
        by = None if usual is None or order.sent_at is None else order.sent_at + usual
        return by if by is not None and by > now else None

    def _side_height(self, width: int) -> int:
        layout = self.side.layout()
        assert layout is not None
        return max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())

    def _fit_side(self) -> None:
        """Docked, the side is below the timeline, as high as its contents, up to the half."""
        if self._docked:
            self._ground.setFixedHeight(min(self._side_height(self.width()), self.height() // 2))


def _now_look(order: Order, now: float) -> StatusLook:
    """The look of the sentence about the present: cash that leaves has its own sign."""
    look = look_of(order, now)
    returns = look.tone is Tone.RED and order.standing is not Standing.REVERSED
    return StatusLook("hand-coins", look.tone) if returns else look


def _line(*, upright: bool = False) -> QFrame:
    made = QFrame()
    made.setProperty("role", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
