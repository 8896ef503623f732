"""What stops the shop is said over all tabs with its remedy, and the counter agrees."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.orders.outcome import Balance, Declined, Rejected
from desktop.services.upkeep.disk_watch import SCARCE_BYTES
from desktop.storage import disk
from desktop.ui.window.bar import Bar
from desktop.ui.window.bars import Bars
from tests.conftest import until
from tests.fakes import UNREACHABLE, FakeGateway
from tests.ui.desk import OpenDesk, focused, open_desk, press

BAD_KEY = Declined("1004", "app_key不存在")
NUMBER = "13800138000"


def shown(desk: OpenDesk, kind: str) -> Bar:
    bar = desk.window.bars.bar(kind)
    assert bar is not None, desk.window.bars.text()
    return bar


async def refused(desk: OpenDesk) -> None:
    desk.gateway.balance_outcome = BAD_KEY
    await desk.parts.desk.books.balance.read()
    await until(lambda: desk.window.bars.bar("access"))


async def test_a_refused_key_is_said_in_red_and_nothing_can_be_ordered(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        form, wanted = desk.window.recharge.form, list[bool]()
        desk.window.account_wanted.connect(lambda: wanted.append(True))
        await refused(desk)
        bar = shown(desk, "access")
        assert (bar.property("role"), bar.height() >= 44) == ("stop-bar", True)
        assert "app_key不存在" in bar.more.text()
        assert "Key refused" in desk.window.strip.line.caption
        QTest.keyClicks(focused(), NUMBER)
        press(Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
        assert not form.go.isEnabled()
        assert "Key refused" in form.go.text()
        press(Qt.Key.Key_Return)
        assert "no money moved" in form.message.text()
        assert desk.sheet() is None
        form.clear()
        press(Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
        await until(lambda: wanted)
        desk.gateway.balance_outcome = Balance(100_000)
        press(Qt.Key.Key_F5)
        await until(lambda: desk.window.bars.bar("access") is None)
        await desk.order(NUMBER)
    assert [order.mobile for order in desk.gateway.pushed] == [NUMBER]


async def test_a_confirm_sheet_that_is_open_takes_no_confirmation_meanwhile(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        sheet = await desk.type_order(NUMBER)
        await refused(desk)
        assert not sheet.confirm.isEnabled()
        assert "Key refused" in sheet.objection.text()
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        assert desk.sheet() is sheet
        desk.gateway.balance_outcome = Balance(100_000)
        await desk.parts.desk.books.balance.read()
        assert sheet.confirm.isEnabled()
        QTest.keyClick(sheet, Qt.Key.Key_Return)
        await until(lambda: desk.gateway.pushed)
    assert len(desk.gateway.pushed) == 1


async def test_a_refusal_that_comes_with_the_confirming_key_orders_nothing(tmp_path: Path) -> None:
    """The sheet's announcement is a frame away: the service behind it refuses."""
    async with open_desk(tmp_path) as desk:
        sheet = await desk.type_order(NUMBER)
        desk.parts.desk.runtime.changes.access.subscribe(lambda _news: sheet.stop(""))
        desk.parts.desk.access.note_balance(BAD_KEY)
        sheet.accept()
        await until(lambda: "no money moved" in desk.window.recharge.form.message.text())
        assert desk.window.recharge.form.number.digits == NUMBER
    assert desk.gateway.pushed == []


async def test_offline_is_said_with_its_time_and_f5_ends_it(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        await until(lambda: desk.window.bars.bar("offline"))
        bar = shown(desk, "offline")
        assert (bar.property("role"), bar.sentence.text()[-4:]) == ("caution-bar", "0:00")
        await until(lambda: bar.sentence.text().endswith("0:01"))
        assert desk.window.bars.bar("offline") is bar
        gateway.balance_outcome = Balance(100_000)
        press(Qt.Key.Key_F5)
        assert "Trying" in bar.more.text()
        await until(lambda: desk.window.bars.bar("offline") is None)
        assert desk.window.bars.isHidden()


async def test_a_typed_number_ends_offline_and_is_looked_up_after_all(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        await until(lambda: desk.window.bars.bar("offline"))
        gateway.balance_outcome = Balance(100_000)
        QTest.keyClicks(focused(), NUMBER)
        await until(lambda: "Changsha" in desk.window.recharge.form.numbers.place.text())


async def test_on_the_balance_tab_f5_reads_the_balance_and_thereby_tries_again(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.balance_outcome = UNREACHABLE
    async with open_desk(tmp_path, gateway) as desk:
        await until(lambda: desk.window.bars.bar("offline"))
        desk.window.tabs.setCurrentWidget(desk.window.balance)
        gateway.balance_outcome = Balance(100_000)
        press(Qt.Key.Key_F5)
        await until(lambda: desk.window.bars.bar("offline") is None)


async def test_orders_refused_for_want_of_money_are_a_caution_that_leads_to_the_balance(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Rejected("1050", "余额不足"))
    async with open_desk(tmp_path, gateway) as desk:
        await desk.order(NUMBER)
        await until(lambda: desk.window.bars.bar("funds"))
        bar = shown(desk, "funds")
        assert bar.property("role") == "caution-bar"
        assert "余额不足" in bar.more.text()
        bar.buttons[0].click()
        assert desk.window.tabs.currentIndex() == 2
        desk.window.tabs.setCurrentIndex(0)
        await desk.order("13900139000")
        await until(lambda: desk.window.bars.bar("funds") is None)


async def test_the_disk_is_a_caution_first_and_then_a_stop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = [SCARCE_BYTES - 1]
    monkeypatch.setattr(disk, "free_bytes", lambda _folder: left[0])
    async with open_desk(tmp_path) as desk:
        watch = desk.parts.desk.upkeep.disk
        await until(lambda: desk.window.bars.bar("disk"))
        assert "511 MB" in shown(desk, "disk").sentence.text()
        left[0] = disk.RESERVE_BYTES - 1
        await watch.look()
        assert (shown(desk, "disk full").property("role"), desk.window.bars.bar("disk")) == ("stop-bar", None)
        left[0] = SCARCE_BYTES
        await watch.look()
        assert desk.window.bars.isHidden()


async def test_unsaved_orders_are_said_with_their_number(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        changes = desk.parts.desk.runtime.changes
        changes.saving.announce(False)
        assert "cannot save" in shown(desk, "saving").sentence.text()
        changes.unsaved.announce(3)
        bar = shown(desk, "saving")
        assert (bar.property("role"), "3" in bar.sentence.text()) == ("stop-bar", True)
        changes.saving.announce(True)
        assert desk.window.bars.isHidden()


def test_two_bars_at_most_are_shown_the_most_urgent_first(qapp: object) -> None:
    bars = Bars()
    for kind in ("backups", "offline", "unheard of", "saving"):
        bars.say(kind, f"{kind}\nmore")
    assert [kind for kind in ("saving", "offline", "backups", "unheard of") if bars.bar(kind)] == ["saving", "offline"]
    last = bars.bar("offline")
    assert last is not None
    assert last.rest is not None
    assert last.rest.text() == "2 more"
    assert bars.text().split("\n")[::2] == ["saving", "offline", "backups", "unheard of"]
    last.rest.click()
    assert all(bars.bar(kind) for kind in ("saving", "offline", "backups", "unheard of"))
    bars.say("backups", "")
    bars.say("unheard of", "")
    assert last.rest.isHidden()
    bars.say("saving", "")
    bars.say("offline", "")
    assert (bars.isHidden(), bars.text()) == (True, "")
