"""The look: tokens of colour, space and type, and the one style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop.domain.status import Standing
from desktop.paths import resource

_CHOSEN, _SYSTEM_DARK, _DARK = "chosen_colours", "system_wears_dark", "wears_dark"

_HALF_LIGHT = 128

FONT_FAMILIES = ["Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "sans-serif"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as #rrggbb. Text colours stand on `surface` and on `ground` with a contrast of 4.5:1 or more."""

    ground: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    success: str
    warning: str
    danger: str
    practice: str
    on_practice: str


LIGHT = Tokens(
    ground="#f3f5f8",
    surface="#ffffff",
    line="#ccd3db",
    text="#14181d",
    muted="#55606c",
    accent="#0a5fc2",
    on_accent="#ffffff",
    accent_soft="#e3effc",
    success="#15703a",
    warning="#8a4f00",
    danger="#b3221a",
    practice="#ffd75e",
    on_practice="#3d2e00",
)
DARK = Tokens(
    ground="#15181c",
    surface="#1e2227",
    line="#3c444d",
    text="#eef1f4",
    muted="#a9b4bf",
    accent="#6bb1ff",
    on_accent="#08182a",
    accent_soft="#1f3550",
    success="#63d08a",
    warning="#f3bd5b",
    danger="#ff9187",
    practice="#dba717",
    on_practice="#1f1700",
)

_SHEET = Template("""
* { font-size: 14px; }
QMainWindow, QDialog, QWidget#page { background: $ground; color: $text; }
QDialog { border: 2px solid $accent; }
QLabel { color: $text; background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="heading"] { font-size: 16px; font-weight: 600; }
QLabel[role="warning-heading"] { font-size: 16px; font-weight: 600; color: $warning; }
QLabel[role="error"] { color: $danger; font-weight: 600; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="danger-box"] { color: $danger; border: 2px solid $danger; border-radius: 6px; padding: 10px;
    font-size: 18px; font-weight: 600; }
QLabel[role="warning-box"] { color: $warning; border: 2px solid $warning; border-radius: 6px; padding: 8px;
    font-size: 16px; font-weight: 600; }
QLabel[role="slow"] { color: $warning; font-size: 22px; font-weight: 700; }
QLabel[role="practice"] { background: $practice; color: $on_practice; padding: 7px 14px; font-weight: 600; }
QLabel[role="trouble"] { background: $danger; color: $surface; padding: 7px 14px; font-weight: 600; }
QLabel[role="huge"] { font-size: 54px; font-weight: 700; }
QLabel[role="large"] { font-size: 40px; font-weight: 700; }
QLabel[role="fact"] { font-size: 20px; font-weight: 600; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QLineEdit, QComboBox { background: $surface; color: $text;
    border: 1px solid $muted; border-radius: 6px; padding: 6px 9px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 5px 8px; }
QComboBox { min-width: 150px; combobox-popup: 0; }
QComboBox[role="narrow"] { min-width: 74px; }
QComboBox[role="wide"] { min-width: 220px; }
QDateEdit { background: $surface; color: $text; border: 1px solid $muted; border-radius: 6px; padding: 6px 9px;
    min-width: 96px; }
QDateEdit:focus { border: 2px solid $accent; padding: 5px 8px; }
QDateEdit::drop-down { border: none; width: 28px; }
QDateEdit::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; color: $text; selection-background-color: $accent_soft;
    selection-color: $text; }
QPlainTextEdit { background: $surface; color: $text; border: 1px solid $muted; border-radius: 6px; padding: 3px 5px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px 4px; }
QLineEdit:read-only { background: $ground; border: 1px solid $line; }
QLineEdit:read-only:focus { border: 2px solid $accent; }
QLineEdit { min-height: 20px; placeholder-text-color: $muted; }
QLineEdit#mobile { font-size: 38px; font-weight: 700; padding: 8px 12px; min-height: 54px; }
QPushButton { background: $surface; color: $text; border: 1px solid $muted; border-radius: 6px; padding: 7px 16px; }
QPushButton:hover { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 15px; }
QPushButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:checked:focus { border: 2px solid $text; }
QPushButton:disabled { color: $muted; background: $ground; border: 1px solid $line; }
QPushButton, QCheckBox { outline: none; }
QPushButton[role="face"] { font-size: 24px; font-weight: 700; padding: 14px 8px; min-height: 32px; }
QPushButton[role="small-face"] { font-size: 17px; font-weight: 700; padding: 9px 2px; min-height: 22px; }
QPushButton[role="speed"] { font-size: 16px; padding: 9px 18px; }
QPushButton[role="chip"] { padding: 4px 14px; border-radius: 14px; }
QPushButton[role="chip"]:focus { padding: 3px 13px; }
QPushButton[role="small"] { padding: 2px 10px; }
QPushButton[role="small"]:focus { padding: 1px 9px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 2px solid $accent;
    font-size: 18px; font-weight: 700; padding: 11px 24px; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $ground; color: $muted; border-color: $line; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 6px 12px; }
QToolButton:hover, QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 7px 26px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: 11px 26px; font-size: 16px;
    border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent; font-weight: 700; border-bottom: 3px solid $accent; }
QTabBar::tab:focus { color: $text; }
QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QAbstractItemView:focus { border: 2px solid $accent; }
QTableView, QTreeView { border-radius: 0; }
QTableView::item { padding: 0 8px; }
QTreeView::item { padding: 4px 8px; }
QTableView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QTableView { gridline-color: $line; alternate-background-color: $ground; }
QListWidget#pages::item { padding: 9px 10px; }
QListWidget#pages::item:selected { background: $accent; color: $on_accent; }
QHeaderView { border: none; border-radius: 0; background: $ground; }
QHeaderView::section { background: $ground; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 7px 8px; font-weight: 600; }
QStatusBar { background: $surface; border-top: 1px solid $line; color: $text; }
QStatusBar::item { border: none; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $muted; border-radius: 4px; min-height: 36px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $muted; border-radius: 4px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QCheckBox { color: $text; spacing: 9px; }
QCheckBox:disabled { color: $muted; }
QCheckBox[role="warning"] { color: $warning; font-size: 16px; font-weight: 600; }
QCheckBox::indicator { width: 18px; height: 18px; border: 2px solid $muted; border-radius: 4px; background: $surface; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QProgressBar { background: $ground; border: 1px solid $muted; border-radius: 6px; min-height: 14px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
""")


