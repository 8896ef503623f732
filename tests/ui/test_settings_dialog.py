import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QWidget,
)

from desktop.domain.orders.offer import Offer, at_face
from desktop.domain.orders.poll_plan import PollPlan
from desktop.domain.paper import Paper
from desktop.settings import Settings
from desktop.settings.model import differing
from desktop.ui.settings_dialog.dialog import SIZE, SettingsDialog
from desktop.ui.settings_dialog.page import SettingsPage
from desktop.ui.settings_dialog.prices import Prices
from desktop.ui.settings_dialog.printers import printer_row
from desktop.ui.settings_dialog.row import SettingRow
from tests.conftest import until
from tests.ui.desk import focused, open_desk, press, visible

PAGES = (
    "counter",
    "balance",
    "lists",
    "receipt",
    "alerts",
    "look",
    "backups",
    "connection",
    "asking",
    "account",
    "program",
)
PLAN = tuple(f"poll.{name}" for name in PollPlan._fields)
EVERYTHING = Settings(
    language="en",
    colours="dark",
    offers=(Offer(3000, 2990, 2850), Offer(5000, 4980, 5000), *at_face(500)),
    slow_allowed=True,
    suggest_customers=False,
    payments=("wechat", "抖音", "credit"),
    clerk="小王",
    batch_rows=20,
    batch_sum=123_450,
    batch_undecided=10,
    low_balance=50050,
    low_days=2.5,
    shared_account=True,
    shop_name="李记手机",
    shop_phone="0571-8888 6666",
    receipt_footer="谢谢惠顾\n充值成功后不退换",
    receipt_names_clerk=True,
    paper=Paper.A5,
    printer="XP-58",
    close_paper=Paper.A4,
    close_printer="Laser",
    sound=False,
    notify=False,
    speak=True,
    backup_folder=str(Path.home() / "店铺 备份"),
    look_for_newer=True,
    release_address="https://shop.example/release.json",
    store_id="77",
    app_key="10001",
    base_url="http://127.0.0.1:9/",
    plain_http=True,
    proxy="http://127.0.0.1:8118",
    notify_url="https://shop.example/told",
    client_ip="203.0.113.7",
    change=None,
    source=6,
    connect_timeout=7.5,
    read_timeout=12.25,
    total_timeout=45.0,
    requests_per_second=0.25,
    burst=3,
    poll=PollPlan(
        fast_first=(2.0, 7.5, 20.0),
        fast_floor=60.0,
        fast_cap=240.0,
        slow_floor=90.0,
        slow_cap=3600.0,
        refused_first=(5.0, 90.0),
        watch_floor=900.0,
        watch_cap=7200.0,
        jitter=0.29,
        patience=48 * 3600.0,
        daily=12 * 3600.0,
    ),
)
TYPED = {
    "language": "English",
    "colours": "Dark",
    "slow_allowed": "yes",
    "suggest_customers": "no",
    "payments": " WeChat、抖音， On credit,",
    "clerk": " 小王 ",
    "batch_rows": "20",
    "batch_sum": " ¥1,234.50",
    "batch_undecided": "10",
    "low_balance": " ¥500。50元",
    "low_days": "2。5",
    "shared_account": "yes",
    "shop_name": " 李记手机 ",
    "shop_phone": "0571-8888 6666",
    "receipt_footer": "谢谢惠顾\n充值成功后不退换",
    "receipt_names_clerk": "yes",
    "paper": "Sheet, A5",
    "printer": "XP-58 (missing now)",
    "close_paper": "Sheet, A4",
    "close_printer": "Laser (missing now)",
    "sound": "no",
    "notify": "no",
    "speak": "yes",
    "backup_folder": str(Path.home() / "店铺 备份"),
    "look_for_newer": "yes",
    "release_address": " https://shop.example/release.json ",
    "base_url": " http://127.0.0.1:9/ ",
    "plain_http": "yes",
    "proxy": "http://127.0.0.1:8118",
    "notify_url": "https://shop.example/told",
    "client_ip": "203.0.113.7",
    "change": "The platform's own setting",
    "source": "6",
    "connect_timeout": "7。5",
    "read_timeout": "12.25",
    "total_timeout": "45",
    "requests_per_second": "0.25",
    "burst": "3",
    "poll.fast_first": "2 7.5，20",
    "poll.fast_floor": "60",
    "poll.fast_cap": "240",
    "poll.slow_floor": "90",
    "poll.slow_cap": "3600",
    "poll.refused_first": "5, 90",
    "poll.watch_floor": "900",
    "poll.watch_cap": "7200",
    "poll.jitter": "29",
    "poll.patience": "48",
    "poll.daily": "12",
}


