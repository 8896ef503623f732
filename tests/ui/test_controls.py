"""The states of painted controls that a clerk must be able to tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QImage, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget

from desktop.domain.orders.outcome import MobileInfo
from desktop.ui.look import theme
from desktop.ui.look.tokens import DARK, LIGHT
from desktop.ui.recharge.face_button import FaceButton
from desktop.ui.recharge.number_box import NumberBox
from desktop.ui.widgets.button import LOOKS, Button
from desktop.ui.widgets.segments import Segments
from tests.conftest import until
from tests.ui.desk import left_button, open_desk


def colours(widget: QWidget) -> set[str]:
    image: QImage = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def hovered(widget: QWidget) -> None:
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QApplication.sendEvent(widget, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))


def test_a_busy_button_keeps_its_width_and_takes_no_press(qapp: QApplication) -> None:
    pressed = list[bool]()
    made = Button("Cash returned ¥99.80 (Space)", icon_name="hand-coins", look="primary")
    made.clicked.connect(lambda: pressed.append(True))
    made.adjustSize()
    wide = made.sizeHint()
    made.show_work("Saving…")
    assert made.sizeHint() == wide
    left_button(made)
    made.click()
    assert not pressed
    theme.follow(qapp, "light")
    assert LIGHT.accent in colours(made)  # it looks as if it worked, not as if it were out of reach
    assert made.accessibleDescription() == "Saving…"
    made.show_work("")
    made.click()
    assert pressed
    assert made.accessibleDescription() == ""


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_chosen_one_is_seen(qapp: QApplication, kind: type[QAbstractButton], look: str) -> None:
    theme.follow(qapp, look)
    tokens = {"light": LIGHT, "dark": DARK}[look]
    made = kind()
    made.setCheckable(True)
    made.resize(40, 28)
    assert tokens.surface in colours(made)
    assert tokens.accent not in colours(made)
    made.setChecked(True)
    assert tokens.accent in colours(made)
    theme.follow(qapp, "light")


def test_each_look_of_a_button_has_its_own_grounds(qapp: QApplication) -> None:
    theme.follow(qapp, "light")
    for name, look in LOOKS.items():
        made = Button("Try", look="chip" if name == "chosen chip" else name)
        if name == "chosen chip":
            made.setCheckable(True)
            made.setChecked(True)
        made.adjustSize()
        for place in range(3):
            if place == 1:
                hovered(made)
            elif place == 2:
                made.setDown(True)
            ground = look.grounds[place]
            assert not ground or getattr(LIGHT, ground) in colours(made), (name, ground)
        made.setDown(False)
        made.setEnabled(False)
        assert (LIGHT.tonal in colours(made)) == bool(look.grounds[0]), name


def test_a_face_and_a_segment_show_that_they_are_pressed(qapp: QApplication) -> None:
    theme.follow(qapp, "light")
    face = FaceButton("100 yuan", "Alt+2", small=False)
    face.resize(150, 76)
    assert LIGHT.tonal not in colours(face)
    face.setDown(True)
    assert LIGHT.tonal in colours(face)
    track = Segments()
    track.add("Fast", 1)
    slow = track.add("Slow", 0)
    slow.resize(120, 30)
    slow.setDown(True)
    assert LIGHT.tonal_press in colours(slow)


def test_a_refused_number_has_a_red_edge_until_it_is_changed(qapp: QApplication) -> None:
    theme.follow(qapp, "light")
    box = NumberBox()
    box.resize(440, 200)
    box.field.resize(440, 64)
    box.field.setText("138 0013 80")
    assert LIGHT.danger not in colours(box.field)
    box.refuse()
    assert LIGHT.danger in colours(box.field)
    box.field.setText("138 0013 800")
    assert LIGHT.danger not in colours(box.field)


def test_the_field_shows_the_operator_and_the_one_that_a_number_moved_to(qapp: QApplication) -> None:
    theme.follow(qapp, "light")
    box = NumberBox()
    box.resize(440, 200)
    box.field.resize(440, 64)
    assert not {LIGHT.op_mobile_soft, LIGHT.op_unicom_soft} & colours(box.field)
    box.field.setText("138 0013 8000")
    assert LIGHT.op_mobile_soft in colours(box.field)
    box.show_owner("13800138000", MobileInfo("移动", "联通", "", ""))
    assert LIGHT.op_unicom_soft in colours(box.field)
    box.field.setText("138 0013 8001")
    assert LIGHT.op_mobile_soft in colours(box.field)


async def test_the_row_under_the_mouse_is_marked(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        await desk.order("13800138000")
        view = desk.window.recharge.action_list
        await until(lambda: view.rows.orders())
        number = view.rows.orders()[0].order_no
        place = QPointF(view.visualRect(view.rows.index(view.rows.row_of(number))).topLeft() + QPoint(60, 10))
        no_button = Qt.MouseButton.NoButton
        moved = QMouseEvent(QEvent.Type.MouseMove, place, place, no_button, no_button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(view.viewport(), moved)
        assert view.pointed_no == number
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
        assert view.pointed_no == ""
