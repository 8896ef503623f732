"""Programs of the system that the program runs for a moment: one at a time, never waited for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

_OWN_LIBRARIES = "LD_LIBRARY_PATH"
_KILLED_WITHIN_MS = 500


def installed(*names: str) -> list[str]:
    """The full paths of those of these programs that are on PATH, in the order given."""
    return [path for name in names if (path := shutil.which(name)) is not None]


class HelperProcess(QObject):
    """One other program, silent, with a limit on its time. Neither its absence nor its failure is an error."""

    ended = Signal(bool)
    """Exactly once for each start, later than it: whether the program ran and succeeded."""

    def __init__(self, limit_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self._input = b""
        self._under_way = False
        self._process = QProcess(self)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.started.connect(self._give_input)
        self._process.errorOccurred.connect(self._failed)
        self._process.finished.connect(self._finished)
        self._limit = QTimer(self, interval=limit_ms, singleShot=True)
        self._limit.timeout.connect(self._process.kill)

    @property
    def under_way(self) -> bool:
        """From `start` until `ended`."""
        return self._under_way

    def start(
        self, program: str, arguments: Sequence[str], text: str = "", variables: Mapping[str, str] | None = None
    ) -> None:
        """Run it with `text` on its standard input and these further variables; not while one is under way."""
        self._under_way = True
        self._input = text.encode()
        self._process.setProcessEnvironment(_environment(variables or {}))
        self._limit.start()
        self._process.start(program, list(arguments))

    def close(self) -> None:
        """End it at once, for good; nothing is told any more."""
        self._limit.stop()
        self._process.blockSignals(True)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_KILLED_WITHIN_MS)

    def _give_input(self) -> None:
        self._process.write(self._input)
        self._process.closeWriteChannel()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # after any other, `finished` follows
            QTimer.singleShot(0, self, lambda: self._end(False))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._end(status is QProcess.ExitStatus.NormalExit and code == 0)

    def _end(self, succeeded: bool) -> None:
        self._limit.stop()
        self._under_way = False
        self.ended.emit(succeeded)


def _environment(variables: Mapping[str, str]) -> QProcessEnvironment:
    """As it was before PyInstaller put the packaged program's own libraries first: they are not for others."""
    environment = QProcessEnvironment.systemEnvironment()
    if getattr(sys, "frozen", False):
        environment.remove(_OWN_LIBRARIES)
        if before := os.environ.get(f"{_OWN_LIBRARIES}_ORIG"):
            environment.insert(_OWN_LIBRARIES, before)
    for name, value in variables.items():
        environment.insert(name, value)
    return environment
