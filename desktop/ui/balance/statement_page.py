"""The account's ledger, entry by entry, and the balance readings."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.balance_reading import BalanceReading
from desktop.domain.books.ledger import Entry, EntryKind
from desktop.domain.books.voucher import Voucher
from desktop.domain.mobile import grouped
from desktop.domain.plain_text import LONGEST_NAME, LONGEST_NUMBER, one_line
from desktop.services.books.bookkeeping import NotBookedError
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import confirmed
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.refresh_when_visible import RefreshWhenVisible
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

translate = QCoreApplication.translate

_STEP = 200
_RENEW_MS = 1000
_OWNERS = (EntryKind.DEPOSIT, EntryKind.ADJUSTMENT)


class StatementPage(QWidget):
    """`order_opened` carries the number of the order whose sheet to open."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self._limit = _STEP
        self._entries: dict[str, Entry] = {}
        self.moves = button(self.tr("Entries"), "chip", checkable=True)
        self.readings = button(self.tr("Balances read"), "chip", checkable=True)
        self.older = button(self.tr("Show older ones"), "plain")
        self.take_back = button(self.tr("Take back…"), "plain", icon_name="undo-2")
        self.said = label(role="error")
        self.entries = RowsTable(
            self.tr("Entries"),
            [
                TableColumn(self.tr("Time"), 84, is_whole=True),
                TableColumn(self.tr("What"), 136),
                TableColumn(self.tr("Amount"), 120, is_number=True, is_strong=True),
                TableColumn(self.tr("By the books then"), 140, is_number=True),
                TableColumn(self.tr("Number"), 140, is_whole=True),
                TableColumn(self.tr("Our order no., note"), 0, is_quiet=True),
            ],
            self.tr("Nothing is written down yet."),
        )
        self.balances = RowsTable(
            self.tr("Balances read"),
            [
                TableColumn(self.tr("Time"), 84, is_whole=True),
                TableColumn(self.tr("Balance"), 140, is_number=True),
                TableColumn(self.tr("Change"), 140, is_number=True),
                TableColumn(self.tr("By the books then"), 150, is_number=True),
                TableColumn(self.tr("Difference"), 140, is_number=True),
                TableColumn("", 0),
            ],
            self.tr("No balance was read yet."),
        )
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect(bridge)
        self.moves.setChecked(True)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        for one in (self.moves, self.readings):
            row.addWidget(one)
        row.addWidget(self.said, 1)
        row.addWidget(self.take_back)
        row.addWidget(self.older)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        column.addLayout(row)
        for table in (self.entries, self.balances):
            self._pages.addWidget(table)
        card = Card()
        card.fill_with(self._pages)
        column.addWidget(card, 1)

    def _connect(self, bridge: Bridge) -> None:
        self.moves.clicked.connect(lambda: self._turn_to(0))
        self.readings.clicked.connect(lambda: self._turn_to(1))
        self.older.clicked.connect(self._show_older)
        self.take_back.clicked.connect(lambda: self._desk.runtime.tasks.read("take back", self._ask()))
        self.entries.chosen.connect(lambda _key: self._offer())
        self.entries.opened.connect(self._open)
        self._renewal = RefreshWhenVisible(self, self._renew, _RENEW_MS)
        bridge.balance_changed.connect(self._renewal.want)
        bridge.duty_changed.connect(self._renewal.want)
        bridge.orders_changed.connect(lambda _orders: self._renewal.want())

    def _turn_to(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self.moves.setChecked(page == 0)
        self.readings.setChecked(page == 1)
        self._offer()

    def _show_older(self) -> None:
        self._limit += _STEP
        self._renew()

    def _renew(self) -> None:
        self._desk.runtime.tasks.read("statement", self._read())

    async def _read(self) -> None:
        entries = await self._desk.books.bookkeeping.statement(None, self._limit + 1)
        readings = await self._desk.books.balance.readings(self._limit + 1)
        self.older.setEnabled(max(len(entries), len(readings)) > self._limit)
        self._entries = {str(one.id): one for one in entries[: self._limit]}
        self.entries.fill([_entry_row(one) for one in self._entries.values()])
        self.balances.fill(_reading_rows(readings, self._limit))
        self._offer()

    def _chosen(self) -> Entry | None:
        return self._entries.get(self.entries.chosen_key) if self._pages.currentIndex() == 0 else None

    def _offer(self) -> None:
        chosen = self._chosen()
        self.take_back.setVisible(chosen is not None and chosen.move.kind in _OWNERS and not chosen.taken_back)

    def _open(self, key: str) -> None:
        entry = self._entries.get(key)
        if entry is not None and entry.order_no:
            self.order_opened.emit(entry.order_no)

    async def _ask(self) -> None:
        entry = self._chosen()
        if entry is None:
            return
        text = self.tr(
            "Write down the opposite of this entry, {amount}? What is written stays, so that all can be followed."
        )
        text = text.format(amount=words.signed(-entry.move.amount))
        if await confirmed(self, self.tr("Take back"), text, self.tr("Write it down"), self.tr("Back (Esc)")):
            self._desk.runtime.tasks.command("take back", self._write_down(entry))

    async def _write_down(self, entry: Entry) -> None:
        note = self.tr("takes back: {what}").format(what=one_line(entry.note) or words.full_moment(entry.at))
        try:
            voucher = Voucher(None, note, self._desk.runtime.duty.actor.name)
            book = self._desk.books.bookkeeping
            await with_permission(self._desk, self, lambda: book.take_back(entry, voucher))
            self.said.setText("")
        except NotBookedError as failed:
            self.said.setText(about_balance.taken_back_before() if failed.before else about_balance.not_booked())


def kind_word(kind: EntryKind) -> str:
    """The entry kind's name on screen."""
    return {
        EntryKind.OPENING: translate("Statement", "Opening balance"),
        EntryKind.DEPOSIT: translate("Statement", "Deposit"),
        EntryKind.COST: translate("Statement", "Cost"),
        EntryKind.REFUND: translate("Statement", "Refund"),
        EntryKind.ADJUSTMENT: translate("Statement", "Adjustment"),
    }[kind]


def _entry_row(entry: Entry) -> TableRow:
    paid = (
        "" if entry.paid_at is None else translate("Statement", "paid {time}").format(time=words.minute(entry.paid_at))
    )
    number, note, by = one_line(entry.order_no, LONGEST_NUMBER), one_line(entry.note), one_line(entry.by, LONGEST_NAME)
    more = " · ".join(part for part in (number, paid, note, by) if part)
    return TableRow(
        str(entry.id),
        (
            words.moment(entry.at),
            kind_word(entry.move.kind),
            words.signed(entry.move.amount),
            words.yuan(entry.expected),
            grouped(entry.mobile),
            more,
        ),
    )


def _reading_rows(readings: list[BalanceReading], limit: int) -> list[TableRow]:
    rows = []
    for number, one in enumerate(readings[:limit]):
        before = readings[number + 1].money if number + 1 < len(readings) else one.money
        difference = None if one.expected is None else one.money - one.expected
        rows.append(
            TableRow(
                str(one.read_at),
                (
                    words.moment(one.read_at),
                    words.yuan(one.money),
                    words.signed(one.money - before) if one.money != before else "",
                    "" if one.expected is None else words.yuan(one.expected),
                    "" if difference is None else words.signed(difference),
                    "",
                ),
            )
        )
    return rows
