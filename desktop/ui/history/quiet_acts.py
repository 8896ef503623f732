"""The quiet acts on an order's sheet: possible, but seldom right, and the copy of all details."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal

from desktop.domain.orders.order import Order
from desktop.ui.history.sheet_acts import quiet_acts
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.acts import Act, act_word, cash_of, icon_of, not_returned_word
from desktop.ui.recharge.undo_row import UNDO_S
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.undo_key import UndoKey

_ACTS = (
    *(Act.NOT_RETURNED, Act.CASH_RETURNED, Act.RETURN_OTHERWISE, Act.SEEN_TO),
    *(Act.PAY_OTHERWISE, Act.SETTLE_DEBT),
)


class QuietActs(Flow):
    """`acted` carries an Act. For UNDO_S seconds after `offer_undo` the act that takes the cash back is offered as an
    undo, which Ctrl+Z does, too.
    """

    acted = Signal(object)

    def __init__(self) -> None:
        super().__init__(SPACE.tight)
        self.buttons = {act: Button(look="ghost", measure="small", icon_name=icon_of(act)) for act in _ACTS}
        self.details = Button(self.tr("Copy details"), look="ghost", measure="small")
        for act, made in self.buttons.items():
            made.clicked.connect(lambda _on=False, act=act: self._act(act))
        self.arrange([*self.buttons.values(), self.details])
        self._undo_key: UndoKey | None = None
        self.undo_time = QTimer(self, singleShot=True, interval=UNDO_S * 1000)
        self.undo_time.timeout.connect(self.end_undo)

    def offer_undo(self) -> None:
        """The cash was just noted as returned."""
        if self._undo_key is None:
            self._undo_key = UndoKey(self.window(), lambda: self._act(Act.NOT_RETURNED))
        self._undo_key.set_on(True)
        self.undo_time.start()
        self._wear_undo()

    def end_undo(self) -> None:
        """From now on taking it back is a quiet act."""
        self.undo_time.stop()
        if self._undo_key is not None:
            self._undo_key.set_on(False)
        self._wear_undo()

    def show_order(self, order: Order, now: float) -> None:
        """Offer what is possible for the order at this time (unix seconds)."""
        offered = quiet_acts(order, now)
        for act, made in self.buttons.items():
            made.setVisible(act in offered)
            if act is not Act.NOT_RETURNED:
                made.setText(act_word(act, order))
        if cash_of(order):
            self.buttons[Act.SEEN_TO].setText(self.tr("Seen to, nothing to return"))
        self._wear_undo()

    def _act(self, act: Act) -> None:
        if act is Act.NOT_RETURNED:
            self.end_undo()
        self.acted.emit(act)

    def _wear_undo(self) -> None:
        offered = self.undo_time.isActive()
        made = self.buttons[Act.NOT_RETURNED]
        made.wear("tonal" if offered else "ghost")
        made.setText(self.tr("Undo (Ctrl+Z)") if offered else not_returned_word())
