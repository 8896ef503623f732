"""A report as a table, on screen and in a file."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.books.report import Arrivals, Group, Grouping, GroupKey, Report
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import one_line
from desktop.exchange.table import Cell, ColumnKind, Table
from desktop.exchange.table import Column as FileColumn
from desktop.ui.balance.report_range import grouping_word
from desktop.ui.charts.days_chart import day_word
from desktop.ui.widgets.rows_table import RowsTable, TableColumn, TableRow
from desktop.ui.words import words

translate = QCoreApplication.translate

MOST_ROWS = 400
_TOTAL_EDGES = 6
_WIDE, _LESS_WIDE = 112, 96  # pixels: millions, and ten thousands of yuan


class ReportTable(QWidget):
    """The groups, which scroll, and under them their total, which stays."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = RowsTable(
            self.tr("Groups of the report"), _columns(), self.tr("No orders were placed on these days.")
        )
        self.total = RowsTable(self.tr("Total of the report"), _columns(), "")
        self.total.header().hide()
        self.total.setFrameShape(QFrame.Shape.NoFrame)
        for policy in (self.total.setVerticalScrollBarPolicy, self.total.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bold = self.total.font()
        bold.setBold(True)
        self.total.setFont(bold)
        self.total.setFixedHeight(_TOTAL_EDGES)
        self.groups.header().sectionResized.connect(self._align)
        self.groups.horizontalScrollBar().valueChanged.connect(self.total.horizontalScrollBar().setValue)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.groups, 1)
        column.addWidget(self.total)

    def show_report(self, report: Report, grouping: Grouping) -> None:
        """The last MOST_ROWS groups, and the total of all."""
        self.groups.headerItem().setText(0, grouping_word(grouping))
        groups = report.groups[-MOST_ROWS:]
        self.groups.fill([TableRow(str(group.key), _cells(group, grouping)) for group in groups])
        self.total.fill([TableRow("total", (total_word(grouping), *figures_of(report.total)))])
        self.total.setFixedHeight(self.total.sizeHintForRow(0) + _TOTAL_EDGES)
        self.groups.widen(self.total.needs())
        for section in range(self.groups.columnCount()):
            self._align(section, 0, self.groups.columnWidth(section))

    def _align(self, section: int, _before: int, width: int) -> None:
        """The columns of the total stand under those of the groups, with and without a scroll bar beside them."""
        header = self.total.header()
        header.setSectionResizeMode(section, header.ResizeMode.Fixed)
        header.resizeSection(section, width)


def arrivals_table() -> RowsTable:
    """Empty so far."""
    numbers = zip(arrivals_titles()[1:], (70, 96, 112), strict=True)
    return RowsTable(
        translate("Reports", "How long orders took to arrive"),
        [TableColumn(arrivals_titles()[0], 0), *(TableColumn(*one, is_number=True) for one in numbers)],
        translate("Reports", "No order of these days has arrived."),
    )


def arrivals_titles() -> tuple[str, ...]:
    """Of the columns of `arrivals_row`."""
    return (
        translate("Reports", "Operator, speed"),
        translate("Reports", "Arrived"),
        translate("Reports", "Half within"),
        translate("Reports", "9 of 10 within"),
    )


def arrivals_row(one: Arrivals) -> TableRow:
    """An operator and speed, in the columns of `arrivals_table`."""
    return TableRow(
        f"{one.operator}{int(one.speed)}",
        (
            translate("Reports", "{operator}, {speed}").format(
                operator=_operator(one.operator), speed=words.speed_word(one.speed)
            ),
            f"{one.orders:,}",
            words.span(one.median),
            words.span(one.p90),
        ),
    )


def group_word(key: GroupKey, grouping: Grouping) -> str:
    """What a group is called."""
    match grouping:
        case Grouping.DAY:
            return day_word(key)  # type: ignore[arg-type]
        case Grouping.MONTH:
            return str(key)[:7]
        case Grouping.OPERATOR:
            return _operator(key)
        case Grouping.FACE:
            return words.face(int(key))  # type: ignore[arg-type]
        case Grouping.SPEED:
            return words.speed_word(Speed(key))  # type: ignore[arg-type]
        case Grouping.STATUS:
            return words.standing_word(Standing(key))  # type: ignore[arg-type]
        case _:
            return one_line(str(key))


