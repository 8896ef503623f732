"""Looks whether the publisher has a newer version. It only tells: nothing is fetched, replaced or installed.

The start imports this, so what only a look needs is imported where it is used.
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
"""So long after the start is nothing asked."""
STEP_S = 3600.0
"""A steady clock stands still while the computer sleeps: so often is the other one looked at."""
DAY_S = 86400.0
AGAIN_S = 4 * 3600.0
"""When nobody answered."""
PUT_OFF_S = 7 * DAY_S


class Releases:
    """Follows the publisher's place, once `apply` has switched that on, where `by_itself`; `look` works always.

    `open_feed` is called on a worker thread when first needed; it gives None for a build without a publisher's key.
    What was found is kept in `file`, with its signature, and verified again when it is read.
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
        """A newer one that the clerk has not put off."""
        newer, kept = self._newer, self._kept
        if newer is None or kept is None:
            return newer
        return None if kept.put_off == newer.name and self._clock.now() < kept.put_off_until else newer

    def apply(self, *, on: bool, address: str) -> None:
        """Look by itself from now on, or no more; at this address, "" for the build's own."""
        if self._on and not on:
            self._show(None)
        if on and not self._on:
            self._kept = None  # read again, and what was found is shown again
        self._on, self._address = on, address
        self._wake.set()

    async def own_address(self) -> str | None:
        """Where this build looks; None where it has no publisher's key and cannot."""
        feed = await self._opened()
        return None if feed is None else feed.address

    async def look(self, address: str) -> Look:
        """Ask now, at this address, "" for the build's own. What the network does comes back as Flawed."""
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
        """Offer this version no more for a week; a still newer one is offered at once."""
        if self._newer is not None:
            until = self._clock.now() + PUT_OFF_S
            await self._keep(replace(self._memory(), put_off=self._newer.name, put_off_until=until))
            self._changes.release.announce(None)

    async def run(self) -> None:
        """Look once a day while that is on, until cancelled. Its failures are nobody's trouble but the log's."""
        first = self._clock.steady() + FIRST_S
        while True:
            early = first - self._clock.steady()
            await self._clock.rest(early if early > 0 else STEP_S, self._wake)
            self._wake.clear()
            if self._on and self._clock.steady() >= first:
                try:
                    await self._look_where_due()
                except Exception:
                    log.exception("looking for a newer version failed")

    async def _look_where_due(self) -> None:
        feed = await self._opened()
        if feed is not None:
            await self._recall(feed)
            if self._is_due():
                self._unanswered_at = self._clock.steady()
                await self._take(await feed.latest(self._address))
            self._changes.release.announce(None)  # the week may be over

    def _is_due(self) -> bool:
        steady, now = self._clock.steady(), self._clock.now()
        if self._unanswered_at is not None and steady - self._unanswered_at < AGAIN_S:
            return False
        looked_at = None if self._kept is None else self._kept.looked_at
        return looked_at is None or not 0 <= now - looked_at < DAY_S

    async def _take(self, answer: Answer) -> Answer:
        """Go on with an answer; what it counts as: an old one that somebody plays again is none of today."""
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
        """When the newest accepted answer was issued; one of a publisher's clock that was ahead binds nobody."""
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
        """What an earlier start has kept, once."""
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
                log.warning("what was found of newer versions cannot be kept", exc_info=True)
