"""What the interpreter writes down when the process dies of an error outside Python."""

from __future__ import annotations

import faulthandler
import sys
from pathlib import Path
from typing import TextIO

from desktop.system import private


class CrashFile:
    """Holds something only while the program runs, and afterwards where it ended by such an error.

    On Windows errors that were dealt with are written down as well; an end in order leaves nothing. Where the file
    cannot be written nothing is kept; the terminal, where there is one, is told.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._open: TextIO | None = None
        self.untold = ""
        """What an earlier run left, until `told`."""
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
        """The clerk knows of what an earlier run left."""
        self.untold = ""
        self._empty()

    def end(self) -> None:
        """The program ends as it should: what happens from here on is nobody's loss."""
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
