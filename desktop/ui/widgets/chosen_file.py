"""Dialogs that choose the file to save or to read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.widgets.awaited import confirmed, shown

translate = QCoreApplication.translate

FileKind = tuple[str, str]
"""The suffix with its dot, and the name in the file dialog."""


def pdf_files() -> list[FileKind]:
    return [(".pdf", translate("Files", "PDF file (*.pdf)"))]


def picture_files() -> list[FileKind]:
    return [(".png", translate("Files", "Picture (*.png)"))]


def table_files() -> list[FileKind]:
    """The kinds that `exchange.table.keep_table` can write."""
    return [
        (".xlsx", translate("Files", "Excel file (*.xlsx)")),
        (".csv", translate("Files", "CSV file (*.csv)")),
    ]


async def chosen_file(parent: QWidget, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
    """Ask where to save a file of one of these kinds; `name` is proposed, without suffix. None if the clerk cancels.

    The path has the suffix of one of the kinds; if the file exists, the clerk has agreed to replace it.
    """
    while True:
        typed = await _typed(parent, title, name, kinds)
        if typed is None:
            return None
        path = _with_ending(typed, [ending for ending, _ in kinds])
        if path == typed or not path.exists() or await _may_replace(parent, title, path):
            return path


async def opened_file(parent: QWidget | None, title: str, kind: str) -> Path | None:
    """Ask for a file to read; `kind` is the file dialog's name for its kind. None if the clerk cancels."""
    dialog = QFileDialog(parent, title, _documents())
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([kind, translate("Files", "All files (*)")])
    if not await shown(dialog) or not dialog.selectedFiles():
        return None
    return Path(dialog.selectedFiles()[0])


async def _typed(parent: QWidget, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
    """The path as typed; the dialog itself asks before it returns the name of an existing file."""
    endings, filters = [ending for ending, _ in kinds], [words for _, words in kinds]
    dialog = QFileDialog(parent, title, _documents())
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(endings[0])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[filters.index(chosen)]))
    dialog.selectFile(f"{name}{endings[0]}" if len(kinds) == 1 else name)
    if not await shown(dialog) or not dialog.selectedFiles():
        return None
    return Path(dialog.selectedFiles()[0])


def _with_ending(path: Path, endings: Sequence[str]) -> Path:
    return path if path.suffix.lower() in endings else path.with_name(f"{path.name}{endings[0]}")


async def _may_replace(parent: QWidget, title: str, path: Path) -> bool:
    text = translate("Files", "“{file}” is there already. Replace it?").format(file=path.name)
    return await confirmed(parent, title, text, translate("Files", "Replace"), translate("Files", "Back"))


def _documents() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
