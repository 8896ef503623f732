"""The card under the form: what became of the clerk's last action, and the receipt of the order placed last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.card import SPREAD, Card

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_ICON, _HIGH = 22, 58
_ICONS = {"muted": ("clock-3", "muted"), "success": ("circle-check", "success"), "error": ("triangle-alert", "danger")}


class ResultCard(Card):
    """Hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.message = label(role="muted")
        self.message.setWordWrap(True)
        self.receipt = button(self.tr("Receipt (Ctrl+P)"), icon_name="printer")
        self._role = "muted"
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page + _ICON + SPACE.apart, SPACE.near, SPACE.apart, SPACE.near)
        row.setSpacing(SPACE.apart)
        row.addWidget(self.message, 1)
        row.addWidget(self.receipt)
        self.setMinimumHeight(_HIGH + SPREAD)
        self.receipt.hide()
        self.hide()

    def say(self, text: str, role: str) -> None:
        """Show a text in the look of a role of the style sheet; "" hides the card."""
        self.message.setText(text)
        dress(self.message, role)
        self._role = role
        self.update()
        self.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        name, token = _ICONS.get(self._role, _ICONS["muted"])
        painter = QPainter(self)
        sign = icon(name, getattr(theme.tokens(), token), _ICON, self.devicePixelRatioF())
        painter.drawPixmap(SPACE.page, (self.height() - SPREAD - _ICON) // 2, sign)
        painter.end()
