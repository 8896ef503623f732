"""The program's tray icon and its messages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop.system.paths import resource
from desktop.ui.alerts.texts import Notice
from desktop.ui.widgets.plain import tip, tray_text

_URGENT_MS = 15_000
_BRIEF_MS = 4_000


class Tray(QObject):
    """Shown if the system has a tray; if the tray starts later than the program, from the next message on."""

    opened = Signal()
    """The clerk clicked the icon or a message, or chose Open."""
    quit_wanted = Signal()

    def __init__(self, window: QWidget, has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable) -> None:
        super().__init__(window)
        self._has_tray = has_tray
        self._wanted = False
        self._urgent = QElapsedTimer()
        self._menu = QMenu(window)
        self._menu.addAction(self.tr("Open")).triggered.connect(self.opened)
        self._menu.addAction(self.tr("Quit")).triggered.connect(self.quit_wanted)
        self._icon = QSystemTrayIcon(QIcon(str(resource("icons", "topup-desk.png"))), self)
        self._icon.setToolTip(tip(window.windowTitle()))
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self.opened)

    def set_shown(self, shown: bool) -> None:
        """Show or hide the icon; without it there are no messages."""
        self._wanted = shown
        self._follow()

    def tell(self, notice: Notice) -> None:
        """Show a message in place of the last one; only an urgent message replaces an urgent one still shown."""
        if notice.urgent:
            self._urgent.start()
        elif self._urgent.isValid() and not self._urgent.hasExpired(_URGENT_MS):
            return
        kinds = QSystemTrayIcon.MessageIcon
        kind, milliseconds = (kinds.Warning, _URGENT_MS) if notice.urgent else (kinds.Information, _BRIEF_MS)
        self._follow()
        if self._icon.isVisible():
            self._icon.showMessage(tray_text(notice.title), tray_text(notice.text), kind, milliseconds)

    def close(self) -> None:
        """Remove the icon: Windows keeps that of an ended program until the mouse passes over it."""
        self.set_shown(False)

    def _follow(self) -> None:
        """Show the icon only if there is a tray: otherwise Qt warns, and shows messages as windows of this program."""
        self._icon.setVisible(self._wanted and self._has_tray())

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.opened.emit()
