"""The dialog of the backups: makes one, and restores one from the list or from any file."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.upkeep.backup import Backup, Contents, Refusal
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.awaited import confirmed, shown, tell
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.chosen_file import opened_file
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.rows_table import RowsTable
from desktop.ui.widgets.table_rows import TableColumn, TableRow
from desktop.ui.words import words
from desktop.ui.words.messages import about_backups, about_desk

if TYPE_CHECKING:
    from desktop.services.upkeep.safekeeping import Safekeeping

R = TypeVar("R")

translate = QCoreApplication.translate

_UNNOTICED_S = 0.3
_LIST_LEAST = 120


class Shelf(Protocol):
    """The source of backups: the running desk, or its substitute before one is open."""

    async def backups(self) -> list[Contents]:
        """The backups that can be restored, newest first."""

    async def examined(self, path: Path) -> Contents | Refusal:
        """The contents of a file, or why it cannot be restored."""


class BackupsDialog(QDialog):
    """The clerk's choice: `chosen`, a backup to restore; `begin_anew`, to start without one; `wants_file`, to choose a
    file; `wants_backup`, to make a backup now.
    """

    def __init__(self, reason: str, backups: list[Contents], *, may_begin_anew: bool, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.chosen: Contents | None = None
        self.begin_anew = self.wants_file = self.wants_backup = False
        self._backups = backups
        self.setWindowTitle(self.tr("Backups"))
        self.resize(860, 560)
        self.list = RowsTable(self.tr("Backups"), self._columns(), "")
        self.said = label()
        self.said.setWordWrap(True)
        self.said.hide()
        self.now = button(self.tr("Back up now"))
        self.restore = button(self.tr("Put this back"), "primary")
        self.file = button(self.tr("From a file…"))
        self.anew = button(self.tr("Begin without a backup"))
        self.leave = button(self.tr("Close the program") if may_begin_anew else self.tr("Close (Esc)"))
        self._lay_out(reason)
        self._fill()
        self.now.setVisible(not may_begin_anew)
        self.anew.setVisible(may_begin_anew)
        self.restore.clicked.connect(self._restore)
        self.file.clicked.connect(self._take_file)
        self.now.clicked.connect(self._back_up)
        self.anew.clicked.connect(self._begin_anew)
        self.leave.clicked.connect(self.reject)

    def say(self, text: str, role: str) -> None:
        """Show a sentence under the list: a result, or the state of the second folder."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        dress(self.said, role)

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn(self.tr("Made"), 180, is_whole=True),
            TableColumn(self.tr("Kind"), 0),
            TableColumn(self.tr("Orders"), 90, is_number=True),
            TableColumn(self.tr("Newest order"), 180, is_number=True),
        ]

    def _lay_out(self, reason: str) -> None:
        why, losses = label(reason), label(about_backups.losses(), "muted")
        for text in (why, losses):
            text.setWordWrap(True)
        self.list.say_empty_with(EmptyState("hard-drive", self.tr("There is no backup yet.")))
        self.list.setMinimumHeight(_LIST_LEAST)
        card = Card(flat=True)
        card.fill_with(self.list)
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        for one in (self.restore, self.file, self.now, self.anew):
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(why)
        column.addWidget(card, 1)
        column.addWidget(losses)
        column.addWidget(self.said)
        column.addLayout(row)

    def _fill(self) -> None:
        rows = []
        for number, held in enumerate(self._backups):
            newest = "–" if held.newest_at is None else words.full_moment(held.newest_at)
            made, why = words.full_moment(held.backup.made_at), about_backups.kind(held.backup.kind)
            rows.append(TableRow(str(number), (made, why, f"{held.orders:,}", newest)))
        self.list.fill(rows)
        if self._backups:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.restore.setEnabled(bool(self._backups))

    def _restore(self) -> None:
        self.chosen = self._backups[self.list.currentIndex().row()]
        self.accept()

    def _take_file(self) -> None:
        self.wants_file = True
        self.accept()

    def _back_up(self) -> None:
        self.wants_backup = True
        self.accept()

    def _begin_anew(self) -> None:
        self.begin_anew = True
        self.accept()


