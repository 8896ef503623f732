"""Finding orders of any age: pages by key, newest first."""

from __future__ import annotations

import sqlite3

from desktop.domain.search import Page, Search
from desktop.storage.database import Database
from desktop.storage.rows import COLUMNS, marks, order_from


class HistoryStore:
    """Reads pages on the database thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def page(self, search: Search, below: int | None, size: int) -> Page:
        """The newest `size` matches with a key below the given one."""
        return await self._database.run(_page, search, below, size)

    async def count(self, search: Search) -> int:
        """How many orders match."""
        return await self._database.run(_count, search)


def _page(connection: sqlite3.Connection, search: Search, below: int | None, size: int) -> Page:
    where, args = _where(search)
    if below is not None:
        where, args = f"{where} AND id < ?", [*args, below]
    sql = f"SELECT id, {COLUMNS} FROM orders WHERE {where} ORDER BY id DESC LIMIT ?"
    rows = connection.execute(sql, [*args, size]).fetchall()
    return Page([order_from(row) for row in rows], rows[-1]["id"] if len(rows) == size else None)


def _count(connection: sqlite3.Connection, search: Search) -> int:
    where, args = _where(search)
    return int(connection.execute(f"SELECT count(*) FROM orders WHERE {where}", args).fetchone()[0])


def _where(search: Search) -> tuple[str, list[object]]:
    clauses: list[str] = ["1"]
    args: list[object] = []
    if search.standings:
        clauses.append(f"standing IN ({marks(search.standings)})")
        args.extend(sorted(search.standings))
    if search.terms:
        one = r"mobile LIKE ? ESCAPE '\' OR order_no LIKE ? ESCAPE '\' OR order_number LIKE ? ESCAPE '\'"
        clauses.append("(" + " OR ".join([one] * len(search.terms)) + ")")
        args.extend(pattern for term in search.terms for pattern in [_containing(term)] * 3)
    return " AND ".join(clauses), args


def _containing(term: str) -> str:
    escaped = term.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%"
