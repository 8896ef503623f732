"""Questions and messages that a coroutine awaits; never `exec`: its nested loop loses other tasks (decisions/0015)."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from desktop.ui.widgets.plain import plain_box
from desktop.ui.widgets.sheet import as_sheet

_COVERED, _OVER_COVER = "covered", "overCover"


def set_covered(window: QWidget, covered: bool) -> None:
    """While a window is covered (locked), `shown` opens no dialog over it but those of `stays_over_cover`."""
    window.setProperty(_COVERED, covered)


def stays_over_cover(dialog: QDialog) -> None:
    """Let this dialog open over a covered window, too: it shows nothing of the shop's."""
    dialog.setProperty(_OVER_COVER, True)


def _is_covered(dialog: QDialog) -> bool:
    over = dialog.parentWidget()
    while over is not None and not over.property(_COVERED):
        over = over.parentWidget()
    return over is not None and not dialog.property(_OVER_COVER)


async def shown(dialog: QDialog) -> int:
    """Open a dialog and wait until it is finished; returns its result code. The dialog is deleted afterwards. Over a
    covered window it is rejected at once: the task that wanted it began before.
    """
    if _is_covered(dialog):
        dialog.deleteLater()
        return QDialog.DialogCode.Rejected
    finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    dialog.finished.connect(lambda code: None if finished.done() else finished.set_result(code))
    as_sheet(dialog)
    dialog.open()
    dialog.raise_()
    dialog.activateWindow()
    try:
        return await finished
    finally:
        parent = dialog.parentWidget()
        dialog.hide()
        dialog.deleteLater()
        if parent is not None:  # without a window manager nothing else returns the focus
            (QApplication.activeModalWidget() or parent.window()).activateWindow()


async def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Show a message until it is dismissed."""
    box = plain_box(QMessageBox.Icon.Warning, title, text, parent)
    box.addButton(QMessageBox.StandardButton.Ok)
    await shown(box)


async def confirmed(parent: QWidget | None, title: str, text: str, action: str, back: str) -> bool:
    """Ask whether to continue; Esc and Enter both mean no."""
    box = plain_box(QMessageBox.Icon.Question, title, text, parent)
    go_on = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(back, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    await shown(box)
    return box.clickedButton() is go_on
