"""The foot of a list's table: the line that the current row was read from, and what to do with the row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.batch.row_texts import plain_source
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.fitted_label import FittedLabel

_HIGH = 52


class SourceStrip(QWidget):
    """`act` ticks or strikes the row, `out` takes it out, `edit` corrects its number."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "totals")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HIGH)
        self.title = label("", "muted")
        self.text = FittedLabel(Qt.TextElideMode.ElideRight)
        self.act = button("", "soft")
        self.edit = button(self.tr("Correct the number (F2)"), "outline")
        self.out = button(self.tr("Leave out (Del)"), "outline")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.page, SPACE.near, SPACE.page, SPACE.near)
        row.setSpacing(SPACE.near)
        row.addWidget(self.title)
        row.addWidget(self.text, 1)
        row.addStretch(0)
        for one in (self.act, self.edit, self.out):
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(one)

    def show_row(self, title: str, source: str) -> None:
        """Show a source line under this title."""
        self.title.setText(title)
        self.text.show_whole(plain_source(source))

    def offer(self, act: str, *, edit: bool, out: bool) -> None:
        """Offer these acts; "" for no first one."""
        self.act.setText(act)
        self.act.setVisible(bool(act))
        self.edit.setVisible(edit)
        self.out.setVisible(out)
