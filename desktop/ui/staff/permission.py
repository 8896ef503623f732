"""Lets an act happen for which who is here lacks the right, if somebody who has it allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication

from desktop.domain.right import ForbiddenError
from desktop.services.duty import permitted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtWidgets import QWidget

    from desktop.services.desk import Desk

Done = TypeVar("Done")


async def with_permission(desk: Desk, parent: QWidget, act: Callable[[], Awaitable[Done]]) -> Done:
    """Do an act of a service; if it is forbidden, ask for the PIN of somebody who may allow it, and do it once.

    Raises ForbiddenError if nobody allowed it, who is here knows that then, and nothing was done.
    """
    try:
        return await act()
    except ForbiddenError as forbidden:
        if desk.runtime.duty.locked:
            raise
        from desktop.ui.staff.permit_sheet import PermitSheet
        from desktop.ui.widgets.awaited import shown

        sheet = PermitSheet(desk, forbidden.rights, QApplication.activeModalWidget() or parent)
        await shown(sheet)
        if sheet.permit is None:
            raise
    with permitted(sheet.permit):
        return await act()
