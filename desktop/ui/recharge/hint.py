"""Lines of the form that never change their height: nothing below them moves while the clerk types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy

from desktop.ui.look import theme
from desktop.ui.look.density import REGULAR
from desktop.ui.look.icons import icon
from desktop.ui.widgets.build import dress
from desktop.ui.widgets.plain import PlainLabel, tip
from desktop.ui.widgets.qt_numbers import WORD_WRAP

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_ICON, _ICON_AT, _TEXT_AT, _EDGE, _NARROW_EDGE = 18, 12, 40, 12, 6
"""Pixels."""
_ICONS = {
    "info": ("history", "muted"),
    "notice": ("triangle-alert", "warning"),
    "locked": ("lock", "danger"),
    "error": ("octagon-alert", "danger"),
}


class ElidedLine(PlainLabel):
    """A longer text ends in an ellipsis; tool tip and accessible name have all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said = ""

    def say(self, text: str, role: str) -> None:
        """Show a text in the look of a role of the style sheet."""
        self.said = text
        self.setAccessibleName(text)
        dress(self, role)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.said:
            self._fit()

    def _fit(self) -> None:
        from PySide6.QtCore import Qt

        shown = self.fontMetrics().elidedText(self.said, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(tip(self.said) if shown != self.said else "")


class Hint(ElidedLine):
    """The one or two lines under the number field; its roles are "hint", "info", "notice", "locked" and "error".

    A button may stand at the end of the last line, which leaves it room while the button is shown.
    """

    def __init__(self) -> None:
        super().__init__()
        self.more = ""
        self._button: QWidget | None = None
        self.setObjectName("hint")
        self.setProperty("role", "hint")
        self.setWordWrap(True)
        self.setFixedHeight(REGULAR.tell)

    def say(self, text: str, role: str, more: str = "") -> None:
        """Show a text, and in a second line what else is to know."""
        lines = [line for line in (text, more) if line]
        self.more = lines[1] if len(lines) > 1 else ""
        if self.property("lines") != len(lines):
            self.setProperty("lines", len(lines))  # two lines are smaller
            self.setProperty("role", "")  # it is dressed once more
        super().say(lines[0] if lines else "", role)
        self.setAccessibleName("\n".join(lines))

    def attach(self, button: QWidget) -> None:
        """Take a button into the last line."""
        button.setParent(self)
        self._button = button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def _fit(self) -> None:
        from PySide6.QtCore import Qt

        self._place_button()
        lines = [self.said, self.more] if self.more else [self.said]
        left, right_edge = self._edges()
        self.setContentsMargins(left, 0, right_edge, 0)
        room = [self.width() - left - right_edge] * len(lines)
        if self._button is not None and not self._button.isHidden():
            room[-1] -= self._button.width()
        metrics, right = self.fontMetrics(), Qt.TextElideMode.ElideRight
        if not self.more and self._wraps_into(room[0]):
            self.setText(self.said)
            self.setToolTip("")
            return
        shown = "\n".join(metrics.elidedText(line, right, wide) for line, wide in zip(lines, room, strict=True))
        self.setText(shown)
        whole = "\n".join(lines)
        self.setToolTip(tip(whole) if shown != whole else "")

    def _wraps_into(self, room: int) -> bool:
        """Whether all of a single text is seen on two lines."""
        wrapped = self.fontMetrics().boundingRect(QRect(0, 0, room, 1000), WORD_WRAP, self.said)
        return wrapped.height() < 2.5 * self.fontMetrics().lineSpacing() and wrapped.width() <= room

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.said and self._has_icon():
            name, token = _ICONS[str(self.property("role"))]
            painter = QPainter(self)
            drawn = icon(name, getattr(theme.tokens(), token), _ICON, self.devicePixelRatioF())
            painter.drawPixmap(_ICON_AT, (self.height() - _ICON) // 2, drawn)
            painter.end()

    def _has_icon(self) -> bool:
        """Two lines need the room of the icon."""
        return not self.more and self.property("role") in _ICONS

    def _edges(self) -> tuple[int, int]:
        """The room at the left and at the right of the text (pixels)."""
        if self._has_icon():
            return _TEXT_AT, _EDGE
        return (0, 0) if self.property("role") == "hint" else (_NARROW_EDGE, _NARROW_EDGE)

    def _place_button(self) -> None:
        if self._button is not None:
            self._button.adjustSize()
            line = self.height() // 2 if self.more else self.height()
            top = self.height() - line + (line - self._button.height()) // 2
            self._button.move(self.width() - self._button.width() - _NARROW_EDGE, top)
