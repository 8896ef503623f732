"""The frame of the window, the motion table and all icons."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QWidget

from desktop.domain.orders.first_page import FirstPage
from desktop.system.paths import resource
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.widgets.build import label
from desktop.ui.window.bar import Bar
from desktop.ui.window.bar_news import News, Remedy
from desktop.ui.window.menu import MenuButton
from desktop.ui.window.practice_bar import PracticeBar
from desktop.ui.window.rail import ItemState, paint_item
from desktop.ui.window.strip import Strip
from desktop.ui.words.messages import about_desk
from tests.pictures.gallery.page import Painted, grid, named, row, section

ITEMS = {
    "normal": ItemState(),
    "chosen": ItemState(chosen=True),
    "hover": ItemState(under_mouse=True),
    "pressed": ItemState(under_mouse=True, pressed=True),
    "focus": ItemState(chosen=True, focus=True),
    "disabled": ItemState(enabled=False, under_mouse=True),
}
MOTION = (
    ("刚到的染色", "soft → surface", "1000", "Linear"),
    ("确认环", "0 → 360°", "400", "Linear"),
    ("撤消倒计时", "数字，每秒", "6000", "–"),
    ("悬停、按下、焦点、换页、按键 → 结果", "从不动画", "0", "–"),
)
"""(what moves, how, milliseconds, easing): what the program moves today."""


def item(state: ItemState) -> QWidget:
    return Painted(72, 60, lambda painter, room: paint_item(painter, room, "wallet", "余额", state))


def menu() -> QMenu:
    holder = MenuButton(practising=True)
    made = holder.menu()
    made.setParent(None)
    made.adjustSize()
    made.setActiveAction(made.actions()[-1])
    return made


def picture_of(widget: QWidget) -> QWidget:
    """A window of its own, such as a menu, as a part of the page."""
    taken = widget.grab()
    ratio = taken.devicePixelRatio()
    return Painted(
        round(taken.width() / ratio),
        round(taken.height() / ratio),
        lambda painter, _room: painter.drawPixmap(0, 0, taken),
    )


def frame() -> QWidget:
    card, column = section("左栏、菜单、顶条与横条", "实心红 = 现在不能下单")
    column.addLayout(row(*(named(item(state), name) for name, state in ITEMS.items()), picture_of(menu())))
    strip = Strip(FirstPage())
    strip.balance.show_texts("余额 · 8 秒前", "¥8,386.00")
    strip.today.show_texts("今日 37 单 · 收款", "¥3,650.00")
    strip.profit.show_texts("利润", "¥•••", icon_name="eye-off")
    strip.show_cash(2, 14970)
    strip.unconfirmed.show_texts("存疑", "2 单", "warning")
    strip.show_clerk("小王")
    strip.line.show_texts("离线 2:10", "19:29", "warning", "wifi-off")
    column.addWidget(strip)
    column.addWidget(PracticeBar())
    remedy = Remedy("更换密钥…", str, "Alt+K", "key-round")
    for text, is_stop in ((about_desk.disk_full(1 << 25), True), (about_desk.offline(130, trying=False), False)):
        bar = Bar(is_stop=is_stop)
        bar.show_news(News(text, "key-round" if is_stop else "wifi-off", is_stop, (remedy,)))
        column.addWidget(bar)
    return card


def motion() -> QWidget:
    card, column = section("动", "从不在按键和结果之间")
    column.addLayout(
        grid([[label(cell, "muted" if place else "") for place, cell in enumerate(line)] for line in MOTION], 32)
    )
    column.addStretch(1)
    return card


def icons() -> QWidget:
    card, column = section("图标", "Lucide（ISC；部分来自 Feather，MIT）")
    names = sorted(file.stem for file in resource("icons", "lucide").iterdir())

    def sign(name: str) -> QWidget:
        def paint(painter: QPainter, _room: QRect) -> None:
            ratio = painter.device().devicePixelRatioF()
            painter.drawPixmap(0, 0, icon(name, theme.tokens().text, 18, ratio))

        return Painted(18, 18, paint)

    high = -(-len(names) // 4)
    cells = [[sign(name), label(name, "muted")] for name in names]
    column.addLayout(grid([part for cell in cells[at::high] for part in cell] for at in range(high)))
    return card


def parts() -> list[QLayout]:
    whole, half = QHBoxLayout(), QHBoxLayout()
    whole.addWidget(frame())
    for card in (motion(), icons()):
        half.addWidget(card, 1)
    return [whole, half]