def dressed(argv: list[str]) -> QApplication:
    """The application in its style and type; `follow` gives it its colours."""
    app = QApplication([*argv, "-style", "fusion"])  # setStyle would make Python classes of all that QStyle has
    install(app)
    return app


def install(app: QApplication) -> None:
    """Give an application its type, and let it follow the system's colours."""
    font = QFont()
    font.setFamilies(FONT_FAMILIES)
    font.setPixelSize(14)
    app.setFont(font)
    # The palette is still the system's. (styleHints().colorScheme() would make Python classes of all that Qt has.)
    app.setProperty(_SYSTEM_DARK, app.palette().window().color().lightness() < _HALF_LIGHT)
    app.styleHints().colorSchemeChanged.connect(lambda scheme: _system_wears(app, dark=scheme.name == "Dark"))


def follow(app: QApplication, chosen: str) -> None:
    """Wear "light" or "dark", or for "" what the system wears, now and whenever it changes."""
    app.setProperty(_CHOSEN, chosen)
    app.setProperty(_DARK, chosen == "dark" or (not chosen and bool(app.property(_SYSTEM_DARK))))
    _dress(app)


def tokens() -> Tokens:
    """The tokens in force."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_DARK) else LIGHT


def colour_of(standing: Standing) -> QColor:
    """The colour that goes with a standing's word and sign; never the only thing that tells it."""
    current = tokens()
    match standing:
        case Standing.SUCCESS:
            return QColor(current.success)
        case Standing.UNKNOWN | Standing.CHECKING | Standing.TIMED_OUT | Standing.PARTIAL | Standing.CANCELLING:
            return QColor(current.warning)
        case Standing.FAILED | Standing.REJECTED | Standing.NOT_SENT | Standing.REVERSED:
            return QColor(current.danger)
        case Standing.REFUNDED | Standing.CANCELLED | Standing.CLOSED:
            return QColor(current.muted)
        case _:
            return QColor(current.accent)


def sign_of(standing: Standing) -> str:
    """One character that tells a standing without colour."""
    match standing:
        case Standing.SUCCESS:
            return "✓"
        case Standing.UNKNOWN | Standing.CHECKING:
            return "?"
        case Standing.FAILED | Standing.REJECTED | Standing.NOT_SENT:
            return "✕"
        case Standing.REFUNDED | Standing.REVERSED:
            return "↩"
        case Standing.CANCELLED | Standing.CANCELLING | Standing.CLOSED:
            return "–"
        case Standing.PARTIAL:
            return "½"
        case Standing.TIMED_OUT:
            return "!"
        case _:
            return "›"


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
    icons = {name: resource("icons", f"{name}-{scheme}.svg").as_posix() for name in ("arrow", "tick")}
    colours = {name: getattr(current, name) for name in Tokens.__slots__}
    app.setStyleSheet(_SHEET.substitute(colours | icons))
