"""A button that shows its key: an icon, its text, and a keycap at the right end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.build import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPaintEvent

_HIGH, _ICON, _CAP_HIGH = 36, 16, 20
_SIDE, _GAP, _CAP_SIDE = 14, 8, 6
_RADIUS, _CAP_RADIUS = 8, 4

# For each look the grounds (plain, hovered, pressed), the ink, and the grounds of the keycap (plain, hovered, pressed).
_LOOKS = {
    "primary": (("accent", "accent_hover", "accent_press"), "on_accent", ("accent_hover", "accent_press", "accent")),
    "soft": (
        ("accent_soft", "accent_soft_hover", "accent_soft_press"),
        "accent_text",
        ("accent_soft_press", "accent_soft_press", "accent_soft_hover"),
    ),
    "tonal": (("tonal", "tonal_hover", "tonal_press"), "text", ("tonal_hover", "tonal_press", "tonal_hover")),
    "surface": (("surface", "tonal_hover", "tonal_press"), "text", ("tonal", "tonal_press", "tonal_hover")),
    "caution": (("surface", "sunken", "ground"), "warning", ("tonal", "tonal", "tonal")),
    "stop": (("surface", "sunken", "ground"), "danger", ("tonal", "tonal", "tonal")),
    "on-stop": (("danger_fill", "danger_fill", "danger_fill"), "on_danger", ("tonal", "tonal", "tonal")),
}
_EDGED = {"on-stop": "on_danger"}


class KeyedButton(Button):
    """`look` is primary, soft, tonal, surface (on a tinted ground), or that of a bar's button: caution, stop (its first
    button) or on-stop. `key` is the text of the keycap, "" for none.
    """

    def __init__(self, text: str, *, key: str = "", icon_name: str = "", look: str = "tonal") -> None:
        super().__init__(text)
        self._key = key
        self._icon = icon_name
        self._look = look
        self.setAutoDefault(False)

    @property
    def look(self) -> str:
        return self._look

    def wear(self, look: str) -> None:
        """Change its look."""
        if look != self._look:
            self._look = look
            self.update()

    def sizeHint(self) -> QSize:
        # The bold width always: a button that becomes the first choice must not grow, nor run into its keycap.
        width = 2 * _SIDE + QFontMetrics(font(TYPE.body, bold=True)).horizontalAdvance(self.text())
        if self._icon:
            width += _ICON + _GAP
        if self._key:
            width += _GAP + self._cap_width()
        return QSize(width, _HIGH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = theme.tokens()
        grounds, ink, caps = _LOOKS[self._look]
        state = 2 if self.isDown() else int(self.underMouse())
        ground, ink = (grounds[state], ink) if self.isEnabled() else ("tonal", "muted")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect())
        painter.setPen(QColor(getattr(tokens, _EDGED.get(self._look, ground))))
        painter.setBrush(QColor(getattr(tokens, ground)))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if self.hasFocus():
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.setPen(
                QPen(
                    QColor(
                        tokens.text if self._look == "primary" else getattr(tokens, _EDGED.get(self._look, "accent"))
                    ),
                    2,
                )
            )
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        inside = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        if self._key:
            self._paint_cap(painter, inside, caps[state])
        self._paint_text(painter, inside, getattr(tokens, ink))
        painter.end()

    def _paint_text(self, painter: QPainter, inside: QRect, ink: str) -> None:
        if self._icon:
            top = inside.top() + (inside.height() - _ICON) // 2
            painter.drawPixmap(inside.left(), top, icon(self._icon, ink, _ICON, self.devicePixelRatioF()))
            inside.setLeft(inside.left() + _ICON + _GAP)
        painter.setFont(self._font())
        painter.setPen(QColor(ink))
        painter.drawText(inside, qt.ALIGN_LEFT | qt.ALIGN_VCENTER, self.text())

    def _paint_cap(self, painter: QPainter, inside: QRect, ground: str) -> None:
        tokens = theme.tokens()
        wide = self._cap_width()
        cap = QRectF(inside.right() - wide + 1, inside.top() + (inside.height() - _CAP_HIGH) / 2, wide, _CAP_HIGH)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(getattr(tokens, ground)))
        painter.drawRoundedRect(cap, _CAP_RADIUS, _CAP_RADIUS)
        ink = {"primary": tokens.on_accent, "soft": tokens.accent_text}.get(self._look, tokens.muted)
        painter.setPen(QColor(ink))
        painter.setFont(font(TYPE.caption))
        painter.drawText(cap, qt.ALIGN_CENTER, self._key)

    def _cap_width(self) -> int:
        return max(_CAP_HIGH, QFontMetrics(font(TYPE.caption)).horizontalAdvance(self._key) + 2 * _CAP_SIDE)

    def _font(self) -> QFont:
        return font(TYPE.body, bold=self._look in ("primary", "soft", "caution", "stop"))
