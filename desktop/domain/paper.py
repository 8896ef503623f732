"""Paper sizes for receipts, daily closes and reports."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """Rolls by width in mm, and sheets."""

    ROLL_58 = "58"
    ROLL_80 = "80"
    A5 = "a5"
    A4 = "a4"


FOR_RECEIPTS = (Paper.ROLL_58, Paper.ROLL_80, Paper.A5)
FOR_CLOSES = (Paper.ROLL_58, Paper.ROLL_80, Paper.A4)
