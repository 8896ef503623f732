"""Keeps the form and an open confirm sheet in step with the line and with the platform's attitude to the account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.words import words
from desktop.ui.words.messages import about_access, about_counter

if TYPE_CHECKING:
    from desktop.domain.orders.request import Request
    from desktop.domain.refusal import Refusal
    from desktop.services.desk import Desk
    from desktop.ui.recharge.confirm_sheet import ConfirmSheet
    from desktop.ui.recharge.form import RechargeForm
    from desktop.ui.widgets.bridge import Bridge


class LineWatch(QObject):
    """While the platform refuses the account, nothing can be ordered. Once the line is back, the number in the form is
    looked up after all.
    """

    def __init__(self, form: RechargeForm, desk: Desk, bridge: Bridge) -> None:
        super().__init__(form)
        self._form = form
        self._desk = desk
        self._bridge = bridge
        self._was_offline = desk.reachability.offline
        bridge.access_changed.connect(self._stop_form)
        bridge.link_changed.connect(self._line_changed)
        self._stop_form()

    def watch(self, sheet: ConfirmSheet) -> None:
        """Let nothing be confirmed on this sheet while the platform refuses the account; probe a line that is down."""
        if self._desk.reachability.offline:
            self._desk.books.balance.probe()
        follow = self._bridge.access_changed.connect(lambda: self._stop_sheet(sheet))
        sheet.finished.connect(lambda _code: QObject.disconnect(follow))
        self._stop_sheet(sheet)

    def warnings(self, request: Request) -> list[str]:
        """The sentences on what may keep an order from being taken, the most serious last."""
        from desktop.ui.words.messages import about_balance

        found = []
        left, last = self._desk.books.balance.left, self._desk.books.balance.last
        if last is not None and left is not None and left < request.face:
            found.append(about_balance.not_enough(left, words.moment(last.read_at)))
        if self._desk.reachability.offline:
            found.append(about_counter.offline())
        return found

    def refuse(self, refusal: Refusal) -> None:
        """Say that an order was not placed."""
        self._form.say(about_access.not_ordered(refusal), "error")

    def _stop_form(self) -> None:
        refusal = self._desk.access.refusal
        if refusal is None:
            self._form.stop("", "")
        else:
            self._form.stop(about_access.not_ordered(refusal), about_access.stopped_button(refusal))

    def _stop_sheet(self, sheet: ConfirmSheet) -> None:
        refusal = self._desk.access.refusal
        sheet.stop("" if refusal is None else about_access.on_sheet(refusal))

    def _line_changed(self) -> None:
        was_offline, self._was_offline = self._was_offline, self._desk.reachability.offline
        if was_offline and not self._was_offline and self._form.numbers.number:
            self._form.numbers.completed.emit(self._form.numbers.number)
