"""Whether files that are in use still are where they were: somebody may move, replace or delete them meanwhile.

Windows does not let go of a file that is open; there only a whole drive can vanish.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class Whereabouts:
    """Remembers the files that are there now. SQLite looks in the same way (`fileHasMoved`): an open file keeps its
    inode, so what else has the name, or nothing, tells that it was taken away.
    """

    def __init__(self, files: Iterable[Path]) -> None:
        self._known = {file: found for file in files if (found := _identity(file)) is not None}

    def missing(self) -> str:
        """The name of a file that is not there any more, "" where all are. Raises OSError where nobody can tell."""
        return next((file.name for file, known in self._known.items() if _identity(file) != known), "")


def _identity(file: Path) -> tuple[int, int] | None:
    """None for no file."""
    try:
        found = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