@asynccontextmanager
async def opened(settings: Settings | None = None, **more: Any) -> AsyncIterator[SettingsDialog]:
    """A dialog that has the keyboard; closed at the end if it has not closed itself."""
    dialog = SettingsDialog(settings or Settings(), None, **more)
    dialog.open()
    dialog.activateWindow()
    await until(dialog.isActiveWindow)
    try:
        yield dialog
    finally:
        dialog.hide()
        dialog.deleteLater()


def turn_to(dialog: SettingsDialog, page: str) -> SettingsPage:
    dialog.names.setCurrentRow(PAGES.index(page))
    return dialog.page


def rows_of(dialog: SettingsDialog) -> dict[str, SettingRow]:
    """Every setting's row, by its name; all pages are built by that."""
    return {row.name: row for page in PAGES for row in turn_to(dialog, page).settings}


def enter(row: SettingRow, text: str) -> None:
    """What the owner would do to this widget; "yes" and "no" tick a box or not."""
    match row.widget:
        case QLineEdit() as field:
            field.setText(text)
        case QPlainTextEdit() as several:
            several.setPlainText(text)
        case QComboBox() as box:
            assert box.findText(text) >= 0, text
            box.setCurrentIndex(box.findText(text))
        case QCheckBox() as tick:
            tick.setChecked(text == "yes")
        case _:
            raise AssertionError(row.name)


def enter_price(prices: Prices, line: int, *texts: str) -> None:
    at = prices.lines[line]
    for field, text in zip((at.face, at.fast, at.slow), texts, strict=True):
        field.setText(text)


def price_list(dialog: SettingsDialog) -> Prices:
    prices = turn_to(dialog, "counter").rows[0].widget
    assert isinstance(prices, Prices)
    return prices


def saved(dialog: SettingsDialog) -> bool:
    dialog.save.click()
    return dialog.result() == QDialog.DialogCode.Accepted and not dialog.isVisible()


async def test_every_setting_is_on_a_page_but_the_account_is_only_shown() -> None:
    async with opened(EVERYTHING) as dialog:
        there = [row.name for page in PAGES for row in turn_to(dialog, page).settings]
        assert len(there) == len(set(there))
        assert set(there) == {*Settings._fields, *PLAN} - {"poll", "store_id", "app_key"}
        facts = [row.widget for row in turn_to(dialog, "account").rows if isinstance(row.widget, QLineEdit)]
        assert [(fact.text(), fact.isReadOnly()) for fact in facts] == [("77", True), ("10001", True)]
        assert not dialog.defaults.isEnabled()


