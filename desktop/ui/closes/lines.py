"""The lines of a close as a table on screen."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.close import Close, Figures, LineKey
from desktop.domain.mobile import Operator
from desktop.domain.orders.status import Standing
from desktop.ui.widgets.rows_table import RowsTable, TableColumn, TableRow
from desktop.ui.words import words

translate = QCoreApplication.translate

_OPERATORS: list[Operator | None] = [*Operator, None]
_STANDINGS = list(Standing)


def lines_table() -> RowsTable:
    """Empty so far."""
    return RowsTable(
        translate("Closes", "Orders since the last close"),
        [
            TableColumn(translate("Closes", "Operator"), 130),
            TableColumn(translate("Closes", "Face value"), 90, is_number=True),
            TableColumn(translate("Closes", "Speed"), 70),
            TableColumn(translate("Closes", "Status"), 0),
            TableColumn(translate("Closes", "Orders"), 80, is_number=True),
            TableColumn(translate("Closes", "To collect"), 110, is_number=True),
            TableColumn(translate("Closes", "Cost"), 110, is_number=True),
            TableColumn(translate("Closes", "Refunds"), 110, is_number=True),
            TableColumn(translate("Closes", "Profit"), 110, is_number=True),
        ],
        translate("Closes", "No order was placed since the last close."),
    )


def show_lines(table: RowsTable, close: Close) -> None:
    """Fill it with what a close counts."""
    rows = [_row(key, close.lines[key]) for key in sorted(close.lines, key=reading_order)]
    if close.recounted.orders:
        rows.append(TableRow("recounted", (recounted_word(), "", "", "", *_amounts(Figures() - close.recounted))))
    if rows:
        rows.append(TableRow("total", (translate("Closes", "Total"), "", "", "", *_amounts(close.total))))
    table.fill(rows)


def recounted_word() -> str:
    """What is taken off because an earlier close counted it, before an older database was put back."""
    return translate("Closes", "Counted by an earlier close")


def reading_order(key: LineKey) -> tuple[int, int, int, int]:
    """By operator, face, fast before slow, status."""
    return _OPERATORS.index(key.operator), key.face, -int(key.speed), _STANDINGS.index(key.standing)


def _amounts(figures: Figures) -> tuple[str, ...]:
    amounts = (figures.price, figures.cost, figures.refund, figures.profit)
    return f"{figures.orders:,}", *map(words.yuan, amounts)


def _row(key: LineKey, figures: Figures) -> TableRow:
    cells = (
        words.operator_word(key.operator) or translate("Closes", "unknown"),
        words.face(key.face),
        words.speed_word(key.speed),
        words.standing_word(key.standing),
        *_amounts(figures),
    )
    return TableRow(f"{key.operator}{key.face}{int(key.speed)}{key.standing}", cells)
