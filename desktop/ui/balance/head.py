"""The balance: its amount, the time of its reading, and the number of days it lasts."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.low_balance import days_left
from desktop.domain.orders.outcome import NoAnswer, Trouble
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, label
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance, about_platform


class BalanceHead(QWidget):
    """Says so if the balance shown is not current."""

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self.money = label("–", "huge", selectable=True)
        self.money.setAccessibleName(self.tr("Balance"))
        self.when = label(role="muted")
        self.left = label()
        self.trouble = label(role="error")
        for text in (self.when, self.left, self.trouble):
            text.setWordWrap(True)
        self.read_now = button(self.tr("Read now (F5)"))
        self.read_now.setShortcut("F5")
        self._lay_out()
        self.read_now.clicked.connect(lambda: desk.runtime.tasks.read("read balance", self._read()))
        bridge.balance_changed.connect(self._renew)
        self._renew()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Balance with the platform"), "heading"))
        row.addStretch(1)
        row.addWidget(self.read_now)
        column.addLayout(row)
        for part in (self.money, self.when, self.left, self.trouble):
            column.addWidget(part)
        column.addStretch(1)

    def _renew(self) -> None:
        last, trouble = self._desk.books.balance.last, self._desk.books.balance.trouble
        self.money.setText("–" if last is None else words.yuan(last.money))
        self.trouble.setVisible(trouble is not None)
        self.trouble.setText("" if trouble is None else about_platform.trouble(trouble))
        self.when.setText(self._when())
        self._desk.runtime.tasks.read("pace", self._tell_pace())

    def _when(self) -> str:
        last, trouble = self._desk.books.balance.last, self._desk.books.balance.trouble
        if last is None:
            return self.tr("Not read yet.")
        if trouble is None:
            text = self.tr("Read at {time}.")
        elif isinstance(trouble, NoAnswer) and trouble.trouble is Trouble.UNREACHABLE:
            text = self.tr("Offline, last known {time}.")
        else:
            text = self.tr("Could not be read now, last known {time}.")
        return text.format(time=words.moment(last.read_at))

    async def _tell_pace(self) -> None:
        pace, last = await self._desk.books.bookkeeping.pace(), self._desk.books.balance.last
        days = None if last is None else days_left(last.money, pace)
        if days is None:
            self.left.setText("")
            return
        text = self.tr("Lasts {days} at the present pace ({pace} a day).")
        self.left.setText(text.format(days=about_balance.lasts(days), pace=words.yuan(round(pace))))

    async def _read(self) -> None:
        self.when.setText(self.tr("Reading…"))
        if self._desk.reachability.offline:
            self._desk.books.balance.probe()  # a query that hangs is not waited for
        await self._desk.books.balance.read()
