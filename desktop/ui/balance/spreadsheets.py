"""A report and the last days as tables for Excel, in the form that `keep_table` takes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.domain.books.report import Grouping, GroupKey, Report
from desktop.exchange.table import Cell, Column, ColumnKind, Table
from desktop.services.books.reporting import DayPoint
from desktop.ui.balance.columns import day_columns, group_columns, group_word, total_word
from desktop.ui.balance.report_range import grouping_word
from desktop.ui.figures import file_cells, file_columns

translate = QCoreApplication.translate

_KEY_KINDS = {
    Grouping.DAY: ColumnKind.DAY,
    Grouping.MONTH: ColumnKind.MONTH,
    Grouping.FACE: ColumnKind.AMOUNT,
}


def groups_table(report: Report, grouping: Grouping, name: str) -> tuple[Table, list[list[Cell]]]:
    """The table of all groups and their total."""
    columns = group_columns()
    key = Column(grouping_word(grouping), _KEY_KINDS.get(grouping, ColumnKind.TEXT), 24)
    rows = [[_key(group.key, grouping), *file_cells(columns, group)] for group in report.groups]
    total = [total_word(grouping), *file_cells(columns, report.total)]
    return Table(name, [key, *file_columns(columns)], lambda: total), rows


def days_table(points: Sequence[DayPoint]) -> tuple[Table, list[list[Cell]]]:
    """The table of the last days and their total."""
    columns = day_columns()
    orders, spent = sum(one.orders for one in points), sum(one.spent for one in points)
    total: list[Cell] = [translate("Reports", "Total"), orders, spent, None]
    rows = [file_cells(columns, one) for one in points]
    return Table(translate("Charts", "Last days"), file_columns(columns), lambda: total), rows


def _key(key: GroupKey, grouping: Grouping) -> Cell:
    match grouping:
        case Grouping.DAY:
            return str(key)
        case Grouping.FACE:
            return int(key)  # type: ignore[arg-type]
        case _:
            return group_word(key, grouping)
