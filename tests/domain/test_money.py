from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.money import face_text, fen_from_yuan, yuan_text


@pytest.mark.parametrize(
    ("written", "fen"),
    [("95.00", 9500), ("95", 9500), (95, 9500), (95.5, 9550), (Decimal("0.01"), 1), ("-3.20", -320), (" 7.1 ", 710)],
)
def test_reads_amounts_in_whatever_type_they_come(written: object, fen: int) -> None:
    assert fen_from_yuan(written) == fen


@pytest.mark.parametrize(
    "written",
    ["", "abc", None, True, [], "1.234", "NaN", "Infinity", "1e30", "95元", {},
     "1_0", "١٠", "９５", "1e3000000", "1e-3000000", "9" * 5000,
     pytest.param(10**5000, id="huge"), float("nan"), float("inf"), "1" + "0" * 20,
     "100000000000.01", "1.000000000000000000000000000001"],
)  # fmt: skip
def test_what_is_no_exact_amount_is_none(written: object) -> None:
    assert fen_from_yuan(written) is None


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_text_reads_back_as_the_same_amount(fen: int) -> None:
    assert fen_from_yuan(yuan_text(fen).replace(",", "")) == fen


def test_face_values_have_no_needless_decimals() -> None:
    assert (face_text(10000), face_text(9950), yuan_text(-123450)) == ("100", "99.50", "-1,234.50")


@pytest.mark.parametrize(("fen", "text"), [(-100, "-1.00"), (-1, "-0.01"), (0, "0.00"), (1, "0.01"), (99, "0.99")])
def test_the_smallest_amounts_have_their_sign(fen: int, text: str) -> None:
    assert yuan_text(fen) == text
