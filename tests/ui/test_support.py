"""An order whose end nobody tells is ended by what the platform's support says, in the clerk's hand."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.orders.order import Verdict
from desktop.domain.orders.outcome import Contradiction, Trait
from desktop.domain.orders.status import Standing
from desktop.ui.history.order_sheet import OrderSheet
from desktop.ui.history.support_dialog import SupportDialog
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, bad_ends, focused, open_desk, press, row_text, visible
from tests.ui.test_unconfirmed import gateway, open_sheet, unconfirmed

LONG_AGO = 73 * 3600.0


async def dialog_of(desk: OpenDesk) -> SupportDialog:
    sheet = await open_sheet(desk)
    sheet.view.side.support.write_down.click()
    await until(lambda: (one := visible(SupportDialog)) is not None and one.isActiveWindow())
    dialog = visible(SupportDialog)
    assert dialog is not None
    return dialog


def details(sheet: OrderSheet) -> list[str]:
    return [entry.detail for entry in sheet.view.timeline.rows.entries]


async def test_before_72_hours_nobody_is_asked(tmp_path: Path) -> None:
    async with open_desk(tmp_path, gateway()) as desk:
        await unconfirmed(desk, sent_ago=71 * 3600.0)
        sheet = await open_sheet(desk)
        assert sheet.view.side.support.isHidden()
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(type(sheet)) is None)


@pytest.mark.parametrize("store", ["77", "88"])
async def test_what_the_support_said_is_written_down_with_its_words(tmp_path: Path, store: str) -> None:
    """Of a former account, too."""
    async with open_desk(tmp_path, gateway()) as desk:
        order_no = await unconfirmed(desk, sent_ago=LONG_AGO, store=store)
        dialog = await dialog_of(desk)
        dialog.write.click()
        assert "Choose one" in dialog.wrong.text()
        press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        await until(lambda: dialog.verdict is Verdict.REFUNDED)
        dialog.write.click()
        assert "who said it" in dialog.wrong.text()
        assert focused() is dialog.heard
        QTest.keyClicks(dialog.heard, "Li: refunded")
        dialog.write.click()
        dialog.write.click()
        await until(lambda: visible(SupportDialog) is None)
        order = await desk.parts.orders.get(order_no)
        assert order is not None
        assert order.standing is Standing.REFUNDED
        events = await desk.parts.orders.history(order_no)
        assert [type(event).__name__ for event in events].count("HeardFromSupport") == 1
        await until(lambda: bad_ends(desk.window))
        assert "as the platform's support said" in row_text(desk.window)
        press(Qt.Key.Key_Escape)
        await until(lambda: not desk.window.isHidden() and desk.window.isActiveWindow())


async def test_an_answer_about_another_order_is_said_and_not_believed(tmp_path: Path) -> None:
    made = FakeGateway()
    made.query_default = Contradiction(Trait.MOBILE, "13900139000")
    async with open_desk(tmp_path, made) as desk:
        order_no = await unconfirmed(desk)
        sheet = await open_sheet(desk)
        sheet.view.foot.ask.click()
        await until(lambda: "answered about another order" in sheet.view.answer.text())
        await until(lambda: "mobile number: 13900139000" in details(sheet))
        order = await desk.parts.orders.get(order_no)
        assert order is not None
        assert order.standing is Standing.UNKNOWN
        await until(lambda: "used elsewhere" in desk.window.bars.text())
        press(Qt.Key.Key_Escape)
        await until(lambda: visible(type(sheet)) is None)
