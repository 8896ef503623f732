"""The stories of practice orders: their statuses and times. The number's last digits select one."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from desktop.domain.orders.status import Status as S

SLOW_FACTOR = 12.0
"""Slow orders play the same story this many times slower: minutes instead of seconds."""


class Arrival(StrEnum):
    """The outcome of pushOrder itself."""

    TAKEN = "taken"
    REFUSED = "refused"
    ANSWER_LOST = "answer_lost"


class Story(NamedTuple):
    """Statuses with the second (of a fast order) at which each begins; the last one is final."""

    name: str
    steps: tuple[tuple[float, int], ...] = ()
    arrival: Arrival = Arrival.TAKEN

    def status_at(self, age: float) -> int:
        """The status at `age` seconds after the push, in a fast order's seconds."""
        return [status for begins, status in self.steps if begins <= max(age, 0.0)][-1]


_SUCCESS = Story("success", ((0, S.UNPAID), (0.5, S.WAITING), (1.2, S.MATCHED), (2, S.RECHARGING), (4, S.SUCCESS)))

STORIES: dict[str, Story] = {
    "0": _SUCCESS,
    "1": Story("failure, then refund", ((0, S.WAITING), (1, S.RECHARGING), (4, S.FAILED), (12, S.REFUNDED))),
    "2": Story("partly arrived", ((0, S.WAITING), (1, S.RECHARGING), (5, S.PARTIAL))),
    "3": Story(
        "timed out, failed late, refunded",
        ((0, S.WAITING), (1, S.RECHARGING), (4, S.TIMED_OUT), (15, S.FAILED), (25, S.REFUNDED)),
    ),
    "4": Story("reversed after success", ((0, S.WAITING), (1, S.RECHARGING), (3, S.SUCCESS), (20, S.REVERSED))),
    "5": Story("refused at once", arrival=Arrival.REFUSED),
    "6": Story("stays running", ((0, S.WAITING), (1, S.RECHARGING))),
    "7": Story("kept for later, then success", ((0, S.KEPT), (6, S.RECHARGING), (12, S.SUCCESS))),
    "8": _SUCCESS,
    "9": Story("cancelled by the platform", ((0, S.KEPT), (4, S.CANCELLING), (8, S.CANCELLED))),
    "99": Story(
        "answer lost: unconfirmed, then found and successful",
        ((0, S.WAITING), (3, S.RECHARGING), (8, S.SUCCESS)),
        arrival=Arrival.ANSWER_LOST,
    ),
}
"""Keyed by the number's last digits; the longer ending wins."""


def story_of(mobile: str) -> Story:
    """The story that a number plays."""
    return STORIES.get(mobile[-2:]) or STORIES.get(mobile[-1:]) or _SUCCESS
