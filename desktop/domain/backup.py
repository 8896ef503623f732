"""What a backup is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """Why a backup was made; each kind is kept in its own number."""

    HOURLY = "hourly"
    DAILY = "daily"
    UPGRADE = "upgrade"


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup. `serial` grows with each, whatever the clock does; `made_at` is unix seconds."""

    path: Path
    serial: int
    kind: Kind
    made_at: float


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup holds; `newest_at` is when its newest order was placed (None: no orders)."""

    backup: Backup
    orders: int
    newest_at: float | None
