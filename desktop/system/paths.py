"""The locations of data, logs and bundled resources."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from desktop.system import private

_NAME = "topup-desk"
_PORTABLE = ("portable", "portable.txt")  # Windows hides the suffix


class DataFolder(NamedTuple):
    """The folder for all stored data. Practice data has its own folder inside it."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.json"

    @property
    def window_file(self) -> Path:
        """The window's state: filters, columns."""
        return self.root / "window.ini"

    @property
    def release_file(self) -> Path:
        """The last known release, and when it was looked for."""
        return self.root / "newer.json"

    @property
    def kept(self) -> tuple[Path, ...]:
        """All our files and folders in it: others may use the folder, too."""
        files = (self.settings_file, self.window_file, self.release_file, *self.root.glob("settings.broken*.json"))
        folders = (self.log_file.parent, self.orders_folder(practice=False), self.orders_folder(practice=True))
        return files + folders

    def close_off(self) -> None:
        """Remove other users' access that an older version left; also to the folder itself if only we use it.

        Raises OSError if its content cannot be listed.
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
        """The file of `crash_file.CrashFile`."""
        return self.root / "logs" / "topup-desk.crash"

    def orders_folder(self, *, practice: bool) -> Path:
        """The folder that a running program locks, with database, journal and lock file."""
        return self.root / ("practice" if practice else "shop")

    def database(self, *, practice: bool) -> Path:
        return self.orders_folder(practice=practice) / "orders.db"

    def journal(self, *, practice: bool) -> Path:
        """The journal beside the database, never part of a backup."""
        return self.orders_folder(practice=practice) / "orders.journal"


def data_folder(given: str | None) -> DataFolder:
    """The folder given on the command line, else by TOPUP_DESK_DATA_DIR, else `data` beside a program with a `portable`
    marker, else the system's folder for user data.
    """
    chosen = given or os.environ.get("TOPUP_DESK_DATA_DIR")
    if chosen:
        return DataFolder(Path(chosen).expanduser().absolute())
    beside = program_folder()
    if beside is not None and any((beside / name).is_file() for name in _PORTABLE):
        return DataFolder(beside / "data")
    if not os.environ.get("HOME", "home"):
        del os.environ["HOME"]  # an empty HOME would mean the root folder; without it, the user database is consulted
    from platformdirs import user_data_path

    return DataFolder(user_data_path(_NAME, appauthor=False, roaming=False))


def program_folder() -> Path | None:
    """The folder of the packaged program, on macOS the one that contains the bundle; None if run from source."""
    if not getattr(sys, "frozen", False):
        return None
    folder = Path(sys.executable).resolve().parent
    return folder.parents[2] if sys.platform == "darwin" else folder


def resource(*parts: str) -> Path:
    """A bundled file: beside the package in a checkout, inside it when installed or packaged."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)
