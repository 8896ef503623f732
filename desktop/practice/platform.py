"""The practice platform's state: orders that progress along their stories, and the balance that follows from them."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from msgspec import Struct

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.status import Status
from desktop.practice.stories import SLOW_FACTOR, Arrival, Story, story_of

OPENING_BALANCE = 1_000_000
_COST_PERCENT = {1: 98, 0: 94}
_CANCELLABLE = {Status.UNPAID, Status.WAITING, Status.MATCHED, Status.KEPT, Status.RECHARGING}
_CANCELLING_TAKES = 3.0


class RefusedError(Exception):
    """The platform refuses: a code and words, as the real one would answer."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words


class PracticeOrder(Struct):
    """One order on the platform's side. `amount` in yuan, `cost` in fen."""

    id: int
    order_number: str
    order_no: str
    mobile: str
    amount: int
    speed: int
    story: Story
    taken_at: float
    cost: int
    cancelled_at: float | None = None

    def status(self, now: float) -> int:
        """The status at this time: the story's, unless it was cancelled."""
        if self.cancelled_at is None:
            return self._in_story(now)
        return Status.CANCELLED if now - self.cancelled_at >= _CANCELLING_TAKES else Status.CANCELLING

    def cancel(self, now: float) -> bool:
        """Cancel the order; False if it could no longer be cancelled."""
        if self.cancelled_at is not None or self._in_story(now) not in _CANCELLABLE:
            return False
        self.cancelled_at = now
        return True

    def arrived(self, now: float) -> int:
        """Fen that reached the phone."""
        match self.status(now):
            case Status.SUCCESS:
                return self.amount * FEN_PER_YUAN
            case Status.PARTIAL:
                return self.amount * FEN_PER_YUAN // 2
            case _:
                return 0

    def refund(self, now: float) -> int:
        """Fen that were refunded to the account."""
        match self.status(now):
            case Status.REFUNDED | Status.CANCELLED | Status.REVERSED:
                return self.cost
            case Status.PARTIAL:
                return self.cost // 2
            case _:
                return 0

    def reason(self, now: float) -> str:
        """The platform's words for an end without success."""
        return _REASONS.get(self.status(now), "")

    def _in_story(self, now: float) -> int:
        age = now - self.taken_at
        return self.story.status_at(age if self.speed == 1 else age / SLOW_FACTOR)


_REASONS: dict[int, str] = {
    Status.FAILED: "运营商返回失败（练习）",
    Status.REFUNDED: "充值失败，已退款（练习）",
    Status.TIMED_OUT: "运营商超时未返回（练习）",
    Status.CANCELLED: "订单已取消（练习）",
    Status.REVERSED: "运营商返销（练习）",
    Status.PARTIAL: "部分到账（练习）",
}


class PracticePlatform:
    """The platform's state, in memory only. A repeated `order_no` is charged again, as must be assumed."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._ids = itertools.count(1)
        self._orders: dict[str, PracticeOrder] = {}

    def push(self, mobile: str, order_no: str, amount: int, speed: int) -> PracticeOrder:
        """Take an order and charge it. Raises RefusedError without charging."""
        story = story_of(mobile)
        if story.arrival is Arrival.REFUSED:
            raise RefusedError("1010", "该号码暂不支持充值（练习）")
        cost = amount * _COST_PERCENT[speed]
        if cost > self.balance():
            raise RefusedError("1020", "账户余额不足（练习）")
        now, number = self._now(), next(self._ids)
        day = time.strftime("%Y%m%d", time.localtime(now))
        order = PracticeOrder(number, f"W{day}{number:08d}", order_no, mobile, amount, speed, story, now, cost)
        self._orders[order.order_number] = order
        return order

    def adopt(
        self,
        order_no: str,
        order_number: str,
        mobile: str,
        amount: int,
        speed: int,
        taken_at: float,
        cancelled_at: float | None = None,
    ) -> None:
        """Adopt an order of an earlier practice session, which this platform no longer knows.

        Orders that it would have refused are ignored.
        """
        if story_of(mobile).arrival is Arrival.REFUSED:
            return
        number = next(self._ids)
        known_as = order_number or f"W{int(taken_at)}{number:06d}"
        cost = amount * _COST_PERCENT[speed]
        self._orders[known_as] = PracticeOrder(
            number, known_as, order_no, mobile, amount, speed, story_of(mobile), taken_at, cost, cancelled_at
        )

    def find(self, order_number: str = "", order_no: str = "") -> PracticeOrder:
        """The order with this platform number, else the newest with this merchant number. Raises RefusedError."""
        found = self._orders.get(order_number) if order_number else self._newest(order_no)
        if found is None:
            raise RefusedError("1030", "订单不存在")
        return found

    def cancel(self, order_numbers: list[str]) -> str:
        """Cancel the orders that still can be; return the answer's words. Raises RefusedError if none could."""
        cancelled = [number for number in order_numbers if self.find(number).cancel(self._now())]
        if not cancelled:
            raise RefusedError("1040", "订单当前状态不可取消")
        return f"取消申请已提交：{','.join(cancelled)}"

    def balance(self) -> int:
        """Fen: the opening balance minus charges plus refunds."""
        now = self._now()
        return OPENING_BALANCE - sum(order.cost - order.refund(now) for order in self._orders.values())

    def described(self, order: PracticeOrder) -> dict[str, object]:
        """An order as `query` reports it, in the types that the public Go client expects."""
        now = self._now()
        return {
            "id": order.id,
            "order_number": order.order_number,
            "order_no": order.order_no,
            "org_order_number": "",
            "mobile": order.mobile,
            "amount": order.amount,
            "status": int(order.status(now)),
            "cost_price": _yuan(order.cost),
            "fanli": "0.00",
            "arrived_amount": _yuan(order.arrived(now)),
            "reason": order.reason(now),
        }

    def _newest(self, order_no: str) -> PracticeOrder | None:
        return next((o for o in reversed(self._orders.values()) if o.order_no == order_no), None)


def _yuan(fen: int) -> str:
    return f"{fen // FEN_PER_YUAN}.{fen % FEN_PER_YUAN:02d}"
