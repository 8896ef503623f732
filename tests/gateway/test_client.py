import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from desktop.domain.account import Account
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    CancelTaken,
    Contradiction,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    NotSent,
    OrderReport,
    Rejected,
    Trait,
    Trouble,
    Unknown,
)
from desktop.gateway import answers
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.signing import sign
from desktop.gateway.wire import Timeouts, Wire
from tests.conftest import until
from tests.hostile_answers import UNUSABLE
from tests.platform_server import Answer, PlatformServer, hangs, platform_server, says

ACCOUNT = Account("77", "10001", "密钥 s3cret")
ORDER = Order("T1", "77", "13800138000", 10000, 10000, Speed.FAST, 0.0, State.SENDING, sent_at=0.0)
TAKEN = {"code": "0000", "msg": "ok", "data": {"order_number": "W1"}}
QUICK = Timeouts(connect=1.0, read=0.3, total=0.6)


@asynccontextmanager
async def gateway_to(url: str, timeouts: Timeouts = QUICK, **config: object) -> AsyncIterator[WikeyunGateway]:
    settings = GatewayConfig(base_url=url, timeouts=timeouts, **config)  # type: ignore[arg-type]
    wire = Wire.over_network(timeouts)
    gateway = WikeyunGateway(ACCOUNT, settings, Pace(1000.0, 1000), wire, now=lambda: 1_795_396_344.7)
    try:
        yield gateway
    finally:
        await gateway.aclose()


async def push_to(*answers: Answer) -> tuple[object, PlatformServer]:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.answers = list(answers)
        return await gateway.push(ORDER), server


async def test_a_push_on_the_wire() -> None:
    outcome, server = await push_to(says(TAKEN))
    assert outcome == Accepted("W1", "ok")
    (request,) = server.received
    common = {"app_key": "10001", "timestamp": "1795396344", "client": "", "format": "json", "v": "1.0"}
    assert request.path == "/rest/Recharge/pushOrder"
    assert request.headers["content-type"] == "application/x-www-form-urlencoded"
    assert request.form == common | {
        "store_id": "77",
        "mobile": "13800138000",
        "order_no": "T1",
        "money": "100",
        "recharge_type": "1",
        "notify_url": "https://no-callback.invalid/",
        "change": "0",
    }
    assert request.query == common | {"sign": sign(request.form, ACCOUNT.app_secret)}


async def test_change_and_source_follow_the_settings() -> None:
    async with platform_server() as server, gateway_to(server.url, change=None, source=6) as gateway:
        await gateway.push(ORDER)
    assert "change" not in server.received[0].form
    assert server.received[0].form["source"] == "6"


async def test_a_face_of_no_whole_yuan_is_never_sent() -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        with pytest.raises(ValueError, match="no whole yuan"):
            await gateway.push(ORDER._replace(face=9950))
    assert server.received == []


async def test_a_refusal_in_the_platforms_words() -> None:
    assert (await push_to(says({"code": "1003", "msg": "app_key不能为空", "data": None})))[0] == Rejected(
        "1003", "app_key不能为空"
    )


@pytest.mark.parametrize("name", UNUSABLE)
async def test_after_an_unusable_answer_the_outcome_is_unknown_and_nothing_is_sent_again(name: str) -> None:
    outcome, server = await push_to(UNUSABLE[name])
    assert isinstance(outcome, Unknown)
    assert outcome.reason
    assert len(server.received) == 1


@pytest.mark.parametrize("call", ["push", "query"])
async def test_an_answer_that_drips_for_ever_ends_with_the_calls_time(call: str) -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = UNUSABLE["dripping"]
        task = asyncio.ensure_future(getattr(gateway, call)(ORDER))
        ended, _ = await asyncio.wait([task], timeout=20 * QUICK.total)
        task.cancel()
        outcome = await task
        assert ended
        assert "TimeoutError" in outcome.reason


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("url", ["http://127.0.0.1:{port}/", "http://[bad", "ftp://x/"])
async def test_what_never_connected_was_certainly_not_sent(url: str) -> None:
    async with gateway_to(url.format(port=closed_port()), Timeouts(2.0, 2.0, 3.0)) as gateway:
        assert isinstance(await gateway.push(ORDER), NotSent)


