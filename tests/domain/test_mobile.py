import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.mobile import (
    NumberProblem,
    Operator,
    carried_to,
    digits_of,
    digits_touched,
    grouped,
    is_carried,
    masked,
    named_operator,
    operator_of,
    problem_of,
)


@pytest.mark.parametrize(
    "pasted",
    [
        "13800138000",
        "+86 138-0013-8000",
        "0086 138 0013 8000",
        "8613800138000",
        "１３８００１３８０００",
        "138–0013–8000",
        " (138) 0013.8000\u200b",
        "+８６ 138 0013 8000",
    ],
)
def test_any_way_of_writing_a_number_is_read(pasted: str) -> None:
    assert digits_of(pasted) == "13800138000"


@pytest.mark.parametrize(
    ("digits", "problem"),
    [
        ("13800138000", None),
        ("17012345678", None),
        ("1380013800", NumberProblem.TOO_SHORT),
        ("", NumberProblem.TOO_SHORT),
        ("1", NumberProblem.TOO_SHORT),
        ("138001380001", NumberProblem.TOO_LONG),
        ("2", NumberProblem.UNKNOWN_SEGMENT),
        ("12", NumberProblem.UNKNOWN_SEGMENT),
        ("15412345678", NumberProblem.UNKNOWN_SEGMENT),
        ("138x0013800", NumberProblem.NOT_DIGITS),
        ("١٣٨٠٠١٣٨٠٠٠", NumberProblem.NOT_DIGITS),
    ],
)
def test_problems_are_named(digits: str, problem: NumberProblem | None) -> None:
    assert problem_of(digits) == problem


def test_operators_by_the_longest_prefix() -> None:
    assert operator_of("13900000000") is Operator.MOBILE
    assert operator_of("1349") is Operator.SATELLITE
    assert operator_of("170") is Operator.VIRTUAL
    assert operator_of("192") is Operator.BROADNET
    assert operator_of("154") is None


@pytest.mark.parametrize(
    ("old", "new", "touched"),
    [
        ("1380013800", "13800138000", 1),
        ("13800138000", "1380013800", 1),
        ("13800138000", "13900138000", 1),
        ("13800138000", "1", 10),
        ("13800138000", "13900139001", 9),
        ("", "13800138000", 11),
        ("138", "138", 0),
    ],
)
def test_another_number_is_told_from_a_mended_one(old: str, new: str, touched: int) -> None:
    assert digits_touched(old, new) == touched


def test_grouping_and_masking() -> None:
    assert [grouped("13800138000"[:n]) for n in (0, 3, 4, 8, 11)] == ["", "138", "138 0", "138 0013 8", "138 0013 8000"]
    assert masked("13800138000") == "138****8000"


@given(st.text(max_size=30))
def test_reading_never_fails_and_settles(text: str) -> None:
    problem_of(digits_of(text))
    plain = digits_of(text)
    if plain.isdigit() and plain.isascii() and len(plain) <= 11:
        assert digits_of(grouped(plain)) == plain


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("移动", Operator.MOBILE),
        ("中国移动", Operator.MOBILE),
        (" 联通 ", Operator.UNICOM),
        ("中国电信股份有限公司", Operator.TELECOM),
        ("广电", Operator.BROADNET),
        ("虚拟运营商", Operator.VIRTUAL),
        ("移动虚拟", Operator.VIRTUAL),
        ("移动转联通", None),
        ("铁通", None),
        ("移 动", None),
        ("CMCC", None),
        ("", None),
    ],
)
def test_the_platforms_word_for_an_operator_is_read_or_not_guessed(name: str, operator: Operator | None) -> None:
    assert named_operator(name) is operator


@pytest.mark.parametrize(
    ("original", "current", "carried", "operator"),
    [
        ("移动", "联通", True, Operator.UNICOM),
        ("中国移动", "电信", True, Operator.TELECOM),
        ("移动", "移动", False, None),
        ("移动", "中国移动", False, None),
        ("移动", "铁通", True, None),
        ("铁通", "移动", True, Operator.MOBILE),
        ("铁通", "吉通", True, None),
        ("铁通", "铁通", False, None),
        ("", "联通", False, None),
        ("移动", "", False, None),
    ],
)
def test_a_carried_number_belongs_to_whom_it_was_carried(
    original: str, current: str, carried: bool, operator: Operator | None
) -> None:
    assert is_carried(original, current) is carried
    assert carried_to(original, current) is operator


@given(st.text(), st.text())
def test_whatever_the_platform_says_only_a_carried_number_has_another_operator(original: str, current: str) -> None:
    assert carried_to(original, current) is None or is_carried(original, current)
