"""The foot of an order's sheet: the acts that the order asks for, and those that are possible with every order."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.orders.order import Order
from desktop.domain.orders.status import CANCELLABLE
from desktop.ui.history.sheet_acts import main_acts
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.acts import Act, act_word, icon_of, key_word
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow

_ACTS = (Act.CASH_RETURNED, Act.SEEN_TO, Act.TRY_AGAIN, Act.ASK_NOW, Act.COPY)


class OrderFoot(Flow):
    """`acted` carries an Act. `quiet`: how buttons look for which nothing asks, a look of `Button`."""

    acted = Signal(object)

    def __init__(self, quiet: str) -> None:
        super().__init__(SPACE.near, SPACE.wide, SPACE.page)
        self._quiet = quiet
        self._main: tuple[Act, ...] = ()
        self._keyboard = True
        self.buttons = {act: Button(icon_name=icon_of(act)) for act in _ACTS}
        self.cancel = Button(self.tr("Cancel the order…"), icon_name="ban", look=quiet)
        self.receipt = Button(self.tr("Receipt"), icon_name="printer", key="Ctrl+P", look=quiet)
        for act, made in self.buttons.items():
            made.clicked.connect(lambda _on=False, act=act: self.acted.emit(act))
        self.arrange(list(self.buttons.values()), [self.cancel, self.receipt])

    @property
    def ask(self) -> Button:
        """Asks the platform now."""
        return self.buttons[Act.ASK_NOW]

    @property
    def copy(self) -> Button:
        """Copies the text for the platform's support."""
        return self.buttons[Act.COPY]

    def show_order(self, order: Order, now: float, *, ours: bool) -> None:
        """Offer what can be done about the order at this time (unix seconds); `ours`: of the account in use."""
        self._main = main_acts(order, now)
        for act, made in self.buttons.items():
            made.setVisible(act in self._main or act in (Act.ASK_NOW, Act.COPY))
            made.setText(act_word(act, order))
            made.key = key_word(act) if act in self._main else ""
            made.updateGeometry()
        may_cancel = ours and order.standing in CANCELLABLE and bool(order.order_number)
        self.cancel.setVisible(may_cancel)
        self.cancel.setEnabled(may_cancel)
        self.ask.setEnabled(ours and order.sent_at is not None)
        self._wear()
        self._sort()

    def offers(self, act: Act) -> bool:
        """Whether an act can be done now."""
        made = self.buttons.get(act)
        return made is not None and not made.isHidden() and made.isEnabled()

    def wear_keyboard(self, keyboard: bool) -> None:
        """Fill the first button while the keyboard is in the sheet."""
        self._keyboard = keyboard
        self._wear()

    def _wear(self) -> None:
        for act, made in self.buttons.items():
            first = bool(self._main) and act is self._main[0]
            filled = "primary" if self._keyboard else "soft"
            made.wear(filled if first else "tonal" if act in self._main else self._quiet)

    def _sort(self) -> None:
        main = [self.buttons[act] for act in self._main]
        others = [one for act, one in self.buttons.items() if act not in self._main]
        sequence = [*main, *others, self.cancel, self.receipt]
        self.arrange(main, [*others, self.cancel, self.receipt])
        for before, after in pairwise(sequence):
            QWidget.setTabOrder(before, after)
