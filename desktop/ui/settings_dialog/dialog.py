"""The settings dialog: page names at the left, one page at the right, buttons below."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.settings.rules import is_unprotected
from desktop.ui.look import theme
from desktop.ui.look.icons import icon
from desktop.ui.look.tokens import SPACE
from desktop.ui.settings_dialog import backups_page, platform_pages, program_page, shop_pages
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.row import SettingRow
from desktop.ui.settings_dialog.values import is_right, value_of, with_values
from desktop.ui.widgets.build import button
from desktop.ui.widgets.plain import plain_box
from desktop.ui.widgets.sheet import as_sheet

SIZE = QSize(1000, 640)
"""Every page except Asking fits."""

_NAMES_WIDE, _ICON = 172, 18
_ICONS = {
    "counter": "smartphone",
    "balance": "wallet",
    "lists": "list-checks",
    "receipt": "printer",
    "alerts": "bell",
    "look": "palette",
    "backups": "hard-drive",
    "connection": "wifi",
    "asking": "search-check",
    "account": "key-round",
    "program": "settings",
}


class SettingsDialog(QDialog):
    """Accepted only with valid settings, which are then in `chosen`.

    `page` is the first page shown: counter, balance, lists, receipt, alerts, look, backups, connection, asking, account
    or program. A page is built when it is first shown. In practice mode the shop's account cannot be changed. Without
    `looking` the clerk cannot look for a newer version.
    """

    sound_tried = Signal()
    account_wanted = Signal()
    """The owner wants to change the account; the dialog has closed without saving."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None,
        *,
        page: str = "counter",
        can_speak: bool = True,
        may_change_account: bool = True,
        looking: program_page.Looking | None = None,
    ) -> None:
        super().__init__(parent)
        self.chosen = settings
        self._settings = settings
        self.setWindowTitle(self.tr("Settings"))
        self.names = QListWidget()
        self.defaults = button(self.tr("Defaults of this page"), "ghost", icon_name="undo")
        self.back = button(self.tr("Back (Esc)"))
        self.save = button(self.tr("Save (Enter)"), "primary")
        self._built: dict[int, SettingsPage] = {}
        self._stack = QStackedWidget()
        pages = self._pages(can_speak, may_change_account, looking)
        self._makers = [make for _name, make in pages.values()]
        for key, (name, _make) in pages.items():
            self.names.addItem(QListWidgetItem(_icon(_ICONS[key]), name))
        self._lay_out()
        self._connect()
        self.names.setCurrentRow(list(pages).index(page))
        self.names.setFocus()

    @property
    def page(self) -> SettingsPage:
        """The page shown."""
        return self._built[self.names.currentRow()]

    def _pages(
        self, can_speak: bool, may_change_account: bool, looking: program_page.Looking | None
    ) -> dict[str, tuple[str, Callable[[], SettingsPage]]]:
        """The name and the builder of each page."""
        change = self._change_account if may_change_account else None
        return {
            "counter": (self.tr("Counter"), shop_pages.counter),
            "balance": (self.tr("Cash, balance"), shop_pages.balance),
            "lists": (self.tr("Lists"), shop_pages.lists),
            "receipt": (self.tr("Receipt"), shop_pages.receipt),
            "alerts": (self.tr("Alerts"), lambda: shop_pages.alerts(self.sound_tried.emit, can_speak=can_speak)),
            "look": (self.tr("Look"), shop_pages.look),
            "backups": (self.tr("Backups"), backups_page.backups),
            "connection": (self.tr("Connection"), platform_pages.connection),
            "asking": (self.tr("Asking"), platform_pages.asking),
            "account": (self.tr("Account"), lambda: shop_pages.account(self._settings, change)),
            "program": (self.tr("Program"), lambda: program_page.program(looking)),
        }

    def _lay_out(self) -> None:
        self.resize(SIZE.boundedTo(self.screen().availableSize()))
        self.names.setAccessibleName(self.tr("Pages of settings"))
        self.names.setFixedWidth(_NAMES_WIDE)
        self.names.setIconSize(QSize(_ICON, _ICON))
        self.names.setObjectName("pages")
        self.save.setDefault(True)
        both = QHBoxLayout()
        both.setSpacing(SPACE.page)
        both.addWidget(self.names)
        both.addWidget(self._stack, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.near)
        buttons.addWidget(self.defaults)
        buttons.addStretch(1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.apart, SPACE.wide, SPACE.page)
        column.setSpacing(SPACE.apart)
        column.addLayout(both, 1)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.names.currentRowChanged.connect(self._turn_to)
        self.defaults.clicked.connect(lambda: self.page.show_settings(Settings()))
        self.back.clicked.connect(self.reject)
        self.save.clicked.connect(self._save)

    def _turn_to(self, at: int) -> None:
        if at not in self._built:
            page = self._built[at] = self._makers[at]()
            page.show_settings(self._settings)
            self._stack.addWidget(page)
            self._lead_through()
        self._stack.setCurrentWidget(self._built[at])
        self.defaults.setEnabled(bool(self.page.settings))

    def _lead_through(self) -> None:
        """Put the buttons last in the Tab order, after the page built last."""
        before = self.previousInFocusChain()
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:  # setTabOrder would do nothing
            before = before.previousInFocusChain()
        for one in (self.defaults, self.back, self.save):
            if before is not None:
                QWidget.setTabOrder(before, one)
            before = one

    def _save(self) -> None:
        entered: dict[str, Any] = {}
        wrong: list[tuple[int, SettingRow]] = []
        for at, page in sorted(self._built.items()):
            for row in page.settings:
                row.absolve()
                entered[row.name] = value = row.take()
                if not is_right(row.name, value):
                    row.refuse()
                    wrong.append((at, row))
        if wrong:
            self._lead_to(*wrong[0])
            return
        chosen = with_values(self._settings, entered)
        if "base_url" in entered and self._leads_to_the_address(chosen):
            return
        self.chosen = chosen
        self.accept()

    def _leads_to_the_address(self, chosen: Settings) -> bool:
        """Whether the platform's address was refused because others could read along on the way to it."""
        if not is_unprotected(chosen.base_url, chosen.proxy, plain_http=chosen.plain_http):
            return False
        at, row = next((at, row) for at, page in self._built.items() for row in page.settings if row.name == "base_url")
        row.refuse_because(platform_pages.unprotected())
        self._lead_to(at, row)
        return True

    def _lead_to(self, at: int, row: SettingRow) -> None:
        self.names.setCurrentRow(at)
        row.take_focus()
        self.page.ensureWidgetVisible(row.widget)

    def reject(self) -> None:
        """Esc and Back: changes are not discarded without a question."""
        if not self._changed():
            self.done(QDialog.DialogCode.Rejected)
            return
        text = self.tr("Nothing of what you changed is saved yet.")
        question = plain_box(QMessageBox.Icon.Question, self.windowTitle(), text, self)
        leave = question.addButton(self.tr("Leave without saving"), QMessageBox.ButtonRole.DestructiveRole)
        stay = question.addButton(self.tr("Go on with the settings"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        leave.clicked.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        question.finished.connect(self._take_keyboard)
        as_sheet(question)
        question.open()

    def _take_keyboard(self) -> None:
        if self.isVisible():  # without a window manager nothing else returns the focus
            self.activateWindow()

    def _changed(self) -> bool:
        rows = [row for page in self._built.values() for row in page.settings]
        return any(row.take() != value_of(self._settings, row.name) for row in rows)

    def _change_account(self) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.account_wanted.emit()


def _icon(name: str) -> QIcon:
    """An icon of the list of pages, in the colours of its names."""
    made, tokens = QIcon(), theme.tokens()
    made.addPixmap(icon(name, tokens.muted, _ICON, 2.0), QIcon.Mode.Normal)
    made.addPixmap(icon(name, tokens.accent_text, _ICON, 2.0), QIcon.Mode.Selected)
    return made
