"""What the parts of the gallery are laid out with, and how a control is forced into a state."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.card import Card

FOCUSED = "shown with the keyboard"
"""A property of those that the gallery gives the keyboard when it is drawn."""


class Painted(QWidget):
    """Shows what a function paints."""

    def __init__(self, wide: int, high: int, paint: Callable[[QPainter, QRect], None]) -> None:
        super().__init__()
        self._paint = paint
        self.setFixedSize(QSize(wide, high))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter, self.rect())
        painter.end()


def swatch(colour: str, edge: str, wide: int = 40, high: int = 32, radius: int = 8) -> Painted:
    def paint(painter: QPainter, room: QRect) -> None:
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(room.adjusted(0, 0, -1, -1), radius, radius)

    return Painted(wide, high, paint)


def section(title: str, remark: str = "") -> tuple[Card, QVBoxLayout]:
    """A card with its heading; what it shows goes into the column."""
    card = Card()
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(SPACE.apart)
    head = QHBoxLayout()
    head.addWidget(label(title, "title"))
    head.addWidget(label(remark, "muted"))
    head.addStretch(1)
    column.addLayout(head)
    return card, column


def row(*parts: QWidget, gap: int = SPACE.page) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(gap)
    for part in parts:
        made.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    made.addStretch(1)
    return made


def named(part: QWidget, name: str) -> QWidget:
    """A control over the name of its state."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.tight)
    column.addWidget(part)
    column.addWidget(label(name, "caption"))
    return holder


def grid(rows: Iterable[Iterable[QWidget]], gap: int = SPACE.page) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(gap)
    made.setVerticalSpacing(SPACE.near)
    for at, parts in enumerate(rows):
        for column, part in enumerate(parts):
            made.addWidget(part, at, column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    return made


def put(widget: QWidget, state: str) -> QWidget:
    """Force a state: normal, hover, pressed, focus, disabled."""
    if state in ("hover", "pressed"):
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    if state == "pressed" and isinstance(widget, QAbstractButton):
        widget.setDown(True)
    widget.setEnabled(state != "disabled")
    widget.setProperty(FOCUSED, state == "focus")
    return widget


def draw_focused(page: QWidget, painter: QPainter) -> None:
    """Give the keyboard to each that is shown with it, and draw its place over the page."""
    for widget in page.findChildren(QWidget):
        if widget.property(FOCUSED):
            typed = isinstance(widget, QLineEdit)  # the Tab key would choose all of its text
            widget.setFocus(Qt.FocusReason.OtherFocusReason if typed else Qt.FocusReason.TabFocusReason)
            place = QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())
            painter.drawPixmap(place.topLeft(), page.grab(place))
            widget.clearFocus()
