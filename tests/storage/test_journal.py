import json
import math
import os
import sys
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.books.ledger import EntryKind, Move
from desktop.domain.books.voucher import Voucher
from desktop.domain.orders.events import Acknowledged, CashReturned, HeardFromSupport, Noted, Placed
from desktop.storage.journal.journal import Journal
from desktop.storage.journal.records import (
    Booked,
    ClosedDay,
    Record,
    Sent,
    Written,
    WrongRecordError,
    record_of,
    text_of,
)


def sent(number: int, sends: int = 1) -> Sent:
    return Sent(Placed(100.0, f"T{number:04d}", "77", "13800138000", 5000, 5000, 1), 101.0 + sends, sends)


def line(text: bytes) -> bytes:
    return b"\n%08x %s\n" % (crc32(text), text)


RECORDS: list[Record] = [
    sent(1),
    sent(2, 3),
    Sent(Placed(100.5, "T3", "77", "13800138000", 5000, 4980, 0, "unicom"), 101.25, 1),
    Written("T1", "refunded", CashReturned(200.125, True, 4980, by="小李")),
    Written("T1", "refunded", Acknowledged(200.5, "refunded")),
    Written("T1", "running", Noted(201.0, "a\nb \u2028 {}")),
    Written("T1", "settled", HeardFromSupport(202.0, "lost", "Miss Li", by="")),
    Booked("77", 300.1, Move(EntryKind.DEPOSIT, 500_000), Voucher(299.0, "工行", "小李")),
    Booked("77", 301.1, Move(EntryKind.DEPOSIT, -500_000), Voucher(None, "twice", ""), 300.1),
    Booked("77", 302.0, Move(EntryKind.ADJUSTMENT, -5), Voucher(None, "fee", "小李")),
    ClosedDay(7, "77", 400.0, '{"by": "小李"}'),
]


def test_every_record_comes_back_newest_first(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "orders.journal")
    assert list(journal.newest_first()) == []
    for record in RECORDS:
        journal.append(record)
    assert list(journal.newest_first()) == RECORDS[::-1]


def test_the_blocks_of_a_long_file_are_put_together(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "orders.journal")
    for number in range(3000):
        journal.append(sent(number))
    assert list(journal.newest_first()) == [sent(number) for number in reversed(range(3000))]


def test_lines_of_the_first_version_are_read(tmp_path: Path) -> None:
    file = tmp_path / "orders.journal"
    old = {"at": 100.0, "order_no": "T1", "store_id": "77", "mobile": "13800138000", "face": 5000, "price": 5000}
    file.write_bytes(line(json.dumps({**old, "speed": 1, "sent_at": 102.0, "sends": 1}).encode()))
    assert list(Journal(file).newest_first()) == [
        Sent(Placed(100.0, "T1", "77", "13800138000", 5000, 5000, 1), 102.0, 1)
    ]


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_torn_line_is_skipped_and_harms_no_other(tmp_path: Path, cut: int) -> None:
    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(sent(1))
    journal.append(sent(2))
    file.write_bytes(file.read_bytes()[:-cut])
    journal.append(sent(3))
    found = list(journal.newest_first())
    assert found in ([sent(3), sent(1)], [sent(3), sent(2), sent(1)])
    assert cut == 1 or sent(2) not in found


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\n00000000 {}\nzzzz\n",
        b"\0" * 3_000_000,
        b"x" * 6_000_000,
        b"\n" * 100_000,
        line(b"null"),
        line(b"[]"),
        line(b"{}"),
        line(b'{"v": 3, "what": "sent"}'),
        line(b'{"v": 2, "what": "spell"}'),
        line(b"[" * 50_000),
    ],
)
def test_garbage_before_between_and_behind_hides_nothing(tmp_path: Path, garbage: bytes) -> None:
    file = tmp_path / "orders.journal"
    file.write_bytes(garbage)
    journal = Journal(file)
    journal.append(sent(1))
    with file.open("ab") as end:
        end.write(garbage)
    journal.append(sent(2))
    with file.open("ab") as end:
        end.write(garbage)
    assert list(journal.newest_first()) == [sent(2), sent(1)]


