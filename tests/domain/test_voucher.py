"""What may be written down in the book, and when a balance is low."""

from __future__ import annotations

import pytest

from desktop.domain.books.low_balance import Line, days_left
from desktop.domain.books.voucher import (
    EARLIEST_S,
    LARGEST_AMOUNT,
    Voucher,
    VoucherProblem,
    adjustment_problem,
    deposit_problem,
)

NOW = 1_795_396_344.0


@pytest.mark.parametrize(
    ("amount", "paid_at", "problem"),
    [
        (1, NOW, None),
        (LARGEST_AMOUNT, NOW - 60, None),
        (LARGEST_AMOUNT + 1, NOW, VoucherProblem.TOO_LARGE),
        (0, NOW, VoucherProblem.NO_AMOUNT),
        (-100, NOW, VoucherProblem.NO_AMOUNT),
        (None, NOW, VoucherProblem.NO_AMOUNT),
        (100, None, VoucherProblem.NO_DATE),
        (100, NOW + 1, VoucherProblem.IN_THE_FUTURE),
        (100, NOW - EARLIEST_S, None),
        (100, NOW - EARLIEST_S - 1, VoucherProblem.TOO_LONG_AGO),
    ],
)
def test_a_deposit(amount: int | None, paid_at: float | None, problem: VoucherProblem | None) -> None:
    assert deposit_problem(amount, Voucher(paid_at), NOW) == problem


@pytest.mark.parametrize(
    ("amount", "reason", "problem"),
    [
        (1, "少了一分", None),
        (-LARGEST_AMOUNT, "盘点", None),
        (-LARGEST_AMOUNT - 1, "盘点", VoucherProblem.TOO_LARGE),
        (LARGEST_AMOUNT + 1, "盘点", VoucherProblem.TOO_LARGE),
        (0, "盘点", VoucherProblem.NO_AMOUNT),
        (None, "盘点", VoucherProblem.NO_AMOUNT),
        (100, "", VoucherProblem.NO_REASON),
        (100, " \t\u3000", VoucherProblem.NO_REASON),
    ],
)
def test_an_adjustment(amount: int | None, reason: str, problem: VoucherProblem | None) -> None:
    assert adjustment_problem(amount, Voucher(note=reason)) == problem


@pytest.mark.parametrize(
    ("line", "money", "pace", "low"),
    [
        (Line(), -100, 1e9, False),
        (Line(amount=10_000), 9_999, 0, True),
        (Line(amount=10_000), 10_000, 0, False),
        (Line(amount=0), -1, 0, True),
        (Line(days=3), 2_999, 1_000, True),
        (Line(days=3), 3_000, 1_000, False),
        (Line(days=3), 0, 0, False),
        (Line(days=3), -5, 1_000, True),
        (Line(10_000, 3), 20_000, 10_000, True),
        (Line(10_000, 1), 20_000, 10_000, False),
    ],
)
def test_a_low_balance(line: Line, money: int, pace: float, low: bool) -> None:
    assert line.is_crossed(money, pace) is low


def test_days_left() -> None:
    assert days_left(10_000, 2_500) == 4
    assert days_left(-10_000, 2_500) == 0
    assert days_left(10_000, 0) is None
    assert days_left(10_000, -5) is None
