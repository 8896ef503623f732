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
QDialog { background: $raised; }
QDialog[role="sheet"] { background: $raised; border: 1px solid $line; border-radius: 16px; }
QLabel { color: $text; background: transparent; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="caption"] { color: $muted; font-size: ${caption}px; }
QLabel[role="label"] { font-weight: 700; }
QLabel[role="heading"] { font-size: ${strong}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="warning-heading"] { font-size: ${strong}px; font-weight: 700; color: $warning; }
QLabel[role="key"] { font-weight: 700; }
QLabel#hint { border: none; border-radius: 8px; }
QLabel#hint[lines="2"] { font-size: ${caption}px; }
QLabel#hint[role="info"] { background: $sunken; }
QLabel[role="hint"] { color: $muted; }
QLabel#hint[role="error"], QLabel#hint[role="locked"] { color: $danger; background: $danger_soft; font-weight: 700; }
QLabel#hint[role="notice"] { color: $warning; background: $warning_soft; }
QLabel[role="notice-line"] { color: $warning; font-weight: 700; }
QLabel[role="success-line"] { color: $success; font-weight: 700; }
QLabel[role="total-warning"] { font-size: ${total}px; font-weight: 700; color: $warning; }
QLabel[role="total-error"] { font-size: ${total}px; font-weight: 700; color: $danger; }
QLabel[role="amount"] { font-size: ${strong}px; }
QLabel[role="strong-amount"] { font-size: ${strong}px; font-weight: 700; }
QLabel[role="big-key"] { background: $tonal; border-radius: 8px; padding: 7px 14px; font-size: ${strong}px; }
QLabel[role="stop-line"] { color: $danger; font-weight: 700; }
QLabel[role="loud-stop"] { color: $danger; font-weight: 700; font-size: ${main}px; }
QLabel[role="place"] { font-size: ${main}px; }
QLabel[role="quiet"] { color: $muted; font-size: ${strong}px; }
QLabel[role="error"] { color: $danger; font-weight: 700; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="success"] { color: $success; }
QLabel[role="danger-box"] { color: $danger; background: $danger_soft; border-radius: 8px; padding: 9px 14px;
    font-size: ${main}px; font-weight: 700; }
QLabel[role="warning-box"] { color: $warning; background: $warning_soft; border-radius: 8px; padding: 12px 14px;
    font-weight: 700; }
QLabel[role="slow"] { color: $warning; font-size: ${title}px; font-weight: 700; }
QLabel[role="practice"] { background: $practice; color: $on_practice; padding: 0 4px; font-weight: 700; }
QFrame[role="stop-bar"] { background: $danger_fill; }
QLabel[role="on-stop"] { color: $on_danger; }
QLabel[role="on-stop-lead"] { color: $on_danger; font-weight: 700; }
QFrame[role="caution-bar"] { background: $warning_soft; border-bottom: 2px solid $warning; }
QLabel[role="on-caution"] { color: $warning; }
QLabel[role="on-caution-lead"] { color: $warning; font-weight: 700; }
QLabel[role="question"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="matter"] { font-size: ${strong}px; font-weight: 700; }
QFrame[role="line"] { background: $line; border: none; }
QLabel[role="huge"] { font-size: ${huge}px; font-weight: 700; }
QLabel[role="large"] { font-size: ${field}px; font-weight: 700; }
QLabel[role="fact"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="total"] { font-size: ${total}px; font-weight: 700; }
QLabel[role="sum"] { font-size: ${field}px; font-weight: 700; }
QFrame[role="upright"], QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="sunken"] { background: $sunken; border: none; }
QFrame[role="track"] { background: $tonal; border-radius: 8px; }
QLineEdit, QComboBox, QDateEdit { background: $surface; color: $text;
    border: 1px solid $edge; border-radius: 8px; padding: 7px 11px;
    selection-background-color: $accent; selection-color: $on_accent; }
QLineEdit:hover, QComboBox:hover, QDateEdit:hover, QPlainTextEdit:hover { border-color: $text; }
QLineEdit:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid $accent; padding: 6px 10px; }
QLineEdit:disabled, QComboBox:disabled, QDateEdit:disabled, QPlainTextEdit:disabled {
    background: $tonal; color: $muted; border-color: $tonal; }
QComboBox { min-width: 150px; combobox-popup: 0; }
QComboBox[role="narrow"] { min-width: 74px; }
QComboBox[role="wide"] { min-width: 220px; }
QDateEdit { min-width: 96px; }
QDateEdit::drop-down, QComboBox::drop-down { border: none; width: 30px; }
QDateEdit::down-arrow, QComboBox::down-arrow { image: url("$arrow"); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: $raised; color: $text; selection-background-color: $accent_soft;
    selection-color: $text; border: 1px solid $line; border-radius: 8px; }