async def test_every_setting_can_be_entered() -> None:
    assert differing(EVERYTHING, Settings()) == set(Settings._fields)
    assert all(getattr(EVERYTHING.poll, name) != getattr(PollPlan(), name) for name in PollPlan._fields)
    async with opened(Settings(store_id="77", app_key="10001", printer="XP-58", close_printer="Laser")) as dialog:
        rows = rows_of(dialog)
        enter(rows["printer"], "The system's default")
        enter(rows["close_printer"], "The system's default")
        assert set(TYPED) | {"offers"} == set(rows)
        for name, text in TYPED.items():
            enter(rows[name], text)
        prices = price_list(dialog)
        enter_price(prices, 0, "30", "29。9", " ¥28.50元")
        enter_price(prices, 1, "50", "49.80", "")
        enter_price(prices, 2, "500", "500", "")
        assert saved(dialog)
        assert dialog.chosen == EVERYTHING


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        EVERYTHING,
        EVERYTHING._replace(
            offers=(Offer(100_000, 199_999, 123_450),),
            shop_name=" two  spaces ",
            requests_per_second=1 / 3,
            total_timeout=100,
            poll=PollPlan(fast_first=(), fast_floor=1234567.125, jitter=1 / 7, patience=1000.1, daily=1e-7),
        ),
    ],
    ids=["defaults", "all others", "odd ones"],
)
async def test_what_is_not_touched_is_neither_lost_nor_rounded(settings: Settings) -> None:
    async with opened(settings) as dialog:
        rows_of(dialog)
        assert saved(dialog)
        assert dialog.chosen == settings
    async with opened(settings) as dialog:
        assert saved(dialog)
        assert dialog.chosen == settings


WRONG = [
    ("balance", "payments", "", "separated by commas"),
    ("balance", "payments", "WeChat, WeChat", "separated by commas"),
    ("balance", "payments", "On credit", "separated by commas"),
    ("balance", "payments", "付" * 13, "separated by commas"),
    ("balance", "clerk", "王" * 21, "At most 20"),
    ("lists", "batch_rows", "0", "1 to 100,000"),
    ("lists", "batch_sum", "", "above zero"),
    ("lists", "batch_sum", "0", "above zero"),
    ("lists", "batch_undecided", "501", "1 to 500"),
    ("balance", "low_balance", "0", "above zero"),
    ("balance", "low_balance", "many", "above zero"),
    ("balance", "low_days", "0.4", "Half a day"),
    ("balance", "low_days", "soon", "Half a day"),
    ("receipt", "shop_name", "李" * 61, "At most 60"),
    ("receipt", "shop_phone", "1" * 61, "At most 60"),
    ("receipt", "receipt_footer", "谢" * 301, "At most 300"),
    ("connection", "base_url", "router", "http://"),
    ("connection", "base_url", "", "http://"),
    ("connection", "proxy", "socks5://x", "http://"),
    ("connection", "notify_url", "", "http://"),
    ("connection", "client_ip", "localhost", "203.0.113.7"),
    ("connection", "source", "six", "0 to 999999999"),
    ("connection", "source", "1000000000", "0 to 999999999"),
    ("connection", "connect_timeout", "0.05", "0.1 to 3600"),
    ("connection", "connect_timeout", "", "0.1 to 3600"),
    ("connection", "read_timeout", "3601", "0.1 to 3600"),
    ("connection", "total_timeout", "3601", "0.1 to 3600"),
    ("connection", "requests_per_second", "fast", "0.1 to 20"),
    ("connection", "requests_per_second", "0.09", "0.1 to 20"),
    ("connection", "burst", "2.5", "1 to 50"),
    ("connection", "burst", "51", "1 to 50"),
    ("asking", "poll.fast_first", "5 soon", "such as 5 15"),
    ("asking", "poll.refused_first", "-1", "such as 5 15"),
    ("asking", "poll.fast_floor", "0", "above 0"),
    ("asking", "poll.fast_cap", "2592001", "at most 2592000"),
    ("asking", "poll.slow_floor", "x", "above 0"),
    ("asking", "poll.slow_cap", "inf", "above 0"),
    ("asking", "poll.watch_floor", "0", "above 0"),
    ("asking", "poll.watch_cap", "", "above 0"),
    ("asking", "poll.jitter", "100", "less than 100"),
    ("asking", "poll.patience", "720.1", "0 to 720"),
    ("asking", "poll.daily", "0", "above 0"),
    ("backups", "backup_folder", "a stick", "whole path"),
    ("program", "release_address", "http://shop.example/release.json", "https://"),
    ("program", "release_address", "release.json", "https://"),
]