async def test_cancelled_after_the_first_byte_is_unknown() -> None:
    async with platform_server() as server, gateway_to(server.url, Timeouts(5, 5, 5)) as gateway:
        server.default = hangs()
        task = asyncio.ensure_future(gateway.push(ORDER))
        await until(lambda: server.received)
        task.cancel()
        assert await task == Unknown("the program was closed")


async def test_cancelled_while_waiting_for_its_turn_is_not_sent() -> None:
    pace = Pace(0.001, 1)
    gateway = WikeyunGateway(ACCOUNT, GatewayConfig("http://127.0.0.1:9/"), pace, Wire.over_network(QUICK))
    await pace.turn()
    task = asyncio.ensure_future(gateway.push(ORDER))
    await asyncio.sleep(0)
    task.cancel()
    assert await task == NotSent("the program was closed")
    await gateway.aclose()


async def test_without_a_trace_nothing_is_proven_unsent() -> None:
    async def broken(_scope: object, _receive: object, _send: object) -> None:
        raise RuntimeError("practice broke")

    gateway = WikeyunGateway(ACCOUNT, GatewayConfig("http://practice.invalid/"), Pace(10, 10), Wire.in_process(broken))
    assert isinstance(await gateway.push(ORDER), Unknown)
    await gateway.aclose()


async def test_every_push_travels_on_a_connection_of_its_own() -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says(TAKEN)
        for _ in range(3):
            await gateway.push(ORDER)
        assert server.connections == 3
        for _ in range(3):
            await gateway.balance()
        assert server.connections == 4


async def test_a_batch_waits_behind_the_counter_and_questions() -> None:
    pace = Pace(0.001, 3)
    gateway = WikeyunGateway(ACCOUNT, GatewayConfig("http://127.0.0.1:9/"), pace, Wire.over_network(QUICK))
    await gateway.batch_turn()
    second = asyncio.ensure_future(gateway.batch_turn())
    await asyncio.sleep(0)
    assert not second.done(), "the rest of the burst is for the others"
    assert isinstance(await gateway.balance(), NoAnswer)
    assert isinstance(await gateway.push(ORDER), NotSent)
    assert not second.done()
    second.cancel()
    await gateway.aclose()


async def test_rows_that_hang_leave_the_counter_its_connections() -> None:
    patient = Timeouts(5.0, 20.0, 20.0)
    async with platform_server() as server, gateway_to(server.url, patient) as gateway:
        server.default = hangs()
        rows = [asyncio.ensure_future(gateway.push_of_batch(ORDER._replace(order_no=f"B{n}"))) for n in range(20)]
        await until(lambda: len(server.received) == 16)
        server.answers = [says(TAKEN)]
        assert await asyncio.wait_for(gateway.push(ORDER), 10) == Accepted("W1", "ok")
        for row in rows:
            row.cancel()
        ends = await asyncio.gather(*rows)
        assert {type(one) for one in ends} == {Unknown, NotSent}


async def test_query_by_either_number() -> None:
    answer = {"code": "0000", "data": {"order_no": "T1", "order_number": "W1", "status": "2", "cost_price": 98.5}}
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says(answer)
        assert await gateway.query(ORDER) == OrderReport(2, "W1", 9850)
        assert await gateway.query(ORDER._replace(order_number="W1")) == OrderReport(2, "W1", 9850)
    by_ours, by_theirs = (request.form for request in server.received)
    assert (by_ours["order_no"], by_ours["store_id"], "order_number" in by_ours) == ("T1", "77", False)
    assert (by_theirs["order_number"], "order_no" in by_theirs) == ("W1", False)


NOT_FOUND = {"code": "1030", "msg": "订单不存在"}


