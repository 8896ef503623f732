"""The progress of an upgrade of the orders to this version's format."""

from __future__ import annotations

from msgspec import Struct


class UpgradeProgress(Struct, frozen=True):
    """`done` of `steps` are finished; the backup before the first step is a step, too."""

    done: int
    steps: int
