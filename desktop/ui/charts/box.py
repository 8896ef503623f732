"""Basic types of the charts' geometry; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in pixels from the picture's upper left corner."""

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
    """The width of a text and the height of its line, in pixels."""

    wide: Callable[[str], float]
    high: float