@pytest.mark.parametrize(
    ("page", "name", "text", "words"), WRONG, ids=[f"{name}={text[:8]}" for _, name, text, _ in WRONG]
)
async def test_what_is_wrong_is_said_beside_its_field(page: str, name: str, text: str, words: str) -> None:
    async with opened() as dialog:
        row = next(one for one in turn_to(dialog, page).settings if one.name == name)
        before = row.note.text()
        enter(row, text)
        turn_to(dialog, "look")
        assert not saved(dialog)
        assert dialog.isVisible()
        assert dialog.chosen == Settings()
        assert row in dialog.page.settings
        assert row.note.isVisible()
        assert (row.note.property("role"), words in row.note.text()) == ("error", True)
        assert row.widget.accessibleDescription() == row.note.text()
        assert focused() is row.widget
        assert errors_on(dialog) == [row.note.text()]
        dialog.defaults.click()
        assert row.note.text() == before
        assert saved(dialog)
        assert dialog.chosen == Settings()


def errors_on(dialog: SettingsDialog) -> list[str]:
    labels = dialog.page.findChildren(QLabel)
    return [one.text() for one in labels if one.property("role") == "error" and one.text() and one.isVisible()]


def test_all_that_may_be_wrong_is_tried() -> None:
    free = {
        "language",
        "colours",
        "paper",
        "printer",
        "close_paper",
        "close_printer",
        "change",
        "slow_allowed",
        "suggest_customers",
        "shared_account",
        "receipt_names_clerk",
        "sound",
    }
    assert {name for _, name, _, _ in WRONG} == set(TYPED) - free - {"notify", "speak", "look_for_newer", "plain_http"}


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("connect_timeout", "0.5", 0.5),
        ("connect_timeout", "120", 120.0),
        ("read_timeout", "300", 300.0),
        ("total_timeout", "600", 600.0),
        ("requests_per_second", "0.1", 0.1),
        ("requests_per_second", "20", 20.0),
        ("burst", "50", 50),
        ("source", "0", 0),
        ("source", " ", None),
        ("client_ip", "::1", "::1"),
        ("poll.fast_cap", "2592000", 2592000.0),
        ("poll.fast_first", "", ()),
        ("poll.jitter", "0", 0.0),
        ("poll.patience", "720", 2592000.0),
        ("poll.daily", "0.5", 1800.0),
    ],
)
async def test_what_the_words_allow_is_taken(name: str, text: str, value: object) -> None:
    async with opened(page="asking" if "." in name else "connection") as dialog:
        enter(next(one for one in dialog.page.settings if one.name == name), text)
        assert saved(dialog)
        assert getattr(dialog.chosen.poll if "." in name else dialog.chosen, name.removeprefix("poll.")) == value


@pytest.mark.parametrize(
    ("texts", "field", "words"),
    [
        (("fifty", "", ""), "face", "whole amount"),
        (("50.50", "", ""), "face", "whole amount"),
        (("1001", "", ""), "face", "1 to 1000"),
        (("", "49", ""), "face", "whole amount"),
        (("100", "", ""), "face", "already"),
        (("30", "61", ""), "fast", "from half to twice"),
        (("30", "29.801", ""), "fast", "such as 49.80"),
        (("30", "", "0"), "slow", "such as 49.80"),
        (("30", "29.80", "cheap"), "slow", "such as 49.80"),
    ],
)
async def test_a_wrong_price_is_said_in_its_line(texts: tuple[str, ...], field: str, words: str) -> None:
    async with opened() as dialog:
        prices = price_list(dialog)
        enter_price(prices, 2, *texts)
        turn_to(dialog, "look")
        assert not saved(dialog)
        line = prices.lines[2]
        assert words in line.problem.text()
        assert errors_on(dialog) == [line.problem.text()]
        assert focused() is getattr(line, field)
        assert focused().accessibleDescription() == line.problem.text()
        enter_price(prices, 2, "30", "29.80", "")
        assert saved(dialog)
        assert dialog.chosen.offers == (*at_face(50, 100), Offer(3000, 2980, 3000))


