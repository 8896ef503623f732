"""The sounds of the program."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from desktop.system.paths import resource


class Sound(IntEnum):
    """The more urgent, the greater."""

    SUCCESS = 1
    ATTENTION = 2
    FAILURE = 3

    @property
    def file(self) -> Path:
        """A wave file of half a second or so."""
        return resource("sounds", f"{self.name.lower()}.wav")
