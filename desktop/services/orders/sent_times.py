"""The time since orders were sent, on a monotonic clock."""

from __future__ import annotations

from desktop.services.ports import Clock


class SentTimes:
    """Lower bounds known to this run of the program: an order of an earlier run is at least as old as this run."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._began = clock.steady()
        self._sent: dict[str, float] = {}

    def note_sent(self, order_no: str) -> None:
        """Note that the request has just ended: a late arrival at the platform counts from now."""
        self._sent[order_no] = self._clock.steady()

    def knows(self, order_no: str) -> bool:
        """Whether the order was last sent in this run of the program."""
        return order_no in self._sent

    def age(self, order_no: str) -> float:
        """The least number of seconds since the order was last sent."""
        return self._clock.steady() - self._sent.get(order_no, self._began)
