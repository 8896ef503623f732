"""How long ago orders were sent, on a clock that does not jump."""

from __future__ import annotations

from desktop.services.ports import Clock


class SentTimes:
    """What this run of the program can vouch for: an order of an earlier run is as old as this run, at least."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.steady()
        self._sent: dict[str, float] = {}

    def note_sent(self, order_no: str) -> None:
        """The request has ended just now: it can reach the platform late, counted from here."""
        self._sent[order_no] = self._clock.steady()

    def age(self, order_no: str) -> float:
        """At least so many seconds ago the order was sent for the last time."""
        return self._clock.steady() - self._sent.get(order_no, self._began)
