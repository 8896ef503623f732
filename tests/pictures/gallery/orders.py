"""The statuses, the rows of the action list, and the line under the number field."""

from __future__ import annotations

import time

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from desktop.domain.orders.order import Order, Speed, State
from desktop.domain.orders.status import Standing
from desktop.ui.look.standings import DISOWNED, LATE, LOOKS, StatusLook, Tone
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.recharge.action_painting import RowPainter, pill_width
from desktop.ui.recharge.hint import Hint
from desktop.ui.widgets.build import label
from desktop.ui.widgets.button import Button
from desktop.ui.words import words
from tests.pictures.gallery.page import FOCUSED, Painted, grid, section

WIDE = 706
A_ROW = 30 + 44


def pill(text: str, look: StatusLook) -> QWidget:
    def paint(painter: QPainter, room: QRect) -> None:
        RowPainter(painter, painter.device().devicePixelRatioF(), room.height()).pill(text, look, room)

    return Painted(pill_width(text), 24, paint)


def statuses() -> QWidget:
    card, column = section("状态药丸", "红 = 现金要出抽屉，黄 = 手别动，绿 = 到了，灰 = 没您的事")
    looks = [(words.standing_word(one), one.value, look) for one, look in LOOKS.items()]
    done = LOOKS[Standing.REFUNDED]
    looks += [("超过承诺", "late", LATE), ("查询被拒", "disowned", DISOWNED)]
    looks += [(words.standing_word(Standing.REFUNDED), "cash returned", StatusLook(done.icon, Tone.QUIET))]
    high = -(-len(looks) // 3)
    cells = [[pill(word, look), label(name, "muted")] for word, name, look in looks]
    column.addLayout(grid(([part for cell in cells[at::high] for part in cell] for at in range(high)), 40))
    return card


def order(**more: object) -> Order:
    now = time.time()
    made = Order("T1", "77", "17786517804", 10000, 9980, Speed.FAST, now - 48, State.ACCEPTED, now - 47, status=1)
    return made._replace(**more)  # type: ignore[arg-type]


def listed(one: Order, state: str) -> ActionList:
    made = ActionList(time.time)
    made.rows.usual = lambda _order: 150.0
    made.rows.show([one])
    made.setProperty(FOCUSED, state == "keyboard")
    if state == "hover":
        made.pointed_no = one.order_no
    made.setFixedSize(WIDE, A_ROW if state in ("normal", "hover", "undo") else A_ROW + 104)
    return made


def rows() -> tuple[QWidget, list[ActionList]]:
    card, column = section("列表行", "44 px，打开的一行带建议和按钮")
    refunded = order(status=4, ended_at=time.time() - 20, words="号码停机或空号")
    doubtful = order(state=State.UNKNOWN, status=None, mobile="13400134099")
    arrived, undone = listed(refunded, "arrived"), listed(refunded, "undo")
    for name, view in (
        ("平时", listed(order(mobile="15900159007"), "normal")),
        ("悬停", listed(order(mobile="19200192008"), "hover")),
        ("刚到，染色 1 秒后褪去", arrived),
        ("选中，键盘在列表（按钮变实心）", listed(doubtful, "keyboard")),
        ("撤消 6 秒，原地", undone),
    ):
        column.addWidget(label(name, "caption"))
        column.addWidget(view)
    column.addStretch(1)
    undone.rows.hold(refunded.order_no)
    undone.rows.take([refunded._replace(cash_returned_at=time.time(), cash_back=9980, acknowledged_at=time.time())])
    undone.undo.offer(refunded)
    return card, [arrived]


def tell_line() -> QWidget:
    card, column = section("回车之前就说", "号码下面的一格，总在那里")
    for text, role, more in (
        ("上次 100 元，今天 14:02 成功", "info", ""),
        ("携号转网：原移动 → 现联通，常常充不了", "notice", ""),
        ("此号 19:28 有一单存疑，不能再充", "locked", ""),
        ("多了 1 位：手机号码共 11 位", "error", ""),
        ("空着时提示一句", "hint", ""),
        ("携号转网：原移动 → 现联通，常常充不了", "notice", "还有一个号码：139 0013 9000 · 100 元"),
    ):
        line = Hint()
        line.setFixedWidth(486)
        if more:
            button = Button("下一个", measure="tiny", key="F3")
            line.attach(button)
        line.say(text, role, more)
        column.addWidget(line)
    column.addStretch(1)
    return card


def parts() -> tuple[list[QLayout], list[ActionList]]:
    whole, half = QHBoxLayout(), QHBoxLayout()
    whole.addWidget(statuses())
    card, arriving = rows()
    half.addWidget(card, 1)
    half.addWidget(tell_line(), 1)
    return [whole, half], arriving
