"""Several numbers in one line: whose the names, amounts, speeds and words are."""

from __future__ import annotations

import pytest

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.text import read_text
from desktop.domain.orders.order import Speed
from tests.domain.batch.reading import A, B, C, Row, Table, named, read

SLOW, FAST = Speed.SLOW, Speed.FAST
BOTH: list[Row] = [(A, 100, "张三"), (B, 50, "李四")]

NAMES: Table = {
    text: (BOTH, [])
    for text in (
        f"张三 {A} 100 李四 {B} 50",
        f"张三{A} 100，李四{B} 50",
        f"张三，{A}，100，李四，{B}，50",
        f"{A} 张三 100 {B} 李四 50",
        f"{A} 100 张三 {B} 50 李四",
        f"{A} 100 张三；{B} 50 李四",
        f"100 {A} 张三 50 {B} 李四",
    )
}
NAMES |= {
    f"张三{A}、李四{B}各100": ([(A, 100, "张三"), (B, 100, "李四")], []),
    f"{A} 100，李四{B} 50": ([(A, 100, ""), (B, 50, "李四")], []),
    f"{A} 100 张三 {B} 50": ([(A, 100, "张三"), (B, 50, "张三")], []),  # of either: both are shown it
}
CALLED_OFF: Table = {
    text: ([(B, 100, "")], ["said_not_to"])
    for text in (
        f"{A}改{B} 100",
        f"{A}换成{B} 100",
        f"{A}打错了，应该是{B} 100",
        f"{A} 不充 改充 {B} 100",
        f"{A} 取消，{B} 100",
        f"取消{A} 充{B} 100",
        f"不是{A}，是{B} 100",
        f"除了{A}，{B} 充100",
    )
}
CALLED_OFF |= {
    f"张三{A}取消，李四{B} 100": ([(B, 100, "李四")], ["said_not_to"]),
    f"{A} 100，取消{B} 50": ([(A, 100, "")], ["said_not_to"]),
    f"{A} 取消 {B} 100": ([], ["said_not_to"]),  # of either
    f"{A} 100 错了，是{B}": ([(A, None, ""), (B, None, "")], ["whose_amount"]),
}
SAME: Table = {
    f"{A} 100，{B} 同上": ([(A, 100, ""), (B, 100, "")], []),
    f"{A} 100，{B}同样，{C} 50": ([(A, 100, ""), (B, 100, ""), (C, 50, "")], []),
    f"{A} 100\n{B} 一样": ([(A, 100, ""), (B, 100, "")], []),
    f"{A} 50\n1390013 100\n{C} 同上": ([(A, 50, ""), (C, 100, "")], ["too_short"]),
    f"{A} 50\n{B} 100 取消\n{C} 同上": ([(A, 50, ""), (C, None, "")], ["said_not_to", "face_missing"]),
    f"{A} 同上": ([(A, None, "")], ["face_missing"]),
}
SPEEDS: dict[str, list[Speed | None]] = {
    f"{A} 慢充100，{B} 快充50": [SLOW, FAST],
    f"{A} 100慢充，{B} 50快充": [SLOW, FAST],
    f"{A} 慢充100 {B} 快充50": [SLOW, FAST],
    f"张三{A} 慢充100 李四{B} 50": [SLOW, None],
    f"{A} 100，{B} 50慢充": [None, SLOW],
    f"慢充 {A} 100，{B} 50": [SLOW, SLOW],
    f"{A} 100，{B} 50，都慢充": [SLOW, SLOW],
    f"{A}、{B} 各100 慢充": [SLOW, SLOW],
    f"{A} 100（慢）": [SLOW],
    f"不要慢充 {A} 100": [None],
}


@pytest.mark.parametrize("text", NAMES, ids=named)
def test_each_number_has_its_own_name(text: str) -> None:
    assert read(text) == NAMES[text]


@pytest.mark.parametrize("text", CALLED_OFF, ids=named)
def test_a_number_that_is_called_off_is_no_row(text: str) -> None:
    assert read(text) == CALLED_OFF[text]


@pytest.mark.parametrize("text", SAME, ids=named)
def test_a_number_has_what_the_one_before_it_has(text: str) -> None:
    assert read(text) == SAME[text]


@pytest.mark.parametrize("text", SPEEDS, ids=named)
def test_each_number_has_its_own_speed(text: str) -> None:
    assert [row.speed for row in read_text(text, Offer()).rows] == SPEEDS[text]
