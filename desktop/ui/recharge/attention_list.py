"""The attention list: unconfirmed and overdue orders, and bad ends that the clerk has not acknowledged."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.orders.status import RETURNS_CASH, Standing
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.card import Card
from desktop.ui.recharge.cards import CARD_HEIGHT, CardList, CardModel
from desktop.ui.widgets.build import dress, label
from desktop.ui.widgets.throttle import Throttle
from desktop.ui.words import words
from desktop.ui.words.messages import about_orders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.orders.order import Order
    from desktop.domain.orders.unconfirmed import UnconfirmedOrder
    from desktop.services.desk import Desk
    from desktop.ui.recharge.cards import Index
    from desktop.ui.widgets.bridge import Bridge

_RENEW_MS = 500
_ASKED_SINCE_S = 3.0
_SHOWN_AT_ONCE = 2
"""More cards than these need scrolling."""


class AttentionModel(CardModel):
    """The unconfirmed orders, oldest first, then the bad ends, newest first. Without a desk none is queried yet."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.unconfirmed_orders: Sequence[UnconfirmedOrder] = ()
        self.failures: Sequence[Order] = ()

    def show(self, unconfirmed_orders: Sequence[UnconfirmedOrder], failures: Sequence[Order]) -> None:
        """Replace all cards."""
        before = [self.order(row).order_no for row in range(self.rowCount())]
        if before == [one.order.order_no for one in unconfirmed_orders] + [one.order_no for one in failures]:
            self.unconfirmed_orders, self.failures = unconfirmed_orders, failures
            if before:
                self.dataChanged.emit(self.index(0), self.index(len(before) - 1))
            return
        self.beginResetModel()
        self.unconfirmed_orders, self.failures = unconfirmed_orders, failures
        self.endResetModel()

    def order(self, row: int) -> Order:
        behind = row - len(self.unconfirmed_orders)
        return self.unconfirmed_orders[row].order if behind < 0 else self.failures[behind]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.unconfirmed_orders) + len(self.failures)

    def card(self, row: int) -> Card:
        order = self.order(row)
        if row >= len(self.unconfirmed_orders):
            when = words.moment(order.ended_at or order.placed_at)
            returned, settled = self.tr("Cash returned (Space)"), self.tr("Settled with the customer (Space)")
            action = returned if order.standing in RETURNS_CASH else settled
            what = f"{words.order_word(order)} · {when}"
            return Card(order, what, "", about_orders.advice(order), urgent=True, action=action)
        return Card(order, self._since(order), self._next(self.unconfirmed_orders[row]), self._say(order), urgent=True)

    def _since(self, order: Order) -> str:
        since = order.placed_at if order.sent_at is None else order.sent_at
        span = words.span(self._now() - since)
        text = self.tr("{status} · since {time} ({span})")
        return text.format(status=words.order_word(order), time=words.minute(since), span=span)

    def _next(self, unconfirmed: UnconfirmedOrder) -> str:
        if (
            self.desk is None
            or unconfirmed.order.store_id != self.desk.orders.store_id
            or unconfirmed.next_ask_at is None
        ):
            return ""
        if self.desk.reachability.offline:
            return self.tr("asked when the line is back")
        ahead = unconfirmed.next_ask_at - self._now()
        if ahead <= 0:
            return self.tr("asked any moment now")
        return self.tr("next question in {span}").format(span=words.span(ahead))

    def _say(self, order: Order) -> str:
        if self.desk is None:
            return about_orders.advice(order)
        if order.store_id != self.desk.orders.store_id:
            return about_orders.other_account(order)
        return about_orders.tell_customer(order, self._now())

    def _now(self) -> float:
        return time.time() if self.desk is None else self.desk.runtime.clock.now()


