"""The orders beside the form: open ones as cards, below them recently ended ones, a line each."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex, QTimer, Signal

from desktop.domain.orders.status import DOUBTFUL, Standing
from desktop.ui.recharge.card import Card
from desktop.ui.recharge.cards import CARD_HEIGHT, HEADING_HEIGHT, ROW_HEIGHT, CardList, CardModel
from desktop.ui.widgets.build import say_empty
from desktop.ui.words import words
from desktop.ui.words.messages import about_orders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPaintEvent

    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.cards import Index

AT_ONCE = 32
"""For more changes than this, resetting the whole list is faster."""


def _rank(order: Order) -> tuple[bool, float]:
    return not order.is_open, -(order.ended_at or order.placed_at)


class RunningModel(CardModel):
    """Open orders newest first, then the ended ones, last end first. Orders of the attention list are left out.

    If more than `at_once` orders change together, the whole list is reset.
    """

    def __init__(self, now: Callable[[], float], at_once: int = AT_ONCE) -> None:
        super().__init__()
        self._at_once = at_once
        self._now = now
        self._orders: list[Order] = []
        self._known: dict[str, Order] = {}
        self._open = 0
        self.usual: Callable[[Order], float | None] = lambda _order: None
        """Returns the seconds within which nine of ten recent such orders arrived; None if that is not known."""

    @property
    def open_count(self) -> int:
        return self._open

    @property
    def refund_count(self) -> int:
        """The number of failed open orders whose refund is pending."""
        return sum(order.standing is Standing.FAILED for order in self._orders[: self._open])

    def show(self, orders: Iterable[Order]) -> None:
        """Replace all orders."""
        self.beginResetModel()
        self._orders = sorted((order for order in orders if self._belongs(order)), key=_rank)
        self._known = {order.order_no: order for order in self._orders}
        self._open = sum(order.is_open for order in self._orders)
        self.endResetModel()

    def counts(self) -> tuple[int, int]:
        """(running, ended)"""
        return self._open, len(self._orders) - self._open

    def take(self, changed: list[Order]) -> bool:
        """Apply new and changed orders; whether one of them was not listed before."""
        newest = {order.order_no: order for order in changed}
        came = not self._known.keys() >= newest.keys()
        if len(newest) > self._at_once:
            self.show((self._known | newest).values())
            return came
        was_open = self._open
        for order in newest.values():
            self._take(order)
        if self._open != was_open:
            self.heights_changed.emit()
        return came

    def _take(self, order: Order) -> None:
        before = self._known.get(order.order_no)
        row = None if before is None else self._row_of(before)
        place = bisect_left(self._orders, _rank(order), key=_rank) if self._belongs(order) else None
        self._open += (place is not None and order.is_open) - (before is not None and before.is_open)
        if row is None:
            if place is not None:
                self._insert(place, order)
        elif place is None:
            self._remove(row)
        else:
            self._move(row, place, order)

    def _belongs(self, order: Order) -> bool:
        return order.standing not in DOUBTFUL and not order.awaits_word and not order.overdue(self._now())

    def _insert(self, row: int, order: Order) -> None:
        self.beginInsertRows(QModelIndex(), row, row)
        self._orders.insert(row, order)
        self._known[order.order_no] = order
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._known[self._orders.pop(row).order_no]
        self.endRemoveRows()

    def _move(self, row: int, place: int, order: Order) -> None:
        """`place` is an index in the list that still has the row, as in Qt."""
        self._known[order.order_no] = order
        if place not in (row, row + 1):
            self.beginMoveRows(QModelIndex(), row, row, QModelIndex(), place)
            del self._orders[row]
            row = place - (place > row)
            self._orders.insert(row, order)
            self.endMoveRows()
        self._orders[row] = order
        self.dataChanged.emit(self.index(row), self.index(row))

    def _row_of(self, order: Order) -> int:
        row = bisect_left(self._orders, _rank(order), key=_rank)
        while self._orders[row].order_no != order.order_no:  # several orders may have ended at the same moment
            row += 1
        return row

    def order(self, index: Index) -> Order:
        return self._orders[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._orders)

    def card(self, row: int) -> Card:
        order = self._orders[row]
        heading = self.tr("Ended lately: {count}").format(count=len(self._orders) - self._open)
        return Card(
            order,
            words.order_word(order),
            self._times(order),
            about_orders.advice(order, self._now()),
            brief=not order.is_open,
            heading=heading if row == self._open else "",
        )

    def height(self, row: int) -> int:
        if row < self._open:
            return CARD_HEIGHT
        return ROW_HEIGHT + (HEADING_HEIGHT if row == self._open else 0)

    def _times(self, order: Order) -> str:
        if not order.is_open:
            return words.moment(order.ended_at or order.placed_at)
        elapsed = words.span(self._now() - order.placed_at)
        if order.promised_by is None or order.standing not in (Standing.SENDING, Standing.RUNNING):
            return elapsed
        latest, usual = words.minute(order.promised_by), self._usual_time(order)
        if self._now() > order.promised_by:
            return self.tr("{elapsed} · was to arrive by {time}").format(elapsed=elapsed, time=latest)
        if usual is not None and self._now() < usual:
            text = self.tr("{elapsed} · mostly by {usual}, latest {time}")
            return text.format(elapsed=elapsed, usual=words.moment(usual), time=latest)
        return self.tr("{elapsed} · latest {time}").format(elapsed=elapsed, time=latest)

    def _usual_time(self, order: Order) -> float | None:
        usual = self.usual(order)
        return None if usual is None or order.sent_at is None else order.sent_at + usual


class RunningList(CardList):
    """The list of cards; `opened` carries the number of the order whose sheet to open."""

    opened = Signal(str)

    def __init__(self, now: Callable[[], float]) -> None:
        self.cards = RunningModel(now)
        super().__init__(self.cards, QCoreApplication.translate("RunningList", "Running orders"))
        self.empty_text = self.tr("New orders appear here.")  # also if all are in the attention list
        self.chosen.connect(lambda row: self.opened.emit(self.cards.card(row).order.order_no))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._age)
        self._tick.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        say_empty(self, self.empty_text)

    def _age(self) -> None:
        if self.isVisible() and self.cards.open_count:
            self.viewport().update()
