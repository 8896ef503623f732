"""Plays the program's sounds, at most one per pause even if many results arrive at once."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop.ui.alerts.outlets import Outlet
from desktop.ui.alerts.sound import Sound

_PAUSE_MS = 1200


class Player(QObject):
    """Plays a sound at once. During the pause after it only a more urgent one is kept, and played at its end."""

    def __init__(self, outlet: Outlet, parent: QObject, pause_ms: int = _PAUSE_MS) -> None:
        super().__init__(parent)
        self._outlet = outlet
        self._loudest = 0
        """The most urgent sound that was played in this pause or waits for its end."""
        self._waiting: Sound | None = None
        self._pause = QTimer(self, interval=pause_ms, singleShot=True)
        self._pause.timeout.connect(self._pause_over)

    def play(self, sound: Sound) -> None:
        """Play the sound, now or after the pause; returns at once."""
        if not self._pause.isActive():
            self._begin(sound)
        elif sound > self._loudest:
            self._loudest = self._waiting = sound

    @property
    def in_pause(self) -> bool:
        """Whether the pause after a sound lasts."""
        return self._pause.isActive()

    def close(self) -> None:
        """Stop; nothing more is played."""
        self._pause.stop()
        self._outlet.close()

    def _begin(self, sound: Sound) -> None:
        self._loudest, self._waiting = sound, None
        self._pause.start()
        self._outlet.play(sound.file)

    def _pause_over(self) -> None:
        if self._waiting is not None:
            self._begin(self._waiting)
