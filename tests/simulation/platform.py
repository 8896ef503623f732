"""The simulated platform: what it takes, when it shows it, and how each order fares."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from desktop.domain.orders.status import Status

# The statuses an order goes through after it was taken; the last one is the truth.
STORIES: list[list[int]] = [
    [1, 2],
    [0, 6, 7, 1, 2],
    [8, 1, 2],
    [1, 3, 4],
    [3, 1, 2],
    [3, 2],
    [5, 2],
    [5, 3, 4],
    [1, 2, 1, 2],
    [2, 10],
    [1, 2, 10],
    [1, 11],
    [1, 9],
    [77, 2],
    [1, 12, 9],
    [3, 4],
]


class Call(StrEnum):
    """What can be out on its own, each with errors as answers."""

    QUERY = "query"
    QUERY_BY_OURS = "query by our number"
    BALANCE = "balance"
    PUSH = "push"
    CANCEL = "cancel"


OPENING = 1_000_000
"""Fen that the account holds at first."""
_COST = 9_500
_GIVES_BACK = (Status.REFUNDED, Status.CANCELLED, Status.REVERSED)


class Repeats(StrEnum):
    """What the platform does with an order number that it has taken already."""

    CHARGE = "charge"
    REFUSE = "refuse"
    SAME = "same"


BUSY: tuple[str, str, Any] = ("9999", "系统繁忙", None)
NOT_FOUND: tuple[str, str, Any] = ("1030", "订单不存在", None)
REFUSALS: list[tuple[str, str, Any]] = [("1004", "app_key不存在", None), ("1002", "签名错误", None)]
NO_STORE: tuple[str, str, Any] = ("1006", "店铺不存在", None)


@dataclass(slots=True)
class Taken:
    """An order as the platform has it."""

    order_no: str
    order_number: str
    mobile: str
    money: str
    visible_at: float
    story: list[tuple[float, int]]
    charges: int = 1
    account: str = ""

    def status(self, now: float) -> int:
        return [status for at, status in self.story if at <= now][-1]

    @property
    def end(self) -> int:
        """The status that it comes to in the end."""
        return self.story[-1][1]

    @property
    def settled_at(self) -> float:
        return self.story[-1][0]


@dataclass(slots=True)
class SimPlatform:
    """Answers calls with (code, msg, data). `now` is the real time in seconds; `on_charge` is told of every charge."""

    rng: random.Random
    now: Callable[[], float]
    on_charge: Callable[[str, int], None]
    repeats: Repeats = Repeats.CHARGE
    lag: float = 0.0
    refuses: float = 0.0
    refuses_yet_takes: float = 0.0
    busy: float = 0.0
    mixes_up: float = 0.0
    """How likely an answer about an order is another one's, under the number that was asked about."""
    stops_short: float = 0.0
    """How likely an order never gets beyond what it is at some time: still recharging, or failed and not refunded."""
    refused: tuple[str, str, Any] | None = None
    """The answer to every call while the account is refused; that of the store does not count for the balance."""
    out: set[Call] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    """Our numbers of orders that it has taken and finds no more."""
    taken: dict[str, Taken] = field(default_factory=dict)

    def push(self, form: Mapping[str, str]) -> tuple[str, str, Any]:
        """Take the order, or not."""
        order_no = form["order_no"]
        if self.refused is not None:
            return self.refused
        if Call.PUSH in self.out and self.rng.random() < 0.5:
            return BUSY
        if order_no in self.taken:
            return self._repeat(order_no)
        if self.rng.random() < self.refuses:
            return "1010", "不支持的号码", None
        self._take(form)
        if Call.PUSH in self.out:
            return BUSY
        if self.rng.random() < self.refuses_yet_takes:
            self.taken[order_no].visible_at += self.rng.choice([0.0, 120.0, 240.0])
            return "1020", "系统错误", None
        return "0000", "ok", {"order_number": self.taken[order_no].order_number}

    def query(self, form: Mapping[str, str]) -> tuple[str, str, Any]:
        """Tell about an order, once it is visible."""
        if self.refused is not None:
            return self.refused
        if self.rng.random() < self.busy or Call.QUERY in self.out:
            return BUSY
        if Call.QUERY_BY_OURS in self.out and "order_no" in form:
            return self.rng.choice([BUSY, NOT_FOUND])
        found = self._find(form)
        if found is None or found.visible_at > self.now() or found.order_no in self.forgotten:
            return NOT_FOUND
        if self.rng.random() < self.mixes_up:
            others = [one for one in self.taken.values() if one.mobile != found.mobile]
            other = self.rng.choice(others or [found])
            found = replace(other, order_no=found.order_no, order_number=found.order_number)
        status = found.status(self.now())
        data: dict[str, Any] = {
            "order_number": found.order_number,
            "order_no": found.order_no,
            "mobile": found.mobile,
            "amount": found.money if self.rng.random() < 0.5 else int(found.money),
            "status": str(status) if self.rng.random() < 0.5 else status,
            "cost_price": "95.00",
            "reason": "",
        }
        return ("0000" if self.rng.random() < 0.9 else "0"), "ok", data

    def balance(self, form: Mapping[str, str]) -> tuple[str, str, Any]:
        """Tell what the account holds."""
        if self.refused is not None and self.refused != NO_STORE:
            return self.refused
        if Call.BALANCE in self.out:
            return BUSY
        return "0000", "ok", {"money": f"{self.money(form['app_key']) / 100:.2f}"}

    def money(self, account: str) -> int:
        """Fen: every charge is taken at once, and given back with the status that says so."""
        now, held = self.now(), OPENING
        for one in self.taken.values():
            if one.account == account:
                held -= one.charges * _COST
                held += _COST if one.status(now) in _GIVES_BACK else 0
        return held

    def cancel(self, form: Mapping[str, str]) -> tuple[str, str, Any]:
        """Cancel what is not decided yet, or turn it down."""
        if self.refused is not None and self.refused != NO_STORE:
            return self.refused
        if Call.CANCEL in self.out:
            return BUSY
        found = next((one for one in self.taken.values() if one.order_number == form["order_number"]), None)
        if found is None or found.settled_at <= self.now() or self.rng.random() < 0.3:
            return "1040", "不可取消", None
        now = self.now()
        found.story = [step for step in found.story if step[0] <= now]
        found.story += [(now, int(Status.CANCELLING)), (now + self.rng.uniform(1, 600), int(Status.CANCELLED))]
        return "0000", "ok", "ok"

    def _repeat(self, order_no: str) -> tuple[str, str, Any]:
        found = self.taken[order_no]
        match self.repeats:
            case Repeats.REFUSE:
                return "1050", "订单号重复", None
            case Repeats.CHARGE:
                found.charges += 1
                self.on_charge(order_no, found.charges)
        return "0000", "ok", {"order_number": found.order_number}

    def _take(self, form: Mapping[str, str]) -> None:
        order_no, now = form["order_no"], self.now()
        at, story = now, []
        chosen = self.rng.choice(STORIES)
        if self.rng.random() < self.stops_short:
            chosen = self.rng.choice([[1], [1, 3]])
        for status in chosen:
            story.append((at, status))
            at += self.rng.choice([0.5, 0.5, 20.0, 20.0, 120.0, 120.0, 400.0, 2500.0])
        self.taken[order_no] = Taken(
            order_no,
            f"W{len(self.taken) + 1}",
            form["mobile"],
            form["money"],
            now + self.rng.uniform(0, self.lag),
            story,
            account=form["app_key"],
        )
        self.on_charge(order_no, 1)

    def _find(self, form: Mapping[str, str]) -> Taken | None:
        if "order_no" in form:
            return self.taken.get(form["order_no"])
        return next((one for one in self.taken.values() if one.order_number == form["order_number"]), None)
