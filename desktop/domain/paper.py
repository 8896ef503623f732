"""What receipts are printed on."""

from __future__ import annotations

from enum import StrEnum


class Paper(StrEnum):
    """Rolls by their width, and a sheet."""

    ROLL_58 = "58"
    ROLL_80 = "80"
    A5 = "a5"
