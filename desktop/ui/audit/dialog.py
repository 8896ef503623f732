"""The audit log: filtered, printed, exported; and the price list of a past day."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.audit import AuditKind, AuditRow, setting_at
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.domain.right import ForbiddenError, Right
from desktop.exchange.document import Grid, Head, Part
from desktop.exchange.table import Column, ColumnKind, Table, keep_table
from desktop.services.desk import Desk
from desktop.services.staff.auditing import MOST_LISTED, RowsOf
from desktop.settings import Settings, as_text
from desktop.ui.balance.paper_page import PictureAndTables
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.chosen_file import chosen_file, table_files
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.form import answers
from desktop.ui.widgets.pickers import choice_box, date_field, python_date
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.audit_words import by_text, detail_text, kind_word, prices_text, row_word
from desktop.ui.words.messages import about_causes

_EVERY = 10_000_000
_WIDE, _LIST_HIGH, _PRICES_HIGH, _DAY_WIDE = 940, 330, 66, 140


class AuditDialog(QDialog):
    """`page_wanted` carries a PictureAndTables to print."""

    page_wanted = Signal(object)

    def __init__(self, settings: Settings, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._over = parent
        self._offers = as_text(settings.offers)
        self._read: RowsOf = desk.auditing.rows
        self._gone = False
        self._settings: list[AuditRow] = []
        self._rows: list[AuditRow] = []
        self.setWindowTitle(self.tr("Audit log"))
        self.setMinimumWidth(_WIDE)
        kinds = [(self.tr("Everything"), None), *((kind_word(kind), kind) for kind in AuditKind)]
        people = [(one_line(one.name, LONGEST_NAME), one.id) for one in desk.staff.everybody]
        self.kind = choice_box(self.tr("What"), kinds)
        self.person = choice_box(self.tr("Who"), [(self.tr("Everybody"), None), *people])
        self.person.setVisible(bool(people))
        self.list = RowsTable(
            self.tr("Audit log"),
            [
                TableColumn(self.tr("Time"), 140, is_whole=True),
                TableColumn(self.tr("Who"), 150, is_strong=True),
                TableColumn(self.tr("What"), 150),
                TableColumn(self.tr("Details"), 0),
            ],
            "",
        )
        self.list.say_empty_with(EmptyState("scroll-text", self.tr("Nothing yet.")))
        self.list.setFixedHeight(_LIST_HIGH)
        self.day = date_field(self.tr("Prices on"))
        self.prices = label(selectable=True)
        self.prices.setMinimumHeight(_PRICES_HIGH)
        self.prices.setWordWrap(True)
        self.day.setMinimumWidth(_DAY_WIDE)
        self.said = label(role="muted")
        self.export = button(self.tr("Export…"), icon_name="download")
        self.print_it = button(self.tr("Print…"), icon_name="printer")
        self.close_button = button(self.tr("Close (Esc)"), "primary")
        self._lay_out()
        self._connect()
        fit(self)
        self.list.setFocus()

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(SPACE.near)
        for part in (self.kind, self.person):
            filters.addWidget(part)
        filters.addWidget(self.said, 1)
        days = QHBoxLayout()
        days.setSpacing(SPACE.near)
        days.addWidget(label(self.tr("Prices on"), "label"))
        days.addWidget(self.day)
        days.addWidget(self.prices, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addLayout(filters)
        column.addWidget(self.list)
        column.addLayout(days)
        column.addLayout(answers(self.export, self.print_it, self.close_button))

    def _connect(self) -> None:
        for box in (self.kind, self.person):
            box.activated.connect(lambda _index: self._desk.runtime.tasks.read("audit rows", self._filter()))
        self.day.dateChanged.connect(lambda _day: self._show_prices())
        self.export.clicked.connect(lambda: self._desk.runtime.tasks.read("audit file", self._export()))
        self.print_it.clicked.connect(self._print)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._leave)

    def _leave(self) -> None:
        self._gone = True

    async def begin(self) -> None:
        """Read the log. Raises ForbiddenError."""
        self._read = await with_permission(self._desk, self._over, self._desk.auditing.opened)
        self._rows = await self._read()
        self._settings = await self._read([AuditKind.SETTING])
        self._show_rows()
        self._show_prices()

    async def _filter(self) -> None:
        rows = await self._wanted(MOST_LISTED)
        if not self._gone:
            self._rows = rows
            self._show_rows()

    async def _wanted(self, limit: int) -> list[AuditRow]:
        kind, person = self.kind.currentData(), self.person.currentData()
        return await self._read([] if kind is None else [AuditKind(kind)], person, limit)

    def _show_rows(self) -> None:
        self.list.fill([_row(one) for one in self._rows])
        for one in (self.export, self.print_it):
            one.setEnabled(bool(self._rows))
        self._say_broken()

    def _say_broken(self) -> None:
        broken = self._desk.auditing.broken
        text = self.tr("Row {number} was changed or taken out by another tool.").format(number=broken)
        count = self.tr("{count} rows") if len(self._rows) < MOST_LISTED else self.tr("The newest {count} rows")
        self.said.setText(text if broken else count.format(count=f"{len(self._rows):,}"))

    def _show_prices(self) -> None:
        changes = list(reversed(self._settings))
        end = python_date(self.day) + timedelta(days=1)
        at = datetime(end.year, end.month, end.day).timestamp() - 1
        self.prices.setText(prices_text(setting_at(changes, "offers", at, self._offers)).replace("\n", "    "))

    def _print(self) -> None:
        heads = tuple(Head(name) for name in (self.tr("Time"), self.tr("Who"), self.tr("What"), self.tr("Details")))
        grid = Grid(heads, tuple(_cells(row) for row in self._rows))
        self.page_wanted.emit(PictureAndTables(self.tr("Audit log"), None, (Part("", (grid,)),)))

    async def _export(self) -> None:
        try:
            by = await with_permission(self._desk, self, lambda: self._desk.staff.authorize(Right.EXPORT))
        except ForbiddenError:
            return
        path = await chosen_file(self, self.tr("Export the audit log"), self.tr("audit log"), table_files())
        if path is not None:
            self._desk.auditing.exported(by, path)
            table = Table(self.tr("Audit log"), self._columns())
            reason = await keep_table(path, table, [_whole(row) for row in await self._wanted(_EVERY)])
            self.said.setText(about_causes.written(path, reason))

    def _columns(self) -> list[Column]:
        text = ColumnKind.TEXT
        return [
            Column(self.tr("No."), ColumnKind.COUNT, 8),
            Column(self.tr("Time"), ColumnKind.MOMENT, 20),
            Column(self.tr("Who"), text, 20),
            Column(self.tr("What"), text, 20),
            Column(self.tr("Details"), text, 80),
        ]


def _cells(row: AuditRow) -> tuple[str, ...]:
    return words.full_moment(row.at), by_text(row), row_word(row), detail_text(row)


def _whole(row: AuditRow) -> tuple[int | str, ...]:
    return row.id, *_cells(row)


def _row(row: AuditRow) -> TableRow:
    cells = _cells(row)
    return TableRow(str(row.id), cells, tip=cells[-1])
