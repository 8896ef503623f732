"""Tokens, type, space and sizes."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from desktop.ui.look import theme
from desktop.ui.look.density import COMPACT, REGULAR
from desktop.ui.look.tokens import EDGE_ON, SIZES, SPACE, TEXT_ON, TYPE, Tokens
from desktop.ui.widgets.build import label
from desktop.ui.widgets.card import RADIUS as CARD_RADIUS
from desktop.ui.widgets.sheet import RADIUS as SHEET_RADIUS
from tests.pictures.gallery.page import grid, row, section, swatch
from tests.ui.test_windows import luminance

COLUMNS = 5
USES = {
    "huge": "核对窗口的号码",
    "field": "输入框、余额、收款",
    "total": "合计",
    "face": "面值",
    "title": "标题",
    "main": "主按钮、顶条数字",
    "strong": "号码行、建议",
    "body": "正文、按钮",
    "caption": "说明、键帽；最小",
}


def contrast(one: str, other: str) -> float:
    lit, unlit = sorted((luminance(one), luminance(other)), reverse=True)
    return (lit + 0.05) / (unlit + 0.05)


def worst(tokens: Tokens, name: str) -> str:
    """The smallest contrast of a colour among all grounds that it may be on; "" for a ground."""
    found = [
        (contrast(getattr(tokens, name), getattr(tokens, ground)), ground)
        for pairs in (TEXT_ON, EDGE_ON)
        for ground, marks in pairs.items()
        if name in marks
    ]
    return f" · {min(found)[0]:.1f} : 1 / {min(found)[1]}" if found else ""


def colours() -> QWidget:
    tokens = theme.tokens()
    card, column = section("颜色", "字 ≥ 4.5 : 1，边 ≥ 3 : 1：最差的一对")
    cells = [
        [swatch(value, tokens.line), label(f"{name}\n{value}{worst(tokens, name)}", "caption")]
        for name, value in tokens._asdict().items()
    ]
    high = -(-len(cells) // COLUMNS)
    column.addLayout(grid([[part for cell in cells[at::high] for part in cell] for at in range(high)]))
    return card


def type_sizes() -> QWidget:
    card, column = section("字号", "YaHei UI，400 与 700，表格数字")
    rows = []
    for name, use in USES.items():
        size = getattr(TYPE, name)
        sample = label("138 0013" if size >= TYPE.field else "100 元" if name == "face" else "¥3,650.00 话费")
        sample.setStyleSheet(f"font-size: {size}px; font-weight: {700 if size >= TYPE.main else 400};")
        rows.append([label(name, "muted"), sample, label(str(size), "muted"), label(use, "muted")])
    column.addLayout(grid(rows, SPACE.wide))
    column.addStretch(1)
    return card


def sizes() -> QWidget:
    tokens = theme.tokens()
    card, column = section("间距、圆角、尺寸", "括号里：紧凑")
    steps = [swatch(tokens.accent, tokens.accent, at, at, 0) for at in (4, 8, 12, 16, 24)]
    corners = [swatch(tokens.tonal, tokens.edge, 52, 40, at) for at in (4, 8, 10, CARD_RADIUS, SHEET_RADIUS)]
    line: QLayout = row(*steps, *corners)
    column.addLayout(line)
    both = ("rail", "strip", "field", "tell", "face", "main", "row", "head", "side", "top", "form_least", "form_most")
    facts = [(name, f"{getattr(REGULAR, name)} ({getattr(COMPACT, name)})") for name in both]
    facts += [(name, str(value)) for name, value in SIZES._asdict().items()]
    half = -(-len(facts) // 2)
    pairs = [
        [label(text, "muted" if place == 0 else "") for fact in facts[at::half] for place, text in enumerate(fact)]
        for at in range(half)
    ]
    column.addLayout(grid(pairs, SPACE.wide))
    column.addStretch(1)
    return card


def parts() -> list[QLayout]:
    whole, half = QHBoxLayout(), QHBoxLayout()
    whole.addWidget(colours())
    for card in (type_sizes(), sizes()):
        half.addWidget(card, 1)
    return [whole, half]
