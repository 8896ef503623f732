"""The offers: face values with their prices, and fast or slow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.orders.order import Speed
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.qt_numbers import ALIGN_HCENTER
from desktop.ui.words import words
from desktop.ui.words.messages import about_counter, about_numbers

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton, QLabel

    from desktop.domain.orders.offer import Offer

_FEW = 3
_MANY_IN_A_ROW = 5


class OfferPicker(QWidget):
    """Alt+1 … Alt+9 choose the face, Alt+F and Alt+S the speed. Nothing is preselected except fast."""

    changed = Signal()

    def __init__(self, offers: tuple[Offer, ...], *, slow_allowed: bool) -> None:
        super().__init__()
        self._offers = offers
        self.slow_allowed = slow_allowed
        self._prices: list[QLabel] = []
        self._faces = QButtonGroup(self)
        self._speeds = QButtonGroup(self)
        self._missing = label(role="error")
        self._slow = label(about_numbers.slow_warning(), "warning")
        self._slow.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.close)
        row = QHBoxLayout()
        row.setSpacing(SPACE.apart)
        row.addWidget(label(self.tr("Face value"), "heading"))
        row.addWidget(self._missing, 1)
        column.addLayout(row)
        column.addLayout(self._face_buttons())
        column.addSpacing(SPACE.close)
        speeds = self._speed_buttons()
        speeds.setVisible(slow_allowed)
        column.addWidget(speeds)
        column.addWidget(self._slow)
        self._faces.idToggled.connect(lambda _index, _chosen: self._refresh())
        self._speeds.idToggled.connect(lambda _speed, _chosen: self._refresh())
        self._refresh()

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
            for index, offer in enumerate(self._offers):
                if offer.face == face:
                    self._faces.button(index).setChecked(True)

    def sells(self, face: int) -> bool:
        """Whether this face (fen) is sold."""
        return any(offer.face == face for offer in self._offers)

    def choose(self, face: int, speed: Speed) -> None:
        """Choose a face (fen) and a speed, as far as both are sold; a face that is not is not replaced."""
        if self.slow_allowed or speed is Speed.FAST:
            self._speeds.button(int(speed)).setChecked(True)
        self.prefer(face)

    def refuse(self) -> None:
        """Show that a face must be chosen."""
        self._missing.setText(about_counter.choose_face())

    def forget(self) -> None:
        """Clear the choices, which must not stay for the next customer."""
        self._speeds.button(int(Speed.FAST)).setChecked(True)
        self._faces.setExclusive(False)
        for choice in self._faces.buttons():
            choice.setChecked(False)
        self._faces.setExclusive(True)
        self._missing.setText("")
        self._refresh()

    def _face_buttons(self) -> QGridLayout:
        grid = QGridLayout()
        few = len(self._offers) <= _FEW
        in_a_row = _FEW if few else _MANY_IN_A_ROW
        grid.setSpacing(SPACE.near if few else SPACE.close)
        for index, offer in enumerate(self._offers):
            choice = button(words.face(offer.face), "face" if few else "small-face", checkable=True)
            self._faces.addButton(choice, index)
            _click_on(f"Alt+{index + 1}", choice)
            price = label(role="muted", alignment=ALIGN_HCENTER)
            self._prices.append(price)
            cell = QVBoxLayout()
            cell.setSpacing(SPACE.hair)
            cell.addWidget(choice)
            cell.addWidget(price)
            grid.addLayout(cell, index // in_a_row, index % in_a_row)
        return grid

    def _speed_buttons(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        for speed, text, keys in (
            (Speed.FAST, self.tr("Fast: minutes (Alt+F)"), "Alt+F"),
            (Speed.SLOW, self.tr("Slow: 72 hours, in parts (Alt+S)"), "Alt+S"),
        ):
            choice = button(text, "speed", checkable=True)
            self._speeds.addButton(choice, int(speed))
            _click_on(keys, choice)
            row.addWidget(choice)
        row.addStretch(1)
        self._speeds.button(int(Speed.FAST)).setChecked(True)
        return box

    def _refresh(self) -> None:
        if self.offer is not None:
            self._missing.setText("")
        self._slow.setVisible(self.speed is Speed.SLOW)
        few = len(self._offers) <= _FEW
        for index, (offer, price) in enumerate(zip(self._offers, self._prices, strict=True)):
            pays, keys = words.yuan(offer.price(self.speed)), f"Alt+{index + 1}"
            price.setText(f"{pays} · {keys}" if few else pays)
            self._faces.button(index).setToolTip(tip(keys))
            described = self.tr("to collect {price}, {keys}").format(price=pays, keys=keys)
            self._faces.button(index).setAccessibleDescription(described)
        self.changed.emit()


def _click_on(keys: str, choice: QAbstractButton) -> None:
    # A button's own mnemonic clicks only after 100 ms, too late if Enter follows quickly. The shortcut belongs to the
    # button, so that a hidden button has none.
    shortcut = QShortcut(QKeySequence(keys), choice)
    shortcut.activated.connect(choice.click)
