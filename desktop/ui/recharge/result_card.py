"""The card under the form: what became of the clerk's last action, and the receipt of the order placed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.widgets.qt_numbers import NO_FOCUS

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.ui.widgets.button import Button

_ICON, _HIGH = 22, 58
_ICONS = {"muted": ("clock-3", "muted"), "success": ("circle-check", "success"), "error": ("triangle-alert", "danger")}


class ResultCard(Card):
    """Hidden while there is nothing to say."""

    receipt_wanted = Signal()
    changed = Signal()
    """It may need another height."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.tone = "muted"
        self.is_of_order = False
        """Whether it is about the order placed last."""
        self.headline = label(role="key")
        self.more = label(role="muted")
        self.headline.setWordWrap(True)
        self.more.setWordWrap(True)
        self.receipt: Button | None = None
        """Created with the first order."""
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.headline)
        column.addWidget(self.more)
        column.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.page + _ICON + SPACE.apart, SPACE.near, SPACE.apart, SPACE.near)
        self._row.setSpacing(SPACE.apart)
        self._row.addLayout(column, 1)
        self.setMinimumHeight(_HIGH + SPREAD)
        self.hide()

    def text(self) -> str:
        """All that is said."""
        return self._text

    def say(self, text: str, role: str, *, of_order: bool = False) -> None:
        """Show a text, its first line as the headline, in a tone: "muted", "success" or "error"; "" hides the card.
        `of_order`: it is about the order placed last, whose receipt can be printed.
        """
        self._text, self.tone, self.is_of_order = text, role, of_order
        headline, _, more = text.partition("\n")
        self.headline.setText(headline)
        self.more.setText(more)
        self.more.setVisible(bool(more))
        dress(self.more, "error" if role == "error" and of_order else role if of_order else "muted")
        dress(self.headline, "error" if role == "error" and not of_order else "key")
        if of_order or self.receipt is not None:
            self._offer_receipt(of_order)
        for one in (self.headline, self.more):
            one.ensurePolished()  # else its height is that of other fonts until it is shown
        self.changed.emit()
        self.setVisible(bool(text))
        self.update()

    def _offer_receipt(self, wanted: bool) -> None:
        if self.receipt is None:
            self.receipt = button(self.tr("Receipt (Ctrl+P)"), icon_name="printer")
            self.receipt.setProperty("focusPolicy", NO_FOCUS)  # Enter and Tab are the form's
            self.receipt.clicked.connect(self.receipt_wanted)
            self._row.addWidget(self.receipt)
        self.receipt.setVisible(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        name, token = _ICONS.get(self.tone, _ICONS["muted"])
        painter = QPainter(self)
        sign = icon(name, getattr(theme.tokens(), token), _ICON, self.devicePixelRatioF())
        painter.drawPixmap(SPACE.page, (self.height() - SPREAD - _ICON) // 2, sign)
        painter.end()
