"""The sounds of the program."""

from __future__ import annotations

from enum import IntEnum
from pathlib import Path

from desktop.system.paths import resource


class Sound(IntEnum):
    """A greater value is more urgent."""

    SUCCESS = 1
    ATTENTION = 2
    FAILURE = 3

    @property
    def file(self) -> Path:
        """A wave file of about half a second."""
        return resource("sounds", f"{self.name.lower()}.wav")
