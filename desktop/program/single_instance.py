"""Lets a second start bring the running program to the front.

The place to ring at has a name that nobody can know beforehand, and is written down beside the data folder, where only
its owner can: no other user of the computer can hold the name, answer in our place, or be rung at.
"""

from __future__ import annotations

import logging
import os
import re
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from time import monotonic, sleep

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

WAIT_MS = 2000
_LOOK_S = 0.05
_HERE = b"here\n"
_NAME = re.compile(r"topup-desk-[0-9a-f]{32}")


class SingleInstance(QObject):
    """Listens for one data folder, whose lock we hold; `rung` when somebody else was started on it.

    Where no name can be written down the program runs without: a second start then says that the first is silent.
    """

    rung = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._plate = _plate(folder)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if left := _name_on(self._plate):  # of a program that was killed: the lock is ours
            QLocalServer.removeServer(left)
        name = f"topup-desk-{token_hex(16)}"
        try:
            if self._server.listen(name):
                _write(self._plate, name)
        except OSError:
            log.exception("no second start can be heard")

    def close(self) -> None:
        """Stop listening."""
        self._server.close()
        with suppress(OSError):
            self._plate.unlink(missing_ok=True)

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.write(_HERE)
            visitor.flush()
            visitor.disconnectFromServer()
            self.rung.emit()


def ring(folder: Path, wait_ms: int = WAIT_MS) -> bool:
    """Ask the program that runs on this folder to come forward; False when nobody answers in that time, in which it may
    just be starting.
    """
    end = monotonic() + wait_ms / 1000
    while not _answers(_name_on(_plate(folder)), wait_ms):
        if monotonic() >= end:
            return False
        sleep(_LOOK_S)
    return True


def _answers(name: str, wait_ms: int) -> bool:
    if not name:
        return False
    socket = QLocalSocket()
    socket.connectToServer(name)
    answered = socket.waitForConnected(wait_ms) and (socket.bytesAvailable() > 0 or socket.waitForReadyRead(wait_ms))
    heard = bytes(socket.readAll().data()) if answered else b""
    socket.abort()
    return heard == _HERE


def _plate(folder: Path) -> Path:
    """Beside the orders' folder, in which a file would look like one that orders were kept with."""
    return folder.with_name(f"{folder.name}.doorbell")


def _name_on(plate: Path) -> str:
    """The name in the file; "" unless the file is ours and holds one of our names."""
    try:
        if hasattr(os, "getuid") and plate.lstat().st_uid != os.getuid():
            return ""
        name = plate.read_text("ascii")
    except (OSError, ValueError):
        return ""
    return name if _NAME.fullmatch(name) else ""


def _write(plate: Path, name: str) -> None:
    fresh = plate.with_name(f".{name}")
    with open(fresh, "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(name)
    os.replace(fresh, plate)
