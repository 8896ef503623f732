"""Keeps the audit log: writes what services announce, watches the clock, and verifies the chain every day."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from desktop.domain.actor import NOBODY, Actor
from desktop.domain.audit import AuditEntry, AuditKind, AuditRow, plain
from desktop.domain.right import Right
from desktop.services.runtime import Runtime
from desktop.storage.errors import StorageError
from desktop.storage.staff.audit_store import AuditStore

log = logging.getLogger(__name__)

MOST_LISTED = 5_000
"""Rows that a list shows; a file has them all."""
_PRICES = "offers"
_LOOK_S = 60.0
_CHECK_S = 24 * 3600.0
_NOTICED_S = 60.0
"""A clock that was set back by less is not worth a row."""


class RowsOf(Protocol):
    """Reads the rows of these kinds and of this person, newest first, at most `limit`."""

    async def __call__(
        self, kinds: Sequence[AuditKind] = (), by_id: int | None = None, limit: int = MOST_LISTED
    ) -> list[AuditRow]: ...


class Auditing:
    """Entries come by `changes.audited`, in the order in which they are announced. What cannot be written is tried
    again with the next one. `broken` is the number of the first row that was changed or taken out; 0 for none.
    """

    def __init__(self, runtime: Runtime, store: AuditStore) -> None:
        self._clock = runtime.clock
        self._duty = runtime.duty
        self._tasks = runtime.tasks
        self._changes = runtime.changes
        self._store = store
        self._waiting: deque[AuditEntry] = deque()
        self._one_at_a_time = asyncio.Lock()
        self.broken = 0
        runtime.changes.audited.subscribe(self._take)

    async def rows(
        self, kinds: Sequence[AuditKind] = (), by_id: int | None = None, limit: int = MOST_LISTED
    ) -> list[AuditRow]:
        """The newest rows of these kinds (() for all) and of this person (None for all), newest first, at most `limit`.
        Raises ForbiddenError.
        """
        return await (await self.opened())(kinds, by_id, limit)

    async def opened(self) -> RowsOf:
        """A function like `rows` for as long as the page is open. Raises ForbiddenError."""
        self._duty.require(Right.SEE_AUDIT)

        async def rows(
            kinds: Sequence[AuditKind] = (), by_id: int | None = None, limit: int = MOST_LISTED
        ) -> list[AuditRow]:
            await self.settle()
            return await self._store.rows(kinds, by_id, limit)

        return rows

    def note(self, kind: AuditKind, by: Actor, **detail: object) -> None:
        """Add what no service announces: settings, account, mode, restore."""
        self._take(AuditEntry(self._clock.now(), kind, by, plain(detail)))

    def exported(self, by: Actor, path: Path) -> None:
        """Add that something was written to a file, beside the history's own export."""
        self.note(AuditKind.EXPORT, by, file=path.name)

    async def note_outside(self, present: Mapping[str, str]) -> None:
        """Add the settings (texts by name) that are not as they were left: changed in practice mode, or in the file by
        hand. The price list is noted at the first time, too, so that it is known from then on.
        """
        await self.settle()
        last: dict[str, str] = {}
        for row in await self._store.rows([AuditKind.SETTING]):
            last.setdefault(row.details.get("name", ""), row.details.get("new", ""))
        for name, value in present.items():
            if last.get(name, value) != value:
                self.note(AuditKind.SETTING, NOBODY, name=name, old=last[name], new=value, outside=True)
            elif name == _PRICES and name not in last:
                self.note(AuditKind.SETTING, NOBODY, name=name, old=value, new=value)

    async def settle(self) -> None:
        """Write what waits."""
        async with self._one_at_a_time:
            await self._write_waiting()

    async def verify(self) -> int:
        """Look for a row that another tool changed or took out; see `broken`. Raises StorageError if what waits cannot
        be written: its row may be in the journal already, and would be missed.
        """
        async with self._one_at_a_time:
            await self._write_waiting()
            self.broken = await self._store.broken()
        if self.broken:
            log.error("row %d of the audit log was changed or taken out", self.broken)
        self._changes.audit_checked.announce(self.broken)
        return self.broken

    async def run(self) -> None:
        """Watch the clock, and verify the log at once and every day, until cancelled."""
        last = await self._store.last()
        if last is not None:
            self._note_clock(last.at - self._clock.now())
        due, offset = self._clock.steady(), self._clock.now() - self._clock.steady()
        while True:
            if self._clock.steady() >= due and await self._is_verified():
                due = self._clock.steady() + _CHECK_S
            await self._clock.rest(_LOOK_S, asyncio.Event())
            now = self._clock.now() - self._clock.steady()
            self._note_clock(offset - now)
            offset = now

    async def _is_verified(self) -> bool:
        """Whether the log could be checked now."""
        try:
            await self.verify()
        except StorageError:
            log.exception("the audit log cannot be checked now")
            return False
        return True

    async def _write_waiting(self) -> None:
        while self._waiting:
            await self._store.append(self._waiting[0])
            self._waiting.popleft()

    def _note_clock(self, back: float) -> None:
        if back > _NOTICED_S:
            detail = plain({"seconds": round(back)})
            self._take(AuditEntry(self._clock.now(), AuditKind.CLOCK_BACK, self._duty.actor, detail))

    def _take(self, entry: AuditEntry) -> None:
        self._waiting.append(entry)
        self._tasks.command("audit", self._write())

    async def _write(self) -> None:
        try:
            await self.settle()
        except StorageError:
            log.exception("the audit log cannot be written now")
