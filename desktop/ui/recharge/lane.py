"""The unconfirmed lane: orders nobody knows the end of, since when, when they are asked about next, what to say."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.doubt import Doubt
from desktop.domain.order import Order
from desktop.ui import words
from desktop.ui.build import label
from desktop.ui.recharge.cards import CARD_HEIGHT, Card, CardList, CardModel, Index
from desktop.ui.throttle import Throttle

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.ui.bridge import Bridge

_RENEW_MS = 500
_ASKED_SINCE_S = 3.0


class LaneModel(CardModel):
    """The doubts, the oldest first. Without a desk nobody asks about them yet."""

    def __init__(self) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.doubts: Sequence[Doubt] = ()

    def show(self, doubts: Sequence[Doubt]) -> None:
        """Show exactly these."""
        if [doubt.order.order_no for doubt in doubts] == [doubt.order.order_no for doubt in self.doubts]:
            self.doubts = doubts
            if doubts:
                self.dataChanged.emit(self.index(0), self.index(len(doubts) - 1))
            return
        self.beginResetModel()
        self.doubts = doubts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.doubts)

    def card(self, row: int) -> Card:
        doubt = self.doubts[row]
        return Card(doubt.order, self._since(doubt.order), self._next(doubt), self._say(doubt.order), urgent=True)

    def _since(self, order: Order) -> str:
        since = order.placed_at if order.sent_at is None else order.sent_at
        span = words.span(self._now() - since)
        text = self.tr("{status} · since {time} ({span})")
        return text.format(status=words.order_word(order), time=words.minute(since), span=span)

    def _next(self, doubt: Doubt) -> str:
        if self.desk is None or doubt.order.store_id != self.desk.store_id or doubt.next_ask_at is None:
            return ""
        if self.desk.link.offline:
            return self.tr("asked when the line is back")
        ahead = doubt.next_ask_at - self._now()
        if ahead <= 0:
            return self.tr("being asked…")
        return self.tr("next question in {span}").format(span=words.span(ahead))

    def _say(self, order: Order) -> str:
        if self.desk is None:
            return words.advice(order)
        if order.store_id != self.desk.store_id:
            return words.other_account(order)
        return words.tell_customer(order, self._now())

    def _now(self) -> float:
        return time.time() if self.desk is None else self.desk.clock.now()


class Lane(QWidget):
    """Hidden while there is no doubt; `opened` carries the number of an order whose sheet is wanted."""

    opened = Signal(str)

    _desk: Desk
    """There from `open` on."""

    def __init__(self) -> None:
        super().__init__()
        self.shown_at_once = 2
        """More than these are scrolled to."""
        self._heading = label(role="warning-heading")
        self.model = LaneModel()
        self.view = CardList(self.model, self.tr("Unconfirmed orders"))
        self.view.chosen.connect(lambda row: self.opened.emit(self.model.doubts[row].order.order_no))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 10)
        column.addWidget(self._heading)
        column.addWidget(self.view)
        self._renewal = Throttle(self._renew, _RENEW_MS, self)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def open(self, desk: Desk, bridge: Bridge) -> None:
        """Follow what the services tell from now on."""
        self._desk = self.model.desk = desk
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())
        self._tick.start()
        self._renewal.want()

    async def load(self) -> None:
        """Show the doubts as they are stored."""
        self.show_doubts(await self._desk.history.doubts())

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show exactly these, and the lane only where there are any."""
        self.model.show(doubts)
        self._heading.setText(
            self.tr("Unconfirmed: {count}. Do not order these numbers again.").format(count=len(doubts))
        )
        self.view.setFixedHeight(min(len(doubts), self.shown_at_once) * CARD_HEIGHT + 4)
        self.setVisible(bool(doubts))

    def _renew(self) -> None:
        self._desk.tasks.read("lane", self.load())

    def _age(self) -> None:
        if not self.model.doubts:
            return
        now = self._desk.clock.now()
        ours = [doubt for doubt in self.model.doubts if doubt.order.store_id == self._desk.store_id]
        if any((doubt.next_ask_at or now) + _ASKED_SINCE_S < now for doubt in ours):
            self._renewal.want()  # asked, with no answer: no order changed, its plan did
        self.view.viewport().update()
