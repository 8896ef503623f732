"""The Wikeyun client: one method per call, closed outcomes, no exceptions for network errors."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlencode

import httpx
from msgspec import Struct, field

from desktop.domain.account import Account
from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    BalanceOutcome,
    CancelOutcome,
    Contradiction,
    Declined,
    MobileInfoOutcome,
    NoAnswer,
    NotSent,
    PushOutcome,
    QueryOutcome,
    Trouble,
    Unknown,
    VerifyOutcome,
)
from desktop.gateway import answers
from desktop.gateway.defaults import NO_CALLBACK, WIKEYUN
from desktop.gateway.pace import Class, Pace
from desktop.gateway.signing import sign
from desktop.gateway.wire import AnswerTooLargeError, Reply, Timeouts, Wire

log = logging.getLogger(__name__)

# httpx logs whole URLs at INFO, including app key and signature.
logging.getLogger("httpx").setLevel(logging.WARNING)

Answer = TypeVar("Answer")

_READ_AT_ONCE = 16 * 1024
"""The largest answer that is parsed on the GUI thread (bytes); a larger one may take longer than a frame."""


class GatewayConfig(Struct, frozen=True):
    """The configurable parts of the calls. A push omits `change` and `source` if None."""

    base_url: str = WIKEYUN
    client_ip: str = ""
    notify_url: str = NO_CALLBACK
    change: int | None = 0
    source: int | None = None
    timeouts: Timeouts = field(default_factory=Timeouts)

    def url(self, path: str) -> str:
        return f"{self.base_url.rstrip('/')}/{path}"


class WikeyunGateway:
    """The calls for one account. Every call waits for its turn in the pace, the counter's pushes the shortest."""

    def __init__(
        self,
        account: Account,
        config: GatewayConfig,
        pace: Pace,
        wire: Wire,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._account = account
        self._config = config
        self._pace = pace
        self._wire = wire
        self._now = now

    async def push(self, order: Order) -> PushOutcome:
        """Order the recharge: money moves here. Returns in every case, even if its task is cancelled.

        Raises ValueError, before anything is sent, for a face value that is not whole yuan.
        """
        return await self._push(self._fields(order), of_batch=False)

    async def batch_turn(self) -> None:
        """Wait until a row of a batch may be pushed."""
        await self._pace.turn(Class.BATCH)

    async def push_of_batch(self, order: Order) -> PushOutcome:
        """As `push`, at once: `batch_turn` was awaited. On connections of its own, so that rows that hang never keep
        the counter from one.
        """
        return await self._push(self._fields(order), of_batch=True)

    async def query(self, order: Order) -> QueryOutcome:
        """Query one order by the platform's number if known, and by ours if that finds nothing or another order."""
        if not order.order_number:
            return await self.query_by_ours(order)
        outcome = await self._query(order, {"order_number": order.order_number})
        if not isinstance(outcome, Declined | Contradiction):
            return outcome
        by_ours = await self.query_by_ours(order)
        return outcome if isinstance(by_ours, NoAnswer) else by_ours

    async def query_by_ours(self, order: Order) -> QueryOutcome:
        """Query one order by our own number."""
        return await self._query(order, {"order_no": order.order_no})

    async def _query(self, order: Order, number: dict[str, str]) -> QueryOutcome:
        fields = {"store_id": self._account.store_id} | number
        return await self._ask("rest/Recharge/query", fields, lambda e: answers.report(e, order))

    async def balance(self) -> BalanceOutcome:
        """Query the account's balance."""
        return await self._ask("rest/User/query", {}, answers.balance)

    async def cancel(self, order_number: str) -> CancelOutcome:
        """Ask the platform to cancel the order with this platform number."""
        return await self._ask("rest/Recharge/cancel", {"order_number": order_number}, answers.cancel)

    async def verify(self, mobile: str, face: int, speed: Speed) -> VerifyOutcome:
        """Ask whether the platform would take an order of this face (fen) for the number."""
        fields = {"mobile": mobile, "amount": str(face // FEN_PER_YUAN), "recharge_type": str(int(speed))}
        return await self._ask("rest/Recharge/verify", fields, answers.verify)

    async def mobile_info(self, mobile: str) -> MobileInfoOutcome:
        """Query the operator and place of a number."""
        return await self._ask("rest/Recharge/mobileInfo", {"mobile": mobile}, answers.mobile_info)

    async def drop_connections(self) -> None:
        """Use fresh connections from now on: the kept ones are dead after the computer slept."""
        await self._wire.renew()

    async def aclose(self) -> None:
        await self._wire.aclose()

    def _fields(self, order: Order) -> dict[str, str]:
        yuan, rest = divmod(order.face, FEN_PER_YUAN)
        if rest:
            raise ValueError(f"face value of {order.face} fen is no whole yuan")
        fields = {
            "store_id": self._account.store_id,
            "mobile": order.mobile,
            "order_no": order.order_no,
            "money": str(yuan),
            "recharge_type": str(int(order.speed)),
            "notify_url": self._config.notify_url,
        }
        if self._config.change is not None:
            fields["change"] = str(self._config.change)
        if self._config.source is not None:
            fields["source"] = str(self._config.source)
        return fields

    async def _push(self, fields: dict[str, str], *, of_batch: bool) -> PushOutcome:
        watch = self._wire.watch()
        try:
            if not of_batch:
                await self._pace.turn(Class.COUNTER)
            async with asyncio.timeout(self._config.timeouts.total):
                url, form = self._signed("rest/Recharge/pushOrder", fields)
                reply = await self._wire.push(url, form, watch, of_batch=of_batch)
            self._note_throttling(reply)
            return answers.push_outcome(await _opened(reply))
        except (answers.UnreadableAnswerError, AnswerTooLargeError) as unreadable:
            return Unknown(str(unreadable))
        except asyncio.CancelledError:
            reason = "the program was closed"
        except Exception as trouble:
            reason = in_words(trouble)
        return Unknown(reason) if watch.may_have_left else NotSent(reason)

    async def _ask(
        self, path: str, fields: dict[str, str], read: Callable[[answers.Envelope], Answer]
    ) -> Answer | NoAnswer:
        await self._pace.turn()
        try:
            async with asyncio.timeout(self._config.timeouts.total):
                reply = await self._wire.ask(*self._signed(path, fields))
            if self._note_throttling(reply):
                return NoAnswer(Trouble.THROTTLED, "HTTP 429")
            return read(await _opened(reply))
        except (answers.UnreadableAnswerError, AnswerTooLargeError) as unreadable:
            return NoAnswer(Trouble.UNREADABLE, str(unreadable))
        except (TimeoutError, httpx.HTTPError, httpx.InvalidURL, OSError) as trouble:
            return NoAnswer(Trouble.UNREACHABLE, in_words(trouble))
        except Exception as bug:
            log.exception("parsing the answer to %s failed", path)
            return NoAnswer(Trouble.UNREADABLE, in_words(bug))

    def _note_throttling(self, reply: Reply) -> bool:
        throttled = reply.status == httpx.codes.TOO_MANY_REQUESTS
        if throttled:
            self._pace.slow_down()
        return throttled

    def _signed(self, path: str, fields: dict[str, str]) -> tuple[str, dict[str, str]]:
        """(address, form): the common fields are in both, the signature only in the address."""
        common = {
            "app_key": self._account.app_key,
            "timestamp": str(int(self._now())),
            "client": self._config.client_ip,
            "format": "json",
            "v": "1.0",
        }
        form = common | fields
        query = urlencode(common | {"sign": sign(form, self._account.app_secret)})
        return f"{self._config.url(path)}?{query}", form


async def _opened(reply: Reply) -> answers.Envelope:
    """Parse the envelope of a reply, a long one on a worker thread. Raises UnreadableAnswerError."""
    if len(reply.body) <= _READ_AT_ONCE:
        return answers.open_envelope(reply.status, reply.body)
    return await asyncio.to_thread(answers.open_envelope, reply.status, reply.body)


def in_words(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}" if str(trouble) else type(trouble).__name__
