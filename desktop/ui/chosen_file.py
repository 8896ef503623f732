"""Asking where a file is to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.ui.dialogs import shown

translate = QCoreApplication.translate

FileKind = tuple[str, str]
"""How its name ends, with the dot; and what the file dialog calls it."""


def pdf_files() -> list[FileKind]:
    return [(".pdf", translate("Files", "PDF file (*.pdf)"))]


def picture_files() -> list[FileKind]:
    return [(".png", translate("Files", "Picture (*.png)"))]


def table_files() -> list[FileKind]:
    """What `services.tables.keep_table` can write."""
    return [
        (".xlsx", translate("Files", "Excel file (*.xlsx)")),
        (".csv", translate("Files", "CSV file (*.csv)")),
    ]


async def chosen_file(parent: QWidget, title: str, name: str, kinds: Sequence[FileKind]) -> Path | None:
    """Ask where to save a file of one of these kinds, whose proposed name has no ending; None for nowhere.

    What comes of it has one of the kinds' endings.
    """
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
    endings, filters = [ending for ending, _ in kinds], [words for _, words in kinds]
    dialog = QFileDialog(parent, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(filters)
    dialog.setDefaultSuffix(endings[0])
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(endings[filters.index(chosen)]))
    dialog.selectFile(f"{name}{endings[0]}" if len(kinds) == 1 else name)
    if not await shown(dialog) or not dialog.selectedFiles():
        return None
    path = Path(dialog.selectedFiles()[0])
    return path if path.suffix.lower() in endings else path.with_name(f"{path.name}{endings[0]}")
