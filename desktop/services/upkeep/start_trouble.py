"""Why a desk cannot be opened."""

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
    """Each has its own sentence on screen."""

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
    """The address is the environment's."""
    SILENT_TWIN = "silent_twin"


class BadProxyError(Exception):
    """The proxy address in the settings cannot be used."""


class UnprotectedAddressError(Exception):
    """At the platform's address others could read along, and nobody allowed it."""


def trouble_of(error: Exception) -> StartTrouble:
    """What kind of trouble an error at opening is."""
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
