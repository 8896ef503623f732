"""The dialog about a newer version: its number, its date, and its page."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.upkeep.release import Release
from desktop.ui.look.tokens import SPACE
from desktop.ui.newer.web_page import open_page
from desktop.ui.widgets.build import button, fit, label
from desktop.ui.words.messages import about_releases

_WIDE = 520


class NewerDialog(QDialog):
    """Accepted when the page was opened, rejected by "not now"."""

    def __init__(self, release: Release, ours: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = release.page
        self.setWindowTitle(self.tr("Newer version"))
        self.setMinimumWidth(_WIDE)
        self.address = label(release.page, "muted", selectable=True)
        self.wrong = label(role="error")
        self.wrong.hide()
        self.not_now = button(self.tr("Not now (Esc)"))
        self.open_page = button(self.tr("Open its page (Enter)"), "primary")
        self.open_page.setDefault(True)
        self._lay_out(release, ours)
        self.not_now.clicked.connect(self.reject)
        self.open_page.clicked.connect(self._open)
        fit(self)
        self.open_page.setFocus()

    def _lay_out(self, release: Release, ours: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addWidget(label(about_releases.is_there(release), "heading"))
        column.addWidget(label(self.tr("This one is version {version}.").format(version=ours)))
        texts = [
            label(self.tr("Its page opens in the browser. Nothing is downloaded or installed by itself.")),
            self.address,
            label(self.tr('"Not now" hides this for 7 days, or until a still newer version is there.'), "muted"),
            self.wrong,
        ]
        for text in texts:
            text.setWordWrap(True)
            column.addWidget(text)
        buttons = QHBoxLayout()
        buttons.addWidget(self.not_now)
        buttons.addStretch(1)
        buttons.addWidget(self.open_page)
        column.addLayout(buttons)

    def _open(self) -> None:
        if open_page(self._page):
            self.accept()
            return
        self.wrong.setText(about_releases.browser_did_not_open())
        self.wrong.show()
        fit(self)
