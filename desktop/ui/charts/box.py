"""What the geometry of all charts is made of; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Box(NamedTuple):
    """Pixels from the picture's upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height


class Script(NamedTuple):
    """How wide a text is, and how high a line of it, in pixels."""

    wide: Callable[[str], float]
    high: float
