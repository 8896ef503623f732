"""The menu at the foot of the rail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.ui.look.density import REGULAR
from desktop.ui.window.rail import ItemState, paint_item

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from desktop.ui.look.density import Density


class MenuButton(QToolButton):
    """One signal per entry. Entries that need a desk are enabled by `open`."""

    settings = Signal()
    account = Signal()
    mode = Signal()
    backups = Signal()
    staff = Signal()
    limits = Signal()
    audit = Signal()
    keys = Signal()
    about = Signal()
    quit = Signal()

    def __init__(self, *, practising: bool) -> None:
        super().__init__()
        self._density = REGULAR
        menu = QMenu(self)
        other_mode = self.tr("Leave practice mode") if practising else self.tr("Practice mode")
        self._for_a_desk = [
            _added(menu, self.tr("Settings…"), self.settings.emit),
            *([] if practising else [_added(menu, self.tr("Account…"), self.account.emit)]),
            _added(menu, other_mode, self.mode.emit),
            _added(menu, self.tr("Backups…"), self.backups.emit),
            _added(menu, self.tr("Staff…"), self.staff.emit),
            _added(menu, self.tr("Limits…"), self.limits.emit),
            _added(menu, self.tr("Audit log…"), self.audit.emit),
        ]
        for action in self._for_a_desk:
            action.setEnabled(False)
        menu.addSeparator()
        # Set as properties: setShortcut would cost the first paint all of Qt's classes (qt_numbers).
        _added(menu, self.tr("Keys"), self.keys.emit).setProperty("shortcut", QKeySequence("F1"))
        _added(menu, self.tr("About…"), self.about.emit)
        leave = _added(menu, self.tr("Quit"), self.quit.emit)
        leave.setProperty("shortcut", QKeySequence("Ctrl+Q"))
        self.setText(self.tr("Menu"))
        self.setAccessibleName(self.tr("Menu"))
        self.setProperty("shortcut", QKeySequence("F10"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(menu)

    def open(self) -> None:
        """Enable the entries that need a desk."""
        for action in self._for_a_desk:
            action.setEnabled(True)

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._density = density
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._density.rail, self._density.rail_item + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        state = ItemState(under_mouse=self.underMouse(), pressed=self.isDown(), focus=self.hasFocus())
        paint_item(painter, self.rect(), "menu", self.text(), state)
        painter.end()


def _added(menu: QMenu, text: str, work: Callable[[], object]) -> QAction:
    """A new entry of the menu. (`addAction` with a slot would cost the first paint all of Qt's classes: qt_numbers.)"""
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked: work())
    menu.addAction(action)
    return action
