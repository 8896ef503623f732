import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest

from desktop.domain.account import Account
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    CancelTaken,
    Declined,
    MobileInfo,
    OrderReport,
    Rejected,
    Unknown,
)
from desktop.domain.orders.status import Status
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.signing import sign
from desktop.gateway.wire import Wire
from desktop.practice.app import practice_app
from desktop.practice.platform import OPENING_BALANCE, PracticePlatform, RefusedError
from desktop.practice.stories import SLOW_FACTOR, STORIES, Arrival, story_of

ACCOUNT = Account("77", "10001", "s3cret")


class HandClock:
    def __init__(self) -> None:
        self.at = time.time()

    def __call__(self) -> float:
        return self.at


@asynccontextmanager
async def practising(clock: HandClock) -> AsyncIterator[WikeyunGateway]:
    app = practice_app(ACCOUNT, PracticePlatform(clock))
    gateway = WikeyunGateway(ACCOUNT, GatewayConfig("http://practice.invalid/"), Pace(1000, 1000), Wire.in_process(app))
    try:
        yield gateway
    finally:
        await gateway.aclose()


def order(mobile: str, speed: Speed = Speed.FAST, order_no: str = "T1") -> Order:
    return Order(order_no, "77", mobile, 10000, 10000, speed, 0.0, State.SENDING, sent_at=0.0)


def test_the_stories_play_all_thirteen_statuses() -> None:
    played = {status for story in STORIES.values() for _, status in story.steps}
    assert played == {int(status) for status in Status}


def test_each_ending_has_its_story() -> None:
    assert set("0123456789") <= set(STORIES)
    assert story_of("13800138099").arrival is Arrival.ANSWER_LOST
    assert story_of("13800138009") is STORIES["9"]


@pytest.mark.parametrize("ending", [ending for ending, story in STORIES.items() if story.arrival is Arrival.TAKEN])
@pytest.mark.parametrize("speed", Speed)
async def test_a_story_is_told_to_its_end(ending: str, speed: Speed) -> None:
    clock, told = HandClock(), list[int]()
    placed = order("1380013800"[: 11 - len(ending)] + ending, speed)
    async with practising(clock) as gateway:
        assert isinstance(await gateway.push(placed), Accepted)
        for _ in range(40):
            report = await gateway.query(placed)
            assert isinstance(report, OrderReport)
            told += [report.status] if told[-1:] != [report.status] else []
            clock.at += 1.0 if speed is Speed.FAST else SLOW_FACTOR
    wanted = [status for _, status in STORIES[ending].steps]
    assert told == [status for status in wanted if status in told]
    assert told[-1] == wanted[-1]


async def test_balance_follows_charges_and_refunds() -> None:
    clock = HandClock()
    async with practising(clock) as gateway:
        assert await gateway.balance() == Balance(OPENING_BALANCE)
        await gateway.push(order("13800138001"))
        assert await gateway.balance() == Balance(OPENING_BALANCE - 9800)
        clock.at += 60
        assert await gateway.balance() == Balance(OPENING_BALANCE)


async def test_a_refused_number_costs_nothing() -> None:
    async with practising(HandClock()) as gateway:
        assert isinstance(await gateway.push(order("13800138005")), Rejected)
        assert await gateway.balance() == Balance(OPENING_BALANCE)
        assert isinstance(await gateway.query(order("13800138005")), Declined)


async def test_a_lost_answer_is_unknown_and_the_order_is_found() -> None:
    async with practising(HandClock()) as gateway:
        placed = order("13800138099")
        assert isinstance(await gateway.push(placed), Unknown)
        assert isinstance(await gateway.query(placed), OrderReport)


async def test_a_repeated_order_number_is_charged_again() -> None:
    async with practising(HandClock()) as gateway:
        await gateway.push(order("13800138000"))
        await gateway.push(order("13800138000"))
        assert await gateway.balance() == Balance(OPENING_BALANCE - 2 * 9800)


async def test_cancelling() -> None:
    clock = HandClock()
    async with practising(clock) as gateway:
        placed = order("13800138006")
        taken = await gateway.push(placed)
        assert isinstance(taken, Accepted)
        assert isinstance(await gateway.cancel(taken.order_number), CancelTaken)
        assert (await gateway.query(placed)).status == Status.CANCELLING  # type: ignore[union-attr]
        clock.at += 5
        assert (await gateway.query(placed)).status == Status.CANCELLED  # type: ignore[union-attr]
        assert isinstance(await gateway.cancel(taken.order_number), Declined)
        assert isinstance(await gateway.cancel("W404"), Declined)


async def test_hints() -> None:
    async with practising(HandClock()) as gateway:
        assert await gateway.mobile_info("13900139077") == MobileInfo("移动", "联通", "湖南", "长沙")
        assert isinstance(await gateway.verify("17012345678", 10000, Speed.FAST), Declined)


