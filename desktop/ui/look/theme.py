"""Applies the tokens, light or dark, to the application, and returns the current ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.look.style_sheet import style_sheet
from desktop.ui.look.tokens import DARK, LIGHT, TYPE

if TYPE_CHECKING:
    from desktop.ui.look.tokens import Tokens

_CHOSEN, _SYSTEM_DARK, _DARK = "chosen_colours", "system_wears_dark", "wears_dark"

_HALF_LIGHT = 128

FONT_FAMILIES = ["Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "sans-serif"]


def dressed(argv: list[str]) -> QApplication:
    """Create the application with its style and font; `follow` sets its colours."""
    app = QApplication([*argv, "-style", "fusion"])  # setStyle would create all of QStyle's Python classes
    install(app)
    return app


def install(app: QApplication) -> None:
    """Set an application's font, and follow the system's colours."""
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(TYPE.body)
    app.setFont(font)
    # The palette is still the system's. (styleHints().colorScheme() would create all of Qt's Python classes.)
    app.setProperty(_SYSTEM_DARK, app.palette().window().color().lightness() < _HALF_LIGHT)
    app.styleHints().colorSchemeChanged.connect(lambda scheme: _system_wears(app, dark=scheme.name == "Dark"))


def follow(app: QApplication, chosen: str) -> None:
    """Use "light" or "dark", or for "" the system's colours, now and whenever they change."""
    app.setProperty(_CHOSEN, chosen)
    app.setProperty(_DARK, chosen == "dark" or (not chosen and bool(app.property(_SYSTEM_DARK))))
    _dress(app)


def tokens() -> Tokens:
    """The current tokens."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_DARK) else LIGHT


@cache
def font(pixels: int, *, bold: bool = False) -> QFont:
    """The program's font in a size, for painting."""
    made = QFont()
    made.setFamilies(FONT_FAMILIES)
    made.setPixelSize(pixels)
    made.setBold(bold)
    return made


def _system_wears(app: QApplication, *, dark: bool) -> None:
    app.setProperty(_SYSTEM_DARK, dark)
    follow(app, str(app.property(_CHOSEN) or ""))


def _dress(app: QApplication) -> None:
    current = tokens()
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: current.ground,
        QPalette.ColorRole.WindowText: current.text,
        QPalette.ColorRole.Base: current.surface,
        QPalette.ColorRole.AlternateBase: current.ground,
        QPalette.ColorRole.Text: current.text,
        QPalette.ColorRole.Button: current.surface,
        QPalette.ColorRole.ButtonText: current.text,
        QPalette.ColorRole.Highlight: current.accent,
        QPalette.ColorRole.HighlightedText: current.on_accent,
        QPalette.ColorRole.PlaceholderText: current.muted,
        QPalette.ColorRole.ToolTipBase: current.surface,
        QPalette.ColorRole.ToolTipText: current.text,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    app.setPalette(palette)
    scheme = "dark" if current is DARK else "light"
    app.setStyleSheet(style_sheet(current, scheme))