WRONG: dict[str, list[object]] = {
    "order_no": [None, "", 7, "T" * 65],
    "store_id": [None, 77],
    "mobile": [13800138000, ""],
    "face": ["5000", 50.0, 0, -5, 10**14, True, None],
    "price": ["0", -1, 10**14],
    "speed": [2, -1, None],
    "at": [math.nan, math.inf, "now", -1, 1e300, None],
    "sent_at": [math.nan, math.inf, "now", -1, 1e300],
    "sends": [0, -1, 10**9, "1", 1.5],
    "carried_to": [1, "somebody"],
    "more": [1],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_line_that_is_well_formed_and_wrong_is_no_record(name: str, value: object) -> None:
    said = json.loads(text_of(sent(1))) | {name: value}
    with pytest.raises(WrongRecordError):
        record_of(json.dumps(said).encode())


@pytest.mark.parametrize(
    ("record", "wrong"),
    [
        (RECORDS[3], {"order_no": 1}),
        (RECORDS[3], {"kind": "teleported"}),
        (RECORDS[3], {"detail": {"amount": 1}}),
        (RECORDS[3], {"detail": {"returned": True, "more": 1}}),
        (RECORDS[3], {"standing": None}),
        (RECORDS[3], {"detail": {"returned": True, "amount": {}}}),
        (RECORDS[3], {"detail": {"returned": 1, "amount": 5}}),
        (RECORDS[5], {"detail": {"note": ["a"]}}),
        (RECORDS[6], {"detail": {"verdict": "gone", "words": "", "by": ""}}),
        (RECORDS[3], {"kind": "claimed_again", "detail": {}}),
        (
            RECORDS[3],
            {"kind": "reported", "detail": {"status": 2, "order_number": "W1", "cost": 0, "arrived": 0, "words": ""}},
        ),
        (RECORDS[7], {"kind": "opening"}),
        (RECORDS[7], {"kind": "cost"}),
        (RECORDS[7], {"amount": 10**14}),
        (RECORDS[7], {"amount": 1.5}),
        (RECORDS[7], {"paid_at": "yesterday"}),
        (RECORDS[7], {"takes_back": math.inf}),
        (RECORDS[7], {"note": None}),
        (RECORDS[10], {"number": "7"}),
        (RECORDS[10], {"detail": {}}),
    ],
)
def test_the_other_records_are_looked_at_too(record: Record, wrong: dict[str, object]) -> None:
    with pytest.raises(WrongRecordError):
        record_of(json.dumps(json.loads(text_of(record)) | wrong).encode())


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from([*json.loads(text_of(RECORDS[0])), "kind", "detail", "standing", "amount", "number"])
kinds = st.sampled_from(["sent", "written", "booked", "closed"])


@given(st.dictionaries(names, anything), kinds)
def test_no_line_breaks_the_reader(said: dict[str, object], what: str) -> None:
    try:
        record_of(json.dumps({**said, "v": 2, "what": what}).encode())
    except WrongRecordError:
        return


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
        journal.append(sent(number))
        assert synced == [(file.stat().st_ino, file.stat().st_size), *extra]


@pytest.mark.skipif(sys.platform == "win32", reason="NOT PROVEN HERE: only Unix bounds the size of a file")
def test_a_line_of_which_the_disk_took_a_part_is_an_error(tmp_path: Path) -> None:
    import resource

    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(sent(1))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (file.stat().st_size + 10, before[1]))
    try:
        with pytest.raises(OSError, match="part"):
            journal.append(sent(2))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    journal.append(sent(3))
    assert list(journal.newest_first()) == [sent(3), sent(1)]


def test_an_entry_that_was_changed_is_no_entry(tmp_path: Path) -> None:
    file = tmp_path / "orders.journal"
    journal = Journal(file)
    journal.append(sent(1))
    file.write_bytes(file.read_bytes().replace(b"13800138000", b"13900139000"))
    assert list(journal.newest_first()) == []
