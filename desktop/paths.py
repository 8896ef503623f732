"""Where data, logs and bundled resources live."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_NAME = "topup-desk"


@dataclass(frozen=True, slots=True)
class DataFolder:
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
    def log_file(self) -> Path:
        return self.root / "logs" / "topup-desk.log"

    def orders_folder(self, *, practice: bool) -> Path:
        """The folder that one running program locks: database and lock file."""
        return self.root / ("practice" if practice else "shop")

    def database(self, *, practice: bool) -> Path:
        return self.orders_folder(practice=practice) / "orders.db"

    def journal(self, *, practice: bool) -> Path:
        """Beside the database, and never part of a backup."""
        return self.orders_folder(practice=practice) / "orders.journal"


def data_folder(given: str | None) -> DataFolder:
    """The folder named on the command line, else by TOPUP_DESK_DATA_DIR, else the system's place for user data."""
    chosen = given or os.environ.get("TOPUP_DESK_DATA_DIR")
    if chosen:
        return DataFolder(Path(chosen).expanduser().absolute())
    from platformdirs import user_data_path

    return DataFolder(user_data_path(_NAME, appauthor=False, roaming=False))


def resource(*parts: str) -> Path:
    """A bundled file: beside the package in a checkout, inside it when installed or packaged."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return (inside if inside.is_dir() else package.parent / "resources").joinpath(*parts)
