"""Says what is open before the clerk leaves: the program, the account, or practice mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.domain.leaving import Matter, Way

if TYPE_CHECKING:
    from desktop.domain.leaving import OpenMatter
    from desktop.services.desk import Desk
    from desktop.ui.window.frame import WindowFrame


_ASKS = "leaving"


class Leaving(QObject):
    """Asks once at a time, and not at all if nothing is open or the system ends the session.

    `close_wanted` to make the daily close first, `list_wanted` to see to an order ("" for none in particular),
    `number_wanted` to go back to the form.
    """

    close_wanted = Signal()
    list_wanted = Signal(str)
    number_wanted = Signal()

    def __init__(self, window: WindowFrame, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._session_ends = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(self._end_without_asking)

    def want(self, way: Way) -> None:
        """Leave in this way, unless the clerk wants to see to something first."""
        if self._session_ends or self._desk.runtime.duty.locked:  # a locked window tells nothing of what is open
            self._leave(way)
        elif not self._desk.runtime.tasks.is_reading(_ASKS):
            self._desk.runtime.tasks.read(_ASKS, self._ask(way))

    def _end_without_asking(self) -> None:
        self._session_ends = True

    async def _ask(self, way: Way) -> None:
        typed = self._window.recharge.form.number.digits
        matters = await self._desk.leaving.open_matters(typed)
        if not matters or await self._is_left_open(matters, way):
            self._leave(way)

    async def _is_left_open(self, matters: list[OpenMatter], way: Way) -> bool:
        """Whether the clerk leaves all the same; else the program goes where they want to go."""
        from desktop.ui.widgets.awaited import shown
        from desktop.ui.window.leaving_sheet import Choice, LeavingSheet

        if self._window.isMinimized():
            self._window.come_forward()  # its sheets are hidden with it
        sheet = LeavingSheet(matters, way, QApplication.activeModalWidget() or self._window)
        await shown(sheet)
        match sheet.choice:
            case Choice.LEAVE:
                return True
            case Choice.CLOSE:
                self.close_wanted.emit()
            case Choice.FIRST:
                self._go_to(matters[0])
            case Choice.STAY:
                pass
        return False

    def _go_to(self, matter: OpenMatter) -> None:
        match matter.matter:
            case Matter.CLOSE:
                self.close_wanted.emit()
            case Matter.TYPED:
                self.number_wanted.emit()
            case Matter.UNSAVED:
                pass  # nothing but patience helps, and free space: the bar says so
            case _:
                self.list_wanted.emit(matter.orders[0].order_no if matter.orders else "")

    def _leave(self, way: Way) -> None:
        window = self._window
        {Way.QUIT: window.leave, Way.MODE: window.mode_change_wanted.emit, Way.ACCOUNT: window.account_wanted.emit}[
            way
        ]()
