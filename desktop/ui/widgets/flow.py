"""Two groups of widgets in a row, which goes on in further lines where it is too narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """The second group is at the right end while all fit in one line, otherwise it begins a line. Hidden widgets take
    no room.
    """

    def __init__(self, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._at_right: set[QWidget] = set()

    def arrange(self, left: list[QWidget], right: list[QWidget]) -> None:
        """Put the widgets, which were all added, into these groups."""
        self._at_right = set(right)
        sequence = [id(widget) for widget in (*left, *right)]
        self._items.sort(key=lambda item: sequence.index(id(item.widget())))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        wide = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return self._with_margins(QSize(wide, max((item.sizeHint().height() for item in shown), default=0)))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        high = max((size.height() for size in sizes), default=0)
        return self._with_margins(QSize(max((size.width() for size in sizes), default=0), high))

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        self._place(room, move=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size.grownBy(margins)

    def _place(self, room: QRect, *, move: bool) -> int:
        """Put the items into their lines, if they are to move; returns the height needed."""
        margins = self.contentsMargins()
        inside = room.marginsRemoved(margins)
        fits = self.sizeHint().width() <= room.width()
        at_left, top, line = inside.left(), inside.top(), 0
        second = next((item for item in self._shown() if item.widget() in self._at_right), None)
        spare = inside.width() - (self.sizeHint().width() - margins.left() - margins.right())
        for item in self._shown():
            size = item.sizeHint()
            begins = item is second and not fits
            if item is second and fits:
                at_left += spare
            if at_left > inside.left() and (begins or at_left + size.width() > inside.right() + 1):
                at_left, top, line = inside.left(), top + line + self._gap, 0
            if move:
                item.setGeometry(QRect(at_left, top, size.width(), size.height()))
            at_left += size.width() + self._gap
            line = max(line, size.height())
        return top + line - room.top() + margins.bottom()
