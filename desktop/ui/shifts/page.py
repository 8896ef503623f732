"""The page of the shifts: the open one, and those before."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.shift import Shift
from desktop.domain.plain_text import LONGEST_NAME, one_line
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.shifts.cash_dialog import CashDialog
from desktop.ui.shifts.close_dialog import CloseShiftDialog
from desktop.ui.shifts.open_dialog import OpenShiftDialog
from desktop.ui.widgets.awaited import shown
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words

_RENEW_MS = 400


class ShiftsPage(QWidget):
    """`print_wanted` carries the Shift whose slip to show."""

    print_wanted = Signal(object)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._shifts: dict[str, Shift] = {}
        self.begin = button(self.tr("Begin a shift… (Alt+B)"), "primary", icon_name="user-round")
        self.begin.setShortcut("Alt+B")
        self.hand_over = button(self.tr("Hand over… (Alt+H)"), "primary", icon_name="calculator")
        self.hand_over.setShortcut("Alt+H")
        self.cash = button(self.tr("Cash in or out… (Alt+M)"), icon_name="hand-coins")
        self.cash.setShortcut("Alt+M")
        self.look = button(self.tr("Slip… (Enter)"), "plain", icon_name="printer")
        self.now = label(role="key")
        self.list = RowsTable(
            self.tr("Shifts"),
            [
                TableColumn(self.tr("No."), 48, is_number=True),
                TableColumn(self.tr("By"), 110, is_strong=True),
                TableColumn(self.tr("From"), 110, is_whole=True),
                TableColumn(self.tr("Until"), 110, is_whole=True),
                TableColumn(self.tr("Orders"), 64, is_number=True),
                TableColumn(self.tr("Counted"), 100, is_number=True),
                TableColumn(self.tr("Difference"), 100, is_number=True, is_strong=True),
                TableColumn(self.tr("Reason"), 0, is_quiet=True),
            ],
            "",
        )
        nobody = EmptyState("user-round", self.tr("No shift yet."), self.tr("Shops without shifts need none."))
        self.list.say_empty_with(nobody)
        self._lay_out()
        self._connect(bridge)
        self._offer(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        for one in (self.begin, self.hand_over, self.cash):
            row.addWidget(one)
        row.addWidget(self.now, 1)
        row.addWidget(self.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        column.addLayout(row)
        card = Card()
        card.fill_with(self.list)
        column.addWidget(card, 1)

    def _connect(self, bridge: Bridge) -> None:
        for made, work in ((self.begin, self._begin), (self.hand_over, self._hand_over), (self.cash, self._move)):
            made.clicked.connect(lambda _on=False, work=work: self._do(work()))
        self.look.clicked.connect(lambda: self._print(self.list.chosen_key))
        self.list.opened.connect(self._print)
        self.list.chosen.connect(lambda key: self.look.setEnabled(key in self._shifts))
        self._renewal = RefreshWhenVisible(self, lambda: self._do_read(), _RENEW_MS)
        for changed in (bridge.drawer_changed, bridge.duty_changed):
            changed.connect(self._renewal.want)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        self._desk.runtime.tasks.read("shift", work)

    def _do_read(self) -> None:
        self._desk.runtime.tasks.read("shifts", self._read())

    async def _read(self) -> None:
        shifts = self._desk.books.shifts
        found, open_one = await shifts.all(), await shifts.open_one()
        self._shifts = {str(one.number): one for one in found}
        self.list.fill([_row(one) for one in found])
        self.look.setEnabled(self.list.chosen_key in self._shifts)
        self._offer(open_one)

    def _offer(self, open_one: Shift | None) -> None:
        """Offer what is possible; what is in the drawer is not told before it was counted."""
        self.begin.setVisible(open_one is None)
        for one in (self.hand_over, self.cash):
            one.setVisible(open_one is not None)
        if open_one is None:
            self.now.setText("")
            return
        text = self.tr("{name} since {time}: {count} orders")
        name = one_line(open_one.opened.by, LONGEST_NAME) or "–"
        self.now.setText(text.format(name=name, time=words.minute(open_one.opened.at), count=f"{open_one.orders:,}"))

    async def _begin(self) -> None:
        await shown(OpenShiftDialog(await self._desk.books.shifts.left_in_drawer(), self._desk, self))

    async def _move(self) -> None:
        await shown(CashDialog(self._desk, self))

    async def _hand_over(self) -> None:
        dialog = CloseShiftDialog(self._desk, self)
        if await shown(dialog) and dialog.shift is not None:
            self.print_wanted.emit(dialog.shift)

    def _print(self, key: str) -> None:
        shift = self._shifts.get(key)
        if shift is not None and shift.closed is not None:
            self.print_wanted.emit(shift)


def _row(shift: Shift) -> TableRow:
    closed = shift.closed
    cells = (
        str(shift.number),
        one_line(shift.opened.by, LONGEST_NAME) or "–",
        words.minute(shift.opened.at),
        "" if closed is None else words.minute(closed.at),
        f"{shift.orders:,}",
        "" if closed is None else words.yuan(closed.counted),
        "" if closed is None else words.signed(shift.difference or 0),
        "" if closed is None else one_line(closed.note),
    )
    return TableRow(str(shift.number), cells)
