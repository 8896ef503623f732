"""All that a window says to eye and ear, and what must never be among it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, Qt
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from desktop.domain.plain_text import LONGEST, is_unseen

MARK = "EVIL"
FORGED = "FORGED"
_LINK = f"<a href=https://evil.example>{FORGED}</a>"
HOSTILE = {
    "tags": f"{MARK}<b>{FORGED}</b><img src=file:///x.png>{_LINK} &lt;b&gt; & {{0}} <!-- ",
    "unseen": f"{MARK}\u202e\u2066\u200f\u200b\ufeff\n{FORGED}\r\n{FORGED}\u2028{FORGED}\x85{FORGED}\x1b[2J\x00",
    "unbroken": MARK + "W" * 9996,
    "stops": MARK + "。" * 9996,
}
_TIP = re.compile(r'<p style="white-space: pre-wrap">([^<]*)</p>')
_Role = Qt.ItemDataRole
_MOST_ROWS = 60


def said(window: QWidget) -> Iterator[tuple[str, str]]:
    """(where, text) of all that it says. Fails on a label that Qt might take for HTML."""
    for widget in [window, *window.findChildren(QWidget)]:
        where = f"{type(window).__name__} {type(widget).__name__} {widget.objectName()}"
        if isinstance(widget, QLabel) and QLabel.text(widget):
            assert widget.textFormat() is Qt.TextFormat.PlainText, f"{where}: {widget.text()!r}"
            yield where, widget.text()
        if isinstance(widget, QAbstractButton | QLineEdit):
            yield where, widget.text()
        if isinstance(widget, QPlainTextEdit):
            yield where, widget.toPlainText()
        if isinstance(widget, QComboBox):
            yield from ((where, widget.itemText(at)) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from ((where, text) for text in _items(where, widget.model()))
        yield f"{where} tip", tip_text(where, widget.toolTip())
        for text in (widget.windowTitle(), widget.accessibleName(), widget.accessibleDescription()):
            yield where, text


def tip_text(where: str, tip: str) -> str:
    """What is read in a tool tip. Fails on one that Qt takes for HTML of another's making."""
    if not GuiQt.mightBeRichText(tip):
        return tip
    ours = _TIP.fullmatch(tip)
    assert ours, f"{where}: {tip!r}"
    return html.unescape(ours[1]).replace("\u200b", "")


def faults(window: QWidget) -> list[str]:
    """Where something is said that turns the text round, hides, forges a line or has no end."""
    return [f"{where}: {text!r}" for where, text in said(window) if not is_harmless(text)]


def is_seen(text: str) -> bool:
    """Whether nothing but its line breaks works unseen."""
    return not any(is_unseen(sign) for sign in text if sign != "\n")


def is_harmless(text: str) -> bool:
    """Whether a text from outside in it stayed what it is: words in a line."""
    if not is_seen(text) or any(line.startswith(FORGED) for line in text.split("\n")):
        return False
    return not any(sign * (LONGEST + 1) in text for sign in "W。")


def _items(where: str, model: QAbstractItemModel) -> Iterator[str]:
    for row in range(min(model.rowCount(), _MOST_ROWS)):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            index = model.index(row, column)
            for role in (_Role.DisplayRole, _Role.AccessibleTextRole):
                yield str(model.data(index, role) or "")
            yield tip_text(where, str(model.data(index, _Role.ToolTipRole) or ""))
