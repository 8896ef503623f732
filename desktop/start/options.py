"""What the command line asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop.paths import DataFolder


@dataclass(frozen=True, slots=True)
class Options:
    """`language` "" leaves it to the settings; `self_check` is where its report goes."""

    practice: bool
    folder: DataFolder
    language: str = ""
    self_check: Path | None = None
