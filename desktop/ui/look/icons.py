"""Icons from Lucide (resources/icons/lucide), in the colour and size in which they are painted."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QPixmap

from desktop.system.paths import resource

_DRAWN = 24


@cache
def icon(name: str, colour: str, pixels: int, ratio: float = 1.0) -> QPixmap:
    """An icon, `pixels` wide and high, for a screen with this device pixel ratio. Raises OSError for an unknown name.

    Qt's reader of images draws it, so that no module of Qt is imported for it. It is told the format: it would load and
    try its other readers first, which costs the first paint 1.5 ms.
    """
    size = round(pixels * ratio)
    drawn = resource("icons", "lucide", f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    for side in ("width", "height"):
        drawn = drawn.replace(f'{side}="{_DRAWN}"', f'{side}="{size}"', 1)
    made = QPixmap()
    made.loadFromData(drawn.encode(), "svg")
    made.setDevicePixelRatio(ratio)
    return made
