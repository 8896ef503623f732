"""Two groups of widgets in a row, which goes on in further lines where it is too narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """The second group is at the right end while all fit in one line, otherwise it begins a line. Hidden widgets take
    no room. `gap` is between widgets, `side` and `above` around them (pixels).

    No QLayout: Python's items of one outlive their widgets.
    """

    def __init__(self, gap: int, side: int = 0, above: int = 0) -> None:
        super().__init__()
        self._gap, self._side, self._above = gap, side, above
        self._left: list[QWidget] = []
        self._right: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def arrange(self, left: Sequence[QWidget], right: Sequence[QWidget] = ()) -> None:
        """Put the widgets into these groups; new ones are shown."""
        for one in (*left, *right):
            if one.parentWidget() is not self:
                one.setParent(self)
                one.show()
                one.installEventFilter(self)
        self._left, self._right = list(left), list(right)
        self._renew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._renew()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._renew()
        return super().event(event)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(width, move=False)

    def sizeHint(self) -> QSize:
        return QSize(self._wide() + 2 * self._side, self._high() + 2 * self._above)

    def minimumSizeHint(self) -> QSize:
        wide = max((one.sizeHint().width() for one in self._shown()), default=0)
        return QSize(wide + 2 * self._side, self._high() + 2 * self._above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), move=True)

    def _renew(self) -> None:
        self.updateGeometry()
        self._place(self.width(), move=True)

    def _shown(self) -> list[QWidget]:
        return [one for one in (*self._left, *self._right) if not one.isHidden()]

    def _wide(self) -> int:
        shown = self._shown()
        return sum(one.sizeHint().width() for one in shown) + self._gap * max(0, len(shown) - 1)

    def _high(self) -> int:
        return max((one.sizeHint().height() for one in self._shown()), default=0)

    def _place(self, width: int, *, move: bool) -> int:
        """Put the widgets into their lines, if they are to move; returns the height needed."""
        spare = width - 2 * self._side - self._wide()
        at, top, end = self._side, self._above, width - self._side
        second = next((one for one in self._right if not one.isHidden()), None)
        for one in self._shown():
            size = one.sizeHint()
            if one is second and spare >= 0:
                at += spare
            if at > self._side and ((one is second and spare < 0) or at + size.width() > end):
                at, top = self._side, top + self._high() + self._gap
            if move:
                one.resize(size)
                one.move(QPoint(at, top))
            at += size.width() + self._gap
        return top + self._high() + self._above
