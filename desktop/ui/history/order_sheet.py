"""An order's sheet: its facts, every event with its time, and the possible actions."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.mobile import grouped, masked
from desktop.domain.orders.events import Event
from desktop.domain.orders.order import Order
from desktop.domain.orders.outcome import CancelTaken, Contradiction, Declined, NoAnswer, OrderReport
from desktop.domain.orders.status import CANCELLABLE, CASH_OWED
from desktop.domain.plain_text import LONGEST_NUMBER, one_line
from desktop.services.desk import Desk
from desktop.services.history.history import OrderDetails
from desktop.ui.history.facts import Facts
from desktop.ui.history.link_box import LinkBox
from desktop.ui.history.note_box import NoteBox
from desktop.ui.history.settle_box import SettleBox
from desktop.ui.history.support_box import SupportBox
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.awaited import confirmed
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.plain import copy, tip
from desktop.ui.words import words
from desktop.ui.words.dispute import dispute
from desktop.ui.words.event_words import event_detail, event_word, technical_detail
from desktop.ui.words.messages import about_desk, about_orders, about_platform


class OrderSheet(QDialog):
    """Stays current while open. `receipt_wanted` carries the Order as shown, `order_opened` the number of another order
    whose sheet to open in place of this one.
    """

    receipt_wanted = Signal(object)
    order_opened = Signal(str)

    def __init__(self, sheet: OrderDetails, desk: Desk, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._order = sheet.order
        self._events: list[Event] = []
        self._gone = False
        """Set when the dialog closes: later answers must not touch its widgets."""
        self.setWindowTitle(self.tr("Order {order_no}").format(order_no=one_line(sheet.order.order_no, LONGEST_NUMBER)))
        self.resize(860, 600)
        self.status = label(role="fact")
        self.status.setWordWrap(True)
        self.advice = label()
        self.advice.setWordWrap(True)
        self.other_account = label(role="error")
        self.other_account.setWordWrap(True)
        self.settle = SettleBox(desk, self._say)
        self.support = SupportBox(desk)
        self.facts = Facts(self._say)
        self.links = LinkBox()
        self.notes = NoteBox(desk, self._say)
        self.events = QTreeWidget()
        self.ask = button(self.tr("Ask the platform now"))
        self.cancel = button(self.tr("Cancel the order…"))
        self.details = button(self.tr("Copy details"), "small")
        self.copy = button(self.tr("Copy for the platform's support"))
        self.receipt = button(self.tr("Receipt… (Ctrl+P)"))
        self.close_button = button(self.tr("Close (Esc)"))
        self.answer = label(role="muted")
        self.answer.setWordWrap(True)
        self._lay_out()
        self._connect(bridge)
        self._show(sheet)
        (self.notes.cash if sheet.order.awaits_word and sheet.order.standing in CASH_OWED else self.events).setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.near)
        top = QHBoxLayout()
        top.addWidget(label(grouped(self._order.mobile), "large", selectable=True), 1)
        top.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for line in (self.status, self.advice, self.other_account):
            column.addWidget(line)
        for part in (self.links, self.facts, self.notes, self.settle, self.support):
            column.addWidget(part)
        self.events.setAccessibleName(self.tr("Events"))
        self.events.setRootIsDecorated(False)
        self.events.setHeaderLabels([self.tr("Time"), self.tr("What happened"), self.tr("Details")])
        self.events.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.events.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.events, 1)
        column.addWidget(self.answer)
        row = QHBoxLayout()
        for one in (self.ask, self.cancel, self.copy, self.receipt):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _connect(self, bridge: Bridge) -> None:
        tasks = self._desk.runtime.tasks
        self.ask.clicked.connect(lambda: tasks.command("ask now", self._ask_now()))
        self.cancel.clicked.connect(lambda: tasks.read("cancel question", self._ask_to_cancel()))
        self.copy.clicked.connect(self._copy_dispute)
        self.details.clicked.connect(self._copy_details)
        self.receipt.clicked.connect(lambda: self.receipt_wanted.emit(self._order))
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(self.receipt.click)
        self.close_button.clicked.connect(self.accept)
        self.links.opened.connect(self._go_to)
        bridge.orders_changed.connect(self._take)
        self.finished.connect(self._leave)

    def _leave(self, _code: int) -> None:
        self.notes.keep_note()
        self._gone = True

    def _go_to(self, order_no: str) -> None:
        self.accept()
        self.order_opened.emit(order_no)

    def _take(self, orders: list[Order]) -> None:
        if any(order.order_no == self._order.order_no for order in orders):
            self._desk.runtime.tasks.read("sheet", self._reload())

    async def _reload(self) -> None:
        sheet = await self._desk.history.history.sheet(self._order.order_no)
        if sheet is not None and not self._gone:
            self._show(sheet)

    def _show(self, sheet: OrderDetails) -> None:
        order = self._order = sheet.order
        self.status.setText(words.order_word(order))
        ours = order.store_id == self._desk.orders.store_id
        self.advice.setText(about_orders.advice(order, self._desk.runtime.clock.now()))
        self.other_account.setVisible(order.is_open and not ours)
        self.other_account.setText("" if ours else about_orders.other_account(order))
        self.links.show_order(order, sheet.chain)
        self.facts.show_order(order)
        self.notes.show_order(order)
        self.settle.show_order(order)
        self.support.show_order(order)
        self.cancel.setEnabled(ours and order.standing in CANCELLABLE and bool(order.order_number))
        self.ask.setEnabled(ours and order.sent_at is not None)
        self._events = sheet.events
        self.events.clear()
        for event in sheet.events:
            item = QTreeWidgetItem([words.moment(event.at), event_word(event), event_detail(event)])
            item.setToolTip(2, tip(event_detail(event)))
            self.events.addTopLevelItem(item)
        self.events.scrollToBottom()

    async def _ask_now(self) -> None:
        self._say(self.tr("Asking…"))
        outcome = await self._desk.orders.tracking.ask(self._order.order_no)
        match outcome:
            case None:
                self._say(about_desk.asked_already())
            case OrderReport():
                self._say(self.tr("Answered at {time}.").format(time=words.moment(self._desk.runtime.clock.now())))
            case Declined():
                self._say(about_platform.said(outcome))
            case Contradiction() | NoAnswer():
                self._say(about_platform.trouble(outcome))

    async def _ask_to_cancel(self) -> None:
        if await confirmed(
            self,
            self.tr("Cancel the order"),
            about_desk.may_arrive_all_the_same(),
            self.tr("Ask to cancel"),
            self.tr("Back"),
        ):
            self._desk.runtime.tasks.command("cancel", self._cancel())

    async def _cancel(self) -> None:
        outcome = await self._desk.orders.ordering.cancel(self._order)
        match outcome:
            case CancelTaken():
                self._say(about_desk.cancel_taken())
            case Declined():
                self._say(about_desk.not_cancelled(about_platform.said(outcome)))
            case NoAnswer():
                self._say(about_desk.cancel_unanswered())
        await self._desk.orders.tracking.ask(self._order.order_no)

    def _say(self, text: str) -> None:
        if not self._gone:
            self.answer.setText(text)

    def _copy_dispute(self) -> None:
        copy(dispute(self._order))
        self._say(self.tr("Copied."))

    def _copy_details(self) -> None:
        """Copy all events with the technical reasons, for whoever maintains the program."""
        order = self._order
        lines = [f"{one_line(order.order_no)} · {masked(order.mobile)} · {words.face(order.face)}"]
        for event in self._events:
            parts = (words.full_moment(event.at), event_word(event), event_detail(event), technical_detail(event))
            lines.append(" · ".join(part for part in parts if part))
        copy("\n".join(lines))
        self._say(self.tr("Copied, with the number masked: for whoever looks after the program."))
