"""What really happened, and what must hold at every moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.domain.batch.batch import is_of_batch
from desktop.domain.orders.order import Verdict
from desktop.domain.orders.status import ARRIVED, OPEN, Standing, standing_of
from tests.simulation.platform import SimPlatform

Row = tuple[str, str, str, int]
_SAID_NOT_TAKEN = frozenset({Standing.REJECTED, Standing.NOT_SENT, Standing.CLOSED})


class Violation(SystemExit):
    """The promise was broken. No Exception: the program must not be able to catch it."""


@dataclass(slots=True)
class Intent:
    """What a clerk confirmed once, and what the program said of it."""

    name: str
    mobile: str
    started: bool = False
    refused: bool = False


@dataclass(slots=True)
class Truth:
    """Keeps account from outside. `travelling` counts an order's requests that will still arrive."""

    intents: dict[str, Intent] = field(default_factory=dict)
    charges: Counter[str] = field(default_factory=Counter)
    departures: Counter[str] = field(default_factory=Counter)
    travelling: Counter[str] = field(default_factory=Counter)
    booted: bool = False
    lists_may_go: bool = False
    """Whether a clerk has let a list go since the program was started."""

    def name(self, order_no: str) -> str:
        """An order by its place in the story: order numbers are random."""
        return self.intents[order_no].name if order_no in self.intents else "?"

    def charged(self, order_no: str, times: int) -> None:
        """The platform took money."""
        self.charges[order_no] = times
        if times > 1:
            raise Violation(f"{self.name(order_no)} was charged {times} times")

    def left(self, order_no: str, rows: Mapping[str, Row]) -> None:
        """A request left the computer."""
        self.departures[order_no] += 1
        if order_no not in rows:
            raise Violation(f"{self.name(order_no)} left before it was committed")
        if rows[order_no][0] != "sending":
            raise Violation(f"{self.name(order_no)} left while it was stored as {rows[order_no][0]}")
        if self.departures[order_no] > rows[order_no][3]:
            raise Violation(f"{self.name(order_no)} left more often than it was claimed")

        if is_of_batch(order_no) and rows[order_no][3] == 1 and not self.lists_may_go:
            raise Violation(f"{self.name(order_no)} of a list left by itself")
        self._number_was_free(order_no, rows)

    def look(self, rows: Mapping[str, Row], platform: SimPlatform, now: float) -> None:
        """What the clerk could read now must be true."""
        for order_no, (state, word, _, _) in rows.items():
            if state == "settled":
                self._support_is_quoted(order_no, Standing(word), platform)
            else:
                self._word_is_true(order_no, Standing(word), platform, now)
        if self.booted:
            for order_no in self.charges:
                if order_no not in rows:
                    raise Violation(f"{self.name(order_no)} was charged and no clerk can see it")

    def in_the_end(self, rows: Mapping[str, Row], platform: SimPlatform, account: str) -> None:
        """After the faults stopped, every order stands as it really ended, and promises to the clerk were kept. Of
        another account than this one nobody hears how an end changes.
        """
        for order_no, (state, word, _, _) in rows.items():
            standing, taken = Standing(word), platform.taken.get(order_no)
            if state == "settled":
                self._support_is_quoted(order_no, standing, platform)
            elif taken is not None and taken.account == account and standing is not standing_of(taken.end):
                raise Violation(f"{self.name(order_no)} ended as {standing_of(taken.end)} and is shown as {standing}")
            elif taken is None and standing not in _SAID_NOT_TAKEN:
                raise Violation(f"{self.name(order_no)} was never taken and is shown as {standing}")
        for order_no, intent in self.intents.items():
            if intent.refused and not intent.started and self.departures[order_no]:
                raise Violation(f"{intent.name} was sent although the clerk was told that it was not ordered")
            if intent.started and order_no not in rows:
                raise Violation(f"{intent.name} was started and is nowhere")

    def _support_is_quoted(self, order_no: str, standing: Standing, platform: SimPlatform) -> None:
        if standing is not _QUOTED[verdict_of(order_no, platform)]:
            raise Violation(f"{self.name(order_no)} is shown as {standing}, which the support did not say")

    def _number_was_free(self, order_no: str, rows: Mapping[str, Row]) -> None:
        mobile, sends = rows[order_no][2], rows[order_no][3]
        others = [no for no, row in rows.items() if no != order_no and row[2] == mobile and Standing(row[1]) in OPEN]
        if sends == 1 and others:
            raise Violation(f"{self.name(order_no)} left while {self.name(others[0])} of its number was open")

    def _word_is_true(self, order_no: str, standing: Standing, platform: SimPlatform, now: float) -> None:
        taken = platform.taken.get(order_no)
        if standing in _SAID_NOT_TAKEN and (taken is not None or self.travelling[order_no]):
            raise Violation(f"{self.name(order_no)} is shown as {standing} and is or will be charged")
        if standing in _TOLD and taken is None:
            raise Violation(f"{self.name(order_no)} is shown as {standing} and was never taken")
        if taken is None or standing not in _TOLD:
            return
        told = {standing_of(status) for at, status in taken.story if at <= now}
        if standing not in told:
            raise Violation(f"{self.name(order_no)} is shown as {standing}, which the platform never said")
        if standing in _LOST and taken.end == 2:
            raise Violation(f"{self.name(order_no)} succeeds and is shown as {standing}")


def verdict_of(order_no: str, platform: SimPlatform) -> Verdict:
    """What the platform's support says of an order when a clerk calls; one that it never had costs nothing."""
    taken = platform.taken.get(order_no)
    if taken is None:
        return Verdict.REFUNDED
    return _VERDICTS.get(standing_of(taken.end), Verdict.LOST)


_VERDICTS = {
    Standing.SUCCESS: Verdict.ARRIVED,
    Standing.PARTIAL: Verdict.ARRIVED,
    Standing.REFUNDED: Verdict.REFUNDED,
    Standing.CANCELLED: Verdict.REFUNDED,
    Standing.REVERSED: Verdict.REFUNDED,
}
_QUOTED = {
    Verdict.ARRIVED: Standing.SUCCESS,
    Verdict.REFUNDED: Standing.REFUNDED,
    Verdict.LOST: Standing.LOST,
}
_LOST = frozenset({Standing.REFUNDED, Standing.CANCELLED, Standing.REVERSED})
_TOLD = ARRIVED | _LOST | {Standing.FAILED, Standing.TIMED_OUT, Standing.CANCELLING}
