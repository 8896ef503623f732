"""Under the report's picture: the last daily close, what came after it, and the button that makes the next one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.books.close import Close
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.words import words

_HIGH, _ICON = 58, 22


class Picture(QWidget):
    """An icon beside a text."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon = icon_name
        self.setFixedSize(QSize(_ICON, _ICON))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon(self._icon, theme.tokens().muted, _ICON, self.devicePixelRatioF()))
        painter.end()


class LastClose(Card):
    """`wanted` is emitted when the next close is to be made."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(_HIGH + SPREAD)
        self.last = label(role="key")
        self.since = label(role="caption")
        self.make = button(self.tr("Make the close (Alt+C)"))
        self.make.setShortcut("Alt+C")
        self.make.clicked.connect(self.wanted)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.last)
        texts.addWidget(self.since)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page, SPACE.tight, SPACE.apart, SPACE.tight)
        row.setSpacing(SPACE.apart)
        row.addWidget(Picture("calculator"))
        row.addLayout(texts, 1)
        row.addWidget(self.make)

    def show_closes(self, last: Close | None, draft: Close) -> None:
        """Show the last close, None if there is none yet, and what the next one would count now."""
        if last is None:
            self.last.setText(self.tr("No daily close yet"))
            text = self.tr("so far {count} orders, {amount}")
        else:
            self.last.setText(self.tr("Last close {time}").format(time=words.minute(last.at)))
            text = self.tr("since then {count} orders, {amount}")
        since = text.format(count=f"{draft.total.orders:,}", amount=words.yuan(draft.total.price))
        self.since.setText(since)
