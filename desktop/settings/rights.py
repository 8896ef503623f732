"""The rights that changes of settings need, in a shop with a staff list."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.right import Right
from desktop.settings.model import AT_THE_COUNTER

_OF_THE_PLACE = frozenset(
    {
        *("language", "colours", "sound", "notify", "speak", "suggest_customers"),
        *("paper", "printer", "close_paper", "close_printer"),
    }
)
"""Whoever works here may set these to their liking."""
_OF_THE_OWNER = frozenset({"backup_folder", "look_for_newer", "release_address"})


def rights_for(changed: Iterable[str]) -> frozenset[Right]:
    """The rights needed to change the settings of these names."""
    return frozenset(_right_for(name) for name in set(changed) - _OF_THE_PLACE)


def _right_for(name: str) -> Right:
    return Right.PRICES if name in AT_THE_COUNTER - _OF_THE_OWNER else Right.ACCOUNT
