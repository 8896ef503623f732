"""The buttons in an open row of the action list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.acts import act_word, icon_of, key_word
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.qt_numbers import NO_FOCUS

if TYPE_CHECKING:
    from desktop.domain.orders.order import Order
    from desktop.ui.recharge.acts import Act


class ActionButtons(QWidget):
    """`chosen` carries the Act of the button that was pressed. The keys of the acts belong to the list."""

    chosen = Signal(object)

    def __init__(self, order: Order, acts: tuple[Act, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._order = order
        self._acts = acts
        self.buttons: dict[Act, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.near)
        for act in acts:
            made = Button(act_word(act, order), key=key_word(act), icon_name=icon_of(act))
            made.setProperty("focusPolicy", NO_FOCUS)  # the keys belong to the list
            made.clicked.connect(lambda _on=False, act=act: self.chosen.emit(act))
            self.buttons[act] = made
            row.addWidget(made)
        row.addStretch(1)

    def are_for(self, order: Order, acts: tuple[Act, ...]) -> bool:
        """Whether they offer these acts on this state of the order."""
        return (self._order, self._acts) == (order, acts)

    def fit(self, width: int) -> None:
        """Hide the last buttons while there is no room for them (pixels); their keys act all the same."""
        left = width
        for place, made in enumerate(self.buttons.values()):
            left -= made.sizeHint().width() + (SPACE.near if place else 0)
            made.setVisible(left >= 0 or place == 0)

    def wear(self, *, keyboard: bool) -> None:
        """Fill the first button while the list has the keyboard: Space or Enter goes there."""
        for place, made in enumerate(self.buttons.values()):
            first = "primary" if keyboard else "soft"
            made.wear(first if place == 0 else "surface" if keyboard else "tonal")
