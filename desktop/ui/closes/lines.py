"""The lines of a close as a table on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close
from desktop.ui.closes.columns import figure_columns, lines_in_order, sums_of_lines, trait_columns
from desktop.ui.figures import cells, on_screen, table_columns
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableRow

translate = QCoreApplication.translate


def lines_table(*, costs: bool) -> RowsTable:
    """A table without rows yet, with `costs` if they may be seen."""
    return RowsTable(
        translate("Closes", "Orders since the last close"),
        [*table_columns(trait_columns(_unknown())), *table_columns(figure_columns(costs=costs))],
        translate("Closes", "No order was placed since the last close."),
    )


def show_lines(table: RowsTable, close: Close, *, costs: bool) -> None:
    """Fill the table with the lines of a close."""
    traits, figures = on_screen(trait_columns(_unknown())), on_screen(figure_columns(costs=costs))
    rows = [
        TableRow(f"{key.operator}{key.face}{int(key.speed)}{key.standing}", (*cells(traits, key), *cells(figures, one)))
        for key, one in lines_in_order(close)
    ]
    if rows or close.recounted.orders:
        blank = ("",) * (len(traits) - 1)
        rows += [TableRow(name, (name, *blank, *cells(figures, one))) for name, one in sums_of_lines(close)]
    table.fill(rows)


def _unknown() -> str:
    return translate("Closes", "unknown")
