"""The page that lists the daily closes and makes a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.close import Close
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.services.desk import Desk
from desktop.ui.closes.dialog import CloseDialog
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words

_SHOWN = 400
_RENEW_MS = 400


class ClosesPage(QWidget):
    """`print_wanted` carries a Close to view and print."""

    print_wanted = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._bridge = bridge
        self._closes: dict[str, Close] = {}
        self._entered: tuple[str, ...] | None = None
        """The texts typed into a close that was not saved."""
        self.make = button(self.tr("Make the daily close… (Alt+C)"), "primary", icon_name="calculator")
        self.make.setShortcut("Alt+C")
        self.look = button(self.tr("Look at it, print, export… (Enter)"), "plain")
        self.table = RowsTable(
            self.tr("Daily closes"),
            [
                TableColumn(self.tr("No."), 48, is_number=True),
                TableColumn(self.tr("Closed at"), 110, is_whole=True),
                TableColumn(self.tr("Orders"), 60, is_number=True),
                TableColumn(self.tr("Face value"), 96, is_number=True, may_go=True),
                TableColumn(self.tr("To collect"), 96, is_number=True),
                TableColumn(self.tr("Profit"), 84, is_number=True, is_strong=True),
                TableColumn(self.tr("Corrections"), 84, is_number=True),
                TableColumn(self.tr("Account off by"), 96, is_number=True),
                TableColumn(self.tr("Drawer off by"), 96, is_number=True),
                TableColumn(self.tr("By, note"), 0, is_quiet=True),
            ],
            "",
        )
        self.table.say_empty_with(
            EmptyState(
                "calculator",
                self.tr("No day was closed yet."),
                self.tr("In the evening: count the drawer, and make the daily close."),
            )
        )
        self._lay_out()
        self.make.clicked.connect(lambda: desk.runtime.tasks.read("daily close", self._make()))
        self.look.clicked.connect(lambda: self._look(self.table.chosen_key))
        self.table.opened.connect(self._look)
        self.table.chosen.connect(lambda key: self.look.setEnabled(key in self._closes))
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.duty_changed.connect(self._renewal.want)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.apart)
        row.addWidget(self.make)
        text = self.tr(
            "Counts all that happened since the last close. A close is never changed; what changes later "
            "stands in the next one as a correction."
        )
        explanation = label(text, "muted")
        explanation.setWordWrap(True)
        row.addWidget(explanation, 1)
        row.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        column.addLayout(row)
        card = Card()
        card.fill_with(self.table)
        column.addWidget(card, 1)

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("closes", self._read())

    async def _read(self) -> None:
        closes = await self._desk.books.closing.all(_SHOWN)
        self._closes = {str(one.number): one for one in closes}
        self.table.fill([_row(one, costs=self._desk.runtime.duty.sees_profit) for one in closes])
        self.look.setEnabled(self.table.chosen_key in self._closes)

    async def _make(self) -> None:
        dialog = CloseDialog(await self._desk.books.closing.draft(), self._desk, self)
        dialog.print_wanted.connect(self.print_wanted)
        if self._entered is not None:
            dialog.go_on(self._entered)
        self._bridge.orders_changed.connect(lambda _orders: dialog.renew_soon())
        self._bridge.balance_changed.connect(dialog.renew_soon)
        kept = dialog.kept if await shown(dialog) else None
        self._entered = dialog.entered if kept is None else None
        if kept is not None:
            self._renewal.want()
            self.print_wanted.emit(kept)

    def _look(self, key: str) -> None:
        if key in self._closes:
            self.print_wanted.emit(self._closes[key])


def _row(close: Close, *, costs: bool) -> TableRow:
    drawer = close.drawer.difference
    cells = (
        str(close.number),
        words.minute(close.at),
        f"{close.total.orders:,}",
        words.yuan(close.total.face),
        words.yuan(close.total.price),
        words.yuan(close.profit) if costs else "–",
        str(len(close.corrections) or ""),
        "" if close.difference is None or not costs else words.signed(close.difference),
        "" if drawer is None else words.signed(drawer),
        " · ".join(part for part in (one_line(close.by, LONGEST_NAME), one_line(close.note)) if part),
    )
    return TableRow(str(close.number), cells)
