"""Asks what is to be collected for each of the chosen rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.money import fen_typed
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.form import answers, fields_grid

_WIDE, _FIELD_WIDE, _LINE = 460, 160, 22


class PriceDialog(QDialog):
    """Accepted only with an amount above zero, which is then in `fen`."""

    def __init__(self, rows: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.fen = 0
        self.setWindowTitle(self.tr("To collect for each of {count} rows").format(count=rows))
        self.setMinimumWidth(_WIDE)
        self.amount = QLineEdit()
        self.amount.setFixedWidth(_FIELD_WIDE)
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.amount.setPlaceholderText("0.00")
        self.wrong = label(role="error")
        self.wrong.setMinimumHeight(_LINE)
        back, save = button(self.tr("Back (Esc)")), button(self.tr("Set (Enter)"), "primary")
        back.clicked.connect(self.reject)
        save.clicked.connect(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addLayout(fields_grid([(self.tr("Amount (yuan)"), self.amount)]))
        column.addWidget(self.wrong)
        column.addLayout(answers(back, save))
        fit(self)
        self.amount.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
            return
        super().keyPressEvent(event)

    def _save(self) -> None:
        fen = fen_typed(self.amount.text())
        if fen is None or fen <= 0:
            self.wrong.setText(self.tr("An amount in yuan above zero."))
            self.amount.selectAll()
            return
        self.fen = fen
        self.accept()
