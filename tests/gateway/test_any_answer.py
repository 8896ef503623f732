"""Whatever comes back, to each of the six calls: nothing is raised, and no verdict is given that it does not bear."""

import asyncio
import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain.account import Account
from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    CancelTaken,
    Declined,
    MayOrder,
    MobileInfo,
    NoAnswer,
    OrderReport,
    Rejected,
    Unknown,
)
from desktop.gateway.client import GatewayConfig, WikeyunGateway
from desktop.gateway.pace import Pace
from desktop.gateway.wire import LARGEST, Wire

ORDER = Order("T1", "77", "13800138000", 10000, 10000, Speed.FAST, 0.0, State.SENDING, sent_at=0.0)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["0000", "0", 0, "00", "0.0", -0.0, "1003", 1003, "W1", "T1", "95.00", "1_0", "١", "1e999", "\ud800"]
    )
)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)
NAMES = ("order_number", "order_no", "status", "money", "mobile", "amount", "cost_price", "nisp", "extend")
fields = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, values))
envelopes = st.fixed_dictionaries(
    {}, optional={"code": values, "msg": values, "data": values | fields | st.lists(fields)}
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """An answer as text, some with a key twice, a huge number, or deep nesting planted in it."""
    text = json.dumps(draw(envelopes | values), ensure_ascii=draw(st.booleans()))
    planted = draw(
        st.sampled_from(["", '"code":"0000",', '"x":' + "9" * 500 + ",", '"x":' + "[" * 2000 + ",", '"x":NaN,'])
    )
    return text.replace("{", "{" + planted, 1)


bodies = st.binary(max_size=200) | texts().map(lambda text: text.encode("utf-8", "surrogatepass"))
statuses = st.just(200) | st.sampled_from([201, 204, 302, 400, 403, 429, 500, 502])


async def outcomes(status: int, body: bytes) -> list[object]:
    """What the six calls make of it."""

    async def platform(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    config, pace = GatewayConfig("http://practice.invalid/"), Pace(1000.0, 1000)
    gateway = WikeyunGateway(Account("77", "10001", "s"), config, pace, Wire.in_process(platform))
    try:
        return [
            await gateway.push(ORDER),
            await gateway.query(ORDER),
            await gateway.balance(),
            await gateway.cancel("W1"),
            await gateway.verify("13800138000", 10000, Speed.FAST),
            await gateway.mobile_info("13800138000"),
        ]
    finally:
        await gateway.aclose()


def stated(status: int, body: bytes) -> dict[str, Any]:
    """The answer as a reader sees it who knows nothing of ours; empty for what he cannot read, or not for certain."""
    seen: list[bool] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        seen.append(len({name for name, _value in pairs}) == len(pairs))
        return dict(pairs)

    try:
        answer = json.loads(body.decode("utf-8-sig"), object_pairs_hook=once)
    except (ValueError, RecursionError):
        return {}
    return answer if status == 200 and isinstance(answer, dict) and all(seen) else {}


def says_yes(answer: dict[str, Any]) -> bool:
    code = answer.get("code")
    return not isinstance(code, bool) and isinstance(code, str | int | float) and str(code).strip() in ("0000", "0")


def names_an_order(answer: dict[str, Any]) -> bool:
    data = answer.get("data")
    number = data.get("order_number") if isinstance(data, dict) else None
    return isinstance(number, str | int | float) and not isinstance(number, bool) and bool(str(number).strip())


@settings(max_examples=400)
@given(statuses, bodies)
@example(200, b'{"code":"1003","code":"0000","data":{"order_number":"W1"}}')
@example(200, b'{"code":"0000","code":"1003","msg":"no"}')
@example(200, b'{"code":0.0}')
@example(200, b'{"code":"00000"}')
@example(200, b'{"code":"0000","data":{"order_number":"W1","x":1e99999999999999999999}}')
@example(200, b'{"code":"0000","data":{"money":"1_0","status":"1_0","order_no":"T1"}}')
@example(200, '{"code":"0000","data":{"money":"٥","status":"٢","order_no":"T1"}}'.encode())
@example(200, b'{"code":"0000","data":{"money":1e3000000,"status":1e3000000,"order_no":"T1"}}')
@example(200, b'{"code":"0000","data":{"money":NaN,"status":Infinity,"order_no":"T1"}}')
@example(200, b"\xef\xbb\xbf" + b'{"code":"0000","data":{"order_number":"W1"}}')
@example(200, b"[" * 60_000)
@example(200, b"9" * 60_000)
@example(200, b'{"code":"0000","data":{"order_number":"W1"}}' + b" " * LARGEST)
def test_any_answer_to_any_call(status: int, body: bytes) -> None:
    push, query, balance, cancel, verify, info = asyncio.run(outcomes(status, body))
    assert isinstance(push, Accepted | Rejected | Unknown)
    assert isinstance(query, OrderReport | Declined | NoAnswer)
    assert isinstance(balance, Balance | Declined | NoAnswer)
    assert isinstance(cancel, CancelTaken | Declined | NoAnswer)
    assert isinstance(verify, MayOrder | Declined | NoAnswer)
    assert isinstance(info, MobileInfo | Declined | NoAnswer)
    answer = stated(status, body) if len(body) <= LARGEST else {}
    if isinstance(push, Accepted):
        assert says_yes(answer)
        assert names_an_order(answer)
    if isinstance(push, Rejected):
        assert "code" in answer
        assert not says_yes(answer)
        assert not names_an_order(answer)
        assert push.code.strip("+-0.eE")  # a zero of any shape may have been meant as a yes
    for yes in (query, balance, cancel, verify, info):
        assert isinstance(yes, Declined | NoAnswer) or says_yes(answer)
    assert not isinstance(query, OrderReport) or answer["data"].get("order_no") == "T1"
    if isinstance(balance, Balance):
        assert abs(balance.money - float(answer["data"]["money"]) * 100) < 1


@pytest.mark.parametrize("number", ["1_0", "١٠", "NaN", "1e999", "9" * 5000])
def test_such_a_number_is_none_of_ours(number: str) -> None:
    data = {"order_no": "T1", "status": number, "money": number}
    body = json.dumps({"code": "0000", "data": data}).encode()
    _push, query, balance, *_others = asyncio.run(outcomes(200, body))
    assert isinstance(query, NoAnswer)
    assert isinstance(balance, NoAnswer)