class Waiting(QDialog):
    """Shows a sentence while something takes long; Esc stops waiting."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backups"))
        self.setMinimumWidth(420)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        told = label(text)
        told.setWordWrap(True)
        leave = button(self.tr("Do not wait (Esc)"))
        leave.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(leave)
        column.addWidget(told)
        column.addLayout(row)


async def choose_backup(
    reason: str, shelf: Shelf, *, may_begin_anew: bool, parent: QWidget | None, maker: Safekeeping | None = None
) -> Backup | bool:
    """Let the clerk choose and confirm: a backup, True to start without one, False for neither. With a `maker` the
    clerk can also make one.
    """
    said = _of_second_folder(maker)
    while True:
        dialog = BackupsDialog(reason, await shelf.backups(), may_begin_anew=may_begin_anew, parent=parent)
        dialog.say(*said)
        if not await shown(dialog):
            return False
        title = dialog.windowTitle()
        if dialog.begin_anew:
            if await confirmed(
                parent, title, about_backups.begin_anew(), translate("Backups", "Begin"), translate("Backups", "Back")
            ):
                return True
        elif dialog.wants_backup and maker is not None:
            said = await _back_up(maker, translate("Backups", "Backing up…"), parent)
        else:
            held = await _from_file(shelf, title, parent) if dialog.wants_file else dialog.chosen
            if held is not None and await _is_sure(held, title, parent):
                return held.backup


async def _is_sure(held: Contents, title: str, parent: QWidget | None) -> bool:
    question, put_it_back = about_backups.put_back(held), translate("Backups", "Put it back")
    return await confirmed(parent, title, question, put_it_back, translate("Backups", "Back"))


async def _from_file(shelf: Shelf, title: str, parent: QWidget | None) -> Contents | None:
    """Ask for a file that may be restored; None if none was chosen, or if it was refused and the clerk was told why."""
    path = await opened_file(parent, title, translate("Backups", "Files of orders (*.db)"))
    if path is None:
        return None
    checking = translate("Backups", "Checking “{file}”…").format(file=path.name)
    found = await _waited_for(shelf.examined(path), checking, parent)
    if isinstance(found, Refusal):
        await tell(parent, title, about_backups.refused(found))
        return None
    return found


async def _back_up(maker: Safekeeping, text: str, parent: QWidget | None) -> tuple[str, str]:
    """Make a backup; returns the sentence to show and its role."""
    made = await _waited_for(maker.back_up_now(), text, parent)
    if made is None:
        return about_desk.cannot_back_up(), "error"
    done = translate("Backups", "Backed up: what is kept of {time} has all orders.")
    second, role = _of_second_folder(maker)
    return f"{done.format(time=words.full_moment(made.made_at))}\n{second}".strip(), role


def _of_second_folder(maker: Safekeeping | None) -> tuple[str, str]:
    if maker is None:
        return "", "muted"
    state = maker.second
    return about_backups.second_folder(state), "warning" if state.trouble or state.is_behind else "success"


async def _waited_for(work: Coroutine[Any, Any, R], text: str, parent: QWidget | None) -> R | None:
    """The result of the work; None if the clerk stops waiting, which cancels it. Quick work shows no dialog."""
    working = asyncio.ensure_future(work)
    tasks: list[asyncio.Future[Any]] = [working]
    try:
        if not (await asyncio.wait({working}, timeout=_UNNOTICED_S))[0]:
            dialog = Waiting(text, parent)
            tasks.append(asyncio.ensure_future(shown(dialog)))
            working.add_done_callback(lambda _done: dialog.accept())
            await tasks[1]
        return await working if working.done() else None
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.wait(tasks)
