"""In place of an empty list: an icon in a disc, one sentence, and what to do now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets import qt_numbers as qt
from desktop.ui.widgets.build import label

_DISC, _ICON, _LOW_DISC = 72, 34, 48
_LOW = 260
"""A lower place gets a smaller disc (pixels)."""
_MOST_WIDE = 460
_CHEVRON = 16


class Disc(QWidget):
    """The icon on its soft disc."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setFixedSize(QSize(_DISC, _DISC))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, size = theme.tokens(), self.width()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawEllipse(self.rect())
        pixels = round(size * _ICON / _DISC)
        drawn = icon(self._icon, tokens.accent_text, pixels, self.devicePixelRatioF())
        painter.drawPixmap((size - pixels) // 2, (size - pixels) // 2, drawn)
        painter.end()


class Chevron(QWidget):
    """From one key to the next."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(_CHEVRON, _CHEVRON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon("chevron-right", theme.tokens().muted, _CHEVRON, self.devicePixelRatioF()))
        painter.end()


class EmptyState(QWidget):
    """`title` is the sentence, `advice` says what to do; both may change later."""

    def __init__(self, icon_name: str, title: str, advice: str = "") -> None:
        super().__init__()
        self.title = label(title, "title", alignment=qt.ALIGN_CENTER)
        self.advice = label(advice, "quiet", alignment=qt.ALIGN_CENTER)
        self._disc = Disc(icon_name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE.page, SPACE.near, SPACE.page, SPACE.near)
        self._column.setSpacing(SPACE.near)
        self._column.addStretch(1)
        self._add_row(self._disc)
        self._column.addSpacing(SPACE.near)
        for text in (self.title, self.advice):
            text.setWordWrap(True)
            self._column.addWidget(text)
        self.advice.setVisible(bool(advice))
        self._column.addStretch(1)

    def say(self, title: str, advice: str = "") -> None:
        """Change both texts."""
        self.title.setText(title)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def add_keys(self, *keys: str) -> None:
        """Show the keys to press, one after the other."""
        parts: list[QWidget] = []
        for key in keys:
            parts += [Chevron()] if parts else []
            parts.append(label(key, "big-key"))
        self._add_row(*parts)

    def add_ways(self, *ways: QWidget) -> None:
        """Add the buttons that lead on."""
        self._column.insertSpacing(self._column.count() - 1, SPACE.near)
        self._add_row(*ways)

    def cover(self, view: QAbstractItemView) -> None:
        """Lie over a view as long as it has no rows."""
        self.setParent(view.viewport())
        Cover(self, view)

    def fit(self, room: QRect) -> None:
        """Take this place."""
        disc = _LOW_DISC if room.height() < _LOW else _DISC
        self._disc.setFixedSize(QSize(disc, disc))
        wide = min(room.width(), _MOST_WIDE)
        self.setGeometry(room.left() + (room.width() - wide) // 2, room.top(), wide, room.height())

    def _add_row(self, *parts: QWidget) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addStretch(1)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        if self._column.count() > 2:  # before the stretch at the end
            self._column.insertLayout(self._column.count() - 1, row)
        else:
            self._column.addLayout(row)


class Cover(QObject):
    """Keeps an empty state over a view without rows."""

    def __init__(self, state: EmptyState, view: QAbstractItemView) -> None:
        super().__init__(state)
        self._state = state
        self._view = view
        view.viewport().installEventFilter(self)
        model = view.model()
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show it or hide it."""
        is_empty = self._view.model().rowCount() == 0
        if is_empty:
            self._state.fit(self._view.viewport().rect())
        self._state.setVisible(is_empty)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._state.isHidden():
            self._state.fit(self._view.viewport().rect())
        return False
