"""What can be wrong with the data folder or the database: the environment's doing, not bugs."""

from __future__ import annotations


class StorageError(Exception):
    """The database cannot be used as it is; the text is for the log."""


class NewerDatabaseError(StorageError):
    """A newer version of the program wrote this database; it was left untouched."""


class DamagedDatabaseError(StorageError):
    """The file is damaged, or no SQLite database at all; it was left untouched."""


class ForeignDatabaseError(StorageError):
    """Another program's database, or practice data where the shop's belongs; it was left untouched."""


class UnwritableFolderError(StorageError):
    """The data folder cannot be written to."""


class WriteFailedError(StorageError):
    """SQLite could not commit (disk full, I/O error); nothing of the transaction was kept."""


class DuplicateOrderError(StorageError):
    """An order with this number was placed before: the same intent, confirmed twice."""


class NumberLockedError(StorageError):
    """Another order of this mobile number is still open."""
