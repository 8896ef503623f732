"""The balance: its amount, the time of its reading, and the number of days it lasts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.low_balance import days_left
from desktop.domain.orders.outcome import NoAnswer, Trouble
from desktop.services.desk import Desk
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.plain import tip
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance, about_platform


class BalanceHead(Card):
    """Says so if the balance shown is not current. `told` carries the same in a few words: a text, its role, and the
    reason, if there is one.
    """

    told = Signal(str, str, str)

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self._desk = desk
        self.money = label("–", "sum", selectable=True)
        self.money.setAccessibleName(self.tr("Balance"))
        self.when = label(role="muted")
        self.left = label()
        self.trouble = label(role="error")
        for text in (self.when, self.left, self.trouble):
            text.setWordWrap(True)
        self.read_now = button(self.tr("Read now (F5)"), icon_name="refresh-cw")
        self._lay_out()
        self.read_now.clicked.connect(self.read)
        bridge.balance_changed.connect(self._renew)
        bridge.duty_changed.connect(self._renew)
        self._renew()

    def read(self) -> None:
        """Ask the platform for the balance."""
        self._desk.runtime.tasks.read("read balance", self._read())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, SPACE.apart, SPACE.page, SPACE.near)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("Balance with the platform"), "label"))
        row.addStretch(1)
        row.addWidget(self.read_now)
        column.addLayout(row)
        for part in (self.money, self.when, self.left, self.trouble):
            column.addWidget(part)
        column.addStretch(1)

    def _renew(self) -> None:
        last, trouble = self._desk.books.balance.last, self._desk.books.balance.trouble
        self.money.setText("–" if last is None or not self._desk.runtime.duty.sees_balance else words.yuan(last.money))
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
        shown = last is not None and self._desk.runtime.duty.sees_balance
        days = None if last is None or not shown else days_left(last.money, pace)
        lasts = "" if days is None else about_balance.lasts(days)
        text = self.tr("Lasts {days} at the present pace ({pace} a day).")
        self.left.setText(text.format(days=lasts, pace=words.yuan(round(pace))) if lasts else "")
        if self._desk.books.balance.trouble is not None:
            self.told.emit(self.tr("Not read now"), "warning", f"{self.when.text()} {self.trouble.text()}")
        else:
            self.told.emit(self.tr("Lasts {days}").format(days=lasts) if lasts else "", "muted", self.when.text())

    async def _read(self) -> None:
        self.when.setText(self.tr("Reading…"))
        self.told.emit(self.tr("Reading…"), "muted", "")
        if self._desk.reachability.offline:
            self._desk.books.balance.probe()  # a query that hangs is not waited for
        await self._desk.books.balance.read()


class BriefHead(QWidget):
    """The same in a line, for the right end of the tabs, where the head itself is not shown."""

    def __init__(self, head: BalanceHead) -> None:
        super().__init__()
        self._room = 0
        self.said = label(role="muted")
        self.read_now: Button = button(head.tr("Read now (F5)"), "plain", icon_name="refresh-cw")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.near, 0, 0, 0)
        row.setSpacing(SPACE.apart)
        row.addWidget(self.said)
        row.addWidget(self.read_now)
        self.read_now.clicked.connect(head.read)
        head.told.connect(self._tell)

    def say_within(self, room: int) -> None:
        """Leave the text out if all together is wider than this (pixels)."""
        self._room = room
        need = self.read_now.sizeHint().width() + self.said.sizeHint().width() + SPACE.near + SPACE.apart
        self.said.setVisible(need <= room)

    def _tell(self, text: str, role: str, why: str) -> None:
        dress(self.said, role)
        self.said.setText(text)
        self.said.setToolTip(tip(why))
        self.read_now.setToolTip(tip(f"{text} {why}".strip()))
        self.say_within(self._room)
        self.read_now.setAccessibleDescription(f"{text} {why}".strip())
