"""The head of an order's sheet: whose order it is, of which day, and its status."""

from __future__ import annotations

import time

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.mobile import Operator, grouped
from desktop.domain.orders.order import Order
from desktop.ui.history.status_pill import StatusPill
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.badge import LARGE, Badge
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.words import words
from desktop.ui.words.places import place_of

translate = QCoreApplication.translate

_NUMBER_HIGH = 54


class OrderHead(QWidget):
    """`closing`: whether it has a button to close the sheet."""

    def __init__(self, *, closing: bool) -> None:
        super().__init__()
        self.number = label(role="large", selectable=True)
        self.number.setFixedHeight(_NUMBER_HIGH)
        self.status = StatusPill()
        self.place = FittedLabel(Qt.TextElideMode.ElideRight)
        self.day = label(role="muted")
        self.close_button = Button(look="ghost", icon_name="x", key="Esc")
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setVisible(closing)
        self._badge: Badge | None = None
        self._operator: Operator | None = None
        self._top = QHBoxLayout()
        self._top.setSpacing(SPACE.apart)
        self._top.addWidget(self.number)
        self._top.addStretch(1)
        right = self._right = QHBoxLayout()
        right.setSpacing(SPACE.near)
        right.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        right.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._top.addLayout(right)
        self._top.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        self._lay_out(closing=closing)

    def _lay_out(self, *, closing: bool) -> None:
        below = QHBoxLayout()
        below.setSpacing(SPACE.apart)
        below.addWidget(self.place)
        below.addWidget(self.day)
        below.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.apart if closing else SPACE.wide, SPACE.page - 2)
        column.setSpacing(SPACE.tight)
        column.addLayout(self._top)
        column.addLayout(below)

    def show_order(self, order: Order, now: float) -> None:
        """Show an order as it is at this time (unix seconds)."""
        self.number.setText(grouped(order.mobile))
        self.place.show_whole(words.operator_and_place(words.short_operator(order.operator), place_of(order.mobile)))
        self.day.setText(_day(order.placed_at))
        self.status.show_order(order, now)
        self._place_status()
        if self._badge is None or order.operator is not self._operator:
            self._show_badge(order.operator)

    def _show_badge(self, operator: Operator | None) -> None:
        if self._badge is not None:
            self._badge.hide()
            self._badge.deleteLater()
        self._operator = operator
        self._badge = Badge(operator, LARGE)
        self._top.insertWidget(1, self._badge)

    def minimumSizeHint(self) -> QSize:
        """Without the status, which has a line of its own where it finds no room beside the number."""
        return QSize(self.number.sizeHint().width() + LARGE + 3 * SPACE.wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_status()

    def _place_status(self) -> None:
        parts = (self.number, self.status, self.close_button)
        wide = sum(part.sizeHint().width() for part in parts if not part.isHidden()) + LARGE
        fits = wide + 5 * SPACE.page + SPACE.wide <= self.width()
        if fits and self._right.indexOf(self.status) < 0:
            self._column.removeWidget(self.status)
            self._right.insertWidget(0, self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        elif not fits and self._right.indexOf(self.status) >= 0:
            self._right.removeWidget(self.status)
            self._column.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeft)


def _day(at: float) -> str:
    """A day with its name: 2026-11-29 Sun."""
    then = time.localtime(at)
    names = (
        *(translate("Days", "Mon"), translate("Days", "Tue"), translate("Days", "Wed"), translate("Days", "Thu")),
        *(translate("Days", "Fri"), translate("Days", "Sat"), translate("Days", "Sun")),
    )
    return f"{time.strftime('%Y-%m-%d', then)} {names[then.tm_wday]}"
