"""The sizes of the window's parts, which follow from the room that it has."""

from __future__ import annotations

from typing import NamedTuple

_COMPACT_BELOW_WIDTH, _COMPACT_BELOW_HEIGHT = 1200, 620
_TIGHT_BELOW_HEIGHT = 500
_WIDE_FROM_WIDTH = 1680


class Density(NamedTuple):
    """Logical pixels. `tight`: labels of groups give way; `wide`: a third column shows the order."""

    rail: int = 72
    rail_item: int = 56
    strip: int = 56
    strip_value: int = 18
    top: int = 8
    side: int = 16
    form_least: int = 440
    form_most: int = 526
    list_least: int = 640
    order_least: int = 464
    column_most: int = 720
    card_side: int = 20
    card_top: int = 14
    gap: int = 12
    field: int = 64
    tell: int = 44
    face: int = 76
    face_text: int = 28
    main: int = 56
    row: int = 44
    head: int = 30
    tight: bool = False
    wide: bool = False

    @property
    def compact(self) -> bool:
        """Whether the window is small."""
        return self.rail == COMPACT.rail


REGULAR = Density()
COMPACT = Density(
    rail=64,
    rail_item=52,
    strip=48,
    strip_value=16,
    top=4,
    side=12,
    form_most=440,
    list_least=520,
    card_side=16,
    card_top=10,
    gap=8,
    field=56,
    tell=40,
    face=60,
    face_text=24,
    main=52,
    row=40,
    head=28,
)


def is_low(height: int) -> bool:
    """Whether a window (its client area) has little height."""
    return height < _COMPACT_BELOW_HEIGHT


def density_of(width: int, height: int, page_height: int) -> Density:
    """The sizes for the room below a window's bars, and for its page, which the strip makes lower."""
    small = width < _COMPACT_BELOW_WIDTH or height < _COMPACT_BELOW_HEIGHT
    chosen = COMPACT if small else REGULAR
    return chosen._replace(tight=page_height < _TIGHT_BELOW_HEIGHT, wide=not small and width >= _WIDE_FROM_WIDTH)
