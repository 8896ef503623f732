"""A balance that was read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the account held (fen) when the platform was asked (unix seconds)."""

    read_at: float
    money: int
