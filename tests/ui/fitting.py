"""Finds what does not fit in a window or a sheet: cut texts, hidden buttons, parts that lie over each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLayout,
    QRadioButton,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)

from desktop.ui.recharge.form import RechargeForm
from desktop.ui.recharge.hint import ElidedLine
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.fitted_label import FittedLabel
from desktop.ui.window.strip_cell import StripCell

ADVICE = {"error", "notice", "locked", "warning", "success", "info"}
"""Roles of lines that must not be elided."""
NUMBER = re.compile(r"^[-+−]?¥?[-+−]?[\d,]+(\.\d+)?$")
_CELL_SIDE, _MOST_ROWS = 12, 40
_BARELY = 1
"""Pixels that rounding may cost."""


def settle() -> None:
    """Lay everything out that waits for it."""
    for _ in range(4):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        QApplication.sendPostedEvents()


def name_of(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    said = text() if callable(text) else widget.accessibleName()
    return f"{type(widget).__name__} “{str(said)[:40]}”"


def shown_in(root: QWidget) -> Iterator[QWidget]:
    """The widgets that are seen in it, without those inside views and fields."""
    for child in root.children():
        if not isinstance(child, QWidget) or child.isWindow() or not child.isVisible():
            continue
        yield child
        if not isinstance(child, QAbstractItemView) or child.property("role") == "actions":
            yield from shown_in(child)


def faults(root: QWidget, over: QWidget | None = None) -> list[str]:
    """All that does not fit in a window, or in a sheet `over` one."""
    found = [] if over is None else outside(root, over)
    found += overlaps(root)
    for widget in shown_in(root):
        match widget:
            case QAbstractButton():
                found += hidden(widget, root) + cut_button(widget)
            case QLabel():
                found += cut_label(widget) + hidden(widget, root)
            case QTableView():
                found += cut_numbers(widget)
            case QScrollBar():
                found += unwanted(widget)
            case QComboBox():
                found += cut_choice(widget)
            case _:
                pass
        found += overlaps(widget)
    return list(dict.fromkeys(found))


def outside(sheet: QWidget, over: QWidget) -> list[str]:
    """A sheet is larger than what it lies over. (Its place says nothing here: it keeps to the screen, and the offscreen
    one is smaller than any shop's.)
    """
    if sheet.width() <= over.width() and sheet.height() <= over.height():
        return []
    return [f"{type(sheet).__name__} {sheet.width()}×{sheet.height()} is not inside {over.width()}×{over.height()}"]


def hidden(widget: QWidget, root: QWidget) -> list[str]:
    """A part that its parents cut off; what can be scrolled to counts as seen."""
    place, at = widget.rect(), widget
    while at is not root:
        parent = at.parentWidget()
        assert parent is not None
        place, at = QRect(at.mapToParent(place.topLeft()), place.size()), parent
        holder = at.parentWidget()
        scrolls = isinstance(holder, QAbstractScrollArea) and at is holder.viewport()
        room = at.rect()
        if place.left() < room.left() or place.right() > room.right():
            return [f"{name_of(widget)} is cut off sideways"]
        if scrolls:
            return []
        if place.top() < room.top() or place.bottom() > room.bottom():
            return [f"{name_of(widget)} is cut off above or below"]
    return []


def cut_button(made: QAbstractButton) -> list[str]:
    if isinstance(made, Button | StripCell | QCheckBox | QRadioButton):
        wanted = made.sizeHint()
        if made.width() + _BARELY < wanted.width():
            return [f"{name_of(made)} has {made.width()} of {wanted.width()} px"]
        if made.height() + 8 < wanted.height():
            return [f"{name_of(made)} is {made.height()} of {wanted.height()} px high"]
    return []


def cut_label(label: QLabel) -> list[str]:
    if not label.text() or label.pixmap():
        return []
    if isinstance(label, FittedLabel):
        return []  # leaves out the middle of a number, and copies all of it
    if isinstance(label, ElidedLine):
        said = str(label.property("role"))
        if label.text().endswith("…") and label.text() != label.said and (said in ADVICE or "¥" in label.said):
            return [f"{name_of(label)} is elided"]
        return []
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        if label.height() + _BARELY < wanted:
            return [f"{name_of(label)} is {label.height()} of {wanted} px high"]
        return []
    wanted = label.sizeHint().width()
    ink = label.fontMetrics().tightBoundingRect(label.text()).height()
    if label.width() + _BARELY < wanted or label.height() + _BARELY < ink:
        return [f"{name_of(label)} has {label.width()} of {wanted} px, and {label.height()} of {ink} in height"]
    return []


def cut_choice(box: QComboBox) -> list[str]:
    """A combo box that cannot show one of its choices; those of people's names may be longer than any box."""
    if box.isEditable():
        return []
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    wanted = {box.itemText(row): box.fontMetrics().horizontalAdvance(box.itemText(row)) for row in range(box.count())}
    return [
        f"“{text}” has {room} of {width} px in the box {box.accessibleName()}"
        for text, width in wanted.items()
        if room + _BARELY < width
    ]


def cut_numbers(table: QTableView) -> list[str]:
    """Numbers that their column cuts, and columns of which some cannot be seen."""
    found, model = [], table.model()
    bold = table.font()
    bold.setBold(True)
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        for row in range(min(_MOST_ROWS, model.rowCount())):
            index = model.index(row, column)
            text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
            used = index.data(Qt.ItemDataRole.FontRole) or table.font()
            if NUMBER.match(text) and QFontMetrics(used).horizontalAdvance(text) + _CELL_SIDE > table.columnWidth(
                column
            ):
                found.append(f"“{text}” is cut in column {column} of {type(table).__name__}")
    return found


def unwanted(bar: QScrollBar) -> list[str]:
    """A scroll bar in the form, or one along the lower edge of what stands in a scroll area."""
    holder = bar.parentWidget()
    while holder is not None:
        if isinstance(holder, RechargeForm):
            return ["a scroll bar inside the form"]
        if isinstance(holder, QScrollArea) and bar.orientation() is Qt.Orientation.Horizontal and bar.maximum():
            return [f"{type(holder).__name__} must be scrolled sideways"]
        holder = holder.parentWidget()
    return []


def overlaps(parent: QWidget) -> list[str]:
    """Parts of one layout that lie over each other."""
    layout = parent.layout()
    if layout is None:
        return []
    parts = [one for one in laid_out(layout) if one.isVisible() and one.width() and one.height()]
    return [
        f"{name_of(one)} and {name_of(other)} overlap"
        for place, one in enumerate(parts)
        for other in parts[place + 1 :]
        if (common := one.geometry() & other.geometry()).width() > _BARELY and common.height() > _BARELY
    ]


def laid_out(layout: QLayout) -> Iterator[QWidget]:
    from PySide6.QtWidgets import QStackedLayout

    if isinstance(layout, QStackedLayout):
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        if (widget := item.widget()) is not None:
            yield widget
        elif (inner := item.layout()) is not None:
            yield from laid_out(inner)
