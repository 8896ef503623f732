"""How a second start tells the running program to come forward."""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 2000
_HERE = b"here\n"


class Doorbell(QObject):
    """Listens for one data folder, whose lock we hold; `rung` when somebody else was started on it."""

    rung = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        while (visitor := self._server.nextPendingConnection()) is not None:
            visitor.disconnected.connect(visitor.deleteLater)
            visitor.write(_HERE)
            visitor.flush()
            visitor.disconnectFromServer()
            self.rung.emit()


def ring(folder: Path) -> bool:
    """Ask the program that runs on this folder to come forward; False when nobody answers within two seconds."""
    socket = QLocalSocket()
    socket.connectToServer(_name(folder))
    answered = socket.waitForConnected(_WAIT_MS) and (socket.bytesAvailable() > 0 or socket.waitForReadyRead(_WAIT_MS))
    heard = bytes(socket.readAll().data()) if answered else b""
    socket.abort()
    return heard == _HERE


def _name(folder: Path) -> str:
    return "topup-desk-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:20]
