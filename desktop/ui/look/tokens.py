"""Colours, type sizes and spacing. No other module of the window names a colour or a type size.

Named tuples, like all plain values that the first paint needs: creating a frozen data class takes ten times as long
(0.3–0.6 ms).
"""

from __future__ import annotations

from typing import NamedTuple


class Tokens(NamedTuple):
    """Colours as #rrggbb. A test checks their contrasts: TEXT_ON at least 4.5:1, EDGE_ON at least 3:1.

    `line` only decorates; `edge` is the edge of what can be written in or ticked.
    """

    ground: str
    surface: str
    raised: str
    sunken: str
    tonal: str
    tonal_hover: str
    tonal_press: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_text: str
    accent_soft: str
    accent_soft_hover: str
    accent_soft_press: str
    success: str
    success_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    danger_fill: str
    on_danger: str
    neutral: str
    chart: str
    practice: str
    on_practice: str
    op_mobile: str
    op_mobile_soft: str
    op_unicom: str
    op_unicom_soft: str
    op_telecom: str
    op_telecom_soft: str
    op_broadnet: str
    op_broadnet_soft: str
    op_other: str
    op_other_soft: str


LIGHT = Tokens(
    ground="#f1f3f6",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#f7f8fa",
    tonal="#e9ecf1",
    tonal_hover="#dde2e9",
    tonal_press="#cfd6df",
    line="#e3e7ec",
    edge="#7f8995",
    text="#15191e",
    muted="#535c67",
    accent="#1557d0",
    accent_hover="#1049b3",
    accent_press="#0c3a90",
    on_accent="#ffffff",
    accent_text="#1250c4",
    accent_soft="#e7effd",
    accent_soft_hover="#d6e4fb",
    accent_soft_press="#c3d7f8",
    success="#12693a",
    success_soft="#e2f4e9",
    warning="#854600",
    warning_soft="#fcefd6",
    danger="#b0211a",
    danger_soft="#fdeae8",
    danger_fill="#b3241c",
    on_danger="#ffffff",
    neutral="#3f4852",
    chart="#6591e4",
    practice="#ffd75e",
    on_practice="#3a2b00",
    op_mobile="#0c656b",
    op_mobile_soft="#ddf1f1",
    op_unicom="#9c2463",
    op_unicom_soft="#fae6f0",
    op_telecom="#3b48b0",
    op_telecom_soft="#e7e9fa",
    op_broadnet="#70359b",
    op_broadnet_soft="#f2e7fa",
    op_other="#4a535e",
    op_other_soft="#e6e9ee",
)
DARK = Tokens(
    ground="#111418",
    surface="#191d22",
    raised="#22272d",
    sunken="#1e2329",
    tonal="#2b3138",
    tonal_hover="#363e47",
    tonal_press="#414a54",
    line="#2c3239",
    edge="#76818d",
    text="#eceff3",
    muted="#a6afba",
    accent="#2d6ce0",
    accent_hover="#3070e4",
    accent_press="#2459bf",
    on_accent="#ffffff",
    accent_text="#8ab8ff",
    accent_soft="#1c2f4e",
    accent_soft_hover="#243b60",
    accent_soft_press="#2c4874",
    success="#6ad394",
    success_soft="#16301f",
    warning="#f2be62",
    warning_soft="#372a11",
    danger="#ff978d",
    danger_soft="#40201d",
    danger_fill="#c4352b",
    on_danger="#ffffff",
    neutral="#c3cbd4",
    chart="#456fa8",
    practice="#e0ac1c",
    on_practice="#1f1700",
    op_mobile="#6fd0d2",
    op_mobile_soft="#143437",
    op_unicom="#f39ac8",
    op_unicom_soft="#3d1d2f",
    op_telecom="#a9b3ff",
    op_telecom_soft="#262b55",
    op_broadnet="#d2a6f2",
    op_broadnet_soft="#33204a",
    op_other="#b4bdc7",
    op_other_soft="#2b3138",
)

_FULL = ("text", "muted", "accent_text", "success", "warning", "danger")
TEXT_ON: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ground", "surface", "raised", "sunken", "accent_soft"), _FULL),
    "accent_soft_hover": ("text", "accent_text"),
    "accent_soft_press": ("text", "accent_text"),
    "success_soft": ("text", "muted", "success"),
    "warning_soft": ("text", "muted", "warning"),
    "danger_soft": ("text", "muted", "danger"),
    "tonal": ("text", "muted", "neutral"),
    "tonal_hover": ("text", "muted"),
    "tonal_press": ("text",),
    "accent": ("on_accent",),
    "accent_hover": ("on_accent",),
    "accent_press": ("on_accent",),
    "danger_fill": ("on_danger",),
    "practice": ("on_practice",),
    **{f"op_{name}_soft": (f"op_{name}",) for name in ("mobile", "unicom", "telecom", "broadnet", "other")},
}
"""For each background, the text colours used on it."""
EDGE_ON: dict[str, tuple[str, ...]] = {
    "ground": ("edge", "accent"),
    "surface": ("edge", "accent", "chart"),
    "raised": ("edge", "accent"),
}
"""For each background, the colours of the edges of controls, of the focus mark and of charts."""


class Type(NamedTuple):
    """Pixels at 96 dpi; Qt scales them. Read at arm's length: nothing is smaller than `caption`."""

    caption: int = 13
    body: int = 14
    strong: int = 16
    main: int = 18
    title: int = 22
    face: int = 28
    total: int = 32
    field: int = 40
    compact_field: int = 36
    huge: int = 64


class Space(NamedTuple):
    """Pixels."""

    hair: int = 2
    tight: int = 4
    close: int = 6
    near: int = 8
    apart: int = 12
    page: int = 16
    wide: int = 24


class Sizes(NamedTuple):
    """Heights and widths of parts that look the same on every screen (pixels)."""

    control: int = 36
    small_control: int = 28
    main: int = 56
    chip: int = 32
    keycap: int = 20
    row: int = 36
    totals: int = 44


TYPE = Type()
SPACE = Space()
SIZES = Sizes()
