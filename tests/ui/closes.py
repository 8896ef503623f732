"""Daily closes to print: an ordinary one, an empty one, and one in which everything is as long as it can be."""

from __future__ import annotations

from itertools import islice, product

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close, Correction, Cut, Figures, LineKey
from desktop.domain.books.ledger import Books, Reading
from desktop.domain.books.voucher import LONGEST_NAME, LONGEST_REASON
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.status import Standing

NOW = 1_795_396_344.0
HUGE = 99_999_999_999  # fen: nine digits of yuan

EMPTY = Close("77", NOW - 86400, NOW, Cut(), {}, (), Books(), None)


def line(operator: Operator | None, face: int, standing: Standing, figures: Figures) -> tuple[LineKey, Figures]:
    return LineKey(operator, face, Speed.FAST, standing), figures


ORDINARY = Close(
    "77",
    NOW - 86400,
    NOW,
    Cut(412, 97),
    dict(
        (
            line(Operator.MOBILE, 5000, Standing.SUCCESS, Figures(12, 60000, 59880, 58200, 0, 1680)),
            line(Operator.MOBILE, 10000, Standing.SUCCESS, Figures(31, 310000, 309380, 300700, 0, 8680)),
            line(Operator.MOBILE, 10000, Standing.FAILED, Figures(1, 10000, 9980, 9700)),
            line(Operator.UNICOM, 10000, Standing.PARTIAL, Figures(1, 10000, 9980, 9700, 4850, -4870)),
            line(Operator.TELECOM, 20000, Standing.SUCCESS, Figures(4, 80000, 79840, 77600, 0, 2240, unpriced=1)),
        )
    ),
    (
        Correction(
            "T20261122091533M2QX",
            "13800138000",
            10000,
            NOW - 90000,
            11,
            Standing.SUCCESS,
            Standing.REVERSED,
            Figures(0, 0, 0, 0, 9700, -280),
        ),
        Correction(
            "T20261122173010P8WA",
            "18900189001",
            5000,
            NOW - 89000,
            11,
            Standing.UNKNOWN,
            Standing.SUCCESS,
            Figures(0, 0, 0, 4850, 0, 140),
        ),
    ),
    Books(1_254_300, 500_000, -460_750, 14_550, 0),
    Reading(1_308_100, NOW - 60),
    CashDrawer(20000, 469_060, 9980, 212_400, 266_680),
    "小李",
    "中午换过零钱",
    12,
)


def endless() -> Close:
    """60 lines, 100 corrections, amounts of nine digits, long names, losses."""
    kinds = product([*Operator, None], (5000, 10000, 99_999_950), Standing)
    figures = Figures(123_456, HUGE, HUGE, HUGE, HUGE, -HUGE, unpriced=99)
    lines = {
        LineKey(operator, face, Speed.SLOW, standing): figures for operator, face, standing in islice(kinds, 7, 67)
    }
    corrections = tuple(
        Correction(
            f"T{'W' * 55}{number:03}",
            "13800138000",
            99_999_950,
            NOW,
            11,
            Standing.CHECKING,
            Standing.FAILED,
            Figures(0, 0, 0, HUGE, -HUGE, -HUGE),
        )
        for number in range(100)
    )
    books = Books(HUGE, HUGE, -HUGE, HUGE, -HUGE)
    reading = Reading(-HUGE, NOW, outdated=True)
    drawer = CashDrawer(HUGE, HUGE, HUGE, HUGE, HUGE)
    return Close(
        "77",
        NOW - 86400,
        NOW,
        Cut(1, 1),
        lines,
        corrections,
        books,
        reading,
        drawer,
        "龘" * LONGEST_NAME,
        "W" * LONGEST_REASON,
        12345,
    )
