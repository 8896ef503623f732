"""Refreshes a widget only while it is visible."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.throttle import Throttle


class RefreshWhenVisible(QObject):
    """Does the work when it is wanted and the widget is visible, limited by a Throttle; otherwise when it is next
    shown. It is wanted at first.
    """

    def __init__(self, widget: QWidget, work: Callable[[], object], milliseconds: int) -> None:
        super().__init__(widget)
        self._widget = widget
        self._work = work
        self._stale = True
        self._throttle = Throttle(self._do, milliseconds, self)
        widget.installEventFilter(self)

    def want(self) -> None:
        """Declare the widget out of date."""
        self._stale = True
        self._throttle.want()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and self._stale:
            self._throttle.want()
        return False

    def _do(self) -> None:
        if self._stale and self._widget.isVisible():
            self._stale = False
            self._work()
