"""The dialog about the program: version, rights, and the notices of third-party software."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop import __version__
from desktop.domain.plain_text import revealed
from desktop.system.paths import resource
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, fit, label

_WIDE, _NOTICE_HIGH = 660, 220


def notice() -> str:
    """The notice bundled with the program; "" if the file cannot be read."""
    try:
        return resource("notices", "NOTICE.md").read_text("utf-8")
    except OSError:
        return ""


class AboutDialog(QDialog):
    """Esc closes it; the notice has the focus at first, so that arrow and page keys scroll it."""

    def __init__(self, notice: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Top-up Desk"))
        self.setMinimumWidth(_WIDE)
        self.notice = QPlainTextEdit()
        self.notice.setPlainText(revealed(notice) or self.tr("The file with the notices is missing from this copy."))
        self.notice.setReadOnly(True)
        self.notice.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.notice.setTabChangesFocus(True)
        self.notice.setMinimumHeight(_NOTICE_HIGH)
        self.notice.setAccessibleName(self.tr("Notices of software by others"))
        self.shut = button(self.tr("Close (Esc)"), "primary")
        self.shut.clicked.connect(self.accept)
        self._lay_out()
        fit(self)
        self.notice.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.near)
        column.addWidget(label(self.tr("Top-up Desk"), "heading"))
        column.addWidget(label(self.tr("Version {version}").format(version=__version__)))
        column.addWidget(label(self.tr("© 2026 the publisher of Top-up Desk. All rights reserved.")))
        column.addSpacing(SPACE.near)
        column.addWidget(label(self.tr("It uses software by others, under these licences:"), "muted"))
        column.addWidget(self.notice, 1)
        column.addSpacing(SPACE.near)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.shut)
        column.addLayout(buttons)
