"""The journal: which orders were about to be sent, in a file that no backup and no restore touches."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from zlib import crc32

from desktop.domain.events import Placed

log = logging.getLogger(__name__)

_BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """An order that is about to be sent for the `sends`-th time, at `sent_at` (unix seconds)."""

    first: Placed
    sent_at: float
    sends: int


class Journal:
    """Append-only, one line an entry, each with its checksum; used on the database thread.

    After an older database was put back, the entries tell which orders it lacks (PITFALLS, "What a push protocol
    must survive").
    """

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def exists(self) -> bool:
        return self._file.exists()

    def append(self, entry: Entry) -> None:
        """Add an entry; it survives a power cut when this returns. Raises OSError."""
        text = json.dumps({**asdict(entry.first), "sent_at": entry.sent_at, "sends": entry.sends}, ensure_ascii=False)
        record = text.encode()
        # The newline in front ends a line that a power cut or a full disk tore.
        line = b"\n%08x %s\n" % (crc32(record), record)
        new = not self._file.exists()
        with self._file.open("ab", buffering=0) as file:
            if file.write(line) != len(line):
                raise OSError("the journal took only a part of the line")
            os.fsync(file.fileno())
        if new:
            sync_folder(self._file.parent)

    def newest_first(self) -> Iterator[Entry]:
        """All readable entries, the last one first; a torn line is skipped. Raises OSError."""
        if not self._file.exists():
            return
        for line in self._lines_backwards():
            if line and (entry := _entry(line)) is not None:
                yield entry

    def _lines_backwards(self) -> Iterator[bytes]:
        with self._file.open("rb") as file:
            position, rest = file.seek(0, os.SEEK_END), b""
            while position > 0:
                size = min(_BLOCK, position)
                position -= size
                file.seek(position)
                rest, *lines = (file.read(size) + rest).split(b"\n")
                yield from reversed(lines)
            yield rest


def sync_folder(folder: Path) -> None:
    """Make a new or renamed file's name survive a power cut; Windows does so by itself and has no call for it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entry(line: bytes) -> Entry | None:
    checksum, _, record = line.partition(b" ")
    try:
        if int(checksum, 16) != crc32(record):
            raise ValueError("checksum")
        fields = json.loads(record)
        sent_at, sends = fields.pop("sent_at"), fields.pop("sends")
        return Entry(Placed(**fields), sent_at, sends)
    except (ValueError, TypeError, KeyError):
        log.warning("the journal has a torn line of %d bytes", len(line))
        return None
