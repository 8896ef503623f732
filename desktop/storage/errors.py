"""What can be wrong with the data folder or the database: the environment's doing, not bugs."""

from __future__ import annotations

from desktop.domain.upkeep.backup import FolderTrouble, Refusal


class StorageError(Exception):
    """The database cannot be used as it is; the text is for the log."""


class NewerDatabaseError(StorageError):
    """A newer version of the program wrote this database; it was left untouched."""


class DamagedDatabaseError(StorageError):
    """The file is damaged, or no SQLite database at all; it was left untouched."""


class AlteredDatabaseError(DamagedDatabaseError):
    """Its schema has parts that this program does not make, or lacks some; it was left untouched."""


class ForeignDatabaseError(StorageError):
    """Another program's database, or practice data where the shop's belongs; it was left untouched."""


class MissingDatabaseError(StorageError):
    """Orders were kept in this folder, but their database is gone."""


class NetworkDriveError(StorageError):
    """The folder lies on a network drive, where SQLite's write-ahead log is not safe."""


class UnwritableFolderError(StorageError):
    """The data folder cannot be written to."""


class MovedDatabaseError(StorageError):
    """The database or its lock is not any more what it was when it was opened: nothing new may be ordered."""


class WriteFailedError(StorageError):
    """SQLite could not commit (disk full, I/O error); nothing of the transaction was kept."""


class JournalFailedError(StorageError):
    """The order is saved, but the journal could not take it: it must not be sent, and is to be recorded as not sent."""


class NotAllowedError(StorageError):
    """The order, as it is by now, may not be sent again or closed."""


class StaleCloseError(StorageError):
    """Another daily close was kept after this one was drawn up; nothing was kept."""


class BookNotBegunError(StorageError):
    """The account's book has no opening balance yet."""


class TakenBackError(StorageError):
    """The entry was taken back before."""


class BackupError(StorageError):
    """A backup could not be made, read or put back; the orders are as they were."""


class RefusedBackupError(BackupError):
    """A file is not to be put back; `why` says what is wrong with it."""

    def __init__(self, why: Refusal, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


class SecondFolderError(StorageError):
    """Nothing could be copied to the second folder; `why` says what is wrong with it."""

    def __init__(self, why: FolderTrouble, detail: str) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why


class DuplicateOrderError(StorageError):
    """An order with this number was placed before: the same intent, confirmed twice."""


class NumberLockedError(StorageError):
    """Another order of this mobile number is still open."""
