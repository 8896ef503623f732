"""Amounts of a line, and numbers in it that are no amounts."""

from __future__ import annotations

import pytest

from tests.domain.batch.reading import A, Row, Table, named, read

PAID: Table = {
    f"{A} {paid}": ([(A, None, note)], ["face_missing"])
    for paid, note in (
        ("转你100", "转你100"),
        ("红包100", "红包100"),
        ("已付100", "已付100"),
        ("微信转了100", "微信转了100"),
    )
}
PAID |= {
    f"转你100 {A} 充50": ([(A, 50, "转你100")], []),
    f"{A} 打款98 充100": ([(A, 100, "打款98")], []),
}
FORMS: Table = {
    f"{A}x100": ([(A, 100, "")], []),
    f"{A}×100": ([(A, 100, "")], []),
    f"{A} 100慢充": ([(A, 100, "")], []),
    f"{A} １00": ([(A, 100, "")], []),
    f"{A} 1.5百": ([(A, 150, "")], ["face_not_offered"]),
    f"{A} 1OO": ([(A, None, "")], ["bad_amount"]),
    f"{A} l00": ([(A, None, "")], ["bad_amount"]),
    f"{A} 5O": ([(A, None, "")], ["bad_amount"]),
    f"{A} 100分钟": ([(A, None, "")], ["not_a_face"]),
    f"{A} 10分钟后充100": ([(A, 100, "10分钟后")], []),
}
TAILS = (
    *("后4位8000 100", "后四位8000充100", "末尾8000 100", "8000那个号 100", "8000结尾的 充100", "8000尾号充100"),
    *("尾号是8000的充100", "最后四位8000 充50"),
)
GARBLED = ("锟斤拷\n", "烫烫烫\n", "???,????\n", "æ‰‹æœºå·,é¢å€¼\n")


@pytest.mark.parametrize("text", PAID, ids=named)
def test_money_that_was_paid_is_no_amount(text: str) -> None:
    assert read(text) == PAID[text]


@pytest.mark.parametrize("text", FORMS, ids=named)
def test_an_amount_is_read_or_told_to_be_none(text: str) -> None:
    assert read(text) == FORMS[text]


@pytest.mark.parametrize("text", TAILS)
def test_the_last_digits_are_no_number(text: str) -> None:
    assert read(text) == ([], ["only_the_tail"])


@pytest.mark.parametrize("text", GARBLED)
def test_garbled_words_are_told(text: str) -> None:
    rows: list[Row] = [(A, 100, "")]
    assert read(f"{text}{A},100") == (rows, ["encoding"])
