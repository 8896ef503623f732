import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.orders.order import Order, Speed
from desktop.domain.orders.outcome import (
    Accepted,
    Balance,
    CancelTaken,
    Contradiction,
    Declined,
    MobileInfo,
    NoAnswer,
    OrderReport,
    QueryOutcome,
    Rejected,
    Trait,
    Unknown,
)
from desktop.gateway import answers


def envelope(answer: object) -> answers.Envelope:
    return answers.open_envelope(200, json.dumps(answer).encode())


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"{",
        b"[]",
        b"null",
        b'"0000"',
        b"{}",
        b'{"code": null}',
        b'{"code": true}',
        b'{"code": {}}',
        '{"code":"1003","msg":"失败"}'.encode("gbk"),
        b"[" * 100_000,
    ],
)
def test_what_is_no_envelope_is_unreadable(body: bytes) -> None:
    with pytest.raises(answers.UnreadableAnswerError):
        answers.open_envelope(200, body)


@pytest.mark.parametrize("status", [201, 204, 301, 307, 400, 401, 403, 404, 429, 500, 502, 503])
def test_any_other_http_status_is_unreadable_whatever_it_says(status: int) -> None:
    with pytest.raises(answers.UnreadableAnswerError):
        answers.open_envelope(status, b'{"code":"1003","msg":"no"}')


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ({"code": "0000", "msg": "ok", "data": {"order_number": "W1"}}, Accepted("W1", "ok")),
        ({"code": "0000", "msg": "ok", "data": {"order_number": 17}}, Accepted("17", "ok")),
        ({"code": 0, "msg": "ok", "data": {"order_number": "W1"}}, Accepted("W1", "ok")),
        ({"code": "1003", "msg": "no", "data": None}, Rejected("1003", "no")),
        ({"code": 1003, "msg": "no"}, Rejected("1003", "no")),
        ({"code": "1003"}, Rejected("1003", "1003")),
        ({"code": "1003", "msg": "no", "data": []}, Rejected("1003", "no")),
    ],
)
def test_push_answers(answer: object, outcome: object) -> None:
    assert answers.push_outcome(envelope(answer)) == outcome


@pytest.mark.parametrize(
    "answer",
    [
        {"code": "0000"},
        {"code": "0000", "data": None},
        {"code": "0000", "data": {"order_number": ""}},
        {"code": "0000", "data": {"order_number": None}},
        {"code": "0000", "data": "W1"},
        {"code": "1003", "msg": "no", "data": {"order_number": "W1"}},
    ],
)
def test_contradicting_push_answers_are_unknown(answer: object) -> None:
    assert isinstance(answers.push_outcome(envelope(answer)), Unknown)


ORDER = Order("T1", "77", "13800138000", 10000, 9980, Speed.FAST, 1_795_396_344.0, order_number="W1")
UNNAMED = ORDER._replace(order_number="")


def query(**data: Any) -> QueryOutcome:
    return answers.report(envelope({"code": "0000", "data": {"order_no": "T1", **data}}), ORDER)


@pytest.mark.parametrize("status", [2, "2", " 2 ", "2.0"])
def test_statuses_come_as_number_or_text(status: object) -> None:
    assert query(status=status, cost_price="95.00", arrived_amount=100, reason="ok") == OrderReport(
        2, "", 9500, 10000, "ok"
    )


@pytest.mark.parametrize("status", [None, "", "x", True, "2.5", [], "1e400", "NaN"])
def test_an_unreadable_status_is_no_answer(status: object) -> None:
    assert isinstance(query(status=status), NoAnswer)


@pytest.mark.parametrize(
    ("data", "ours"),
    [
        ({"order_no": "T1", "status": 1}, True),
        ({"order_number": "W1", "status": 1}, True),
        ({"order_number": "W2", "order_no": "T1", "status": 1}, False),
        ({"order_number": "W2", "order_no": "T1", "org_order_number": "W1", "status": 1}, True),
        ({"order_no": "T2", "order_number": "W1", "status": 1}, False),
        ({"order_number": "W2", "status": 1}, False),
        ({"status": 1}, False),
    ],
)
def test_another_orders_answer_is_not_taken_for_ours(data: dict[str, Any], ours: bool) -> None:
    outcome = answers.report(envelope({"code": "0000", "data": data}), ORDER)
    assert isinstance(outcome, OrderReport) is ours


WHOLE = {
    "order_no": "T1",
    "order_number": "W1",
    "mobile": "13800138000",
    "amount": "100",
    "store_id": "77",
    "status": 2,
}


