"""The options that the program runs with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from desktop.system.paths import DataFolder


class Options(NamedTuple):
    """`language` "" leaves it to the settings; `self_check` is where its report goes."""

    practice: bool
    folder: DataFolder
    language: str = ""
    self_check: Path | None = None
