"""JSON that readers understand differently is none."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import strict_json
from desktop.domain.plain_number import plain_number


@pytest.mark.parametrize(
    "text",
    [
        '{"code": "1003", "code": "0000"}',
        '{"data": [{"a": 1, "a": 1}]}',
        '{"a": NaN}',
        "[Infinity]",
        "-Infinity",
        "9" * 41,
        "0." + "1" * 41,
        "1e" + "9" * 41,
        "[" * 100_000,
        '{"a":' * 50_000,
        "",
        "{",
    ],
)
def test_what_is_understood_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        strict_json.loads(text)


@given(st.recursive(st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False,
    allow_infinity=False) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))  # fmt: skip
def test_any_other_json_is_read_as_python_reads_it(value: object) -> None:
    assert strict_json.loads(json.dumps(value)) == value


@pytest.mark.parametrize(
    "value",
    ["1_0", "١٠", "１０", "1٫5", "NaN", "Infinity", "-inf", "0x1f", "1e", "e5", "1e1000", "--1", "+-1", "1 0", ".", "",
     "9" * 31, "9" * 5000, pytest.param(10**5000, id="huge"), True, None, [], {}, b"1", float("nan"),
     float("inf"), "1\n2", "1\x00"],
)  # fmt: skip
def test_what_only_python_takes_for_a_number_is_none(value: object) -> None:
    assert plain_number(value) is None


@given(st.text(alphabet="0123456789eE+-._ ١１∞naif", max_size=45))
def test_a_plain_number_is_what_every_machine_reads(text: str) -> None:
    number = plain_number(text)
    if number is not None:
        assert text.strip().isascii()
        assert "_" not in text
        assert number.is_finite()
        assert abs(number.adjusted()) < 1100
