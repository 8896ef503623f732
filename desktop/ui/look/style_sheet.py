"""The program's only style sheet, a template of tokens."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from desktop.system.paths import resource
from desktop.ui.look.tokens import TYPE

if TYPE_CHECKING:
    from desktop.ui.look.tokens import Tokens

_SHEET = Template("""
* { font-size: ${body}px; }
QMainWindow, QDialog, QWidget#page { background: $ground; color: $text; }
QDialog { border: 2px solid $accent; }
QLabel { color: $text; background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="heading"] { font-size: ${strong}px; font-weight: 600; }
QLabel[role="warning-heading"] { font-size: ${strong}px; font-weight: 600; color: $warning; }
QLabel[role="key"] { font-weight: 700; }
QLabel#hint { border: 1px solid transparent; border-radius: 6px; padding: 0 10px; font-size: ${strong}px; }
QLabel[role="hint"] { color: $muted; }
QLabel#hint[role="error"] { color: $danger; background: $danger_soft; border-color: $danger; }
QLabel#hint[role="notice"] { color: $warning; background: $warning_soft; border-color: $warning; font-weight: 600; }
QLabel[role="error"] { color: $danger; font-weight: 600; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="danger-box"] { color: $danger; background: $danger_soft; border: 2px solid $danger; border-radius: 6px;
    padding: 10px; font-size: ${button}px; font-weight: 600; }
QLabel[role="warning-box"] { color: $warning; background: $warning_soft; border: 2px solid $warning;
    border-radius: 6px; padding: 8px;    font-size: ${strong}px; font-weight: 600; }
QLabel[role="slow"] { color: $warning; font-size: ${fact}px; font-weight: 700; }
QLabel[role="practice"] { background: $practice; color: $on_practice; padding: 0 16px; font-weight: 700;
    min-height: 32px; }
QFrame[role="stop-bar"] { background: $danger_fill; }
QLabel[role="on-stop"] { color: $on_danger; }
QLabel[role="on-stop-lead"] { color: $on_danger; font-weight: 700; }
QFrame[role="caution-bar"] { background: $warning_soft; border-bottom: 2px solid $warning; }
QLabel[role="on-caution"] { color: $warning; }
QLabel[role="on-caution-lead"] { color: $warning; font-weight: 700; }
QLabel[role="question"] { font-size: ${number}px; font-weight: 700; }
QLabel[role="matter"] { font-size: ${strong}px; font-weight: 700; }
QFrame[role="line"] { background: $line; }
QLabel[role="huge"] { font-size: ${huge}px; font-weight: 700; }
QLabel[role="large"] { font-size: ${field}px; font-weight: 700; }
QLabel[role="fact"] { font-size: ${fact}px; font-weight: 600; }
QLabel[role="total"] { font-size: ${total}px; font-weight: 700; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QLineEdit, QComboBox { background: $surface; color: $text;
    border: 1px solid $edge; border-radius: 6px; padding: 6px 9px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:focus, QComboBox:focus { border: 2px solid $accent; padding: 5px 8px; }
QComboBox { min-width: 150px; combobox-popup: 0; }
QComboBox[role="narrow"] { min-width: 74px; }
QComboBox[role="wide"] { min-width: 220px; }
QDateEdit { background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 6px 9px;
    min-width: 96px; }
QDateEdit:focus { border: 2px solid $accent; padding: 5px 8px; }
QDateEdit::drop-down { border: none; width: 28px; }
QDateEdit::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $surface; color: $text; selection-background-color: $accent_soft;
    selection-color: $text; }
QPlainTextEdit { background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 3px 5px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 2px 4px; }
QLineEdit:read-only { background: $ground; border: 1px solid $line; }
QLineEdit:read-only:focus { border: 2px solid $accent; }
QLineEdit { min-height: 20px; placeholder-text-color: $muted; }
QLineEdit#mobile { font-size: ${field}px; font-weight: 700; padding: 8px 12px; min-height: 54px; }
QPushButton { background: $surface; color: $text; border: 1px solid $edge; border-radius: 6px; padding: 7px 16px; }
QPushButton:hover { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 6px 15px; }
QPushButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:checked:focus { border: 2px solid $text; }
QPushButton:disabled { color: $muted; background: $ground; border: 1px solid $line; }
QPushButton, QCheckBox { outline: none; }
QPushButton[role="face"] { font-size: ${face}px; font-weight: 700; padding: 14px 8px; min-height: 32px; }
QPushButton[role="small-face"] { font-size: ${strong}px; font-weight: 700; padding: 9px 2px; min-height: 22px; }
QPushButton[role="speed"] { font-size: ${strong}px; padding: 9px 18px; }
QPushButton[role="chip"] { padding: 4px 14px; border-radius: 14px; }
QPushButton[role="chip"]:focus { padding: 3px 13px; }
QPushButton[role="small"] { padding: 2px 10px; }
QPushButton[role="small"]:focus { padding: 1px 9px; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border: 2px solid $accent;
    font-size: ${button}px; font-weight: 700; padding: 11px 24px; }
QPushButton[role="primary"]:hover { border-color: $text; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $ground; color: $muted; border-color: $line; }
QPushButton[role="soft"] { background: $accent_soft; color: $accent_text; border: 2px solid $accent_soft;
    font-size: ${button}px; font-weight: 700; padding: 11px 24px; }
QPushButton[role="soft"]:hover { background: $accent_soft_hover; border-color: $accent_soft_hover; }
QPushButton[role="soft"]:disabled { background: $ground; color: $muted; border-color: $line; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 6px;
    padding: 6px 12px; }
QToolButton:hover, QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 7px 26px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar::tab { background: transparent; color: $muted; padding: 11px 26px; font-size: ${strong}px;
    border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: $accent_text; font-weight: 700; border-bottom: 3px solid $accent; }
QTabBar::tab:focus { color: $text; }
QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; border-radius: 8px;
    selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QAbstractItemView:focus { border: 2px solid $accent; }
QScrollArea:focus { border: 2px solid $accent; }
QListView[role="actions"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QListWidget[role="suggestions"] { border: 2px solid $accent; border-radius: 6px; font-size: ${strong}px; }
QListWidget[role="suggestions"]::item { padding: 8px 10px; min-height: 22px; }
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
QScrollBar::handle:vertical { background: $edge; border-radius: 4px; min-height: 36px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 4px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QCheckBox { color: $text; spacing: 9px; }
QCheckBox:disabled { color: $muted; }
QCheckBox[role="warning"] { color: $warning; font-size: ${strong}px; font-weight: 600; }
QCheckBox::indicator { width: 18px; height: 18px; border: 2px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:focus { border-color: $accent; }
QCheckBox:focus { color: $accent_text; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QProgressBar { background: $ground; border: 1px solid $edge; border-radius: 6px; min-height: 14px; }
QProgressBar::chunk { background: $accent; border-radius: 5px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
""")


def style_sheet(colours: Tokens, scheme: str) -> str:
    """The style sheet in these colours; `scheme`, "light" or "dark", selects the icons."""
    icons = {name: resource("icons", f"{name}-{scheme}.svg").as_posix() for name in ("arrow", "tick")}
    return _SHEET.substitute(colours._asdict() | TYPE._asdict() | icons)
