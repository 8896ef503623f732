"""One running program per data folder: an operating-system lock on a side file, released when our process ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from desktop.system import private

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


LOCK_NAME = "running.lock"


class InstanceLock:
    """The lock on one data folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Take the lock; False if another process holds it. Raises OSError if the folder is not writable."""
        private.make_folder(self._path.parent)
        file = open(self._path, "ab", opener=private.opener)  # noqa: SIM115
        try:
            _try_lock(file)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Release the lock; does nothing if it was never taken."""
        if self._file is not None:
            self._file.close()
            self._file = None
