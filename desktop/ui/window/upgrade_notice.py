"""Shows the clerk that the orders are being brought to this version's format."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from desktop.domain.upkeep.upgrade import UpgradeProgress
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label

_WIDE = 520


class UpgradeNotice(QWidget):
    """A window of its own, because the window with the orders comes after it. It stays until the program takes it away:
    an upgrade is not cut short. Who closes it ends the program after the upgrade.
    """

    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.may_close = False
        self.setWindowTitle(QCoreApplication.translate("Start", "Top-up Desk"))
        self.setMinimumWidth(_WIDE)
        self.headline = label(self.tr("Preparing your orders for the new version"), "heading")
        self.sentence = label(
            self.tr(
                "The orders are copied first, then brought to the new format. This happens once and can take a minute. "
                "Please leave the computer on."
            )
        )
        self.sentence.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.headline.text())
        self.step = label("", "muted")
        self._lay_out()

    def show_progress(self, progress: UpgradeProgress) -> None:
        """Move the bar; before the first step it says that the copy is made."""
        self.bar.setRange(0, progress.steps)
        self.bar.setValue(progress.done)
        if progress.done == 0:
            self.step.setText(self.tr("Making a copy of the orders…"))
        else:
            self.step.setText(self.tr("Step {done} of {all}").format(done=progress.done, all=progress.steps - 1))

    def say_closing(self) -> None:
        """The program ends as soon as the upgrade is done."""
        self.sentence.setText(self.tr("The program closes as soon as this is done. Please leave the computer on."))

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            event.accept()
            return
        event.ignore()
        self.say_closing()
        self.close_wanted.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.page)
        column.setSpacing(SPACE.apart)
        for part in (self.headline, self.sentence, self.bar, self.step):
            column.addWidget(part)
