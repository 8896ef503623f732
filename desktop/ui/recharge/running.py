"""The orders beside the form: open ones first, then those that ended lately."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QModelIndex, QTimer, Signal
from PySide6.QtGui import QPaintEvent

from desktop.domain.order import Order
from desktop.domain.status import DOUBTFUL, Standing
from desktop.ui import words
from desktop.ui.build import say_empty
from desktop.ui.recharge.cards import Card, CardList, CardModel, Index


class RunningModel(CardModel):
    """Open orders newest first, then the ended ones, the last end first. Doubtful ones have a lane of their own."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._orders: list[Order] = []

    @property
    def open_count(self) -> int:
        return sum(order.is_open for order in self._orders)

    def show(self, orders: list[Order]) -> None:
        """Show exactly these."""
        self.beginResetModel()
        known = [order for order in orders if order.standing not in DOUBTFUL]
        self._orders = sorted(known, key=lambda order: (not order.is_open, -(order.ended_at or order.placed_at)))
        self.endResetModel()

    def counts(self) -> tuple[int, int]:
        """(running, ended)"""
        return self.open_count, len(self._orders) - self.open_count

    def take(self, changed: list[Order]) -> bool:
        """Some orders are new or stand differently now; whether one of them was not here before."""
        newest = {order.order_no: order for order in changed}
        places = {order.order_no: row for row, order in enumerate(self._orders)}
        stays = all(
            no in places and one.standing not in DOUBTFUL and self._orders[places[no]].is_open == one.is_open
            for no, one in newest.items()
        )
        if not stays:
            kept = [order for order in self._orders if order.order_no not in newest]
            self.show(kept + list(newest.values()))
            return not places.keys() >= newest.keys()
        for order_no, order in newest.items():
            row = places[order_no]
            self._orders[row] = order
            self.dataChanged.emit(self.index(row), self.index(row))
        return False

    def order(self, index: Index) -> Order:
        return self._orders[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._orders)

    def card(self, row: int) -> Card:
        order = self._orders[row]
        return Card(order, words.order_word(order), self._times(order), words.advice(order))

    def _times(self, order: Order) -> str:
        if not order.is_open:
            return words.moment(order.ended_at or order.placed_at)
        elapsed = words.span(self._now() - order.placed_at)
        if order.promised_by is None or order.standing not in (Standing.SENDING, Standing.RUNNING):
            return elapsed
        return self.tr("{elapsed} · latest {time}").format(elapsed=elapsed, time=words.minute(order.promised_by))


class RunningList(CardList):
    """The list of cards; `opened` carries the order number whose sheet is wanted."""

    opened = Signal(str)

    def __init__(self, now: Callable[[], float]) -> None:
        self.cards = RunningModel(now)
        super().__init__(self.cards, QCoreApplication.translate("RunningList", "Running orders"))
        self.chosen.connect(lambda row: self.opened.emit(self.cards.card(row).order.order_no))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self._tick.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        say_empty(self, self.tr("No orders yet. They appear here with their result."))

    def _age(self) -> None:
        if self.isVisible() and self.cards.open_count:
            self.viewport().update()
