"""A tinted line with an icon: what the clerk should know before the next key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import dress, label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_ICON, _RADIUS, _SIDE = 18, 8, 14


class LineTone(NamedTuple):
    """Names: of the icon, of the tokens of the icon and the ground ("" for none), and of the text's role."""

    icon: str
    ink: str
    ground: str
    role: str


TONES = {
    "hint": LineTone("", "muted", "", "hint"),
    "info": LineTone("history", "muted", "sunken", ""),
    "notice": LineTone("triangle-alert", "warning", "warning_soft", "notice-line"),
    "success": LineTone("circle-check", "success", "success_soft", "success-line"),
    "error": LineTone("octagon-alert", "danger", "danger_soft", "stop-line"),
}


class NoticeLine(QFrame):
    """`tone` is one of TONES; a text of several lines makes it higher."""

    def __init__(self, text: str = "", tone: str = "hint", *, icon_name: str = "") -> None:
        super().__init__()
        self._tone = TONES[tone]
        self._icon = icon_name or self._tone.icon
        self.words = label(text, self._tone.role)
        self.words.setWordWrap(True)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(SPACE.near)
        self._row.addWidget(self.words, 1)
        self._indent()

    def text(self) -> str:
        """The text shown."""
        return self.words.text()

    def say(self, text: str, tone: str, icon_name: str = "") -> None:
        """Show a text in a tone."""
        self.words.setText(text)
        self._tone = TONES[tone]
        self._icon = icon_name or self._tone.icon
        dress(self.words, self._tone.role)
        self._indent()
        self.update()

    def add(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._row.addWidget(widget)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text() or not self._tone.ground:
            return
        tokens = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(getattr(tokens, self._tone.ground)))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        if self._icon:
            drawn = icon(self._icon, getattr(tokens, self._tone.ink), _ICON, self.devicePixelRatioF())
            painter.drawPixmap(_SIDE, (self.height() - _ICON) // 2, drawn)
        painter.end()

    def _indent(self) -> None:
        left = _SIDE + _ICON + SPACE.apart if self._icon else 0 if not self._tone.ground else _SIDE
        self._row.setContentsMargins(left, SPACE.tight, SPACE.apart, SPACE.tight)