@pytest.mark.parametrize(
    ("second", "outcome"),
    [
        ({"code": "0000", "data": {"order_no": "T1", "order_number": "W1", "status": 2}}, OrderReport(2, "W1")),
        ({"code": "0000", "data": {"order_no": "T1", "order_number": "W2", "status": 2}}, "contradiction"),
        (NOT_FOUND, Declined("1030", "订单不存在")),
        (b"<html>", Declined("1030", "订单不存在")),
    ],
)
async def test_where_the_platforms_number_finds_nothing_it_is_asked_by_ours(second: object, outcome: object) -> None:
    if outcome == "contradiction":
        outcome = Contradiction(Trait.ORDER_NUMBER, "W2")
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.answers = [says(NOT_FOUND), says(second)]
        assert await gateway.query(ORDER._replace(order_number="W1")) == outcome
    by_theirs, by_ours = (request.form for request in server.received)
    assert (by_theirs.get("order_number"), by_theirs.get("order_no")) == ("W1", None)
    assert (by_ours.get("order_number"), by_ours.get("order_no")) == (None, "T1")


async def test_an_answer_about_another_order_is_no_report() -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        other = {"order_no": "T1", "mobile": "13900139000", "amount": "100", "status": 2}
        server.answers = [says({"code": "0000", "data": other})]
        assert await gateway.query(ORDER) == Contradiction(Trait.MOBILE, "13900139000")


async def test_the_other_calls() -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.answers = [
            says({"code": "0000", "data": {"money": "95.00", "id": 1}}),
            says({"code": "0000", "data": "done"}),
            says({"code": "0000", "msg": ""}),
            says({"code": "1011", "msg": "不支持"}),
            says({"code": "0000", "data": {"oisp": "移动", "nisp": "移动", "extend": {"prov": "湖南"}}}),
        ]
        assert await gateway.balance() == Balance(9500)
        assert await gateway.cancel("W1") == CancelTaken("done")
        assert await gateway.verify("13800138000", 10000, Speed.SLOW) == MayOrder()
        assert await gateway.verify("17012345678", 10000, Speed.FAST) == Declined("1011", "不支持")
        assert await gateway.mobile_info("13800138000") == MobileInfo("移动", "移动", "湖南", "")
    paths = [request.path.rsplit("/", 1)[1] for request in server.received]
    assert paths == ["query", "cancel", "verify", "verify", "mobileInfo"]
    assert server.received[2].form["amount"] == "100"
    assert server.received[2].form["recharge_type"] == "0"
    assert all(r.query["sign"] == sign(r.form, ACCOUNT.app_secret) for r in server.received)


@pytest.mark.parametrize("name", [name for name in UNUSABLE if name not in ("429", "yes without a number")])
async def test_a_question_without_a_usable_answer(name: str) -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = UNUSABLE[name]
        assert isinstance(await gateway.balance(), NoAnswer)


async def test_too_many_requests_halve_the_rate() -> None:
    pace = Pace(8.0, 100)
    async with platform_server() as server:
        server.default = UNUSABLE["429"]
        gateway = WikeyunGateway(ACCOUNT, GatewayConfig(server.url), pace, Wire.over_network(QUICK))
        assert await gateway.balance() == NoAnswer(Trouble.THROTTLED, "HTTP 429")
        await gateway.aclose()
    assert pace.rate == 4.0


async def test_after_sleep_questions_travel_on_fresh_connections() -> None:
    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says({"code": "0000", "data": {"money": "1"}})
        await gateway.balance()
        await gateway.drop_connections()
        assert await gateway.balance() == Balance(100)
        assert server.connections == 2


async def test_an_answer_that_breaks_the_reader_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_envelope: object) -> Balance:
        raise LookupError("a bug")

    async with platform_server() as server, gateway_to(server.url) as gateway:
        server.default = says({"code": "0000", "data": {}})
        monkeypatch.setattr(answers, "balance", broken)
        assert await gateway.balance() == NoAnswer(Trouble.UNREADABLE, "LookupError: a bug")
