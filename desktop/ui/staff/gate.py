"""Covers a page that who is here may not see."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.right import Right
from desktop.services.desk import Desk
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.words.messages import about_rights


class Gate(EmptyState):
    """Lies over its page as long as a right is missing, and says who has it. What is below takes no keys then."""

    def __init__(self, page: QWidget, desk: Desk, bridge: Bridge, *rights: Right) -> None:
        super().__init__("lock", about_rights.needed(rights))
        self._page = page
        self._desk = desk
        self._rights = frozenset(rights)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.below = [part for part in page.children() if isinstance(part, QWidget)]
        self._stopped: list[QWidget] = []
        self.setParent(page)
        page.installEventFilter(self)
        bridge.duty_changed.connect(self._follow)
        self._follow()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._page.rect())
        return False

    def _follow(self) -> None:
        closed = not self._desk.runtime.duty.may(*self._rights)
        self.say(about_rights.needed(self._rights), about_rights.who_may(self._desk.staff.holders(self._rights)))
        self._let_keys_through(not closed)
        self.setGeometry(self._page.rect())
        self.setVisible(closed)
        if closed:
            self.raise_()

    def _let_keys_through(self, open_now: bool) -> None:
        """Enable again only what was enabled before: the page itself may have a reason for the rest."""
        if open_now:
            for part in self._stopped:
                part.setEnabled(True)
            self._stopped.clear()
        else:
            self._stopped += [part for part in self.below if part.isEnabledTo(self._page)]
            for part in self._stopped:
                part.setEnabled(False)
