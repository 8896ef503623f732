"""Paints the rows of the action list as its state asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate

from desktop.domain.orders.action_group import ActionGroup
from desktop.ui.look.standings import Tone, look_of
from desktop.ui.recharge.action_painting import RowGround, RowPainter

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QStyleOptionViewItem

    from desktop.domain.orders.order import Order
    from desktop.ui.look.density import Density
    from desktop.ui.recharge.action_model import ActionModel, Index
    from desktop.ui.recharge.tints import Tints


class RowsView(Protocol):
    """The state of the list that its rows are painted by."""

    rows: ActionModel
    tints: Tints
    density: Density
    open_no: str
    pointed_no: str

    @property
    def chosen_no(self) -> str:
        """The number of the order that the keyboard is on, "" for none."""

    def height_of(self, row: int) -> int:
        """The height of a row."""

    def hasFocus(self) -> bool: ...

    def devicePixelRatioF(self) -> float: ...


class RowDelegate(QStyledItemDelegate):
    """Paints heads and orders; the view says which order is open, chosen and new."""

    def __init__(self, view: RowsView) -> None:
        super().__init__()
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(320, self._view.height_of(index.row()))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rows, room = self._view, self._view.rows, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        with_pen = RowPainter(painter, view.devicePixelRatioF(), view.density.row)
        order = rows.order(index.row())
        if order is None:
            head = rows.head(index.row())
            assert head is not None
            with_pen.head(room, head, ("F4", "↑", "↓") if index.row() == 0 else ())
        else:
            self._paint_order(with_pen, room, order)
        painter.restore()

    def _paint_order(self, with_pen: RowPainter, room: QRect, order: Order) -> None:
        view, rows = self._view, self._view.rows
        with_pen.clip(room)
        look = look_of(order, rows.now())
        chosen = view.hasFocus() and view.chosen_no == order.order_no
        calls = rows.group_of(order.order_no) <= ActionGroup.DOUBT
        is_open = view.open_no == order.order_no
        strength = view.tints.strength(order.order_no)
        is_news = (is_open or strength > 0) and look.tone is not Tone.QUIET
        edge = look.tone.ink if calls and is_news else ""
        state = RowGround(chosen, pointed=view.pointed_no == order.order_no, edge=edge)
        with_pen.ground(room, state, tint=look.tone.ground, strength=strength)
        texts = rows.texts(order)
        with_pen.order(room, order, texts, look, calls=calls, on_tint=chosen or strength > 0)
        if is_open:
            with_pen.advice(room, rows.advice(order), texts)
