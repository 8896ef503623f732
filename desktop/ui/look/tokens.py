"""Colours, type sizes and spacing. No other module of the window names a colour or a type size.

Named tuples, like all plain values that the first paint needs: creating a frozen data class takes ten times as long
(0.3–0.6 ms).
"""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as #rrggbb. A test checks their contrasts: TEXT_ON at least 4.5:1, EDGE_ON at least 3:1."""

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    success: str
    warning: str
    danger: str
    success_soft: str
    warning_soft: str
    danger_soft: str
    practice: str
    on_practice: str


LIGHT = Tokens(
    ground="#f3f5f8",
    surface="#ffffff",
    line="#ccd3db",
    text="#14181d",
    muted="#505b67",
    accent="#0a5fc2",
    on_accent="#ffffff",
    accent_soft="#e3effc",
    success="#15703a",
    warning="#8a4f00",
    danger="#b3221a",
    success_soft="#e4f4ea",
    warning_soft="#fdf1dc",
    danger_soft="#fdeae8",
    practice="#ffd75e",
    on_practice="#3d2e00",
)
DARK = Tokens(
    ground="#15181c",
    surface="#1e2227",
    line="#3c444d",
    text="#eef1f4",
    muted="#a9b4bf",
    accent="#6bb1ff",
    on_accent="#08182a",
    accent_soft="#1f3550",
    success="#63d08a",
    warning="#f3bd5b",
    danger="#ff9187",
    success_soft="#17301f",
    warning_soft="#372a12",
    danger_soft="#3c1f1c",
    practice="#dba717",
    on_practice="#1f1700",
)

_FULL = ("text", "muted", "accent", "success", "warning", "danger")
TEXT_ON: dict[str, tuple[str, ...]] = {
    "ground": _FULL,
    "surface": _FULL,
    "accent_soft": _FULL,
    "success_soft": ("text", "success"),
    "warning_soft": ("text", "warning"),
    "danger_soft": ("text", "danger"),
    "accent": ("on_accent", "surface"),
    "success": ("surface",),
    "warning": ("surface",),
    "danger": ("surface",),
    "muted": ("surface",),
    "practice": ("on_practice",),
}
"""For each background, the text colours used on it."""
EDGE_ON: dict[str, tuple[str, ...]] = {"ground": ("muted", "accent"), "surface": ("muted", "accent")}
"""For each background, the colours of the edges of controls and of the focus mark."""


class Type(NamedTuple):
    """Pixels at 96 dpi; Qt scales them. Read at arm's length: `body` is the smallest size."""

    body: int = 14
    strong: int = 16
    heading: int = 16
    button: int = 18
    fact: int = 20
    number: int = 22
    face: int = 24
    total: int = 30
    field: int = 40
    huge: int = 64


class Space(NamedTuple):
    """Pixels."""

    hair: int = 2
    tight: int = 4
    close: int = 6
    near: int = 8
    apart: int = 12
    page: int = 20
    wide: int = 24


TYPE = Type()
SPACE = Space()
