"""Buttons, faces, segments, inputs and small parts."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QWidget,
)

from desktop.domain.mobile import Operator
from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.recharge.face_button import FaceButton
from desktop.ui.recharge.number_field import NumberField
from desktop.ui.widgets.badge import LARGE, SMALL, Badge
from desktop.ui.widgets.build import CheckBox, button, label
from desktop.ui.widgets.button import LOOKS, Button
from desktop.ui.widgets.keycap import KeyedField, keycap_width, paint_keycap
from desktop.ui.widgets.notice_line import TONES, NoticeLine
from desktop.ui.widgets.segments import Segments
from tests.pictures.gallery.page import FOCUSED, Painted, grid, named, put, row, section

STATES = ("normal", "hover", "pressed", "focus", "disabled", "busy")
SAMPLES = {
    "primary": ("现金已退", "空格", "hand-coins"),
    "soft": ("现金已退", "空格", "hand-coins"),
    "tonal": ("再充一次", "R", "rotate-ccw"),
    "plain": ("导出…", "", "download"),
    "outline": ("撤消", "Ctrl+Z", "undo"),
    "ghost": ("小票", "Ctrl+P", "printer"),
}


def in_state(made: Button, state: str) -> QWidget:
    if state == "busy":
        made.show_work("正在记…")
        return made
    return put(made, state)


def buttons() -> QWidget:
    card, column = section("按钮", "每屏一个实心主按钮")
    rows: list[list[QWidget]] = [[label(), *(label(state, "label") for state in STATES)]]
    for look in LOOKS:
        if look == "chosen chip":
            continue
        text, key, icon_name = SAMPLES.get(look, ("打开", "回车", ""))
        measure = "chip" if look == "chip" else ""
        made = [Button(text, look=look, key=key, icon_name=icon_name, measure=measure) for _ in STATES]
        rows.append([label(look, "muted"), *map(in_state, made, STATES)])
    for look, measure in (("tonal", "small"), ("tonal", "tiny"), ("primary", "main")):
        made = [Button("核对并充值", look=look, key="回车", measure=measure) for _ in STATES]
        rows.append([label(f"{look} {measure}", "muted"), *map(in_state, made, STATES)])
    made[-1].show_work("")
    made[-1].setText("确认充值")
    made[-1].setFixedWidth(200)
    made[-1].show_ring(0.7)
    column.addLayout(grid(rows, 32))
    return card


def face(state: str, *, small: bool = False, chosen: bool = False) -> QWidget:
    made = FaceButton("100 元", "Alt+2", small=small)
    made.show_price("¥99.80" if small else "收 ¥99.80", "¥99.80" if small else "收 ¥99.80")
    made.set_density(REGULAR)
    made.setFixedWidth(84 if small else 150)
    made.setChecked(chosen)
    return named(put(made, state), f"{state}{' chosen' if chosen else ''}")


def track(state: str) -> QWidget:
    made = Segments()
    for number, text in enumerate(("快充 (Alt+F)", "慢充 (Alt+S)")):
        made.add(text, number)
    made.group.button(0).setChecked(True)
    put(made.group.button(0 if state == "focus" else 1), state)
    if state == "disabled":
        made.setEnabled(False)
    made.setFixedWidth(280)
    return named(made, state)


def faces() -> QWidget:
    card, column = section("面值", "选中 = 边 + 底 + 勾")
    column.addLayout(row(*(face(state) for state in STATES[:4])))
    column.addLayout(row(face("normal", chosen=True), face("disabled"), face("hover", chosen=True)))
    column.addLayout(row(*(face(state, small=True) for state in STATES[:5]), face("normal", small=True, chosen=True)))
    column.addLayout(row(*(track(state) for state in ("hover", "pressed"))))
    column.addLayout(row(*(track(state) for state in ("focus", "disabled"))))
    column.addStretch(1)
    return card


def field(state: str, text: str = "", *, wrong: bool = False, read_only: bool = False) -> QLineEdit:
    made = KeyedField("Alt+N")
    made.setPlaceholderText("备注（可不填）")
    made.setText(text)
    made.setProperty("wrong", wrong)
    made.setReadOnly(read_only)
    made.setFixedWidth(216)
    put(made, state)
    return made


def number(text: str, *, focus: bool = False, wrong: bool = False) -> QWidget:
    made = NumberField()
    made.set_density(REGULAR)
    made.setText(text)
    made.setFixedWidth(370)
    made.say_wrong(wrong)
    made.setProperty(FOCUSED, focus)
    return made


def inputs() -> QWidget:
    card, column = section("输入", "一个高度 36")
    column.addLayout(
        row(named(field("normal"), "normal"), named(field("hover"), "hover"), named(field("focus", "老王"), "focus"))
    )
    wrong, fixed = field("normal", "138 0013 80", wrong=True), field("normal", "T202611290015467E", read_only=True)
    combo = QComboBox()
    combo.addItem("本月")
    column.addLayout(row(named(wrong, "wrong"), named(fixed, "read-only"), named(combo, "combo")))
    column.addLayout(row(named(field("disabled", "老王"), "disabled")))
    column.addLayout(
        row(named(number("138 0013 8000", focus=True), "focus"), named(number("138 0013 80", wrong=True), "wrong"))
    )
    column.addLayout(row(named(number(""), "empty")))
    column.addStretch(1)
    return card


def keycaps(*keys: str) -> QWidget:
    def paint(painter: QPainter, room: QRect) -> None:
        tokens, right = theme.tokens(), 0
        for key in keys:
            right += keycap_width(key)
            paint_keycap(painter, right, room.height() / 2, key, (tokens.tonal, tokens.muted))
            right += 6

    return Painted(sum(keycap_width(key) + 6 for key in keys), 24, paint)


def tick(state: str, *, checked: bool) -> QWidget:
    made = CheckBox("勾选")
    made.setChecked(checked)
    return put(made, state)


def small_parts() -> QWidget:
    card, column = section("小件")
    chips = []
    for place, state in enumerate(("normal", *STATES[:5])):
        made = button("全部 37" if place == 0 else "失败 5", "chip", checkable=True)
        made.setChecked(place == 0)
        chips.append(named(put(made, state), "chosen" if place == 0 else state))
    progress, bar = QProgressBar(), QScrollBar()
    progress.setValue(62)
    progress.setTextVisible(False)
    progress.setFixedWidth(120)
    bar.setRange(0, 10)
    bar.setPageStep(6)
    bar.setFixedHeight(64)
    badges = [row_of([Badge(one, size) for one in Operator]) for size in (SMALL, LARGE)]
    column.addLayout(
        row(*chips, named(keycaps("F4", "回车", "空格", "Alt+1"), "keycaps"), named(progress, "progress"), bar, *badges)
    )
    ticks = [
        tick(state, checked=checked) for state in ("normal", "hover", "focus", "disabled") for checked in (False, True)
    ]
    column.addLayout(row(*ticks))
    column.addLayout(row(*(notice(tone) for tone in TONES)))
    return card


def notice(tone: str) -> QWidget:
    made = NoticeLine("携号转网：常常充不了", tone)
    made.setFixedWidth(300)
    return made


def row_of(parts: list[Badge]) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(6)
    for part in parts:
        line.addWidget(part)
    return holder


def parts() -> list[QLayout]:
    made = []
    for cards in ((buttons(),), (faces(), inputs()), (small_parts(),)):
        line = QHBoxLayout()
        for card in cards:
            line.addWidget(card, 1)
        made.append(line)
    return list(made)
