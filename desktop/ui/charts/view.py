"""A picture whose parts can be pointed at by mouse or keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.charts.painting import say
from desktop.ui.look import theme

_EDGE = 8
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Up})
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_Down})


class ChartView(QWidget):
    """`turned` is emitted when another part is pointed at. The mouse points while it is over the picture; the arrow
    keys, Home, End and a click point while the picture has the focus.
    """

    turned = Signal()
    keys = _BACK | _ON
    """The arrow keys that it handles; it leaves the others to the window."""

    def __init__(self) -> None:
        super().__init__()
        self.empty_text = ""
        self._kept: int | None = None
        self._hovered: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def count(self) -> int:
        """The number of parts."""
        raise NotImplementedError

    def at(self, point: QPointF) -> int | None:
        """The part at a point, relative to the picture's corner."""
        raise NotImplementedError

    def first(self) -> int:
        """The part at which the keyboard starts."""
        return 0

    def draw(self, painter: QPainter, chosen: int | None) -> None:
        """Paint the chart, relative to the picture's corner."""
        raise NotImplementedError

    @property
    def chosen(self) -> int | None:
        """The part pointed at."""
        place = self._kept if self._hovered is None else self._hovered
        return place if place is not None and place < self.count() else None

    @property
    def is_hovered(self) -> bool:
        """Whether the mouse is pointing."""
        return self._hovered is not None

    @property
    def room(self) -> tuple[float, float]:
        """Width and height for the picture, inside the edge that shows the focus."""
        return max(1.0, self.width() - 2.0 * _EDGE), max(1.0, self.height() - 2.0 * _EDGE)

    def renew(self) -> None:
        """Repaint after the data changed; the part pointed at stays if it still exists."""
        if self.hasFocus() and self.chosen is None and self.count():
            self._kept = self.first()
        self.update()
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = self._after(Qt.Key(event.key()))
        if place is None or not self.count():
            super().keyPressEvent(event)
            return
        self._hovered = None
        self._kept = max(0, min(self.count() - 1, place))
        self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.at(event.position() - QPointF(_EDGE, _EDGE)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.at(event.position() - QPointF(_EDGE, _EDGE))
        if place is not None:
            self._kept = self._hovered = place
            self._tell()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover(self.at(event.position() - QPointF(_EDGE, _EDGE)))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._kept is None and self.count():
            self._kept = self.first()
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._kept = None
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colours = QPainter(self), theme.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 8, 8)
        painter.translate(_EDGE, _EDGE)
        if self.count():
            self.draw(painter, self.chosen)
        else:
            say(painter, *self.room, self.empty_text, colours)

    def _after(self, key: Qt.Key) -> int | None:
        if key in self.keys:
            step = -1 if key in _BACK else 1
            return self.first() if self.chosen is None else self.chosen + step
        return {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count() - 1}.get(key)

    def _hover(self, place: int | None) -> None:
        if place != self._hovered:
            self._hovered = place
            self._tell()

    def _tell(self) -> None:
        self.update()
        self.turned.emit()
