"""The history's columns: what each is called, how wide it is at least, and what it shows of an order."""

from __future__ import annotations

import time
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from desktop.domain.history.search import SortBy
from desktop.domain.mobile import grouped
from desktop.domain.orders.amounts import net_cost
from desktop.domain.orders.order import Order
from desktop.domain.orders.payment import CREDIT, LONGEST_PAYER
from desktop.domain.plain_text import LONGEST_NAME, LONGEST_NUMBER, one_line
from desktop.ui.look.standings import StatusLook, Tone, look_of
from desktop.ui.words import words

translate = QCoreApplication.translate


class HistoryColumn(IntEnum):
    """In the order in which they stand until the clerk moves them."""

    TIME = 0
    NUMBER = 1
    OPERATOR = 2
    FACE = 3
    SPEED = 4
    STATUS = 5
    ELAPSED = 6
    COST = 7
    ARRIVED = 8
    PLATFORM_NO = 9
    OUR_NO = 10
    NOTE = 11
    BY = 12


LEAST = (84, 144, 72, 70, 50, 116, 60, 74, 76, 110, 110, 60, 60)
"""Pixels, by column, before anything longer was seen in it."""
MOST = 320
"""No column makes itself wider than this."""
BOLD = frozenset({HistoryColumn.STATUS})
CODES = frozenset({HistoryColumn.PLATFORM_NO, HistoryColumn.OUR_NO})
"""Numbers that are elided in the middle, because both of their ends distinguish them."""
RIGHT = frozenset({HistoryColumn.FACE, HistoryColumn.ELAPSED, HistoryColumn.COST, HistoryColumn.ARRIVED})
SORTED_BY = {
    HistoryColumn.TIME: SortBy.TIME,
    HistoryColumn.NUMBER: SortBy.NUMBER,
    HistoryColumn.OPERATOR: SortBy.OPERATOR,
    HistoryColumn.FACE: SortBy.FACE,
    HistoryColumn.SPEED: SortBy.SPEED,
    HistoryColumn.STATUS: SortBy.STATUS,
    HistoryColumn.ELAPSED: SortBy.ELAPSED,
    HistoryColumn.COST: SortBy.COST,
}
COLUMN_OF = {by: column for column, by in SORTED_BY.items()}


def titles() -> tuple[str, ...]:
    """The columns' names, in the order of `Column`."""
    return (
        translate("HistoryModel", "Time"),
        translate("HistoryModel", "Number"),
        translate("HistoryModel", "Operator"),
        translate("HistoryModel", "Face value"),
        translate("HistoryModel", "Speed"),
        translate("HistoryModel", "Status"),
        translate("HistoryModel", "Elapsed"),
        translate("HistoryModel", "Cost"),
        translate("HistoryModel", "Arrived"),
        translate("HistoryModel", "Platform no."),
        translate("HistoryModel", "Our order no."),
        translate("HistoryModel", "Note"),
        translate("HistoryModel", "Placed by"),
    )


class HistoryRow:
    """An order as it is painted: a text for each column and the look of its status, made when first looked at."""

    __slots__ = ("_look", "_texts", "order")

    def __init__(self, order: Order) -> None:
        self.order = order
        self._texts: tuple[str, ...] | None = None
        self._look: StatusLook | None = None

    @property
    def texts(self) -> tuple[str, ...]:
        """By column."""
        if self._texts is None:
            self._texts = _texts(self.order)
        return self._texts

    @property
    def look(self) -> StatusLook:
        """Of the status, as it was when first looked at."""
        if self._look is None:
            self._look = look_of(self.order, time.time())
        return self._look

    @property
    def calls(self) -> bool:
        """Whether the order asks something of the clerk."""
        return self.order.awaits_word or (self.order.is_open and self.look.tone is not Tone.QUIET)


def _texts(order: Order) -> tuple[str, ...]:
    note = one_line(order.note)
    if order.cash_returned_at is not None:
        returned = translate("HistoryModel", "cash returned")
        note = f"{returned} · {note}" if note else returned
    if order.retried_as:
        again = translate("HistoryModel", "tried again")
        note = f"{again} · {note}" if note else again
    if order.paid_with == CREDIT:
        on_credit = f"{words.payment_word(CREDIT)} {one_line(order.payer, LONGEST_PAYER)}"
        note = f"{on_credit} · {note}" if note else on_credit
    return (
        words.moment(order.placed_at),
        grouped(order.mobile),
        words.operator_word(order.operator),
        words.face(order.face),
        words.speed_word(order.speed),
        words.order_word(order),
        "…" if order.ended_at is None else words.span(order.ended_at - order.placed_at),
        "" if order.cost is None else words.yuan(net_cost(order)),
        words.yuan(order.arrived) if order.arrived else "",
        words.platform_no(order),
        one_line(order.order_no, LONGEST_NUMBER),
        note,
        one_line(order.placed_by, LONGEST_NAME) or "–",
    )
