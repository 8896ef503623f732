"""The line to the platform: an address where others can read along is refused, in words, with a way to the settings."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from desktop.domain.account import Account
from desktop.services.upkeep.start_trouble import UnprotectedAddressError
from desktop.settings import Settings, load
from desktop.system.paths import DataFolder
from desktop.ui.settings_dialog.dialog import SettingsDialog
from desktop.ui.welcome.window import WelcomeWindow
from desktop.ui.widgets.build import CheckBox
from desktop.wiring.gateways import ShopMode, shop_gateway
from tests.conftest import until
from tests.end_to_end.driving import desk, enter_account, new_program, program, pushes
from tests.platform_server import platform_server, says
from tests.ui.desk import visible

FAR = "http://platform.example/"


def account(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("STORE_ID", "77"), ("APP_KEY", "10001"), ("APP_SECRET", "s3cret")):
        monkeypatch.setenv(f"TOPUP_DESK_{name}", value)


async def box() -> QMessageBox:
    await until(lambda: visible(QMessageBox))
    seen = visible(QMessageBox)
    assert seen is not None
    return seen


async def to_settings() -> SettingsDialog:
    """Through the message to the settings, which are open at the address."""
    (await box()).buttons()[0].click()
    await until(lambda: visible(SettingsDialog))
    dialog = visible(SettingsDialog)
    assert dialog is not None
    return dialog


def allow(dialog: SettingsDialog) -> None:
    row = next(row for row in dialog.page.settings if row.name == "plain_http")
    assert isinstance(row.widget, CheckBox)
    row.widget.setChecked(True)


async def test_an_address_of_an_older_version_is_told_and_can_be_mended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(monkeypatch)
    monkeypatch.delenv("TOPUP_DESK_BASE_URL")
    (tmp_path / "settings.json").write_text(json.dumps({"base_url": FAR}))
    async with platform_server() as server:
        async with program(tmp_path):
            assert "https://" in (await box()).text()
            dialog = await to_settings()
            dialog.save.click()  # nothing was mended
            assert dialog.isVisible()
            row = next(row for row in dialog.page.settings if row.name == "base_url")
            assert row.note.property("role") == "error"
            row.put(server.url)
            dialog.save.click()
            await desk()
        assert pushes(server) == []
    assert load(DataFolder(tmp_path).settings_file).settings.base_url == server.url


async def test_the_owner_may_allow_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account(monkeypatch)
    monkeypatch.delenv("TOPUP_DESK_BASE_URL")
    (tmp_path / "settings.json").write_text(json.dumps({"base_url": FAR}))
    async with program(tmp_path):
        dialog = await to_settings()
        allow(dialog)
        dialog.save.click()
        await desk()
    async with program(tmp_path):
        await desk()
    assert load(DataFolder(tmp_path).settings_file).settings.plain_http


async def test_the_environments_address_is_held_to_the_same_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account(monkeypatch)
    monkeypatch.setenv("TOPUP_DESK_BASE_URL", FAR)
    running = asyncio.ensure_future(new_program(tmp_path).run())
    assert "TOPUP_DESK_BASE_URL" in (await box()).text()
    (await box()).buttons()[1].click()
    assert await running == 1
    monkeypatch.setenv("TOPUP_DESK_PLAIN_HTTP", "1")
    async with program(tmp_path):
        await desk()


async def test_the_settings_may_allow_the_environments_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account(monkeypatch)
    monkeypatch.setenv("TOPUP_DESK_BASE_URL", FAR)
    async with program(tmp_path):
        dialog = await to_settings()
        allow(dialog)
        dialog.save.click()
        await desk()


async def test_no_account_is_tried_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOPUP_DESK_BASE_URL", FAR)
    async with program(tmp_path):
        dialog = await to_settings()
        dialog.reject()
        dialog = await to_settings()  # leaving the settings leads back to the message
        allow(dialog)
        dialog.save.click()
        await until(lambda: visible(WelcomeWindow))


async def test_closing_the_program_closes_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account(monkeypatch)
    monkeypatch.setenv("TOPUP_DESK_BASE_URL", FAR)
    made = new_program(tmp_path)
    running = asyncio.ensure_future(made.run())
    await box()
    made.close()
    assert await running == 1
    await until(lambda: visible(QMessageBox) is None)


@pytest.mark.parametrize(
    ("url", "proxy"), [(FAR, ""), ("http://127.0.0.1:9/", "http://proxy.shop:3128"), ("ftp://x/", "")]
)
def test_no_client_is_made_for_such_a_line(url: str, proxy: str) -> None:
    with pytest.raises(UnprotectedAddressError):
        shop_gateway(ShopMode(Account("77", "10001", "s3cret"), url), Settings(proxy=proxy))


async def test_settings_that_cannot_be_read_are_said_and_left_as_they_are(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    (tmp_path / "settings.json").mkdir()
    async with platform_server() as server:
        provisioned(server.url)
        async with program(tmp_path):
            window = await desk()
            assert "it is a folder" in window.bars.text()
            window.settings_chosen.emit(Settings(shop_name="李记"))
            await until(lambda: "are not saved" in window.bars.text())
            assert "it is a folder" in window.bars.text()
    assert (tmp_path / "settings.json").is_dir()


async def test_a_bad_value_is_said_until_the_settings_are_saved(
    tmp_path: Path, provisioned: Callable[[str], None]
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"burst": "many"}))
    async with platform_server() as server:
        provisioned(server.url)
        async with program(tmp_path):
            window = await desk()
            assert "Requests at once" in window.bars.text()
            window.menu.settings.emit()
            await until(lambda: visible(SettingsDialog))
            dialog = visible(SettingsDialog)
            assert dialog is not None
            dialog.save.click()  # nothing is changed: the default is what the owner wants
            await until(lambda: not window.bars.isVisible())
    assert json.loads((tmp_path / "settings.json").read_text())["burst"] == Settings().burst


async def test_the_welcome_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "settings.json").write_text("{")
    async with platform_server() as server:
        server.default = says({"code": "0000", "data": {"money": "5"}})
        monkeypatch.setenv("TOPUP_DESK_BASE_URL", server.url)
        async with program(tmp_path):
            await until(lambda: visible(WelcomeWindow))
            welcome = visible(WelcomeWindow)
            assert welcome is not None
            assert any("settings.broken.json" in one.text() for one in welcome.findChildren(QLabel))
            await enter_account()
            await desk()
    assert (tmp_path / "settings.broken.json").read_text() == "{"
    assert load(DataFolder(tmp_path).settings_file).settings.app_key == "10001"


async def test_a_proxys_password_works_and_stays_out_of_file_window_and_log(
    tmp_path: Path, provisioned: Callable[[str], None], caplog: pytest.LogCaptureFixture
) -> None:
    async with platform_server() as proxy:
        proxy.default = says({"code": "0000", "data": {"money": "5"}})
        provisioned("http://127.0.0.1:9/")
        with_password = proxy.url.replace("//", "//shop:zZ9secret@")
        (tmp_path / "settings.json").write_text(json.dumps({"proxy": with_password}))
        async with program(tmp_path):
            window = await desk()
            await until(lambda: proxy.received)
            assert proxy.received[0].headers["proxy-authorization"].startswith("Basic ")
            assert window.settings.proxy == proxy.url.replace("//", "//shop@")
            assert not window.bars.isVisible()
    assert "zZ9secret" not in (tmp_path / "settings.json").read_text()
    assert "zZ9secret" not in caplog.text