def rate_text(rate: float | None) -> str:
    """98.7%; what is not all is never called 100%, nor what is not nothing 0%; "–" where nothing is decided."""
    thousandths = _thousandths(rate)
    return "–" if thousandths is None else f"{thousandths // 10}.{thousandths % 10}%"


def _thousandths(rate: float | None) -> int | None:
    """As they are shown, on screen and in files."""
    if rate is None:
        return None
    thousandths = round(rate * 1000)
    return min(max(thousandths, 1), 999) if 0 < rate < 1 else thousandths


def file_table(report: Report, grouping: Grouping, name: str) -> tuple[Table, list[list[Cell]]]:
    """All groups and their total, as `keep_table` takes them."""
    rows = [_file_row(_file_key(group.key, grouping), group) for group in report.groups]
    total = _file_row(total_word(grouping), report.total)
    return Table(name, _file_columns(grouping), lambda: total), rows


def _file_columns(grouping: Grouping) -> list[FileColumn]:
    return [
        FileColumn(grouping_word(grouping), _KEY_KINDS.get(grouping, ColumnKind.TEXT), 24),
        FileColumn(translate("Reports", "Orders"), ColumnKind.COUNT, 10),
        FileColumn(translate("Reports", "Face total"), ColumnKind.AMOUNT, 14),  # each title only once in a file
        *(FileColumn(title, ColumnKind.AMOUNT, 14) for title in _amount_titles()[1:]),
        FileColumn(translate("Reports", "Succeeded"), ColumnKind.COUNT, 10),
        FileColumn(translate("Reports", "Did not arrive"), ColumnKind.COUNT, 14),
        FileColumn(translate("Reports", "Arrived, cost not known"), ColumnKind.COUNT, 22),
        FileColumn(translate("Reports", "Success rate"), ColumnKind.SHARE, 12),
    ]


_KEY_KINDS = {
    Grouping.DAY: ColumnKind.DAY,
    Grouping.MONTH: ColumnKind.MONTH,
    Grouping.FACE: ColumnKind.AMOUNT,
}


def _file_key(key: GroupKey, grouping: Grouping) -> Cell:
    match grouping:
        case Grouping.DAY:
            return str(key)
        case Grouping.FACE:
            return int(key)  # type: ignore[arg-type]
        case _:
            return group_word(key, grouping)


def total_word(grouping: Grouping) -> str:
    """What the row of the total is called."""
    if grouping is Grouping.NOTE:
        return translate("Reports", "Total with a note")
    return translate("Reports", "Total")


def _file_row(name: Cell, group: Group) -> list[Cell]:
    figures = group.figures
    return [
        name,
        figures.orders,
        *_amounts(group),
        group.succeeded,
        group.failed,
        figures.unpriced,
        _thousandths(group.success_rate),
    ]


def _columns() -> list[TableColumn]:
    wide = dict.fromkeys(_amount_titles()[:3], _WIDE)
    return [
        TableColumn("", 0),
        TableColumn(translate("Reports", "Orders"), 68, is_number=True),
        *(TableColumn(title, wide.get(title, _LESS_WIDE), is_number=True) for title in _amount_titles()),
        TableColumn(translate("Reports", "Success"), 76, is_number=True),
    ]


def _amount_titles() -> tuple[str, ...]:
    return (
        translate("Reports", "Face value"),
        translate("Reports", "To collect"),
        translate("Reports", "Cost"),
        translate("Reports", "Refunds"),
        translate("Reports", "Profit"),
    )


def _amounts(group: Group) -> tuple[int, ...]:
    """As in `_amount_titles`."""
    figures = group.figures
    return figures.face, figures.price, figures.cost, figures.refund, figures.profit


def _cells(group: Group, grouping: Grouping) -> tuple[str, ...]:
    return group_word(group.key, grouping), *figures_of(group)


def figure_titles() -> tuple[str, ...]:
    """Of the columns of `figures_of`."""
    return translate("Reports", "Orders"), *_amount_titles(), translate("Reports", "Success")


def figures_of(group: Group) -> tuple[str, ...]:
    """What a group comes to, in words."""
    return (
        f"{group.figures.orders:,}",
        *(words.yuan(amount) for amount in _amounts(group)),
        rate_text(group.success_rate),
    )


def _operator(key: GroupKey) -> str:
    return words.operator_word(key) or translate("Reports", "unknown")  # type: ignore[arg-type]
