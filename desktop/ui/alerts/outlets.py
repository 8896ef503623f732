"""The ways a system plays a wave file. None of them blocks, and without a loudspeaker all are silent."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from desktop.ui.alerts.helper_process import HelperProcess, installed

_LIMIT_MS = 4000
"""Ends a player that waits for a missing sound server."""


class Outlet(Protocol):
    """Plays one file after another; missing devices and files are no error."""

    def play(self, file: Path) -> None: ...

    def close(self) -> None: ...


def outlet(parent: QObject) -> Outlet:
    """Choose the outlet that this system offers."""
    if sys.platform == "win32":
        return WindowsOutlet()
    names = ("afplay",) if sys.platform == "darwin" else ("pw-play", "paplay", "aplay")
    programs = installed(*names)
    return ProgramOutlet(programs, parent) if programs else Beep()


class ProgramOutlet(QObject):
    """Plays with the first of the programs; if it fails, the next one is tried and becomes the first."""

    def __init__(self, programs: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._programs = deque(programs)
        self._file = Path()
        self._waiting: Path | None = None
        self._tries = 0
        self._helper = HelperProcess(_LIMIT_MS, self)
        self._helper.ended.connect(self._ended)

    def play(self, file: Path) -> None:
        self._waiting = file
        if not self._helper.under_way:
            self._begin(file)

    @property
    def is_busy(self) -> bool:
        """Whether a program plays, or the next one is about to have its try."""
        return self._helper.under_way

    def close(self) -> None:
        self._helper.close()

    def _begin(self, file: Path) -> None:
        self._file, self._waiting, self._tries = file, None, len(self._programs)
        self._try()

    def _try(self) -> None:
        self._tries -= 1
        self._helper.start(self._programs[0], [str(self._file)])

    def _ended(self, played: bool) -> None:
        if not played:
            self._programs.rotate(-1)
        if self._waiting is not None:
            self._begin(self._waiting)
        elif not played and self._tries > 0:
            self._try()


class WindowsOutlet:
    """Windows plays the file on a thread of its own; a new sound stops the one before."""

    def play(self, file: Path) -> None:
        if sys.platform == "win32":
            import winsound

            with suppress(RuntimeError):  # no sound device
                winsound.PlaySound(str(file), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)

    def close(self) -> None:
        return None


class Beep:
    """The system's beep, for computers on which nothing plays files."""

    def play(self, file: Path) -> None:
        QApplication.beep()

    def close(self) -> None:
        return None
