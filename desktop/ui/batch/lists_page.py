"""The page of all lists, and the two ways to begin one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.batch.batch import BatchState
from desktop.domain.orders.status import ARRIVED, DID_NOT_ARRIVE
from desktop.domain.plain_text import one_line
from desktop.services.batch.lists import Listed
from desktop.ui.widgets.build import button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.card_head import CardHead
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_batch


class ListsPage(QWidget):
    """`opened` and `removed` carry the number of a list."""

    opened = Signal(int)
    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.paste = button(self.tr("Paste (Ctrl+V)"), "primary", icon_name="clipboard-paste")
        self.open = button(self.tr("Open a file… (Ctrl+O)"), icon_name="file-spreadsheet")
        self.template = button(self.tr("Save a template…"), icon_name="download")
        self._staged: set[int] = set()
        columns = [
            TableColumn(self.tr("Name"), 0, is_strong=True),
            TableColumn(self.tr("Made"), 130),
            TableColumn(self.tr("By"), 90, is_quiet=True, may_go=True),
            TableColumn(self.tr("State"), 120),
            TableColumn(self.tr("Rows"), 70, is_number=True),
            TableColumn(self.tr("Arrived"), 84, is_number=True),
            TableColumn(self.tr("Failed"), 74, is_number=True),
            TableColumn(self.tr("Waiting"), 84, is_number=True, may_go=True),
            TableColumn(self.tr("To collect"), 120, is_number=True),
        ]
        self.table = RowsTable(self.tr("Lists"), columns, "")
        self.table.opened.connect(lambda key: self.opened.emit(int(key)))
        self.empty = EmptyState(
            "list-checks",
            self.tr("Many numbers at once"),
            self.tr("Paste the chat message, or drop the spreadsheet here. You see it all before anything is sent."),
        )
        self.empty.cover(self.table)
        card = Card()
        card.fill_with(CardHead(self.tr("Lists"), self.template, self.open, self.paste), self.table, grows=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def fill(self, found: Sequence[Listed]) -> None:
        """Show these lists."""
        self._staged = {one.batch.id for one in found if one.batch.state is BatchState.STAGED}
        self.table.fill([_row(one) for one in found])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = self.table.chosen_key
        if event.matches(QKeySequence.StandardKey.Delete) and key and int(key) in self._staged:
            self.removed.emit(int(key))
        else:
            super().keyPressEvent(event)


def _row(one: Listed) -> TableRow:
    batch, progress = one.batch, one.progress
    confirmed = batch.confirmation
    counts = (
        [""] * 5
        if confirmed is None
        else [
            f"{progress.rows:,}",
            f"{progress.count(ARRIVED):,}",
            f"{progress.count(DID_NOT_ARRIVE):,}",
            f"{progress.waiting + progress.held:,}",
            words.yuan(progress.price),
        ]
    )
    by = (confirmed.by if confirmed is not None else batch.made_by).name
    cells = (
        one_line(batch.name or batch.origin) or "–",
        words.moment(confirmed.at if confirmed is not None else batch.made_at),
        one_line(by) or "–",
        about_batch.state_word(batch.state),
        *counts,
    )
    return TableRow(f"{batch.id}", cells)