QPlainTextEdit { background: $surface; color: $text; border: 1px solid $edge; border-radius: 8px; padding: 4px 7px;
    selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit:focus { border: 2px solid $accent; padding: 3px 6px; }
QLineEdit:read-only { background: $ground; border: 1px solid $line; }
QLineEdit:read-only:focus { border: 2px solid $accent; }
QLineEdit { min-height: 20px; placeholder-text-color: $muted; }
QLineEdit#mobile { font-size: ${field}px; font-weight: 700; padding: 0 14px; border-radius: 10px; }
QLineEdit#pin { font-size: ${title}px; font-weight: 700; border-radius: 10px; }
QLineEdit#mobile:focus { padding: 0 13px; }
QLineEdit[wrong="true"], QLineEdit[wrong="true"]:hover, QLineEdit[wrong="true"]:focus { border: 2px solid $danger; }
QLineEdit[wrong="true"] { padding: 6px 10px; }
QLineEdit#mobile[wrong="true"] { padding: 0 13px; }
QDialogButtonBox QPushButton { background: $tonal; color: $text; border: none; border-radius: 8px; padding: 8px 14px;
    min-height: 20px; }
QDialogButtonBox QPushButton:hover { background: $tonal_hover; }
QDialogButtonBox QPushButton:focus { border: 2px solid $accent; padding: 6px 12px; }
QDialogButtonBox QPushButton:default { background: $accent; color: $on_accent; font-weight: 700; }
QPushButton, QCheckBox, QRadioButton { outline: none; }
QToolButton { background: transparent; color: $text; border: 1px solid transparent; border-radius: 8px;
    padding: 6px 12px; }
QToolButton:hover, QToolButton:focus { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QMenu { background: $raised; color: $text; border: 1px solid $line; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 8px 24px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QTabWidget::pane { border: none; }
QAbstractItemView { background: $surface; color: $text; border: 1px solid $line; border-radius: 12px;
    selection-background-color: $accent_soft; selection-color: $text; outline: none; }
QAbstractItemView:focus { border: 2px solid $accent; }
QScrollArea { border: none; background: transparent; }
QScrollArea:focus { border: 2px solid $accent; }
QListView[role="actions"], QListView[role="actions"]:focus, QListView[role="timeline"],
QListView[role="timeline"]:focus { background: transparent; border: none; }
QListWidget[role="suggestions"] { border: 2px solid $accent; border-radius: 8px; font-size: ${strong}px; }
QListWidget[role="suggestions"]::item { padding: 8px 10px; min-height: 22px; }
QTableView, QTreeView { border-radius: 0; border: none; }
QTableView:focus, QTreeView:focus { border: none; }
QWidget[role="totals"] { background: $sunken; border-top: 1px solid $line; }
QTableView::item { padding: 0 8px; }
QTreeView[role="totals"] { background: $sunken; border-top: 1px solid $line; }
QTableView::item:selected, QTreeView::item:selected { background: $accent_soft; color: $text; }
QTableView { gridline-color: $line; alternate-background-color: $surface; }
QListWidget#pages { border: none; background: $sunken; border-radius: 12px; padding: 6px; }
QListWidget#pages::item { padding: 8px 10px; border-radius: 8px; }
QListWidget#pages:focus { border: 2px solid $accent; padding: 4px; }
QListWidget#pages::item:selected { background: $accent_soft; color: $accent_text; font-weight: 700; }
QHeaderView { border: none; border-radius: 0; background: $sunken; }
QHeaderView::section { background: $sunken; color: $muted; border: none; border-bottom: 1px solid $line;
    padding: 7px 6px; font-weight: 700; }
QTreeView QHeaderView::section { padding: 0 8px; }
QTreeView QHeaderView::section:first { padding-left: 16px; }
QTreeView QHeaderView::section:last { padding-right: 16px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $edge; border-radius: 4px; min-height: 36px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: $edge; border-radius: 4px; min-width: 36px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QCheckBox, QRadioButton { color: $text; spacing: 9px; }
QCheckBox:disabled, QRadioButton:disabled { color: $muted; }
QCheckBox[role="warning"] { color: $warning; font-size: ${strong}px; font-weight: 700; }
QCheckBox::indicator { width: 18px; height: 18px; border: 1px solid $edge; border-radius: 4px; background: $surface; }
QCheckBox::indicator:hover { border-color: $text; background: $sunken; }
QCheckBox::indicator:disabled { background: $tonal; border-color: $line; }
QCheckBox::indicator:focus { border: 2px solid $accent; }
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }
QCheckBox::indicator:checked:disabled { background: $edge; border-color: $edge; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QRadioButton::indicator { width: 18px; height: 18px; border: 1px solid $edge; border-radius: 10px; }
QRadioButton::indicator { background: $surface; }
QRadioButton::indicator:hover { border-color: $text; background: $sunken; }
QRadioButton::indicator:focus { border: 2px solid $accent; border-radius: 11px; }
QRadioButton::indicator:checked { border-color: $accent; background: qradialgradient(
    cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.55 $accent, stop: 0.65 $surface, stop: 1 $surface); }
QRadioButton::indicator:disabled { background: $tonal; border-color: $line; }
QProgressBar { background: $tonal; border: none; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 4px; }
""")


def style_sheet(colours: Tokens, scheme: str) -> str:
    """The style sheet in these colours; `scheme`, "light" or "dark", selects the icons."""
    icons = {name: resource("icons", f"{name}-{scheme}.svg").as_posix() for name in ("arrow", "tick")}
    return _SHEET.substitute(colours._asdict() | TYPE._asdict() | icons)
