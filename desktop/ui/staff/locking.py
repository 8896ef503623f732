"""Locks the window until somebody signs in: by key, by itself after some minutes, and when the program starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

from desktop.ui.staff.lock_page import LockPage
from desktop.ui.widgets.awaited import set_covered, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.services.desk import Desk
    from desktop.ui.widgets.bridge import Bridge
    from desktop.ui.window.frame import WindowFrame

_MINUTE_MS = 60_000
_TYPE = QEvent.Type
_HANDS = frozenset({_TYPE.KeyPress, _TYPE.MouseButtonPress, _TYPE.MouseMove, _TYPE.Wheel, _TYPE.TouchBegin})


class Locking(QObject):
    """While nobody is signed in, the whole content of the window is away, with its keys, and a page asks for a PIN.
    What was typed in the form is there again afterwards. Sheets and dialogs are closed as by Esc.
    """

    def __init__(self, window: WindowFrame, desk: Desk, bridge: Bridge, own_keys: Iterable[QShortcut]) -> None:
        """`own_keys` are those of the window itself, which would work although its content is away."""
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._keys = list(own_keys)
        self.page: LockPage | None = None
        """There while the window is locked."""
        self.idle = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        """The time without a key or a click; inactive where the window does not lock by itself."""
        self.idle.timeout.connect(desk.staff.lock)
        self._watches = False
        self.lock_key, self.switch_key = self._key("Ctrl+L"), self._key("F9")
        self.lock_key.activated.connect(desk.staff.lock)
        self.switch_key.activated.connect(self.switch)
        window.recharge.action_list.doubts_changed.connect(self._count)
        bridge.duty_changed.connect(self._follow)
        self._follow()

    def switch(self) -> None:
        """Ask for the PIN of who takes the counter."""
        if self._desk.staff.signed_in is not None:
            self._desk.runtime.tasks.read("switch", self._switch())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Somebody is there: the time without a key begins again."""
        if event.type() in _HANDS:
            self.idle.start()
        return False

    async def _switch(self) -> None:
        from desktop.ui.staff.switch_sheet import SwitchSheet

        await shown(SwitchSheet(self._desk, self._window))

    async def _replace_lost_pin(self) -> None:
        from desktop.ui.staff.lost_pin_dialog import LostPinDialog

        await shown(LostPinDialog(self._desk, self._window))

    def _key(self, keys: str) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self._window)
        self._keys.append(made)
        return made

    def _follow(self) -> None:
        """Lock or unlock as the desk is."""
        locked = self._desk.runtime.duty.locked
        if locked and self.page is None:
            self._cover()
        elif not locked and self.page is not None:
            self._uncover()
        for key in self._keys:
            key.setEnabled(not locked)
        for key in (self.lock_key, self.switch_key):
            key.setEnabled(self._desk.staff.is_set_up and not locked)
        self._watch_hands(self._desk.staff.idle_minutes if self._desk.staff.is_set_up and not locked else 0)

    def _cover(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        set_covered(self._window, True)
        for dialog in QApplication.topLevelWidgets():
            if isinstance(dialog, QDialog) and dialog.isVisible():
                dialog.done(QDialog.DialogCode.Rejected)  # also one that would ask before it goes
        self.page = LockPage(self._desk)
        self.page.lost.connect(lambda: self._desk.runtime.tasks.read("lost pin", self._replace_lost_pin()))
        self.page.quit.connect(self._window.close)
        self._count()
        self._window.cover(self.page)
        self.page.setFocus()

    def _uncover(self) -> None:
        self._window.uncover()
        set_covered(self._window, False)
        self.page = None
        self._window.recharge.form.number.setFocus()

    def _count(self) -> None:
        if self.page is not None:
            view = self._window.recharge.action_list
            self.page.count(view.doubts + view.to_do)

    def _watch_hands(self, minutes: int) -> None:
        """Watch keys and mouse only where that is wanted: each event passes through here then."""
        app = QApplication.instance()
        if app is not None and bool(minutes) is not self._watches:
            self._watches = bool(minutes)
            if minutes:
                app.installEventFilter(self)
            else:
                app.removeEventFilter(self)
        self.idle.setInterval(minutes * _MINUTE_MS)
        if minutes:
            self.idle.start()
        else:
            self.idle.stop()
