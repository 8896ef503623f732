"""A report as a table on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHeaderView

from desktop.domain.books.report import Arrivals, Group, Grouping, Report
from desktop.ui.balance.columns import arrivals_columns, group_columns, group_word, total_word
from desktop.ui.balance.report_range import grouping_word
from desktop.ui.figures import cells, on_screen, table_columns
from desktop.ui.look.tokens import SIZES
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow

translate = QCoreApplication.translate

MOST_ROWS = 400


class ReportTable(Card):
    """The groups, which scroll, and below them their total, which stays."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = RowsTable(
            self.tr("Groups of the report"), _columns(), self.tr("No orders were placed on these days.")
        )
        self.total = RowsTable(self.tr("Total of the report"), _columns(), "")
        self.total.header().hide()
        self.total.setProperty("role", "totals")
        for policy in (self.total.setVerticalScrollBarPolicy, self.total.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.total.delegate.row_high = SIZES.totals
        self.total.delegate.strong, self.total.delegate.ruled = True, False
        self.total.setFixedHeight(SIZES.totals)
        self.groups.header().sectionResized.connect(self._align)
        self.groups.horizontalScrollBar().valueChanged.connect(self.total.horizontalScrollBar().setValue)
        self.fill_with(self.groups, self.total)

    def show_report(self, report: Report, grouping: Grouping) -> None:
        """Show the last MOST_ROWS groups, and the total of all."""
        self.groups.headerItem().setText(0, grouping_word(grouping))
        groups = report.groups[-MOST_ROWS:]
        self.groups.fill([_row(str(one.key), group_word(one.key, grouping), one) for one in groups])
        self.total.fill([_row("total", total_word(grouping), report.total)])
        self.groups.widen(self.total.needs())
        for section in range(self.groups.columnCount()):
            self._align(section, 0, self.groups.columnWidth(section))

    def _align(self, section: int, _before: int, width: int) -> None:
        """Align the columns of the total with those of the groups, with or without a scroll bar."""
        header = self.total.header()
        header.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(section, width)


def arrivals_table() -> RowsTable:
    """A table without rows yet."""
    return RowsTable(
        translate("Reports", "How long orders took to arrive"),
        table_columns(arrivals_columns()),
        translate("Reports", "No order of these days has arrived."),
    )


def arrivals_row(one: Arrivals) -> TableRow:
    """The row of an operator and speed, in the columns of `arrivals_table`."""
    return TableRow(f"{one.operator}{int(one.speed)}", cells(arrivals_columns(), one))


def _columns() -> list[TableColumn]:
    return [TableColumn("", 0), *table_columns(group_columns())]


def _row(key: str, name: str, group: Group) -> TableRow:
    return TableRow(key, (name, *cells(on_screen(group_columns()), group)))
