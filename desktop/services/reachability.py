"""Reachability of the platform, derived from the outcomes of calls."""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.orders.outcome import NoAnswer, NotSent, Trouble, Unknown
from desktop.services.changes import Changes
from desktop.services.ports import Clock

_MISSES = 3


class ReachabilityState(StrEnum):
    """UNTRIED until the first call has returned."""

    UNTRIED = "untried"
    ONLINE = "online"
    OFFLINE = "offline"


class Reachability:
    """Offline after three connection failures in a row, or at once if the first call fails."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._misses = 0
        self.state = ReachabilityState.UNTRIED
        self.offline_since: float | None = None
        """The time at which it became offline (unix seconds); None while it is not."""
        self.heard_at: float | None = None
        """The time of the platform's last readable answer (unix seconds)."""

    @property
    def offline(self) -> bool:
        """Whether the platform cannot be reached."""
        return self.state is ReachabilityState.OFFLINE

    @property
    def shaky(self) -> bool:
        """Whether the last call failed while the state is still online."""
        return self.state is ReachabilityState.ONLINE and self._misses > 0

    def note(self, outcome: object) -> None:
        """Take any call's outcome into account."""
        match outcome:
            case NoAnswer(Trouble.UNREACHABLE) | NotSent():
                self._misses += 1
                if self.state is ReachabilityState.UNTRIED or self._misses >= _MISSES:
                    self._become(ReachabilityState.OFFLINE)
            case Unknown():
                pass
            case NoAnswer(Trouble.UNREADABLE):  # there was an HTTP answer: the network works
                self._misses = 0
                self._become(ReachabilityState.ONLINE)
            case _:
                self._misses = 0
                self.heard_at = self._clock.now()
                self._become(ReachabilityState.ONLINE)

    def _become(self, state: ReachabilityState) -> None:
        if state is not self.state:
            self.state = state
            self.offline_since = self._clock.now() if state is ReachabilityState.OFFLINE else None
            self._changes.reachability.announce(None)
