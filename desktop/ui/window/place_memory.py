"""Keeps the window's size, place and maximised state for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

_KEY = "window/place"


def recall_place(window: QWidget, file: Path) -> bool:
    """Give the window the place kept in this file, as far as its screen is there; whether one was kept."""
    if not file.exists():
        return False
    kept = QSettings(str(file), QSettings.Format.IniFormat).value(_KEY)
    return isinstance(kept, QByteArray) and window.restoreGeometry(kept)


def keep_place(window: QWidget, memory: QSettings | None) -> None:
    """Keep the window's place."""
    if memory is not None:
        memory.setValue(_KEY, window.saveGeometry())
