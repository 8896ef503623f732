"""The yellow bar of practice mode, on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HIGH, _ICON = 32, 18


class PracticeBar(QWidget):
    """Says that nothing is real; its button shows the effects of a number's last digits."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HIGH)
        text = self.tr("PRACTICE MODE – nothing is real here: no money moves, no phone is topped up")
        self.words = label(text, "practice")
        self.guide = button(self.tr("What the last digits do"), "small")
        self.guide.wear("practice")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.page)
        row.addStretch(1)
        row.addSpacing(_ICON)
        row.addWidget(self.words)
        row.addWidget(self.guide)
        row.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), 0, fill=tokens.practice)
        left = self.words.x() - _ICON - SPACE.close
        sign = icon("graduation-cap", tokens.on_practice, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(left, (self.height() - _ICON) // 2, sign)
        painter.end()
