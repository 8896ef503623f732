"""The page of a list that was confirmed: its rows with their results as they come, and how far it is."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.batch.batch import Batch, BatchResult, BatchState, Hold, Progress, StagedRow
from desktop.domain.orders.order import Order
from desktop.domain.plain_text import one_line
from desktop.ui.batch.model import BatchModel
from desktop.ui.batch.row_texts import RowTexts, sent_texts
from desktop.ui.batch.side import SentSide
from desktop.ui.batch.source_strip import SourceStrip
from desktop.ui.batch.table import BatchTable
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.words import words

_LEAST_SENT = 5
"""Orders before the time left can be told."""


class SentPage(QWidget):
    """`order_opened` carries an order number; `released` and `taken_out` the position of a row."""

    order_opened = Signal(str)
    released = Signal(int)
    taken_out = Signal(int)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.batch: Batch | None = None
        self.progress = Progress()
        self._results: dict[int, BatchResult] = {}
        self._positions: dict[str, int] = {}
        self._of_number = defaultdict[str, list[int]](list)
        self._begun: tuple[float, int] | None = None
        """The time at which rows began to go out, and the number that waited then."""
        self.rows = BatchModel(staged=False)
        self.table = BatchTable(self.rows)
        self.strip = SourceStrip()
        self.side = SentSide()
        self.name = FittedLabel(Qt.TextElideMode.ElideRight)
        self.name.setProperty("role", "title")
        self.remark = FittedLabel(Qt.TextElideMode.ElideRight)
        self.remark.setProperty("role", "muted")
        self.lists = button(self.tr("Lists"), "plain", icon_name="list-checks")
        self._lay_out()
        self.table.entered.connect(self._open)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.table.current.connect(lambda _position: self._show_current())
        self.strip.act.clicked.connect(self._act)
        self.strip.out.clicked.connect(self._take_out)
        self.table.toggled.connect(lambda _rows: self._act())
        self.table.struck.connect(lambda _rows: self._take_out())
        self.lists.clicked.connect(self.back.emit)

    @property
    def results(self) -> list[BatchResult]:
        """All rows with their orders, in the order of the list."""
        return list(self._results.values())

    def show_list(self, batch: Batch, results: Iterable[BatchResult], progress: Progress) -> None:
        """Show a list; the place in it stays if it is the one that is shown."""
        again = self.batch is not None and self.batch.id == batch.id
        if not again or batch.state is not BatchState.SENDING:
            self._begun = None
        self.batch = batch
        self._results = {one.row.position: one for one in results}
        self._positions = {one.row.order_no: one.row.position for one in self._results.values()}
        self._of_number.clear()
        for position, one in self._results.items():
            self._of_number[one.row.mobile].append(position)
        self.name.show_whole(one_line(batch.name or batch.origin))
        at = batch.confirmation.at if batch.confirmation is not None else batch.made_at
        by = batch.confirmation.by.name if batch.confirmation is not None else ""
        self.remark.show_whole(" · ".join(one for one in (words.moment(at), one_line(by)) if one))
        if again:
            self.rows.renew_all()
        else:
            queued = [position for position, one in self._results.items() if one.row.queued]
            left_out = [position for position, one in self._results.items() if not one.row.queued]
            self.rows.show([*queued, *left_out], self._row, self._texts)
        self.show_progress(progress)
        self._show_current()

    def show_progress(self, progress: Progress) -> None:
        """Show how far the list is."""
        assert self.batch is not None
        self.progress = progress
        self.side.show_progress(self.batch, progress, self._remaining(progress))

    def hear(self, orders: list[Order]) -> bool:
        """Take orders that changed; whether any is of this list."""
        touched = list[int]()
        for order in orders:
            position = self._positions.get(order.order_no)
            if position is not None:
                self._results[position] = self._results[position]._replace(order=order)
                touched.append(position)
        self.rows.renew(touched)
        if touched:
            self._show_current()
        return bool(touched)

    def row(self, position: int) -> StagedRow:
        """A row by its position."""
        return self._results[position].row

    _row = row

    def _texts(self, position: int) -> RowTexts:
        row, order = self._results[position]
        return sent_texts(row, order, self._waits_for(row))

    def _waits_for(self, row: StagedRow) -> int:
        """The row before it with the same number whose order is not decided; 0 for none."""
        alike = self._of_number.get(row.mobile, ())
        return next((one for one in alike if one < row.position and self._is_undecided(one)), 0)

    def _is_undecided(self, position: int) -> bool:
        row, order = self._results[position]
        return order.is_open if order is not None else row.queued and not row.held

    def _remaining(self, progress: Progress) -> str:
        """The time until the last row goes out, at the rate so far."""
        assert self.batch is not None
        if self.batch.state is not BatchState.SENDING or not progress.waiting:
            return ""
        now = time.monotonic()
        if self._begun is None:
            self._begun = (now, progress.waiting)
        since, waited = self._begun
        sent = waited - progress.waiting
        if sent < _LEAST_SENT:
            return self.tr("Rows go out one after the other.")
        rest = (now - since) / sent * progress.waiting
        return self.tr("About {time} left").format(time=words.span(rest))

    def _show_current(self) -> None:
        chosen = self.table.selected
        if self.batch is None or len(chosen) != 1:
            self.strip.show_row("", "")
            self.strip.offer("", edit=False, out=False)
            return
        row, order = self._results[chosen[0]]
        self.strip.show_row(self.tr("Line {line}").format(line=row.line), row.source)
        act = ""
        if order is not None:
            act = self.tr("Open the order (Enter)")
        elif row.held and self.batch.is_under_way:
            act = self.tr("Send it all the same (Space)")
        out = order is None and row.queued and row.held is not Hold.STOPPED and self.batch.is_under_way
        self.strip.offer(act, edit=False, out=out)

    def _act(self) -> None:
        chosen = self.table.selected
        if len(chosen) == 1:
            row, order = self._results[chosen[0]]
            if order is not None:
                self._open()
            elif row.held:
                self.released.emit(row.position)

    def _open(self) -> None:
        chosen = self.table.selected
        if len(chosen) == 1 and (order := self._results[chosen[0]].order) is not None:
            self.order_opened.emit(order.order_no)

    def _take_out(self) -> None:
        chosen = self.table.selected
        if len(chosen) == 1 and self._results[chosen[0]].order is None:
            self.taken_out.emit(chosen[0])

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(SPACE.apart)
        head = QHBoxLayout()
        head.setSpacing(SPACE.apart)
        head.addWidget(self.name)
        head.addWidget(self.remark)
        head.addStretch(1)
        head.addWidget(self.lists)
        page.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(SPACE.page)
        card = Card()
        card.fill_with(self.table, self.strip)
        body.addWidget(card, 1)
        body.addWidget(self.side)
        page.addLayout(body, 1)