class AttentionList(QWidget):
    """Hidden while empty.

    `opened` carries the number of the order whose sheet to open, `seen_to` the order that the clerk acknowledged, as
    shown, `failing` the number of bad ends.
    """

    opened = Signal(str)
    seen_to = Signal(object)
    failing = Signal(int)

    _desk: Desk
    """Set by `open`."""

    def __init__(self) -> None:
        super().__init__()
        self._failures: dict[str, Order] = {}
        self.heading = label(role="warning-heading")
        self.heading.setWordWrap(True)
        self.model = AttentionModel()
        self.view = CardList(self.model, self.tr("Orders that need you"))
        self.view.chosen.connect(lambda row: self.opened.emit(self.model.order(row).order_no))
        self.view.acted.connect(lambda row: self.seen_to.emit(self.model.order(row)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACE.close)
        column.setSpacing(SPACE.tight)
        column.addWidget(self.heading)
        column.addWidget(self.view)
        self._renewal = Throttle(self._renew, _RENEW_MS, self)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Connect to the services."""
        self._desk = self.model.desk = desk
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())
        self._tick.start()
        self._renewal.want()

    async def load(self) -> None:
        """Show the stored unconfirmed orders."""
        self.show_unconfirmed(await self._desk.history.history.unconfirmed_orders())

    def show_unconfirmed(self, unconfirmed_orders: Sequence[UnconfirmedOrder]) -> None:
        """Replace the unconfirmed orders; the bad ends stay."""
        self._show(unconfirmed_orders)

    def take(self, orders: Iterable[Order]) -> None:
        """Apply changed orders: bad ends are added, and removed once acknowledged."""
        before, ended = dict(self._failures), set()
        for order in orders:
            self._failures.pop(order.order_no, None)
            if order.awaits_word:
                self._failures[order.order_no] = order
            if not order.is_open:
                ended.add(order.order_no)
        unconfirmed_orders = [one for one in self.model.unconfirmed_orders if one.order.order_no not in ended]
        if self._failures != before or len(unconfirmed_orders) != len(self.model.unconfirmed_orders):
            self._show(unconfirmed_orders)

    def _show(self, unconfirmed_orders: Sequence[UnconfirmedOrder]) -> None:
        had_keyboard, row = self.view.hasFocus(), self.view.currentIndex().row()
        chosen = self.model.order(row).order_no if row >= 0 else ""
        ended_at = [(order.ended_at or order.placed_at, order) for order in self._failures.values()]
        failures = [order for _, order in sorted(ended_at, key=lambda pair: -pair[0])]
        self.model.show(unconfirmed_orders, failures)
        self.failing.emit(len(failures))
        self.heading.setText("    ".join(self._headings(unconfirmed_orders, len(failures))))
        rows = self.model.rowCount()
        if rows:  # the first paint without any card does not need roles (qt_numbers)
            dress(self.heading, "warning-heading" if unconfirmed_orders else "danger-heading")
        self.view.setFixedHeight(min(rows, _SHOWN_AT_ONCE) * CARD_HEIGHT + 4)
        self.setVisible(bool(rows))
        if had_keyboard and not rows:
            self.view.left.emit()
        elif not self.view.currentIndex().isValid() and (had_keyboard or chosen):
            numbers = [self.model.order(at).order_no for at in range(rows)]
            at = numbers.index(chosen) if chosen in numbers else min(max(row, 0), rows - 1)
            self.view.setCurrentIndex(self.model.index(at))

    def _headings(self, unconfirmed_orders: Sequence[UnconfirmedOrder], failures: int) -> list[str]:
        lines = []
        if unconfirmed_orders:
            unconfirmed = sum(one.order.standing is Standing.UNKNOWN for one in unconfirmed_orders)
            checking = sum(one.order.standing is Standing.CHECKING for one in unconfirmed_orders)
            counts = (
                (self.tr("Unconfirmed: {count}"), unconfirmed),
                (self.tr("Refused, being checked: {count}"), checking),
                (self.tr("Without an end for 72 hours: {count}"), len(unconfirmed_orders) - unconfirmed - checking),
            )
            kinds = " · ".join(text.format(count=count) for text, count in counts if count)
            lines.append(self.tr("{kinds}. Do not order these numbers again.").format(kinds=kinds))
        if failures:
            lines.append(self.tr("Did not work: {count}. See to the customer.").format(count=failures))
        return lines

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("attention list", self.load())

    def _age(self) -> None:
        if not self.model.unconfirmed_orders:
            return
        now = self._desk.runtime.clock.now()
        ours = [one for one in self.model.unconfirmed_orders if one.order.store_id == self._desk.orders.store_id]
        if any((one.next_ask_at or now) + _ASKED_SINCE_S < now for one in ours):
            self._renewal.want()  # queried without an answer: the order is unchanged, its plan is not
        self.view.viewport().update()