async def test_everything_wrong_is_said_at_once_and_the_first_is_led_to() -> None:
    async with opened(page="connection") as dialog:
        rows = rows_of(dialog)
        for name in ("proxy", "burst", "poll.daily"):
            enter(rows[name], "?")
        assert not saved(dialog)
        assert focused() is rows["proxy"].widget
        assert [rows[name].note.property("role") for name in ("proxy", "burst", "poll.daily")] == ["error"] * 3
        enter(rows["proxy"], "")
        assert not saved(dialog)
        assert (focused(), rows["proxy"].note.property("role")) == (rows["burst"].widget, "muted")


async def test_face_values_are_added_and_removed() -> None:
    async with opened() as dialog:
        prices = price_list(dialog)
        for _ in range(6):
            prices.add.setFocus()
            press(Qt.Key.Key_Return)
            assert focused() is prices.lines[-1].face
        assert (len(prices.lines), prices.add.isEnabled()) == (9, False)
        QTest.keyClicks(focused(), "10")
        assert prices.lines[-1].slow.placeholderText() == "10"
        prices.lines[0].remove.click()
        assert focused() is prices.lines[0].face
        assert prices.lines[0].remove.accessibleName() == "Remove 1"
        assert saved(dialog)
        assert dialog.chosen.offers == at_face(100, 200, 10)
    async with opened() as dialog:
        prices = price_list(dialog)
        for _ in range(2):
            prices.lines[-1].remove.click()
        assert not prices.lines[0].remove.isEnabled()
        enter_price(prices, 0, "", "", "")
        assert not saved(dialog)
        assert errors_on(dialog) == ["The shop sells one face value at least."]


async def test_an_address_where_others_read_along_needs_a_tick() -> None:
    async with opened(page="connection") as dialog:
        rows = {row.name: row for row in dialog.page.settings}
        enter(rows["base_url"], "http://platform.example/")
        assert not saved(dialog)
        assert "Use https://" in rows["base_url"].note.text()
        assert rows["base_url"].widget.hasFocus()
        assert dialog.chosen == Settings()
        enter(rows["plain_http"], "yes")
        assert saved(dialog)
        assert dialog.chosen == Settings()._replace(base_url="http://platform.example/", plain_http=True)
    async with opened(Settings()._replace(base_url="http://platform.example/")) as dialog:
        assert saved(dialog)  # the page was never opened: who changes prices is not kept from it


async def test_defaults_are_one_pages() -> None:
    async with opened(EVERYTHING, page="connection") as dialog:
        of_page = {row.name for row in dialog.page.settings}
        dialog.defaults.click()
        assert saved(dialog)
        assert differing(dialog.chosen, EVERYTHING) == of_page
        assert differing(dialog.chosen, Settings()) == set(Settings._fields) - of_page
    async with opened(EVERYTHING) as dialog:
        for page in PAGES:
            turn_to(dialog, page)
            dialog.defaults.click()
        assert saved(dialog)
        assert differing(dialog.chosen, Settings()) == {"store_id", "app_key"}


async def test_a_printer_that_is_missing_can_be_kept() -> None:
    row = printer_row("printer", ["Laser", "XP-80"])
    box = row.widget
    assert isinstance(box, QComboBox)
    row.put("XP-58")
    assert [box.itemText(at) for at in range(box.count())] == [
        "The system's default",
        "Laser",
        "XP-80",
        "XP-58 (missing now)",
    ]
    assert row.take() == "XP-58"
    row.put("")
    assert (row.take(), box.currentText()) == ("", "The system's default")
    row.put("XP-80")
    assert (row.take(), box.currentText(), box.count()) == ("XP-80", "XP-80", 4)


