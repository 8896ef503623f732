"""Errors of the data folder or the database that the environment causes, not bugs."""

from __future__ import annotations

from desktop.domain.upkeep.backup import FolderTrouble, Refusal


class StorageError(Exception):
    """The database cannot be used in its present state; the text is for the log."""


class NewerDatabaseError(StorageError):
    """A newer version of the program wrote this database; it was left untouched."""


class DamagedDatabaseError(StorageError):
    """The file is damaged or not an SQLite database; it was left untouched."""


class AlteredDatabaseError(DamagedDatabaseError):
    """The schema has parts that this program does not create, or lacks some; it was left untouched."""


class ForeignDatabaseError(StorageError):
    """Another program's database, or practice data in the shop's place; it was left untouched."""


class MissingDatabaseError(StorageError):
    """Orders were stored in this folder, but their database is missing."""


class NetworkDriveError(StorageError):
    """The folder is on a network drive, where SQLite's write-ahead log is not safe."""


class UnwritableFolderError(StorageError):
    """The data folder is not writable."""


class MovedDatabaseError(StorageError):
    """The database or its lock was moved or replaced since it was opened: no new order may be placed."""


class WriteFailedError(StorageError):
    """SQLite could not commit (disk full, I/O error); the transaction was rolled back."""


class JournalFailedError(StorageError):
    """The order is saved, but the journal write failed: it must not be sent, and must be recorded as not sent."""


class NotAllowedError(StorageError):
    """The order in its present state may not be resent, closed or settled."""


class NotTriedAgainError(StorageError):
    """The order that a new one was to take the place of does not await that any more; nothing was saved."""


class StaleCloseError(StorageError):
    """Another daily close was stored after this one was drafted; nothing was stored."""


class BookNotBegunError(StorageError):
    """The account's book has no opening balance yet."""


class TakenBackError(StorageError):
    """The entry was reversed before."""


class BackupError(StorageError):
    """A backup could not be made, read or restored; the orders are unchanged."""


class RefusedBackupError(BackupError):
    """A file must not be restored; `why` is the reason."""

    def __init__(self, why: Refusal, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


class SecondFolderError(StorageError):
    """Nothing could be copied to the second folder; `why` is the reason."""

    def __init__(self, why: FolderTrouble, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


class DuplicateOrderError(StorageError):
    """An order with this order number exists: the same draft, confirmed twice."""


class NumberLockedError(StorageError):
    """Another order of this mobile number is still open."""
