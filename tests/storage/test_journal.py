import os
import sys
from pathlib import Path

import pytest

from desktop.domain.events import Placed
from desktop.storage.journal import Entry, Journal


def entry(number: int, sends: int = 1) -> Entry:
    return Entry(Placed(100.0, f"T{number:04d}", "77", "13800138000", 5000, 5000, 1), 101.0 + sends, sends)


def test_entries_come_back_newest_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "orders.journal")
    assert list(journal.newest_first()) == []
    for number in range(1500):  # some blocks of the file
        journal.append(entry(number))
    assert list(journal.newest_first()) == [entry(number) for number in reversed(range(1500))]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_line_is_skipped_and_harms_no_other(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(entry(1))
    journal.append(entry(2))
    file.write_bytes(file.read_bytes()[:-cut])
    journal.append(entry(3))
    found = list(journal.newest_first())
    assert found in ([entry(3), entry(1)], [entry(3), entry(2), entry(1)])
    assert cut == 1 or entry(2) not in found


def test_garbage_is_no_entry(tmp_path: Path) -> None:
    file = tmp_path / "orders.journal"
    file.write_bytes(b"\x00\xff\n00000000 {}\nzzzz\n")
    assert list(Journal(file).newest_first()) == []


def test_a_line_is_synced_before_it_counts_and_the_files_name_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "orders.journal"
    synced: list[tuple[int, int]] = []
    fsync = os.fsync

    def watched(handle: int) -> None:
        fsync(handle)
        seen = os.fstat(handle)
        synced.append((seen.st_ino, seen.st_size if seen.st_ino == file.stat().st_ino else 0))

    monkeypatch.setattr(os, "fsync", watched)
    journal, folder = Journal(file), [(tmp_path.stat().st_ino, 0)]
    if sys.platform == "win32":
        folder.clear()  # there a name needs no call of its own
    for number, extra in ((1, folder), (2, [])):
        synced.clear()
        journal.append(entry(number))
        assert synced == [(file.stat().st_ino, file.stat().st_size), *extra]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT PROVEN HERE: only Unix bounds the size of a file")
def test_a_line_of_which_the_disk_took_a_part_is_an_error(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(entry(1))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 10, before[1]))
    try:
        with pytest.raises(OSError, match="part"):
            journal.append(entry(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    journal.append(entry(3))
    assert list(journal.newest_first()) == [entry(3), entry(1)]


def test_an_entry_that_was_changed_is_no_entry(tmp_path: Path) -> None:
    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(entry(1))
    file.write_bytes(file.read_bytes().replace(b"13800138000", b"13900139000"))
    assert list(journal.newest_first()) == []