async def test_an_account_that_is_empty_refuses() -> None:
    async with practising(HandClock()) as gateway:
        outcomes = [await gateway.push(order("13800138000", order_no=f"T{n}")) for n in range(110)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Rejected)]
    assert len(refused) == 110 - OPENING_BALANCE // 9800


async def post(path: str, form: dict[str, str], secret: str = "s3cret", **query: str) -> dict[str, Any]:
    signed = {"sign": sign(form, secret)} | query
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=practice_app(ACCOUNT))) as client:
        answer = await client.post(f"http://practice.invalid/{path}", params=signed, data=form)
    read: dict[str, Any] = answer.json()
    return read


COMMON = {"app_key": "10001", "timestamp": "1795396344", "client": "", "format": "json", "v": "1.0"}


@pytest.mark.parametrize(
    ("form", "secret", "query", "words"),
    [
        ({key: value for key, value in COMMON.items() if key != "app_key"}, "s3cret", {}, "app_key不能为空"),
        (COMMON | {"app_key": "10002"}, "s3cret", {}, "app_key不存在"),
        (COMMON, "wrong", {}, "签名错误"),
        (COMMON, "s3cret", {"sign": ""}, "签名错误"),
        (COMMON, "s3cret", {"timestamp": "1"}, "地址参数与表单参数不一致"),
    ],
)
async def test_signatures_are_checked(form: dict[str, str], secret: str, query: dict[str, str], words: str) -> None:
    answer = await post("rest/User/query", form, secret, **query)
    assert (answer["code"] != "0000", answer["msg"], answer["data"]) == (True, words, None)


async def test_types_are_those_that_the_public_client_expects() -> None:
    user = (await post("rest/User/query", COMMON))["data"]
    assert {key: type(value) for key, value in user.items()} == {"id": str, "avatar": str, "money": str, "mobile": str}
    app = practice_app(ACCOUNT)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app)) as client:

        async def call(path: str, **fields: str) -> dict[str, Any]:
            form = COMMON | {"store_id": "77"} | fields
            url = f"http://practice.invalid/rest/Recharge/{path}"
            answer: dict[str, Any] = (await client.post(url, params={"sign": sign(form, "s3cret")}, data=form)).json()
            return answer

        pushed = await call(
            "pushOrder",
            mobile="13800138000",
            order_no="A1",
            money="50",
            recharge_type="1",
            notify_url="https://x.invalid",
        )
        told = (await call("query", order_no="A1"))["data"]
    assert type(pushed["data"]["order_number"]) is str
    texts = {
        "order_number",
        "order_no",
        "org_order_number",
        "mobile",
        "cost_price",
        "fanli",
        "arrived_amount",
        "reason",
    }
    assert {key for key, value in told.items() if type(value) is str} == texts
    assert {key for key, value in told.items() if type(value) is int} == {"id", "amount", "status", "store_id"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"store_id": "78"}, "1006"),
        ({"notify_url": ""}, "1005"),
        ({"order_no": ""}, "1005"),
        ({"money": "0"}, "1008"),
        ({"money": "ten"}, "1008"),
        ({"money": "501"}, "1008"),
        ({"recharge_type": "2"}, "1008"),
        ({"mobile": "1380013800"}, "1009"),
        ({"mobile": "15412345678"}, "1009"),
    ],
)
async def test_bad_orders_are_refused(change: dict[str, str], code: str) -> None:
    good = {
        "store_id": "77",
        "mobile": "13800138000",
        "order_no": "A1",
        "money": "50",
        "recharge_type": "1",
        "notify_url": "https://x.invalid",
    }
    assert (await post("rest/Recharge/pushOrder", COMMON | good | change))["code"] == code


def test_what_was_refused_is_not_taken_up_again() -> None:
    """Every story can be gone on with after a restart; a refused order the platform never had."""
    platform = PracticePlatform(lambda: 1000.0)
    for ending in STORIES:
        platform.adopt(f"T{ending}", "", f"1380013800{ending}"[-11:], 50, 1, 900.0)
    with pytest.raises(RefusedError):
        platform.find(order_no="T5")
    assert platform.find(order_no="T0").order_no == "T0"
    assert platform.balance() < OPENING_BALANCE


def test_the_books_are_the_same_after_a_restart() -> None:
    now = [1000.0]
    before = PracticePlatform(lambda: now[0])
    taken = [before.push(f"1380013800{ending}"[-11:], f"T{ending}", 50, 1) for ending in "012"]
    cancelled = before.push("13800138006", "T6", 50, 1)
    before.cancel([cancelled.order_number])
    after = PracticePlatform(lambda: 2000.0)
    for order in [*taken, cancelled]:
        amounts = (order.amount, order.speed, order.taken_at, order.cancelled_at)
        after.adopt(order.order_no, order.order_number, order.mobile, *amounts)
    now[0] = 2000.0
    assert after.balance() == before.balance()
    assert after.find(order_no="T6").status(2000.0) is Status.CANCELLED
    known = {order.order_number for order in [*taken, cancelled]}
    assert after.push("13900139000", "T7", 50, 1).order_number not in known
