"""The balance tab: what the account holds, when it was read, and what was read before."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.domain.outcome import NoAnswer, Trouble
from desktop.services.desk import Desk
from desktop.ui import words
from desktop.ui.bridge import Bridge
from desktop.ui.build import button, label
from desktop.ui.messages import about_platform
from desktop.ui.tokens import SPACE

_SHOWN = 200


class BalanceTab(QWidget):
    """Says plainly where the figure is not from just now."""

    def __init__(self, desk: Desk, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self.money = label("–", "huge", selectable=True)
        self.money.setAccessibleName(self.tr("Balance"))
        self.when = label(role="muted")
        self.trouble = label(role="error")
        self.trouble.setWordWrap(True)
        self.read_now = button(self.tr("Read now"))
        self.snapshots = QTreeWidget()
        self._lay_out()
        self.read_now.clicked.connect(lambda: desk.tasks.read("read balance", self._read()))
        bridge.balance_changed.connect(self._renew)
        self._renew()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.apart, SPACE.page, SPACE.apart)
        column.setSpacing(SPACE.near)
        column.addWidget(label(self.tr("Balance with the platform"), "heading"))
        row = QHBoxLayout()
        row.addWidget(self.money)
        row.addSpacing(SPACE.wide)
        row.addWidget(self.read_now)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.when)
        column.addWidget(self.trouble)
        column.addSpacing(SPACE.near)
        column.addWidget(label(self.tr("Read before"), "heading"))
        self.snapshots.setAccessibleName(self.tr("Read before"))
        self.snapshots.setRootIsDecorated(False)
        self.snapshots.setHeaderLabels([self.tr("Time"), self.tr("Balance"), self.tr("Change")])
        self.snapshots.header().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for section, width in enumerate((180, 180, 180)):
            self.snapshots.header().resizeSection(section, width)
        column.addWidget(self.snapshots, 1)

    def _renew(self) -> None:
        last, trouble = self._desk.balance.last, self._desk.balance.trouble
        self.money.setText("–" if last is None else words.yuan(last.money))
        self.trouble.setVisible(trouble is not None)
        self.trouble.setText("" if trouble is None else about_platform.trouble(trouble))
        self.when.setText(self._when())
        self._desk.tasks.read("snapshots", self._list())

    def _when(self) -> str:
        last, trouble = self._desk.balance.last, self._desk.balance.trouble
        if last is None:
            return self.tr("Not read yet.")
        if trouble is None:
            text = self.tr("Read at {time}.")
        elif isinstance(trouble, NoAnswer) and trouble.trouble is Trouble.UNREACHABLE:
            text = self.tr("Offline, last known {time}.")
        else:
            text = self.tr("Could not be read now, last known {time}.")
        return text.format(time=words.moment(last.read_at))

    async def _list(self) -> None:
        kept = await self._desk.balance.snapshots(_SHOWN + 1)
        self.snapshots.clear()
        for index, snapshot in enumerate(kept[:_SHOWN]):
            before = kept[index + 1].money if index + 1 < len(kept) else snapshot.money
            change = snapshot.money - before
            text = "" if change == 0 else f"{'+' if change > 0 else ''}{words.yuan(change)}"
            row = QTreeWidgetItem([words.moment(snapshot.read_at), words.yuan(snapshot.money), text])
            self.snapshots.addTopLevelItem(row)

    async def _read(self) -> None:
        self.when.setText(self.tr("Reading…"))
        await self._desk.balance.read()
