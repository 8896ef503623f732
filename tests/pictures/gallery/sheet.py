"""Draws the gallery in both themes, and small copies of it."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop.ui.look import theme
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.action_list import ActionList
from desktop.ui.words.language import Language
from tests.conftest import until
from tests.pictures.gallery import controls, frame, orders, tokens
from tests.pictures.gallery.page import draw_focused

WIDE = 1600
SMALL = 640
"""The width of the copies that are kept with the program's papers."""


def page() -> tuple[QWidget, list[ActionList]]:
    """The page, and the lists whose row arrives when it is drawn."""
    made = QWidget()
    made.setObjectName("page")
    column = QVBoxLayout(made)
    column.setContentsMargins(48, 40, 48, 48)
    column.setSpacing(SPACE.wide)
    rows, arriving = orders.parts()
    for part in (*tokens.parts(), *controls.parts(), *rows, *frame.parts()):
        column.addLayout(part)
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return made, arriving


async def draw(file: Path) -> QPixmap:
    """Draw the page in the present theme into a file."""
    made, arriving = page()
    made.resize(WIDE, made.sizeHint().height())
    made.show()
    made.activateWindow()
    await until(made.isActiveWindow)
    await asyncio.sleep(0.2)  # laid out, too
    for view in arriving:
        view.tints.begin([order.order_no for order in view.rows.orders()])
    if (there := QApplication.focusWidget()) is not None:
        there.clearFocus()
    taken = made.grab()
    painter = QPainter(taken)
    draw_focused(made, painter)
    painter.end()
    taken.save(str(file))
    made.close()
    made.deleteLater()
    return taken


async def draw_all(folder: Path) -> None:
    """Draw the gallery of each theme into the folder, full size and scaled."""
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language = Language(app)
    language.use("zh_CN")
    for colours in ("light", "dark"):
        theme.follow(app, colours)
        taken = await draw(folder / f"gallery-{colours}.png")
        small = taken.scaledToWidth(SMALL, Qt.TransformationMode.SmoothTransformation)
        small.save(str(folder / f"gallery-{colours}-small.png"))
