"""The backups there are, and putting one back."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.domain.backup import Backup, Contents, Kind
from desktop.ui import words
from desktop.ui.build import button, label
from desktop.ui.dialogs import confirmed, shown
from desktop.ui.tokens import SPACE


class BackupsDialog(QDialog):
    """`chosen` is the backup to put back; `begin_anew` that the clerk wants to go on without one."""

    def __init__(self, reason: str, backups: list[Contents], *, may_begin_anew: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.chosen: Backup | None = None
        self.begin_anew = False
        self._backups = backups
        self.setWindowTitle(self.tr("Backups"))
        self.resize(720, 520)
        self.list = QTreeWidget()
        self.restore = button(self.tr("Put this backup back"))
        self.anew = button(self.tr("Begin without a backup"))
        self.leave = button(self.tr("Close the program") if may_begin_anew else self.tr("Close (Esc)"))
        self._lay_out(reason)
        self._fill()
        self.anew.setVisible(may_begin_anew)
        self.restore.clicked.connect(self._restore)
        self.anew.clicked.connect(self._begin_anew)
        self.leave.clicked.connect(self.reject)

    def _lay_out(self, reason: str) -> None:
        why = label(reason)
        why.setWordWrap(True)
        self.list.setAccessibleName(self.tr("Backups"))
        self.list.setRootIsDecorated(False)
        self.list.setHeaderLabels([self.tr("Made"), self.tr("Kind"), self.tr("Orders"), self.tr("Newest order")])
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.addWidget(self.restore)
        row.addWidget(self.anew)
        row.addStretch(1)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(why)
        column.addWidget(self.list, 1)
        if not self._backups:
            column.addWidget(label(self.tr("There is no backup yet."), "muted"))
        column.addLayout(row)

    def _fill(self) -> None:
        for held in self._backups:
            newest = "–" if held.newest_at is None else words.full_moment(held.newest_at)
            made = words.full_moment(held.backup.made_at)
            self.list.addTopLevelItem(QTreeWidgetItem([made, self._kind(held.backup.kind), str(held.orders), newest]))
        if self._backups:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.restore.setEnabled(bool(self._backups))

    def _kind(self, kind: Kind) -> str:
        return {
            Kind.HOURLY: self.tr("hourly"),
            Kind.DAILY: self.tr("daily"),
            Kind.UPGRADE: self.tr("before an update"),
        }[kind]

    def _restore(self) -> None:
        self.chosen = self._backups[self.list.currentIndex().row()].backup
        self.accept()

    def _begin_anew(self) -> None:
        self.begin_anew = True
        self.accept()

    async def sure(self, parent: QWidget | None) -> bool:
        """Tell what the choice means and ask once more; the dialog is closed by now."""
        if self.chosen is None:
            text = self.tr(
                "Begin without a backup? The history starts empty. Orders that are in the journal come back as "
                "unconfirmed and are asked about. The old file is set aside, not deleted."
            )
            return await confirmed(parent, self.tr("Backups"), text, self.tr("Begin"), self.tr("Back"))
        text = self.tr(
            "Put back the backup of {time}? Orders placed after it come back as unconfirmed and are asked about; their "
            "numbers are locked until then. The present file is set aside, not deleted."
        ).format(time=words.full_moment(self.chosen.made_at))
        return await confirmed(parent, self.tr("Backups"), text, self.tr("Put it back"), self.tr("Back"))


async def choose_backup(
    reason: str, backups: list[Contents], *, may_begin_anew: bool, parent: QWidget | None
) -> Backup | bool:
    """Let the clerk choose and confirm: a backup, True to begin without one, False for neither."""
    while True:
        dialog = BackupsDialog(reason, backups, may_begin_anew=may_begin_anew, parent=parent)
        if not await shown(dialog):
            return False
        if await dialog.sure(parent):
            return dialog.chosen or True
