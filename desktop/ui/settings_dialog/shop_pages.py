"""The pages of the shop's own choices: prices, receipts, alerts, looks; and of its account."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from desktop.domain.paper import FOR_CLOSES, FOR_RECEIPTS, Paper
from desktop.settings import Settings
from desktop.ui.settings_dialog.kinds import TIMES, WIDE, amount, choice, line, lines, number, payments, tick, whole
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.prices import prices_row
from desktop.ui.settings_dialog.printers import installed, printer_row
from desktop.ui.settings_dialog.row import Entry, SettingRow
from desktop.ui.settings_dialog.titles import title_of
from desktop.ui.settings_dialog.values import value_of
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.plain import line_for_words

translate = QCoreApplication.translate


def counter() -> SettingsPage:
    return SettingsPage(
        [
            prices_row(),
            tick(
                "slow_allowed",
                hint=translate(
                    "Settings",
                    "Beware: discounted slow top-ups have got customers' numbers suspended.",
                ),
            ).with_warning(),
            tick(
                "suggest_customers",
                hint=translate("Settings", "While a number is typed, those served lately that begin or end like it."),
            ),
        ]
    )


def lists() -> SettingsPage:
    orders = translate("Settings", "orders")
    return SettingsPage(
        [
            whole(
                "batch_rows",
                translate("Settings", "1 to 100,000 orders."),
                unit=orders,
                hint=translate("Settings", "A list of more orders is sent only after their number was typed."),
            ),
            amount("batch_sum", translate("Settings", "An amount in yuan above zero.")),
            whole(
                "batch_undecided",
                translate("Settings", "1 to 500 orders."),
                unit=orders,
                hint=translate(
                    "Settings", "The rest of a list waits for results, so that trouble is seen before all is sent."
                ),
            ),
        ]
    )


def balance() -> SettingsPage:
    never = translate("Settings", "never")
    return SettingsPage(
        [
            payments(
                "payments",
                translate("Settings", "Names of at most 12 characters, separated by commas, each once."),
                hint=translate(
                    "Settings", "The first one is chosen on each confirm sheet; the digit of its place chooses another."
                ),
            ),
            line(
                "clerk",
                translate("Settings", "At most 20 characters."),
                hint=translate("Settings", "Kept with cash given back, deposits and daily closes."),
                width=TIMES,
            ),
            amount(
                "low_balance",
                translate("Settings", "An amount in yuan above zero, or nothing."),
                hint=translate("Settings", "A yellow bar on every tab then says so, and a message once."),
                empty=never,
            ),
            number(
                "low_days",
                translate("Settings", "Half a day to 365 days, or nothing."),
                unit=translate("Settings", "days"),
                hint=translate("Settings", "At the pace of the last 14 days."),
                empty=never,
            ),
            tick(
                "shared_account",
                hint=translate(
                    "Settings",
                    "By another computer or program: the balance then changes by orders that are not known here. "
                    "Computers do not see each other's orders; agree on who serves a number.",
                ),
            ),
        ]
    )


def receipt() -> SettingsPage:
    at_most = translate("Settings", "At most 60 characters.")
    printers = installed()
    papers = {
        Paper.ROLL_58: translate("Settings", "Roll, 58 mm"),
        Paper.ROLL_80: translate("Settings", "Roll, 80 mm"),
        Paper.A5: translate("Settings", "Sheet, A5"),
        Paper.A4: translate("Settings", "Sheet, A4"),
    }
    return SettingsPage(
        [
            line("shop_name", at_most, hint=translate("Settings", "On every receipt.")),
            line("shop_phone", at_most),
            lines(
                "receipt_footer",
                translate("Settings", "At most 300 characters."),
                hint=translate("Settings", "Printed at the end, such as thanks, or when the shop is open."),
            ),
            tick("receipt_names_clerk"),
            choice("paper", [(one, papers[one]) for one in FOR_RECEIPTS]),
            printer_row("printer", printers),
            choice("close_paper", [(one, papers[one]) for one in FOR_CLOSES]),
            printer_row("close_printer", printers),
        ]
    )


def alerts(try_sound: Callable[[], object], *, can_speak: bool) -> SettingsPage:
    listen = button(translate("Settings", "Try"), "small")
    listen.setAccessibleName(translate("Settings", "Try the sound"))
    listen.clicked.connect(try_sound)
    no_voice = translate("Settings", "This system has no voice to speak with.")
    spoken = translate("Settings", "Says aloud how an order ended.")
    speak = tick("speak", hint=spoken if can_speak else no_voice)
    speak.widget.setEnabled(can_speak)
    return SettingsPage(
        [
            tick(
                "sound",
                beside=listen,
                hint=translate("Settings", "When an order ends: one sound for success, another for failure."),
            ),
            tick(
                "notify",
                hint=translate("Settings", "When an order ends while the window is behind others."),
            ),
            speak,
        ]
    )


def look() -> SettingsPage:
    as_system = translate("Settings", "As the system")
    return SettingsPage(
        [
            choice("language", [("", as_system), ("zh_CN", "中文"), ("en", "English")]),
            choice(
                "colours",
                [("", as_system), ("light", translate("Settings", "Light")), ("dark", translate("Settings", "Dark"))],
            ),
        ]
    )


def account(settings: Settings, change: Callable[[], object] | None) -> SettingsPage:
    """Shows the account; it is changed elsewhere, where it can be tested. Without `change` that is not possible now."""
    where = label(translate("Settings", "In this system's keyring, or else in memory; never in a file."))
    where.setWordWrap(True)
    other = button(translate("Settings", "Change the account…"))
    other.setAccessibleName(other.text())
    hint = translate("Settings", "Closes the settings; nothing in them is saved.")
    if change is None:
        other.setEnabled(False)
        hint = translate("Settings", "Leave practice mode to change the shop's account.")
    else:
        other.clicked.connect(change)
    return SettingsPage(
        [
            _fact("store_id", settings),
            _fact("app_key", settings),
            SettingRow("", translate("Settings", "App secret"), Entry(where)),
            SettingRow("", translate("Settings", "Another account"), Entry(other), hint=hint),
        ]
    )


def _fact(name: str, settings: Settings) -> SettingRow:
    field = line_for_words(value_of(settings, name))
    field.setReadOnly(True)
    field.setFixedWidth(WIDE)
    field.setPlaceholderText(translate("Settings", "none"))
    return SettingRow("", title_of(name), Entry(field))
