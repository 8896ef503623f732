"""Checks for a newer version of the publisher. It only informs: nothing is downloaded, replaced or installed.

Imported at start, so imports that only a look needs are local.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from desktop.services.ports import ReleaseFeed
from desktop.services.runtime import Runtime

if TYPE_CHECKING:
    from desktop.domain.upkeep.release import Answer, Look, Release, Remembered

log = logging.getLogger(__name__)

FIRST_S = 180.0
"""No request is sent earlier than this after the start."""
STEP_S = 3600.0
"""The interval of checking the wall clock, because the monotonic clock may stop while the computer sleeps."""
DAY_S = 86400.0
AGAIN_S = 4 * 3600.0
"""The interval after a request without an answer."""
PUT_OFF_S = 7 * DAY_S


class Releases:
    """Checks the publisher's address periodically if `by_itself` and once `apply` has enabled it; `look` always works.

    `open_feed` is called on a worker thread when first needed; it returns None for a build without a publisher's key.
    The last answer is stored in `file` with its signature, and verified again when loaded.
    """

    def __init__(
        self,
        runtime: Runtime,
        version: str,
        open_feed: Callable[[], ReleaseFeed | None],
        file: Path | None,
        *,
        by_itself: bool,
    ) -> None:
        self.version = version
        self.by_itself = by_itself
        self._open_feed = open_feed
        self._file = file
        self._clock = runtime.clock
        self._changes = runtime.changes
        self._in_thread = runtime.in_thread
        self._feed: ReleaseFeed | None = None
        self._kept: Remembered | None = None
        self._newer: Release | None = None
        self._issued = 0.0
        self._unanswered_at: float | None = None
        self._on = False
        self._address = ""
        self._wake = asyncio.Event()

    @property
    def offered(self) -> Release | None:
        """A newer release that the clerk has not postponed."""
        newer, kept = self._newer, self._kept
        if newer is None or kept is None:
            return newer
        return None if kept.put_off == newer.name and self._clock.now() < kept.put_off_until else newer

    def apply(self, *, on: bool, address: str) -> None:
        """Switch the periodic check on or off, at this address, "" for the build's own."""
        if self._on and not on:
            self._show(None)
        if on and not self._on:
            self._kept = None  # reload it, and show the known release again
        self._on, self._address = on, address
        self._wake.set()

    async def own_address(self) -> str | None:
        """The build's own address; None without a publisher's key."""
        feed = await self._opened()
        return None if feed is None else feed.address

    async def look(self, address: str) -> Look:
        """Check now at this address, "" for the build's own. Network errors are returned as Flawed."""
        from desktop.domain.upkeep.release import OUTDATED_S, Flaw, Flawed, Newer, Newest, Outdated

        feed = await self._opened()
        if feed is None:
            return Flawed(Flaw.NO_KEY, "")
        await self._recall(feed)
        answer = await self._take(await feed.latest(address))
        if isinstance(answer, Flawed):
            return answer
        if self._newer is not None:
            return Newer(self._newer)
        issued = answer.release.issued
        return Newest() if self._clock.now() - issued <= OUTDATED_S else Outdated(issued)

    async def put_off(self) -> None:
        """Postpone the offer of this version for a week; a still newer one is offered at once."""
        if self._newer is not None:
            until = self._clock.now() + PUT_OFF_S
            await self._keep(replace(self._memory(), put_off=self._newer.name, put_off_until=until))
            self._changes.release.announce(None)

    async def run(self) -> None:
        """Check once a day while enabled, until cancelled. Failures are only logged."""
        first = self._clock.steady() + FIRST_S
        while True:
            early = first - self._clock.steady()
            await self._clock.rest(early if early > 0 else STEP_S, self._wake)
            self._wake.clear()
            if self._on and self._clock.steady() >= first:
                try:
                    await self._look_where_due()
                except Exception:
                    log.exception("the check for a newer version failed")

    async def _look_where_due(self) -> None:
        feed = await self._opened()
        if feed is not None:
            await self._recall(feed)
            if self._is_due():
                self._unanswered_at = self._clock.steady()
                await self._take(await feed.latest(self._address))
            self._changes.release.announce(None)  # the postponement may have expired

    def _is_due(self) -> bool:
        steady, now = self._clock.steady(), self._clock.now()
        if self._unanswered_at is not None and steady - self._unanswered_at < AGAIN_S:
            return False
        looked_at = None if self._kept is None else self._kept.looked_at
        return looked_at is None or not 0 <= now - looked_at < DAY_S

    async def _take(self, answer: Answer) -> Answer:
        """Process an answer and return it, or Flawed if it is a replay of an older one."""
        from desktop.domain.upkeep.release import Flaw, Flawed, Signed

        self._unanswered_at = None
        if isinstance(answer, Signed) and answer.release.issued < self._newest_issued():
            answer = Flawed(Flaw.OLDER, f"issued at {answer.release.issued}")
        if isinstance(answer, Signed):
            self._issued = answer.release.issued
            self._compare(answer.release)
            await self._keep(replace(self._memory(), looked_at=self._clock.now(), answer=answer.answer))
            return answer
        log.info("no release is known: %s, %s", answer.flaw, answer.detail)
        if answer.flaw is Flaw.UNREACHABLE:
            self._unanswered_at = self._clock.steady()
        else:
            await self._keep(replace(self._memory(), looked_at=self._clock.now()))
        return answer

    def _newest_issued(self) -> float:
        """The issue time of the newest accepted answer; 0 if over a day ahead, by a publisher's wrong clock."""
        return self._issued if self._issued <= self._clock.now() + DAY_S else 0.0

    def _compare(self, release: Release) -> None:
        from desktop.domain.upkeep.release import version_from

        ours = version_from(self.version)
        self._show(release if ours is not None and release.version > ours else None)

    def _show(self, newer: Release | None) -> None:
        self._newer = newer
        self._changes.release.announce(None)

    async def _opened(self) -> ReleaseFeed | None:
        if self._feed is None:
            self._feed = await self._in_thread(self._open_feed)
        return self._feed

    async def _recall(self, feed: ReleaseFeed) -> None:
        """Load the answer stored by an earlier start, once."""
        if self._kept is not None:
            return
        from desktop.domain.upkeep.release import Signed
        from desktop.storage.upkeep import release_memory

        kept = self._memory() if self._file is None else await self._in_thread(release_memory.load, self._file)
        answer = await feed.verified(kept.answer) if kept.answer else None
        self._kept = kept
        if isinstance(answer, Signed):
            self._issued = answer.release.issued
            self._compare(answer.release)

    def _memory(self) -> Remembered:
        from desktop.domain.upkeep.release import Remembered

        return self._kept or Remembered()

    async def _keep(self, kept: Remembered) -> None:
        from desktop.storage.upkeep import release_memory

        self._kept = kept
        if self._file is not None:
            try:
                await self._in_thread(release_memory.save, kept, self._file)
            except OSError:
                log.warning("the answer about newer versions cannot be stored", exc_info=True)
