"""Triggers with which the database itself rejects changes that must never happen to an order, whatever the program
does.

They belong to the program, not to a migration: at each opening they are installed again if any is missing or differs,
and then verified.
"""

from __future__ import annotations

import sqlite3

from desktop.domain.orders.order import NOT_FOUNDS_NEEDED, PATIENCE_S, State, Verdict
from desktop.domain.orders.status import STALE_AFTER
from desktop.storage.errors import DamagedDatabaseError

_FIXED = (
    "id",
    "order_no",
    "store_id",
    "mobile",
    "face",
    "price",
    "speed",
    "placed_at",
    "instead_of",
    "paid_before",
    "placed_by",
    "placed_by_id",
)
# No state may become SENDING here: only the rule for resending allows that.
_MAY_BECOME = {
    State.SENDING: (State.UNKNOWN, State.CHECKING, State.ACCEPTED, State.NOT_SENT),
    State.UNKNOWN: (State.ACCEPTED, State.CLOSED, State.SETTLED),
    State.CHECKING: (State.ACCEPTED, State.REJECTED, State.SETTLED),
    State.ACCEPTED: (State.SETTLED,),
    State.SETTLED: (State.ACCEPTED,),
    State.REJECTED: (State.ACCEPTED,),
    State.NOT_SENT: (State.ACCEPTED,),
    State.CLOSED: (State.ACCEPTED,),
}


def _pairs(follows: dict[int, frozenset[int]] | dict[State, tuple[State, ...]]) -> str:
    """(old, new), … as SQL values."""
    pairs = [(old, new) for old, news in follows.items() for new in sorted(news)]
    return ", ".join(f"({old!r}, {new!r})" for old, new in [(_plain(old), _plain(new)) for old, new in pairs])


def _plain(value: object) -> object:
    return int(value) if isinstance(value, int) else str(value)


def _differs(columns: tuple[str, ...]) -> str:
    return " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in columns)


_RULES = {
    "orders_kept": ("DELETE ON orders", "1"),
    "events_kept": ("DELETE ON events", "1"),
    "events_fixed": ("UPDATE ON events", "1"),
    "entries_kept": ("DELETE ON entries", "1"),
    "entries_fixed": ("UPDATE ON entries", "1"),
    "closes_kept": ("DELETE ON closes", "1"),
    "closes_fixed": ("UPDATE ON closes", "1"),
    "drawer_kept": ("DELETE ON drawer_events", "1"),
    "drawer_fixed": ("UPDATE ON drawer_events", "1"),
    "audit_kept": ("DELETE ON audit", "1"),
    "audit_fixed": ("UPDATE ON audit", "1"),
    "batches_kept": ("DELETE ON batches", "OLD.state <> 'staged'"),
    "batch_rows_kept": ("DELETE ON batch_rows", "OLD.queued"),
    "batch_rows_numbered": ("UPDATE ON batch_rows", _differs(("batch", "position", "order_no"))),
    "batch_rows_confirmed": (
        "UPDATE ON batch_rows",
        f"OLD.queued AND ({_differs(('queued', 'mobile', 'face', 'speed', 'price'))})",
    ),
    "staff_kept": ("DELETE ON staff", "1"),
    "staff_fixed": ("UPDATE ON staff", "NEW.id IS NOT OLD.id"),
    "orders_fixed": ("UPDATE ON orders", f"{_differs(_FIXED)} OR NEW.sends < OLD.sends"),
    "orders_begin": ("INSERT ON orders", f"NEW.state NOT IN ('{State.SENDING}', '{State.UNKNOWN}')"),
    "orders_state": (
        "UPDATE ON orders",
        f"NEW.state <> OLD.state AND NEW.state <> '{State.SENDING}'"
        f" AND (OLD.state, NEW.state) NOT IN (VALUES {_pairs(_MAY_BECOME)})",
    ),
    "orders_send_again": (
        "UPDATE ON orders",
        f"(NEW.state = '{State.SENDING}' AND OLD.state <> '{State.SENDING}' OR NEW.sends > OLD.sends)"
        f" AND NEW.state <> '{State.UNKNOWN}'"
        f" AND NOT (NEW.state = '{State.SENDING}' AND OLD.state = '{State.UNKNOWN}'"
        f" AND OLD.not_found >= {NOT_FOUNDS_NEEDED} AND NEW.sends = OLD.sends + 1)",
    ),
    "orders_closed": (
        "UPDATE ON orders",
        f"NEW.state = '{State.CLOSED}' AND OLD.state <> '{State.CLOSED}' AND OLD.not_found = 0",
    ),
    "orders_settled": (
        "UPDATE ON orders",
        f"NEW.state = '{State.SETTLED}' AND (NEW.verdict NOT IN ({', '.join(repr(str(one)) for one in Verdict)})"
        f" OR OLD.state <> '{State.SETTLED}' AND NEW.ended_at < OLD.sent_at + {PATIENCE_S})",
    ),
    "orders_number": (
        "UPDATE ON orders",
        "NEW.order_number <> OLD.order_number AND NEW.order_number <> '' AND EXISTS (SELECT 1 FROM orders"
        " WHERE order_number = NEW.order_number AND order_number <> '' AND store_id = NEW.store_id AND id <> NEW.id)",
    ),
    "orders_status": (
        "UPDATE ON orders",
        "OLD.status IS NOT NULL AND (NEW.status IS NULL"
        f" OR (OLD.status, NEW.status) IN (VALUES {_pairs(STALE_AFTER)}))",
    ),
    "orders_tried_again": ("UPDATE ON orders", "OLD.retried_as <> '' AND NEW.retried_as <> OLD.retried_as"),
    "orders_cash_moved": ("UPDATE ON orders", "NEW.cash_moved <> 0 AND NEW.cash_back < NEW.cash_moved"),
    "orders_accepted": (
        "UPDATE ON orders",
        f"NEW.state = '{State.ACCEPTED}' AND NEW.status IS NULL AND NEW.order_number = ''",
    ),
}
GUARDS = {
    f"guard_{name}": f"CREATE TRIGGER guard_{name} BEFORE {when} WHEN {broken}"
    f" BEGIN SELECT RAISE(ABORT, 'guard_{name}'); END"
    for name, (when, broken) in _RULES.items()
}


def lift(connection: sqlite3.Connection) -> None:
    """Drop the guards for a migration; call it and `put_up` in the migration's transaction."""
    for name in _in_place(connection):
        connection.execute(f'DROP TRIGGER "{name}"')


def put_up(connection: sqlite3.Connection) -> None:
    """Install all guards and verify them. Raises DamagedDatabaseError if that fails."""
    try:
        lift(connection)
        for sql in GUARDS.values():
            connection.execute(sql)
    except sqlite3.OperationalError as error:
        raise DamagedDatabaseError(f"the guards cannot be installed: {error}") from error
    if not are_up(connection):
        raise DamagedDatabaseError("the guards are not in place")


def are_up(connection: sqlite3.Connection) -> bool:
    """Whether exactly this program's guards are in place."""
    return _in_place(connection) == GUARDS


def _in_place(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'guard_%'")
    return {row[0]: row[1] for row in rows}
