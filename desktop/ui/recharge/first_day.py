"""In place of the empty list of orders: how a customer is served, and two ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.ui.widgets.build import button
from desktop.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from desktop.ui.recharge.action_list import ActionList
    from desktop.ui.widgets.button import Button
    from desktop.ui.window.menu import MenuButton

translate = QCoreApplication.translate


def cover_first_day(orders: ActionList, menu: MenuButton, *, practising: bool) -> EmptyState:
    """Lie over the list of orders as long as it is empty; in practice mode the way there is left out."""
    state = EmptyState(
        "smartphone",
        translate("FirstDay", "No orders here yet"),
        translate("FirstDay", "A customer is a number and three keys"),
    )
    enter = translate("FirstDay", "Enter")
    state.add_keys(translate("FirstDay", "Number"), "Alt+2", enter, enter)
    keys = button(translate("FirstDay", "All keys (F1)"), "ghost", icon_name="keyboard")
    keys.clicked.connect(menu.keys)
    state.add_ways(*([] if practising else [_practice(menu)]), keys)
    orders.empty_text = ""
    state.cover(orders)
    return state


def _practice(menu: MenuButton) -> Button:
    made = button(translate("FirstDay", "Practise first, without money"), icon_name="graduation-cap")
    made.clicked.connect(menu.mode)
    return made
