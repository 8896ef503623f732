"""Where data, logs and bundled resources live."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from desktop.system import private

_NAME = "topup-desk"
_PORTABLE = ("portable", "portable.txt")  # Windows hides the ending


class DataFolder(NamedTuple):
    """One folder for everything that is kept. Practice data has a folder of its own inside it."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.json"

    @property
    def window_file(self) -> Path:
        """How the clerk has the window: filters, columns."""
        return self.root / "window.ini"

    @property
    def release_file(self) -> Path:
        """What was found of newer versions of the program, and when."""
        return self.root / "newer.json"

    @property
    def kept(self) -> tuple[Path, ...]:
        """All that is kept in it: the folder may be one in which others keep something, too."""
        files = (self.settings_file, self.window_file, self.release_file, *self.root.glob("settings.broken*.json"))
        folders = (self.log_file.parent, self.orders_folder(practice=False), self.orders_folder(practice=True))
        return files + folders

    def close_off(self) -> None:
        """Take from others what an older version has left them; the folder itself where nobody else uses it, too.

        Raises OSError where that cannot be told.
        """
        for path in self.kept:
            private.close_off(path)
        known = {path.name for path in self.kept}
        if all(path.name in known or path.name.startswith(".") for path in self.root.iterdir()):
            private.close_off_one(self.root)

    @property
    def log_file(self) -> Path:
        return self.root / "logs" / "topup-desk.log"

    @property
    def crash_file(self) -> Path:
        """What `crash_file.CrashFile` keeps."""
        return self.root / "logs" / "topup-desk.crash"

    def orders_folder(self, *, practice: bool) -> Path:
        """The folder that one running program locks: database and lock file."""
        return self.root / ("practice" if practice else "shop")

    def database(self, *, practice: bool) -> Path:
        return self.orders_folder(practice=practice) / "orders.db"

    def journal(self, *, practice: bool) -> Path:
        """Beside the database, and never part of a backup."""
        return self.orders_folder(practice=practice) / "orders.journal"


def data_folder(given: str | None) -> DataFolder:
    """The folder named on the command line, else by TOPUP_DESK_DATA_DIR, else `data` beside a program with the marker
    `portable`, else the system's place for user data.
    """
    chosen = given or os.environ.get("TOPUP_DESK_DATA_DIR")
    if chosen:
        return DataFolder(Path(chosen).expanduser().absolute())
    beside = program_folder()
    if beside is not None and any((beside / name).is_file() for name in _PORTABLE):
        return DataFolder(beside / "data")
    if not os.environ.get("HOME", "home"):
        del os.environ["HOME"]  # an empty one would be the root of the disk; without it the system knows the user's
    from platformdirs import user_data_path

    return DataFolder(user_data_path(_NAME, appauthor=False, roaming=False))


def program_folder() -> Path | None:
    """Where a shop has the packaged program, on macOS the folder around the bundle; None when it runs from source."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).resolve().parent
    return folder.parents[2] if sys.platform == "darwin" else folder


def resource(*parts: str) -> Path:
    """A bundled file: beside the package in a checkout, inside it when installed or packaged."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)
