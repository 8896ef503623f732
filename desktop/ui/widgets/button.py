"""The program's push button in all its variants: an icon, a text, and the key that presses it as a keycap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QPushButton

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.painting import rounded, text
from desktop.ui.look.theme import font
from desktop.ui.look.tokens import DARK, SIZES, TYPE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.keycap import keycap_width, paint_keycap

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPaintEvent

_KEY = re.compile(r"\s*[(（]((?:(?:Ctrl|Alt|Shift)\+)+[^\s()（）]+|F\d+|Enter|Esc|Space|Del|回车|空格)[)）]$")
_RING, _RING_WIDE = 18, 3
_FULL_CIRCLE = 16 * 360


class Look(NamedTuple):
    """Names of tokens: the grounds (plain, hovered, pressed), the ink, those of the keycap, and an edge or "", maybe
    another one under the mouse.
    """

    grounds: tuple[str, str, str]
    ink: str
    caps: tuple[str, str, str]
    cap_ink: str = "muted"
    edge: str = ""
    hover_edge: str = ""
    bold: bool = False


_TONAL = ("tonal", "tonal_hover", "tonal_press")
_ON_SURFACE = ("surface", "sunken", "tonal")
_CAPS = ("tonal", "tonal", "surface")
_SOFT = ("accent_soft", "accent_soft_hover", "accent_soft_press")
_FILLED = ("accent", "accent_hover", "accent_press")
LOOKS = {
    "primary": Look(_FILLED, "on_accent", ("accent_hover", "accent_press", "accent"), "on_accent", bold=True),
    "soft": Look(_SOFT, "accent_text", ("accent_soft_press", "accent_soft", "accent_soft"), "accent_text", bold=True),
    "tonal": Look(_TONAL, "text", ("tonal_hover", "tonal", "tonal")),
    "surface": Look(_ON_SURFACE, "text", _CAPS),
    "plain": Look(_ON_SURFACE, "text", _CAPS, edge="line"),
    "outline": Look(_ON_SURFACE, "text", _CAPS, edge="edge"),
    "chip": Look(_ON_SURFACE, "text", _CAPS, edge="edge", hover_edge="text"),
    "chosen chip": Look(_SOFT, "accent_text", _CAPS, edge="accent", bold=True),
    "caution": Look(("surface", "sunken", "ground"), "warning", _CAPS, bold=True),
    "stop": Look(("surface", "sunken", "ground"), "danger", _CAPS, bold=True),
    "on-stop": Look(("danger_fill", "danger_fill", "danger_fill"), "on_danger", _CAPS, edge="on_danger"),
    "practice": Look(("surface", "surface", "tonal"), "text", _CAPS),
    "ghost": Look(("", "tonal_hover", "tonal_press"), "text", ("tonal", "tonal", "tonal")),
}
"""Primary: the one filled button of a window; soft: the same while the keyboard is elsewhere; tonal: on a white card;
surface, outline: on a tint; practice, caution, stop, on-stop: on a bar; plain: on the ground between cards; chip: a
filter; ghost: a quiet act.
"""


class Measure(NamedTuple):
    """Pixels; `size` and `gap` of the text and between the parts."""

    high: int
    side: int
    size: int
    icon: int
    gap: int = 8
    radius: float = 8


MEASURES = {
    "": Measure(SIZES.control, 14, TYPE.body, 16),
    "small": Measure(SIZES.small_control, 10, TYPE.body, 16, gap=6),
    "tiny": Measure(SIZES.keycap, 6, TYPE.caption, 14, gap=4, radius=4),
    "chip": Measure(SIZES.chip, 14, TYPE.body, 16, radius=SIZES.chip / 2),
    "main": Measure(SIZES.main, 18, TYPE.main, 18),
}


class Button(QPushButton):
    """Enter also presses it while it has the focus.

    A key in brackets at the end of the text, as in "Save (Enter)", is taken out of the text and painted as a keycap;
    `key` is one that stays. `look` is one of LOOKS, `measure` one of MEASURES. A chip is painted as chosen while it is
    checked.
    """

    def __init__(
        self, words: str = "", *, look: str = "tonal", measure: str = "", icon_name: str = "", key: str = ""
    ) -> None:
        super().__init__()
        self._own_key = self.key = key
        """The text of the keycap, "" for none."""
        self._look = look
        self._measure = MEASURES[measure]
        self._icon = icon_name
        self._ring: float | None = None
        self._work = ""
        self._width = 0
        self._shows_focus = False
        self.setAutoDefault(False)
        self.setText(words)

    @property
    def look(self) -> str:
        """Its name in LOOKS."""
        return self._look

    def setText(self, words: str) -> None:
        found = _KEY.search(words)
        self.key = found[1] if found else self._own_key
        super().setText(words[: found.start()] if found else words)
        self.updateGeometry()

    def wear(self, look: str) -> None:
        """Change its look."""
        if look != self._look:
            self._look = look
            self.update()

    def set_high(self, high: int) -> None:
        """Change its height (pixels)."""
        self._measure = self._measure._replace(high=high)
        self.updateGeometry()

    def show_work(self, text: str) -> None:
        """Say in its place what it is doing, as in "Testing…", and accept no press meanwhile; "" when it is done. It
        keeps its width, so that nothing beside it moves, unless the text needs more.
        """
        self._width = self.sizeHint().width() if text else 0
        self._work = text
        self.setEnabled(not text)
        self.setAccessibleDescription(text)
        self.updateGeometry()
        self.update()

    def show_ring(self, part: float | None) -> None:
        """Paint a ring with this part (0 to 1) filled, on a button that looks as if it could be pressed already; None
        for no ring.
        """
        self._ring = part
        self.update()

    def sizeHint(self) -> QSize:
        # The bold width always: a button that becomes the first choice must not grow, nor run into its keycap.
        measure, metrics = self._measure, QFontMetrics(font(self._measure.size, bold=True))
        if self._work:
            width = metrics.horizontalAdvance(self._work) + measure.icon + measure.gap
        else:
            width = metrics.horizontalAdvance(self.text())
            width += measure.icon + measure.gap if self._icon else 0
            width += measure.gap + keycap_width(self.key) if self.key else 0
        return QSize(max(width + 2 * measure.side, self._width), measure.high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (qt.RETURN, qt.ENTER):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        from PySide6.QtCore import Qt

        self._shows_focus = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = LOOKS["chosen chip" if self.isCheckable() and self.isChecked() else self._look]
        state = 2 if self.isDown() else int(self.underMouse())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, look, state)
        self._paint_content(painter, look, state)
        painter.end()

    @property
    def _looks_enabled(self) -> bool:
        return self.isEnabled() or self._ring is not None or bool(self._work)

    def _paint_ground(self, painter: QPainter, look: Look, state: int) -> None:
        tokens, room, radius = theme.tokens(), QRectF(self.rect()), self._measure.radius
        if self.hasFocus() and self._shows_focus:
            rounded(painter, room, radius, edge=tokens.accent, width=2)
            room.adjust(4, 4, -4, -4)
            radius = max(2.0, radius - 3)
        ground = look.grounds[state] if self._looks_enabled else "tonal" if look.grounds[0] else ""
        edge = (look.hover_edge if state else "") or look.edge if self._looks_enabled else ""
        fill, line = (getattr(tokens, name) if name else "" for name in (ground, edge))
        rounded(painter, room, radius, fill=fill, edge=line)

    def _paint_content(self, painter: QPainter, look: Look, state: int) -> None:
        tokens, measure = theme.tokens(), self._measure
        ink = getattr(tokens, look.ink if self._looks_enabled else "muted")
        pixels, bold = self._font_look(look)
        used = font(pixels, bold=bold)
        inside = self.rect().adjusted(measure.side, 0, -measure.side, 0)
        words, sign = (self._work, "loader-circle") if self._work else (self.text(), self._icon)
        if self.key and not self._work:
            ground = look.caps[state] if self._looks_enabled else "tonal"
            if ground == "accent_hover" and tokens is DARK:  # hardly lighter than the accent there
                ground = "accent_press"
            colours = (getattr(tokens, ground), getattr(tokens, look.cap_ink if self._looks_enabled else "muted"))
            wide = paint_keycap(painter, inside.right() + 1, self.height() / 2, self.key, colours)
            inside.setRight(inside.right() - wide - measure.gap)
        icon_room = measure.icon + measure.gap if sign else 0
        text_wide = QFontMetrics(used).horizontalAdvance(words)
        middle = self.rect() if measure.size >= TYPE.main else inside
        centred = middle.left() + (middle.width() - icon_room - text_wide) // 2
        left = max(inside.left(), min(centred, inside.right() + 1 - icon_room - text_wide))
        if sign:
            top = inside.top() + (inside.height() - measure.icon) // 2
            painter.drawPixmap(left, top, icon(sign, ink, measure.icon, self.devicePixelRatioF()))
        text_room = QRect(left + icon_room, inside.top(), inside.right() + 1 - left - icon_room, inside.height())
        text(painter, text_room, words, ink, self._font_look(look))
        if self._ring is not None:
            self._paint_ring(painter, left - _RING - 2 * measure.gap, ink)

    def _paint_ring(self, painter: QPainter, left: int, ink: str) -> None:
        assert self._ring is not None
        room = QRectF(left, (self.height() - _RING) / 2, _RING, _RING)
        track = QColor(ink)
        track.setAlphaF(0.35)
        painter.setBrush(QColor(0, 0, 0, 0))
        for colour, part in ((track, 1.0), (QColor(ink), self._ring)):
            painter.setPen(QPen(colour, _RING_WIDE))
            painter.drawArc(room, _FULL_CIRCLE // 4, -round(part * _FULL_CIRCLE))

    def _font_look(self, look: Look) -> tuple[int, bool]:
        return self._measure.size, look.bold or self._measure.size >= TYPE.main
