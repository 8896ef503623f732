"""Lists in a simulated shop: staged, confirmed, paused, tried again; and what must hold about their rows."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Container, Coroutine
from typing import Any

from desktop.domain.batch.batch import Batch, BatchState, Source, StagedRow
from desktop.domain.batch.verdict import Terms
from desktop.domain.orders.offer import at_face
from desktop.domain.right import ForbiddenError
from desktop.services.batch.keeping import ListChangedError
from desktop.services.batch.open_list import OpenList
from desktop.services.orders.notebook import NotKeptError
from desktop.wiring.desk import RunningDesk
from tests.simulation.truth import Intent, Violation
from tests.simulation.world import World

Act = Callable[[Callable[[RunningDesk], Coroutine[Any, Any, object]]], None]

_COMMON = ["13800138000", "13900139000", "13700137000"]
"""The numbers that the counter serves, too."""
_KILLED = 0.4
_REFUSED = (ForbiddenError, NotKeptError, ListChangedError, ValueError)


class ListClerk:
    """Has chances of its own, so that a shop without lists has the same day."""

    def __init__(self, world: World, seed: int, act: Act) -> None:
        self._world = world
        self._rng = random.Random(f"lists {seed}")
        self._act = act
        self._staged = 0
        self.works = seed % 4 == 2

    def begin(self, until: float) -> None:
        """Plan what happens with lists until then (seconds)."""
        doings = [self._stage, self._stage, self._pause, self._resume, self._resume, self._stop, self._again]
        for _ in range(self._rng.randint(3, 9) if self.works else 0):
            at = until * self._rng.random()
            self._world.at(at, self._rng.choice(doings))
            if self._rng.random() < _KILLED:
                self._world.at(at + self._rng.choice([0.0, 0.5, 2.0]), self._kill_soon)

    def _kill_soon(self) -> None:
        """The process dies at one of the next steps, of whatever it does."""
        if self._world.crash_in == 0:
            self._world.crash_in = self._rng.randint(2, 80)

    def calm_down(self) -> None:
        """Go on with whatever is paused, so that all lists come to their end."""
        if self.works:
            self._act(self._resume_all)

    @staticmethod
    def booted(parts: RunningDesk) -> None:
        """Set the shop's prices."""
        parts.desk.batch.terms = Terms(at_face(100))

    def _stage(self) -> None:
        self._act(self._stage_and_confirm)

    async def _stage_and_confirm(self, parts: RunningDesk) -> None:
        rows = [self._row() for _ in range(self._rng.randint(1, 12))]
        try:
            opened = await parts.desk.batch.stage(Source("pasted", rows), "")
            self._name(opened)
            everything = [row.position for row in opened.staging.rows]
            opened.edit(opened.staging.toggle([one for one in everything if not opened.staging.is_ticked(one)]))
            for _ in range(self._rng.choice([1, 1, 2])):
                again = await parts.desk.batch.open(opened.batch.id)
                if again is not None:
                    self._act(lambda parts, again=again: self._confirm(parts, again))  # type: ignore[misc]
        except _REFUSED:
            self._world.note("a list is not staged")

    async def _confirm(self, parts: RunningDesk, opened: OpenList) -> None:
        self._world.truth.lists_may_go = True
        try:
            await parts.desk.batch.confirm(opened, "")
            self._world.note("a list is confirmed")
        except _REFUSED:
            self._world.note("a list is not confirmed")

    def _row(self) -> StagedRow:
        self._staged += 1
        number = self._rng.choice([*_COMMON, *(f"1500000{one:04d}" for one in range(12))])
        return StagedRow(0, self._staged, "", number, 10_000, note=f"row {self._staged}")

    def _name(self, opened: OpenList) -> None:
        for row in opened.staging.rows:
            self._world.truth.intents[row.order_no] = Intent(row.note, row.mobile)

    def _pause(self) -> None:
        self._each("a list is paused", BatchState.SENDING, lambda parts, one: parts.desk.batch.sending.pause(one.id))

    def _stop(self) -> None:
        self._each("a list is stopped", BatchState.PAUSED, lambda parts, one: parts.desk.batch.sending.stop(one.id))

    def _resume(self) -> None:
        self._act(self._resume_all)

    async def _resume_all(self, parts: RunningDesk) -> None:
        for listed in await parts.desk.batch.newest():
            if listed.batch.state is BatchState.PAUSED:
                self._world.truth.lists_may_go = True
                try:
                    if await parts.desk.batch.sending.resume(listed.batch.id):
                        self._world.note("a list goes on")
                    for row, order in await parts.desk.batch.results(listed.batch.id):
                        if order is None and row.held and self._rng.random() < 0.1:
                            await parts.desk.batch.sending.take_out(listed.batch.id, row)
                except _REFUSED:
                    self._world.note("a list does not go on")

    def _again(self) -> None:
        self._each("failed rows once more", None, self._try_again)

    async def _try_again(self, parts: RunningDesk, batch: Batch) -> None:
        source = await parts.desk.batch.failed_again(batch)
        if source.rows:
            opened = await parts.desk.batch.stage(source, "", batch.id)
            self._name(opened)
            await self._confirm(parts, opened)

    def _each(
        self,
        told: str,
        state: BatchState | None,
        act: Callable[[RunningDesk, Batch], Coroutine[Any, Any, object]],
    ) -> None:
        async def work(parts: RunningDesk) -> None:
            for listed in await parts.desk.batch.newest():
                if state in (None, listed.batch.state) and listed.batch.confirmation is not None:
                    try:
                        await act(parts, listed.batch)
                        self._world.note(told)
                    except _REFUSED:
                        self._world.note("a list stays as it is")

        self._act(work)


def look_at_lists(connection: sqlite3.Connection, charged: Container[str]) -> None:
    """No row was charged twice, but one that was tried again because its order had failed."""
    begun = defaultdict[str, list[str]](list)
    for order_no, note, instead_of in connection.execute("SELECT order_no, note, instead_of FROM orders"):
        if note.startswith("row ") and not instead_of and order_no in charged:
            begun[note].append(order_no)
    for note, orders in begun.items():
        if len(orders) > 1:
            raise Violation(f"{note} was charged as {' and '.join(orders)}")
