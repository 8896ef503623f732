"""Why a desk cannot be opened."""

from __future__ import annotations

from enum import StrEnum

from desktop.storage.errors import DamagedDatabaseError, ForeignDatabaseError, NewerDatabaseError


class StartTrouble(StrEnum):
    """Each has its own sentence on screen."""

    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    UNWRITABLE = "unwritable"
    BAD_PROXY = "bad_proxy"
    SILENT_TWIN = "silent_twin"


class BadProxyError(Exception):
    """The proxy address in the settings cannot be used."""


def trouble_of(error: Exception) -> StartTrouble:
    """What kind of trouble an error at opening is."""
    match error:
        case NewerDatabaseError():
            return StartTrouble.NEWER
        case ForeignDatabaseError():
            return StartTrouble.FOREIGN
        case DamagedDatabaseError():
            return StartTrouble.DAMAGED
        case BadProxyError():
            return StartTrouble.BAD_PROXY
        case _:
            return StartTrouble.UNWRITABLE