@pytest.mark.parametrize(
    ("trait", "told"),
    [
        (Trait.ORDER_NO, "T2"),
        (Trait.ORDER_NUMBER, "W2"),
        (Trait.MOBILE, "13900139000"),
        (Trait.MOBILE, 13900139000),
        (Trait.MOBILE, "139****8000"),
        (Trait.MOBILE, "1380013800"),
        (Trait.AMOUNT, "50"),
        (Trait.AMOUNT, 0),
        (Trait.AMOUNT, "-100"),
        (Trait.AMOUNT, "hundred"),
        (Trait.STORE, "78"),
    ],
)
def test_an_answer_that_tells_another_order_is_a_contradiction(trait: Trait, told: object) -> None:
    answer = envelope({"code": "0000", "data": WHOLE | {trait.value: told}})
    assert answers.report(answer, ORDER._replace(status=1)) == Contradiction(trait, str(told))


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"mobile": 13800138000, "amount": 100, "store_id": 77},
        {"mobile": "+86 138-0013-8000", "amount": "100.00"},
        {"mobile": "138****8000", "amount": "1e2"},
        {"mobile": "", "amount": None, "store_id": "", "order_number": "0"},
        {"mobile": None, "amount": "", "store_id": 0, "order_number": "W 1\u0000"},
    ],
)
def test_what_an_answer_tells_otherwise_or_not_at_all_contradicts_nothing(told: dict[str, object]) -> None:
    assert isinstance(answers.report(envelope({"code": "0000", "data": WHOLE | told}), ORDER), OrderReport)


@pytest.mark.parametrize(
    "number", [0, "0", "000", "", " ", None, "W\u00001", "W\u202e1", "W 1", "号1", "W" * 65, [], True]
)
def test_what_cannot_be_a_number_is_none(number: object) -> None:
    assert answers.number_of(number) == ""
    answer = envelope({"code": "0000", "msg": "ok", "data": {"order_number": number}})
    assert isinstance(answers.push_outcome(answer), Unknown)


def test_a_number_that_only_the_push_told_is_replaced_by_what_names_ours() -> None:
    answer = envelope({"code": "0000", "data": WHOLE | {"order_number": "W2"}})
    assert answers.report(answer, ORDER) == OrderReport(2, "W2"), "two answers to pushes may have been mixed up"
    assert answers.report(answer, ORDER._replace(status=1)) == Contradiction(Trait.ORDER_NUMBER, "W2")
    unnamed = envelope({"code": "0000", "data": WHOLE | {"order_number": "W2", "mobile": ""}})
    assert answers.report(unnamed, ORDER) == Contradiction(Trait.ORDER_NUMBER, "W2")


def test_an_answer_without_any_number_is_not_ours_when_we_know_none() -> None:
    assert isinstance(answers.report(envelope({"code": "0000", "data": {"status": 1}}), UNNAMED), NoAnswer)


def test_a_question_may_be_declined() -> None:
    assert answers.report(envelope({"code": "1030", "msg": "订单不存在"}), UNNAMED) == Declined("1030", "订单不存在")


@pytest.mark.parametrize(("money", "fen"), [("95.00", 9500), (95, 9500), (95.5, 9550), ("-1", -100), ("1e3", 100_000)])
def test_balances(money: object, fen: int) -> None:
    assert answers.balance(envelope({"code": "0000", "data": {"money": money}})) == Balance(fen)


@pytest.mark.parametrize("data", [None, {}, {"money": None}, {"money": "x"}, [], {"money": True}])
def test_unreadable_balances(data: object) -> None:
    assert isinstance(answers.balance(envelope({"code": "0000", "data": data})), NoAnswer)


def test_the_other_calls() -> None:
    assert answers.cancel(envelope({"code": "0000", "data": "done"})) == CancelTaken("done")
    assert answers.cancel(envelope({"code": "1", "msg": "no"})) == Declined("1", "no")
    info = {"code": "0000", "data": {"oisp": "移动", "nisp": "联通", "extend": {"prov": "湖南", "city": "长沙"}}}
    assert answers.mobile_info(envelope(info)) == MobileInfo("移动", "联通", "湖南", "长沙")
    assert isinstance(answers.mobile_info(envelope({"code": "0000", "data": {"extend": []}})), NoAnswer)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
names = st.sampled_from(["code", "msg", "data", "order_number", "order_no", "status", "money"])


@given(st.dictionaries(names, json_values | st.dictionaries(names, json_values)))
def test_no_answer_breaks_the_reader(answer: dict[str, object]) -> None:
    try:
        opened = envelope(answer)
    except answers.UnreadableAnswerError:
        return
    assert isinstance(answers.push_outcome(opened), Accepted | Rejected | Unknown)
    assert isinstance(answers.report(opened, UNNAMED), OrderReport | Declined | Contradiction | NoAnswer)
    assert isinstance(answers.balance(opened), Balance | Declined | NoAnswer)


@pytest.mark.parametrize(
    ("told", "fen"), [("0", 0), (0, 0), ("0.00", 0), ("0.01", 1), ("-0.01", None), ("-5", None), ("much", None)]
)
def test_a_price_of_nothing_is_a_price_and_less_is_none(told: object, fen: int | None) -> None:
    assert answers.price_of(told) == fen
