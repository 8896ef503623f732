"""The offers: face values with their prices, and fast or slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.orders.order import Speed
from desktop.ui.look.density import REGULAR
from desktop.ui.look.tokens import SPACE
from desktop.ui.recharge.face_button import FaceButton
from desktop.ui.recharge.row_texts import face_word
from desktop.ui.widgets.build import label
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.segments import Segments
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QAbstractButton

    from desktop.domain.orders.offer import Offer
    from desktop.ui.look.density import Density

_FEW = 3
_MANY_IN_A_ROW = 5


class OfferPicker(QWidget):
    """Alt+1 … Alt+9 choose the face, Alt+F and Alt+S the speed. Nothing is preselected except fast."""

    changed = Signal()

    def __init__(self, offers: tuple[Offer, ...], *, slow_allowed: bool) -> None:
        super().__init__()
        self._offers = offers
        self.slow_allowed = slow_allowed
        self._faces = QButtonGroup(self)
        self._missing = label(role="error")
        self._slow = label(about_numbers.slow_warning(), "warning")
        self._slow.setWordWrap(True)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.apart)
        row.addWidget(label(self.tr("Face value"), "label"))
        row.addWidget(self._missing, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.near)
        self._column.addWidget(self._head)
        self._column.addLayout(self._face_buttons())
        self._segments = self._speed_buttons()
        self._speeds = self._segments.group
        self._column.addWidget(self._segments)
        self._column.addWidget(self._slow)
        self.set_density(REGULAR)
        self._faces.idToggled.connect(lambda _index, _chosen: self._refresh())
        self._speeds.idToggled.connect(lambda _speed, _chosen: self._refresh())
        self._refresh()

    def set_density(self, density: Density) -> None:
        """Use the sizes of this density."""
        self._is_tight = density.tight
        self._lacks_room = density.tight or (density.compact and len(self._offers) > _FEW)
        for choice in self._faces.buttons():
            assert isinstance(choice, FaceButton)
            choice.set_density(density)
        self._column.setSpacing(SPACE.near if not density.compact else SPACE.close)
        self._show_head()
        self._show_speeds()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.EnabledChange:
            self._show_speeds()

    def _show_speeds(self) -> None:
        """A number that is locked can be ordered at no speed; what then is told about it takes the room. Where bars
        leave too little for many faces and the warning, the confirm sheet tells it.
        """
        has_room = not self._is_tight or len(self._offers) <= _FEW
        self._slow.setVisible(self.speed is Speed.SLOW and self.isEnabled() and has_room)
        self._segments.setVisible(self.slow_allowed and (self.isEnabled() or not self._lacks_room))

    def _show_head(self) -> None:
        self._head.setVisible(not self._lacks_room or bool(self._missing.text()))

    @property
    def offer(self) -> Offer | None:
        """The chosen offer."""
        chosen = self._faces.checkedId()
        return self._offers[chosen] if chosen >= 0 else None

    @property
    def speed(self) -> Speed:
        return Speed(self._speeds.checkedId())

    def face_button(self, index: int) -> QAbstractButton:
        """The button of the face that Alt+(index + 1) chooses."""
        return self._faces.button(index)

    def buttons(self) -> list[QAbstractButton]:
        """All buttons, in the order of work."""
        return [*self._faces.buttons(), *self._speeds.buttons()]

    def prefer(self, face: int) -> None:
        """Choose this face (fen) if it is sold and none is chosen yet."""
        if self.offer is None:
            self.choose(face)

    def choose(self, face: int | None) -> bool:
        """Choose this face (fen) and no other; if it is not sold, or None, no face stays chosen. Whether one does."""
        for index, offer in enumerate(self._offers):
            if offer.face == face:
                self._faces.button(index).setChecked(True)
                return True
        self._choose_none()
        return False

    def sells(self, face: int) -> bool:
        """Whether this face (fen) is sold."""
        return any(offer.face == face for offer in self._offers)

    def choose_speed(self, speed: Speed) -> None:
        """Choose this speed if it is offered."""
        if self.slow_allowed or speed is Speed.FAST:
            self._speeds.button(int(speed)).setChecked(True)

    def refuse(self) -> None:
        """Show that a face must be chosen."""
        self._missing.setText(about_counter.choose_face())
        self._show_head()

    def forget(self) -> None:
        """Clear the choices, which must not stay for the next customer."""
        self._speeds.button(int(Speed.FAST)).setChecked(True)
        self._choose_none()
        self._missing.setText("")
        self._show_head()
        self._refresh()

    def _choose_none(self) -> None:
        self._faces.setExclusive(False)
        for choice in self._faces.buttons():
            choice.setChecked(False)
        self._faces.setExclusive(True)

    def _face_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        few = len(self._offers) <= _FEW
        in_a_row = _FEW if few else _MANY_IN_A_ROW
        grid.setSpacing(SPACE.near if few else SPACE.close)
        for index, offer in enumerate(self._offers):
            keys = f"Alt+{index + 1}"
            choice = FaceButton(face_word(offer.face), keys, small=not few)
            self._faces.addButton(choice, index)
            _click_on(keys, choice)
            grid.addWidget(choice, index // in_a_row, index % in_a_row)
        for column in range(in_a_row):
            grid.setColumnStretch(column, 1)
        return grid

    def _speed_buttons(self) -> Segments:
        made = Segments()
        for speed, text, keys in (
            (Speed.FAST, self.tr("Fast · minutes (Alt+F)"), "Alt+F"),
            (Speed.SLOW, self.tr("Slow · 72 h, in parts (Alt+S)"), "Alt+S"),
        ):
            _click_on(keys, made.add(text, int(speed)))
        made.group.button(int(Speed.FAST)).setChecked(True)
        return made

    def _refresh(self) -> None:
        if self.offer is not None:
            self._missing.setText("")
            self._show_head()
        self._show_speeds()
        for index, offer in enumerate(self._offers):
            choice = self._faces.button(index)
            assert isinstance(choice, FaceButton)
            pays = words.yuan(offer.price(self.speed))
            choice.show_price(pays, self.tr("Collect {price}").format(price=pays))
            choice.setToolTip(tip(choice.key))
            described = self.tr("to collect {price}, {keys}").format(price=pays, keys=choice.key)
            choice.setAccessibleDescription(described)
        self.changed.emit()


def _click_on(keys: str, choice: QAbstractButton) -> None:
    # A button's own mnemonic clicks only after 100 ms, too late if Enter follows quickly. The shortcut belongs to the
    # button, so that a hidden button has none.
    shortcut = QShortcut(QKeySequence(keys), choice)
    shortcut.activated.connect(choice.click)
