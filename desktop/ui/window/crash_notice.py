"""Tells the clerk that the program itself failed; the details are for whoever maintains it."""

from __future__ import annotations

import platform
import sys
import time

from PySide6.QtCore import QCoreApplication, Qt, Signal, qVersion
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.widgets.plain import copy
from desktop.ui.words.messages import about_crash
from desktop.ui.words.messages.about_crash import Crash

_WIDE = 560


class CrashNotice(QDialog):
    """Accepted to start the program again, rejected to go on, or to close if it cannot go on. Esc rejects; Enter
    presses the default button: go on if that is possible, otherwise start again.
    """

    start_again = Signal()

    def __init__(self, crash: Crash, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.details = f"{_whereabouts()}\n{details}"
        self.setWindowTitle(QCoreApplication.translate("Start", "Top-up Desk"))
        self.setMinimumWidth(_WIDE)
        self.headline = label(about_crash.headline(crash), "heading")
        self.sentence = label(about_crash.sentence(crash))
        self.sentence.setWordWrap(True)
        self.copy = button(self.tr("Copy details"))
        self.again = button(self.tr("Start the program again"), "primary" if crash is Crash.THE_END else "")
        self.go_on = button(
            self.tr("Close the program") if crash is Crash.THE_END else self.tr("Go on (Enter)"),
            "" if crash is Crash.THE_END else "primary",
        )
        self.again.setVisible(crash is not Crash.LAST_TIME)
        first = self.again if crash is Crash.THE_END else self.go_on
        first.setDefault(True)
        self._lay_out()
        self.copy.clicked.connect(self._copy)
        self.again.clicked.connect(self.accept)
        self.accepted.connect(self.start_again)
        self.go_on.clicked.connect(self.reject)
        fit(self)
        first.setFocus()

    def add(self, details: str) -> None:
        """Append the details of another error."""
        self.details += f"\n\n{details}"

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.go_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(self.headline)
        column.addWidget(self.sentence)
        column.addSpacing(SPACE.near)
        column.addLayout(buttons)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)

    def _copy(self) -> None:
        copy(self.details)
        self.copy.setText(self.tr("Copied"))


def _whereabouts() -> str:
    version = QCoreApplication.applicationVersion()
    python = ".".join(map(str, sys.version_info[:3]))
    now = time.strftime("%Y-%m-%d %H:%M:%S %z")
    return f"Top-up Desk {version}, Python {python}, Qt {qVersion()}, {platform.platform()}, {now}"
