"""Backups: their kinds, their retention, and the reasons not to restore a file."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class BackupKind(StrEnum):
    """The reason for a backup; each kind has its own retention count. SET_ASIDE and FILE are not made as backups."""

    HOURLY = "hourly"
    DAILY = "daily"
    UPGRADE = "upgrade"
    CLOSE = "close"
    EXIT = "exit"
    ASKED = "asked"
    SET_ASIDE = "set_aside"
    """The database that was set aside when another was restored."""
    FILE = "file"
    """Any file that the user chose."""


class Backup(Struct, frozen=True):
    """One finished backup. `serial` increases with each, independent of the clock; `made_at` is unix seconds."""

    path: Path
    serial: int
    kind: BackupKind
    made_at: float


class Contents(Struct, frozen=True):
    """A backup's contents; `newest_at` is when its newest order was placed (None: no orders)."""

    backup: Backup
    orders: int
    newest_at: float | None


class Refusal(StrEnum):
    """The reason not to restore a file. Each has its own sentence on screen."""

    DAMAGED = "damaged"
    FOREIGN = "foreign"
    PRACTICE = "practice"
    SHOP = "shop"
    NEWER = "newer"
    OTHER_ACCOUNT = "other_account"
    ALTERED = "altered"
    UNREADABLE = "unreadable"


_HOUR_S = 3600.0


def least_missed(moments: Sequence[float]) -> int:
    """The index of the backup to delete first (newest first, three or more; unix seconds).

    It is the one whose neighbours are closest together relative to its age, so that the rest gets sparser with age. The
    newest and the oldest stay. A clock that was set only affects the choice.
    """

    def gap(at: int) -> float:
        age = max(_HOUR_S, abs(moments[0] - moments[at]))
        return abs(moments[at - 1] - moments[at + 1]) / age

    return min(range(1, len(moments) - 1), key=gap)


class FolderTrouble(StrEnum):
    """The reason why nothing can be copied to the second folder."""

    UNREACHABLE = "unreachable"
    FULL = "full"
    REFUSED = "refused"
    SILENT = "silent"
    """It does not respond: a USB stick that hangs, a network drive that is gone."""


class SecondState(Struct, frozen=True):
    """The state of the second folder for backups; `folder` "" for none. `newest_at` is the backup time of its newest
    copy, None if there is no copy or it cannot be determined. `is_behind`: that time is long ago, and there are newer
    local backups.
    """

    folder: str = ""
    trouble: FolderTrouble | None = None
    newest_at: float | None = None
    is_behind: bool = False
