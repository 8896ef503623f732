"""What a disk may hold after a power cut: synced writes for certain, each of the others whole, torn, or not at all; and
a new file's name for certain only when its folder was synced.
"""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.crashes.recorded import DEPARTURES

_HEAD = struct.Struct("=cBHIqq")
_SECTOR = 512
_FOLDER = "."
_KEPT = {"orders.db", "orders.db-wal", "orders.journal"}


@dataclass(frozen=True, slots=True)
class Write:
    """One recorded operation: w(rite), t(runcate) or s(ync)."""

    kind: str
    name: str
    offset: int
    data: bytes


@dataclass(slots=True)
class File:
    """A file as the disk surely has it, and what came since its last sync; `named` once its folder was synced."""

    named: bool = False
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Write] = field(default_factory=list)

    def take(self, write: Write) -> None:
        self.pending.append(write)
        if write.kind == "s":
            for one in self.pending:
                _apply(self.durable, one, len(one.data))
            self.pending.clear()

    def after_the_cut(self, rng: random.Random) -> bytes:
        """One possibility."""
        content = bytearray(self.durable)
        for write in self.pending:
            match rng.randrange(3):
                case 0:
                    _apply(content, write, len(write.data))
                case 1 if write.kind == "w":
                    _apply(
                        content, write, min(len(write.data), _SECTOR * rng.randrange(len(write.data) // _SECTOR + 1))
                    )
        return bytes(content)


def recorder(folder: Path) -> Path:
    """The compiled shim."""
    library = folder / "record_writes.so"
    source = Path(__file__).with_name("record_writes.c")
    subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


def record(library: Path, folder: Path, log: Path) -> list[Write]:
    """Run `tests.crashes.recorded` on the folder, and what it wrote, in order."""
    environment = os.environ | {"LD_PRELOAD": str(library), "RECORDED_FOLDER": str(folder), "RECORDED_LOG": str(log)}
    root = Path(__file__).parent.parent.parent
    subprocess.run(
        [sys.executable, "-m", "tests.crashes.recorded", folder], check=True, env=environment, cwd=root, timeout=60
    )
    return list(_read(log.read_bytes()))


def cut(writes: list[Write], at: int, rng: random.Random, folder: Path) -> set[str]:
    """Make the folder one that a power cut after so many operations may leave; the orders that had left by then."""
    files: dict[str, File] = {}
    departed: set[str] = set()
    for write in writes[:at]:
        if write.name == DEPARTURES and write.kind == "w":
            departed.update(write.data.decode().split())
        elif write.name == _FOLDER:
            for file in files.values():
                file.named = True
        elif write.name in _KEPT:
            files.setdefault(write.name, File()).take(write)
    for name, file in files.items():
        if file.named or rng.random() < 0.5:
            (folder / name).write_bytes(file.after_the_cut(rng))
    return departed


def _apply(content: bytearray, write: Write, size: int) -> None:
    if write.kind == "t":
        del content[write.offset :]
        content.extend(b"\0" * (write.offset - len(content)))
    elif write.kind == "w":
        content.extend(b"\0" * (write.offset - len(content)))
        content[write.offset : write.offset + size] = write.data[:size]


def _read(log: bytes) -> Iterator[Write]:
    position = 0
    while position < len(log):
        kind, name_size, _, _, offset, size = _HEAD.unpack_from(log, position)
        position += _HEAD.size
        name = log[position : position + name_size].decode()
        position += name_size
        yield Write(kind.decode(), name, offset, log[position : position + size])
        position += size
