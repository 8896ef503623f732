"""The journal: records that must not be lost when an older database is restored, in a file that neither backup nor
restore touches.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

from desktop.storage.journal.records import Record, WrongRecordError, record_of, text_of
from desktop.system import private

log = logging.getLogger(__name__)

_BLOCK = 256 * 1024
_LONGEST_LINE = 4 * 1024 * 1024


class Journal:
    """Append-only, one line per record, each with a checksum; used on the database thread.

    It records orders about to be sent, clerks' annotations and decisions, deposits and adjustments, and daily closes:
    after an older database was restored, they tell what it lacks (decisions/0003).
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def exists(self) -> bool:
        return self._file.exists()

    def append(self, record: Record) -> None:
        """Append a record; it is durable when this returns. Raises OSError."""
        text = text_of(record).encode()
        # The leading newline ends a line torn by a power cut or a full disk.
        line = b"\n%08x %s\n" % (crc32(text), text)
        new = not self._file.exists()
        with open(self._file, "ab", buffering=0, opener=private.opener) as file:
            if file.write(line) != len(line):
                raise OSError("only a part of the line was written to the journal")
            os.fsync(file.fileno())
        if new:
            sync_folder(self._file.parent)

    def protect(self, record: Record) -> None:
        """Append a record that is already committed. If that fails, only a backup protects it."""
        try:
            self.append(record)
        except OSError:
            log.exception("a record cannot be written to the journal: only a backup protects it")

    def newest_first(self) -> Iterator[Record]:
        """All readable records, newest first; torn or invalid lines are skipped. Raises OSError."""
        if not self._file.exists():
            return
        for line in self._lines_backwards():
            if line and (record := _record(line)) is not None:
                yield record

    def _lines_backwards(self) -> Iterator[bytes]:
        """Lines without NUL bytes, which a file system leaves behind if a crash prevented the data from being written;
        a line longer than any of ours is cut.
        """
        with self._file.open("rb") as file:
            position, rest = file.seek(0, os.SEEK_END), b""
            while position > 0:
                size = min(_BLOCK, position)
                position -= size
                file.seek(position)
                first, *lines = (file.read(size).replace(b"\0", b"") + rest).split(b"\n")
                yield from reversed(lines)
                rest = first[:_LONGEST_LINE]
            yield rest


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name durable; Windows does so by itself and has no call for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(line: bytes) -> Record | None:
    checksum, _, text = line.partition(b" ")
    try:
        if len(checksum) != 8 or int(checksum, 16) != crc32(text):
            raise ValueError("checksum")
        return record_of(text)
    except WrongRecordError as wrong:
        log.error("the journal has an invalid line of %d bytes: %s", len(line), wrong)
    except ValueError:
        log.warning("the journal has a torn line of %d bytes", len(line))
    return None
