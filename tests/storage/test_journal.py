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
