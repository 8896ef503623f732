"""Small building blocks of all screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox

from desktop.ui.widgets.button import Button
from desktop.ui.widgets.plain import PlainLabel
from desktop.ui.widgets.qt_numbers import ALIGN_CENTER, ENTER, RETURN

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget


def label(text: str = "", role: str = "", *, selectable: bool = False, alignment: int | None = None) -> PlainLabel:
    """Create a label; `role` selects its look in the style sheet, `alignment` is one of `qt_numbers`."""
    made = PlainLabel(text, selectable=selectable)
    if alignment is not None:
        made.setProperty("alignment", alignment)
    if role:
        made.setProperty("role", role)
    return made


class CheckBox(QCheckBox):
    """A check box that only Space toggles: some desktops let Enter toggle it too, and Enter confirms here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (RETURN, ENTER):
            event.ignore()
            return
        super().keyPressEvent(event)


_BUTTONS = {"": ("tonal", ""), "small": ("tonal", "small"), "tiny": ("tonal", "tiny"), "chip": ("chip", "chip")}


def button(text: str, role: str = "", *, checkable: bool = False, icon_name: str = "") -> Button:
    """Create a push button whose accessible name is its text. `role`: one of the looks of `Button`, "small", "tiny"
    or "chip"; a key in brackets at the end of the text becomes a keycap.
    """
    look, measure = _BUTTONS.get(role, (role, ""))
    made = Button(text, look=look, measure=measure, icon_name=icon_name)
    made.setCheckable(checkable)
    return made


def fit(dialog: QDialog) -> None:
    """Make a dialog high enough for its wrapped texts: Qt's size hint treats them as single lines."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        width = max(dialog.minimumWidth(), layout.minimumSize().width())
        wanted = layout.totalHeightForWidth(width)  # -1 if no text is wrapped
        dialog.setMinimumHeight(wanted if wanted >= 0 else layout.totalMinimumSize().height())
        dialog.resize(width, dialog.minimumHeight())


def choose_first(view: QAbstractItemView) -> None:
    """Choose the first row if none is chosen: Qt makes a row current without showing the keyboard's place."""
    if not view.selectionModel().hasSelection() and view.model().rowCount():
        at = view.currentIndex()
        view.setCurrentIndex(at if at.isValid() else view.model().index(0, 0))


def say_empty(view: QAbstractItemView, text: str) -> None:
    """Paint a sentence into an empty view; call it in the view's paintEvent."""
    if view.model().rowCount() == 0:
        painter = QPainter(view.viewport())
        painter.drawText(view.viewport().rect(), ALIGN_CENTER, text)


def dress(widget: QWidget, role: str) -> None:
    """Change a widget's role and thereby its look."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
