"""The audit log: who did what that others should be able to look up, in rows that are chained by their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from desktop.domain.actor import Actor

BEGIN = "0" * 64
"""The hash before the first row."""


class AuditKind(StrEnum):
    """The kinds of rows. The values are part of the database format."""

    SIGN_IN = "sign_in"
    WRONG_PIN = "wrong_pin"
    PERMIT = "permit"
    """Somebody allowed one act to somebody without the right; `detail` names the rights."""
    LOST_PIN = "lost_pin"
    STAFF = "staff"
    RIGHTS = "rights"
    SETTING = "setting"
    """`detail`: name, old and new value, as stored."""
    ACCOUNT = "account"
    PRACTICE = "practice"
    LIMIT = "limit"
    """Limits, and numbers that were blocked or unblocked."""
    DEPOSIT = "deposit"
    ADJUSTMENT = "adjustment"
    TAKEN_BACK = "taken_back"
    RESTORE = "restore"
    REPRINT = "reprint"
    EXPORT = "export"
    CLOCK_BACK = "clock_back"
    """The computer's clock was set back; `detail`: seconds."""


class AuditEntry(Struct, frozen=True):
    """One thing that was done, before it has a place in the log. `detail` holds plain texts by name."""

    at: float
    kind: AuditKind
    by: Actor = Actor()
    detail: dict[str, str] = {}


class AuditRow(Struct, frozen=True):
    """A row of the log: its number, from 1 without gaps, and the hash of it and all rows before it (hexadecimal)."""

    id: int
    at: float
    kind: str
    by: str
    by_id: int
    allowed_by: str
    detail: str
    """The entry's detail as JSON."""
    hash: str

    @property
    def details(self) -> dict[str, str]:
        """The detail by name; empty if it cannot be read."""
        try:
            said = json.loads(self.detail)
        except (ValueError, RecursionError):
            return {}
        return {str(name): str(value) for name, value in said.items()} if isinstance(said, dict) else {}


def row_of(entry: AuditEntry, last: AuditRow | None) -> AuditRow:
    """The row of an entry after the last one."""
    number, before = (1, BEGIN) if last is None else (last.id + 1, last.hash)
    detail = json.dumps(entry.detail, ensure_ascii=False, sort_keys=True)
    fields = (number, entry.at, entry.kind.value, entry.by.name, entry.by.id, entry.by.allowed_by, detail)
    return AuditRow(*fields, hash=_hash(before, fields))


def first_broken(rows: Iterable[AuditRow]) -> int:
    """The number of the first row that was changed, or that follows one that was taken out; 0 if all is as written."""
    before = BEGIN
    for number, row in enumerate(rows, 1):
        fields = (row.id, row.at, row.kind, row.by, row.by_id, row.allowed_by, row.detail)
        if row.id != number or row.hash != _hash(before, fields):
            return number
        before = row.hash
    return 0


def setting_at(changes: Iterable[AuditRow], name: str, at: float, now: str) -> str:
    """The value of a setting at a time (unix seconds), as stored; `now` is its present value. The changes are rows of
    kind SETTING, oldest first.
    """
    found = [row for row in changes if row.details.get("name") == name]
    before = [row for row in found if row.at <= at]
    if before:
        return before[-1].details.get("new", "")
    return found[0].details.get("old", "") if found else now


def _hash(before: str, fields: tuple[object, ...]) -> str:
    text = json.dumps([before, *fields], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plain(detail: Mapping[str, object]) -> dict[str, str]:
    """The detail as texts."""
    return {name: str(value) for name, value in detail.items()}
