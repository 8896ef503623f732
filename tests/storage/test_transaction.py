"""Several reads of one state, while somebody else writes."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.storage.transaction import snapshot, transaction


def test_reads_in_a_snapshot_see_one_state(tmp_path: Path) -> None:
    file = tmp_path / "some.db"
    with (
        closing(sqlite3.connect(file, isolation_level=None)) as writer,
        closing(sqlite3.connect(file, isolation_level=None)) as reader,
    ):
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE orders (kind INTEGER)")
        writer.execute("INSERT INTO orders VALUES (1)")

        def kinds() -> list[tuple[int]]:
            return reader.execute("SELECT kind FROM orders").fetchall()

        with snapshot(reader):
            assert kinds() == [(1,)]
            writer.execute("UPDATE orders SET kind = 2")
            with snapshot(reader):
                assert kinds() == [(1,)]
            assert kinds() == [(1,)]
        assert kinds() == [(2,)]
        with transaction(writer), snapshot(writer):
            writer.execute("UPDATE orders SET kind = 3")
        assert kinds() == [(3,)]
        assert not writer.in_transaction