def test_printing_is_imported_with_the_page_of_the_receipt() -> None:
    script = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from desktop.settings import Settings\n"
        "from desktop.ui.settings_dialog.dialog import SettingsDialog\n"
        "app = QApplication([])\n"
        "dialog = SettingsDialog(Settings(), None)\n"
        "assert 'PySide6.QtPrintSupport' not in sys.modules\n"
        "dialog.names.setCurrentRow(3)\n"
        "assert 'PySide6.QtPrintSupport' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


async def test_alerts_can_be_tried_and_speaking_needs_a_voice() -> None:
    tried: list[bool] = []
    async with opened(page="alerts") as dialog:
        dialog.sound_tried.connect(lambda: tried.append(True))
        next(one for one in dialog.page.findChildren(QAbstractButton) if one.text() == "Try").click()
        assert tried == [True]
    async with opened(Settings(speak=True), page="alerts", can_speak=False) as dialog:
        speak = next(one for one in dialog.page.settings if one.name == "speak")
        assert not speak.widget.isEnabled()
        assert "no voice" in speak.note.text()
        assert saved(dialog)
        assert dialog.chosen.speak


async def test_another_account_closes_the_settings(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        wanted: list[bool] = []
        desk.window.account_wanted.connect(lambda: wanted.append(True))
        dialog, chosen = await open_settings(desk.window)
        enter(next(one for one in turn_to(dialog, "receipt").settings if one.name == "shop_name"), "x")
        change = next(one for one in turn_to(dialog, "account").findChildren(QAbstractButton))
        change.setFocus()
        press(Qt.Key.Key_Return)
        await until(lambda: visible(SettingsDialog) is None and wanted)
        assert (wanted, chosen) == ([True], [])
    async with open_desk(tmp_path, practice=True) as desk:
        dialog, _ = await open_settings(desk.window)
        page = turn_to(dialog, "account")
        assert not page.findChildren(QAbstractButton)[0].isEnabled()
        dialog.reject()
        await until(lambda: visible(SettingsDialog) is None)


async def open_settings(window: Any) -> tuple[SettingsDialog, list[Settings]]:
    """The window's dialog, and where chosen settings will arrive."""
    chosen: list[Settings] = []
    window.settings_chosen.connect(chosen.append)
    window.menu.settings.emit()
    await until(lambda: (one := visible(SettingsDialog)) is not None and one.isActiveWindow())
    dialog = visible(SettingsDialog)
    assert dialog is not None
    return dialog, chosen


async def test_where_the_secret_is_kept_is_said() -> None:
    async with opened(page="account") as dialog:
        said = "In this system's keyring, or else in memory; never in a file."
        assert said in [one.text() for one in dialog.page.findChildren(QLabel)]


async def test_settings_are_handed_over_and_enter_presses_the_button_that_has_the_focus(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        dialog, chosen = await open_settings(desk.window)
        dialog.back.setFocus()
        press(Qt.Key.Key_Return)
        await until(lambda: visible(SettingsDialog) is None)
        assert chosen == []
        await until(desk.window.isActiveWindow)
        dialog, chosen = await open_settings(desk.window)
        price_list(dialog).lines[0].face.setText("77")
        price_list(dialog).lines[0].face.setFocus()
        press(Qt.Key.Key_Return)
        await until(lambda: chosen)
        assert chosen == [Settings()._replace(offers=at_face(77, 100, 200))]


async def test_it_is_worked_with_the_keyboard_alone() -> None:
    async with opened() as dialog:
        assert focused() is dialog.names
        for _ in range(7):
            press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Tab)
        assert focused().accessibleName() == "Platform address"
        QTest.keyClicks(focused(), "router")
        press(Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert focused().accessibleName() == "Platform address"
        QTest.keyClicks(focused(), "http://127.0.0.1:9/")
        press(Qt.Key.Key_Backtab)
        for _ in range(2):
            press(Qt.Key.Key_Up)
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Down)
        press(Qt.Key.Key_Return)
        assert not dialog.isVisible()
        assert dialog.chosen == Settings()._replace(base_url="http://127.0.0.1:9/", language="zh_CN")


async def test_escape_closes_at_once_where_nothing_was_changed() -> None:
    async with opened(EVERYTHING) as dialog:
        rows_of(dialog)
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert (dialog.isVisible(), dialog.result(), dialog.chosen) == (False, 0, EVERYTHING)


async def test_escape_throws_nothing_away_without_a_question() -> None:
    async with opened() as dialog:
        price_list(dialog).lines[0].face.setText("77")
        for button, stays in (("Go on with the settings", True), ("Leave without saving", False)):
            dialog.setFocus()
            QTest.keyClick(dialog, Qt.Key.Key_Escape)
            await until(lambda: visible(QMessageBox))
            question = visible(QMessageBox)
            assert question is not None
            assert question.defaultButton().text() == "Go on with the settings"
            next(one for one in question.buttons() if one.text() == button).click()
            await until(lambda: visible(QMessageBox) is None)
            assert dialog.isVisible() is stays
        assert (dialog.result(), dialog.chosen) == (0, Settings())


@pytest.mark.parametrize("page", PAGES)
async def test_tab_goes_from_top_to_bottom_and_then_to_the_buttons(page: str) -> None:
    async with opened(Settings(slow_allowed=True)) as dialog:
        for other in reversed(PAGES):
            turn_to(dialog, other)
        turn_to(dialog, page)
        if page == "counter":
            price_list(dialog).lines[1].remove.click()
            price_list(dialog).add.click()
        dialog.names.setFocus()
        visited: list[QWidget] = []
        while not visited or visited[-1] is not dialog.names:
            press(Qt.Key.Key_Tab)
            visited.append(focused())
        buttons = [one for one in (dialog.defaults, dialog.back, dialog.save) if one.isEnabled()]
        assert visited[-len(buttons) - 1 :] == [*buttons, dialog.names]
        on_page = visited[: -len(buttons) - 1]
        places = [
            (one.mapTo(dialog, one.rect().center()).y() // 12, one.mapTo(dialog, one.pos()).x()) for one in on_page
        ]
        assert places == sorted(places)
        assert set(on_page) == set(controls(dialog.page))


def controls(page: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)
    return [one for one in page.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible() and one.isEnabled()]


async def test_every_control_has_a_name_and_every_title_its_control() -> None:
    async with opened(EVERYTHING) as dialog:
        assert dialog.names.accessibleName()
        for name in PAGES:
            page = turn_to(dialog, name)
            nameless = [
                one for one in controls(page) if not one.accessibleName() and not isinstance(one, QAbstractButton)
            ]
            assert nameless == []
            buddies = {one.text(): one.buddy() for one in page.findChildren(QLabel) if one.buddy()}
            assert buddies == {row.title: row.widget for row in page.rows if row.title}


@pytest.mark.parametrize("page", [page for page in PAGES if page != "asking"])
async def test_a_page_fits_without_scrolling(page: str) -> None:
    nine = EVERYTHING._replace(offers=at_face(10, 20, 30, 50, 100, 200, 300, 500, 1000))
    assert SIZE.width() <= 1000
    assert SIZE.height() <= 640
    async with opened(nine, page=page) as dialog:
        assert dialog.minimumSizeHint().height() <= SIZE.height()
        dialog.resize(SIZE)
        await until(lambda: dialog.size() == SIZE)
        QApplication.sendPostedEvents()
        assert not dialog.page.verticalScrollBar().isVisible()
        assert not dialog.page.horizontalScrollBar().isVisible()
        names = dialog.findChildren(QListWidget)[0]
        assert names.sizeHintForColumn(0) <= names.viewport().width()
