"""Everything on screen is plain text: the only labels, message boxes, tool tips and clipboard that the windows use.

Qt guesses in all of these whether a text is rich (HTML, with links and local images). Texts from outside pass
`domain.plain_text.one_line` before they are put into a sentence; this module is the last gate for all texts.
`tests/ui/test_plain_sources.py` checks that there is no other way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from desktop.domain.plain_text import breakable, revealed
from desktop.ui.widgets.keycap import KeyedField
from desktop.ui.widgets.qt_numbers import PLAIN_TEXT, SELECTABLE_BY_MOUSE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QMessageBox, QWidget

_BOX_ICON = 34
_WRAPPED_FROM = 60
"""Longer tool tips wrap their lines, which Qt does only for rich text."""


class PlainLabel(QLabel):
    """Shows its text literally; invisible characters are made visible, line breaks stay.

    `text` is the text as set. Selectable labels get no additional places to break, because those would be copied, too.
    """

    def __init__(self, text: str = "", *, selectable: bool = False) -> None:
        super().__init__()
        self._text = ""
        self._selectable = selectable
        self.setProperty("textFormat", PLAIN_TEXT)
        if selectable:
            self.setProperty("textInteractionFlags", SELECTABLE_BY_MOUSE)
        if text:
            self.setText(text)

    def setText(self, text: str) -> None:
        self._text = revealed(text)
        super().setText(self._text if self._selectable else breakable(self._text))

    def text(self) -> str:
        return self._text


def plain_box(icon: QMessageBox.Icon, title: str, text: str, parent: QWidget | None) -> QMessageBox:
    """A message box without buttons yet."""
    from PySide6.QtWidgets import QMessageBox  # its enumerations are not needed before the first paint

    from desktop.ui.look import icons, theme

    box = QMessageBox(icon, title, "", QMessageBox.StandardButton.NoButton, parent)
    box.setProperty("textFormat", PLAIN_TEXT)
    box.setText(breakable(revealed(text)))
    asks = icon is QMessageBox.Icon.Question
    tokens, name = theme.tokens(), "circle-question-mark" if asks else "triangle-alert"
    ink = tokens.accent_text if asks else tokens.warning
    box.setIconPixmap(icons.icon(name, ink, _BOX_ICON, box.devicePixelRatioF()))
    return box


def tip(text: str) -> str:
    """A text as a tool tip: long ones wrap, and none is parsed as HTML."""
    plain = revealed(text)
    if "<" not in plain and "&" not in plain and max(map(len, plain.split("\n"))) <= _WRAPPED_FROM:
        return plain
    escaped = breakable(plain).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<p style="white-space: pre-wrap">{escaped}</p>'


def line_for_words(text: str = "", longest: int = 0, *, key: str = "") -> QLineEdit:
    """A line edit for typed or pasted words; invisible characters are made visible at once. `key` leads to it."""
    field = KeyedField(key)
    if longest:
        field.setMaxLength(longest)

    def reveal(entered: str) -> None:
        if (seen := revealed(entered, kept="")) != entered:
            field.setText(seen)

    field.textChanged.connect(reveal)
    field.setText(text)
    return field


def tray_text(text: str) -> str:
    """A text for a tray message: some desktops parse tags in it, which cannot be switched off."""
    return revealed(text).replace("<", "‹").replace(">", "›").replace("&", "＆")


def copy(text: str) -> None:
    """Put a text on the clipboard; tabs between the cells of a table stay."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(revealed(text, kept="\n\t"))


def pasted() -> str:
    """The text on the clipboard, as it is: whoever shows it makes it plain."""
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication.clipboard().text()
