"""What a backup is, which are kept, and why a file is not put back."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct


class BackupKind(StrEnum):
    """Why a backup was made; each kind is kept in its own number. The last two are no backups of the program's own."""

    HOURLY = "hourly"
    DAILY = "daily"
    UPGRADE = "upgrade"
    CLOSE = "close"
    EXIT = "exit"
    ASKED = "asked"
    SET_ASIDE = "set_aside"
    """What was there before another was put back."""
    FILE = "file"
    """Any file that somebody chose."""


class Backup(Struct, frozen=True):
    """One finished backup. `serial` grows with each, whatever the clock does; `made_at` is unix seconds."""

    path: Path
    serial: int
    kind: BackupKind
    made_at: float


class Contents(Struct, frozen=True):
    """What a backup holds; `newest_at` is when its newest order was placed (None: no orders)."""

    backup: Backup
    orders: int
    newest_at: float | None


class Refusal(StrEnum):
    """Why a file is not put back. Each has its own sentence on screen."""

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
    """Which of these (newest first, three or more; unix seconds) is given up first.

    The one whose neighbours stand closest together for its age: what is left gets sparser with age. The newest and the
    oldest stay. A clock that was set does no harm but to the choice.
    """

    def gap(at: int) -> float:
        age = max(_HOUR_S, abs(moments[0] - moments[at]))
        return abs(moments[at - 1] - moments[at + 1]) / age

    return min(range(1, len(moments) - 1), key=gap)


class FolderTrouble(StrEnum):
    """Why nothing can be copied to the second folder."""

    UNREACHABLE = "unreachable"
    FULL = "full"
    REFUSED = "refused"
    SILENT = "silent"
    """It does not answer: a stick that hangs, a network drive that is gone."""


class SecondState(Struct, frozen=True):
    """How the second folder for backups stands; `folder` "" for none. `newest_at` is when the newest copy that is
    there was backed up, None where there is none or nobody can tell. `is_behind`: that is long ago, and there are
    newer backups here.
    """

    folder: str = ""
    trouble: FolderTrouble | None = None
    newest_at: float | None = None
    is_behind: bool = False
