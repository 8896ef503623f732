"""The reasons why a desk cannot be opened."""

from __future__ import annotations

from enum import StrEnum

from desktop.storage.errors import (
    AlteredDatabaseError,
    BackupError,
    DamagedDatabaseError,
    ForeignDatabaseError,
    MissingDatabaseError,
    NetworkDriveError,
    NewerDatabaseError,
)


class StartTrouble(StrEnum):
    """A reason; each has its own sentence on screen."""

    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    ALTERED = "altered"
    MISSING = "missing"
    NETWORK_DRIVE = "network_drive"
    NO_UPGRADE = "no_upgrade"
    UNWRITABLE = "unwritable"
    BAD_PROXY = "bad_proxy"
    UNPROTECTED = "unprotected"
    UNPROTECTED_GIVEN = "unprotected_given"
    """The unprotected address comes from the environment."""
    SILENT_TWIN = "silent_twin"


class BadProxyError(Exception):
    """The proxy address in the settings cannot be used."""


class UnprotectedAddressError(Exception):
    """Others could read the traffic to the platform's address, and the owner did not allow that."""


def trouble_of(error: Exception) -> StartTrouble:
    """Classify an error at opening."""
    match error:
        case NewerDatabaseError():
            return StartTrouble.NEWER
        case ForeignDatabaseError():
            return StartTrouble.FOREIGN
        case AlteredDatabaseError():
            return StartTrouble.ALTERED
        case DamagedDatabaseError():
            return StartTrouble.DAMAGED
        case MissingDatabaseError():
            return StartTrouble.MISSING
        case NetworkDriveError():
            return StartTrouble.NETWORK_DRIVE
        case BackupError():
            return StartTrouble.NO_UPGRADE
        case BadProxyError():
            return StartTrouble.BAD_PROXY
        case UnprotectedAddressError():
            return StartTrouble.UNPROTECTED
        case _:
            return StartTrouble.UNWRITABLE
