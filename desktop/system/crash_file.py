"""The interpreter's record of a fatal error outside Python."""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path
from typing import TextIO

from desktop.system import private


class CrashFile:
    """A file that has content only while the program runs, and after it ended by such an error.

    On Windows it also records errors that were handled; a normal exit leaves the file empty. If the file cannot be
    written, nothing is kept, and errors go to the terminal if there is one.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: TextIO | None = None
        self.untold = ""
        """The record of an earlier run, until `told`."""
        try:
            private.make_folder(file.parent)
            self._open = open(file, "a+", encoding="utf-8", errors="replace", opener=private.opener)  # noqa: SIM115
            self._open.seek(0)
            self.untold = self._open.read().strip()
            faulthandler.enable(self._open)
        except OSError:
            if sys.stderr is not None:
                faulthandler.enable()

    def told(self) -> None:
        """Discard the record of an earlier run, once the clerk has been told."""
        self.untold = ""
        self._empty()

    def end(self) -> None:
        """Stop recording at a normal exit: an error from here on does no harm."""
        faulthandler.disable()
        if self._open is not None:
            self._open.close()
        if not self.untold:
            self._empty()

    def _empty(self) -> None:
        try:
            self._file.write_text("", encoding="utf-8")
        except OSError:
            return
