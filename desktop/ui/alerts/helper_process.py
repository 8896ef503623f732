"""Helper processes: programs of the system that run for a moment, one at a time, and are never waited for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

_OWN_LIBRARIES = "LD_LIBRARY_PATH"
_KILLED_WITHIN_MS = 500


def installed(*names: str) -> list[str]:
    """The full paths of these programs that are on PATH, in the order given."""
    return [path for name in names if (path := shutil.which(name)) is not None]


class HelperProcess(QObject):
    """Runs one other program without output and with a time limit. A missing or failing program is no error."""

    ended = Signal(bool)
    """Emitted exactly once per start, after `start` has returned: whether the program ran and succeeded."""

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
        """True from `start` until `ended`."""
        return self._under_way

    def start(
        self, program: str, arguments: Sequence[str], text: str = "", variables: Mapping[str, str] | None = None
    ) -> None:
        """Run the program with `text` as standard input and these additional variables; not while one is under way."""
        self._under_way = True
        self._input = text.encode()
        self._process.setProcessEnvironment(_environment(variables or {}))
        self._limit.start()
        self._process.start(program, list(arguments))

    def close(self) -> None:
        """Kill the process for good; no signal follows."""
        self._limit.stop()
        self._process.blockSignals(True)
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(_KILLED_WITHIN_MS)

    def _give_input(self) -> None:
        self._process.write(self._input)
        self._process.closeWriteChannel()

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:  # after any other error, `finished` follows
            QTimer.singleShot(0, self, lambda: self._end(False))

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._end(status is QProcess.ExitStatus.NormalExit and code == 0)

    def _end(self, succeeded: bool) -> None:
        self._limit.stop()
        self._under_way = False
        self.ended.emit(succeeded)


def _environment(variables: Mapping[str, str]) -> QProcessEnvironment:
    """The environment without the library path that PyInstaller sets for the packaged program: it is not for others."""
    environment = QProcessEnvironment.systemEnvironment()
    if getattr(sys, "frozen", False):
        environment.remove(_OWN_LIBRARIES)
        if before := os.environ.get(f"{_OWN_LIBRARIES}_ORIG"):
            environment.insert(_OWN_LIBRARIES, before)
    for name, value in variables.items():
        environment.insert(name, value)
    return environment
