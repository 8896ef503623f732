"""Detects files in use that were moved, replaced or deleted.

Windows does not allow that for an open file; there only a whole drive can disappear.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Whereabouts:
    """Remembers the identity of the present files. Like SQLite (`fileHasMoved`): an open file keeps its inode, so
    another inode under its name, or none, shows that it was moved.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._known = {file: found for file in files if (found := _identity(file)) is not None}

    def missing(self) -> str:
        """The name of a file that is no longer there, "" if all are. Raises OSError if that cannot be determined."""
        return next((file.name for file, known in self._known.items() if _identity(file) != known), "")


def _identity(file: Path) -> tuple[int, int] | None:
    """(device, inode), or None for a missing file."""
    try:
        found = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
