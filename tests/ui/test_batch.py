"""The batch tab in the real window: pasted, looked through, sent, followed."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMessageBox

from desktop.domain.batch.batch import BatchState, PauseCause
from desktop.domain.batch.staging import Check
from desktop.domain.orders.outcome import Balance, OrderReport, Rejected
from desktop.domain.staff.person import Person, Role
from desktop.ui.batch.confirm_sheet import BatchConfirmSheet
from desktop.ui.batch.documents import text_for_chat
from desktop.ui.batch.row_texts import BatchColumn
from desktop.ui.batch.tab import BatchTab
from desktop.ui.staff.gate import Gate
from tests.conftest import until
from tests.fakes import FakeGateway
from tests.ui.desk import OpenDesk, open_desk, press, visible

A, B, C = "13800138000", "13900139000", "18612345678"
TEXT = f"{A} 老王 100\n{B} 50元\n0{C} 100\n138001380 100\n{A} 50"


async def turn_to_batch(desk: OpenDesk) -> BatchTab:
    await desk.parts.desk.books.balance.read()
    desk.window.tabs.setCurrentIndex(3)
    return desk.window.opened.batch


async def pasted(desk: OpenDesk, text: str) -> BatchTab:
    tab = await turn_to_batch(desk)
    QGuiApplication.clipboard().setText(text)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: tab.stack.currentWidget() is tab.staged and tab.staged.table.hasFocus())
    return tab


async def confirmed(tab: BatchTab) -> BatchConfirmSheet:
    press(Qt.Key.Key_Return)
    await until(lambda: visible(BatchConfirmSheet))
    sheet = visible(BatchConfirmSheet)
    assert sheet is not None
    return sheet


async def sent(tab: BatchTab) -> None:
    sheet = await confirmed(tab)
    await until(sheet.confirm.isEnabled)
    press(Qt.Key.Key_Return)
    await until(lambda: tab.stack.currentWidget() is tab.sent)


def status(tab: BatchTab, place: int) -> str:
    return str(tab.staged.rows.index(place, BatchColumn.STATUS).data())


async def test_a_chat_message_is_pasted_looked_through_and_sent(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        tab = await pasted(desk, TEXT)
        _tester = QAbstractItemModelTester(tab.staged.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert [status(tab, row).split(" ")[0] for row in range(5)] == ["Passed", "Passed", "Look", "No", "Look"]
        assert tab.staged.side.collect.text() == "¥150.00"
        assert tab.staged.side.unseen.text().endswith("2")
        tab.staged.table.choose(3)
        assert tab.staged.strip.text.accessibleName() == f"0{C} 100"
        press(Qt.Key.Key_Space)
        assert tab.staged.table.selected == [4], "the next row"
        assert tab.staged.side.collect.text() == "¥250.00"
        sheet = await confirmed(tab)
        assert not sheet.confirm.isEnabled()
        press(Qt.Key.Key_Return)
        assert visible(BatchConfirmSheet) is sheet, "an early Enter does nothing"
        await until(sheet.confirm.isEnabled)
        press(Qt.Key.Key_Return)
        await until(lambda: tab.stack.currentWidget() is tab.sent)
        await until(lambda: len(gateway.pushed) == 3)
        assert [order.mobile for order in gateway.pushed] == [A, B, C]
        gateway.query_default = OrderReport(2, "", 4_900, None)
        for order in gateway.pushed:
            await desk.parts.desk.orders.tracking.ask(order.order_no)
        await until(lambda: tab.sent.side.counts.amounts["arrived"].text() == "3")
        await until(lambda: tab.sent.side.title.text() == "Sent")


async def test_the_rows_are_edited_in_place_and_undone(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tab = await pasted(desk, TEXT)
        page = tab.staged
        page.table.choose(4)
        assert not page.strip.edit.isHidden()
        press(Qt.Key.Key_F2)
        editor = page.table.findChild(QLineEdit)
        assert editor is not None
        QTest.keyClicks(editor, "138 0013 8009")
        QTest.keyClick(editor, Qt.Key.Key_Return)
        await until(lambda: page.rows.row(3).mobile == "13800138009")
        assert status(tab, 3).startswith("No · No amount")
        page.rows.setData(page.rows.index(3, BatchColumn.FACE), "100")
        assert status(tab, 3) == "Passed"
        for _ in range(2):
            press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert page.rows.row(3).mobile == ""
        assert not page.undo.isEnabled()
        await until(lambda: page.opened is not None and page.opened.is_saved)


async def test_filter_and_sort(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tab = await pasted(desk, TEXT)
        page = tab.staged
        page.chips[Check.LOOK].click()
        assert page.rows.positions == [3, 5]
        page.chips[None].click()
        page.table.sort_wanted.emit(BatchColumn.NUMBER)
        assert page.rows.positions == [4, 1, 5, 2, 3]
        page.table.sort_wanted.emit(BatchColumn.NUMBER)
        assert page.rows.positions == [3, 2, 1, 5, 4]


async def test_a_staged_list_is_there_after_a_restart(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tab = await pasted(desk, TEXT)
        tab.staged.table.choose(3)
        press(Qt.Key.Key_Space)
        tab.staged.name.setText("工地A")
        tab.staged.name.editingFinished.emit()
        opened = tab.staged.opened
        await until(lambda: opened is not None and opened.is_saved and opened.batch.name == "工地A")
    async with open_desk(tmp_path) as desk:
        tab = await turn_to_batch(desk)
        await until(lambda: tab.lists.table.rows)
        assert tab.lists.table.rows[0].cells[0] == "工地A"
        press(Qt.Key.Key_Return)
        await until(lambda: tab.stack.currentWidget() is tab.staged)
        assert tab.staged.side.collect.text() == "¥250.00"


async def test_a_large_list_is_sent_only_after_its_number_was_typed(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        desk.gateway.balance_outcome = Balance(1_000_000)
        tab = await pasted(desk, "\n".join(f"138{number:08d} 50" for number in range(101)))
        sheet = await confirmed(tab)
        await until(sheet.typed.hasFocus)
        QTest.keyClicks(sheet.typed, "10")
        await until(lambda: sheet.armed)
        press(Qt.Key.Key_Return)
        assert visible(BatchConfirmSheet) is sheet
        QTest.keyClicks(sheet.typed, "1")
        press(Qt.Key.Key_Return)
        await until(lambda: tab.stack.currentWidget() is tab.sent)
        await until(lambda: len(desk.gateway.pushed) == 50)
        tab.sent.side.pause.click()
        await until(lambda: not tab.sent.side.go_on.isHidden())


async def test_it_pauses_by_itself_says_why_and_goes_on(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        gateway.balance_outcome = Balance(12_000)
        tab = await pasted(desk, "\n".join(f"138{number:08d} 50" for number in range(5)))
        await sent(tab)
        await until(lambda: not tab.sent.side.cause.isHidden())
        assert "balance" in tab.sent.side.cause.text()
        assert "A list of numbers is paused." in desk.window.bars.text()
        desk.window.tabs.setCurrentIndex(0)
        desk.window.opened.state.batch_wanted.emit()
        assert desk.window.tabs.currentIndex() == 3
        assert len(gateway.pushed) == 2
        assert tab.sent.batch is not None
        assert tab.sent.batch.cause is PauseCause.NO_MONEY
        gateway.balance_outcome = Balance(1_000_000)
        await desk.parts.desk.books.balance.read()
        tab.sent.side.go_on.click()
        await until(lambda: len(gateway.pushed) == 5)
        assert "A list" not in desk.window.bars.text()
        await until(lambda: tab.sent.batch is not None and tab.sent.batch.state is BatchState.DONE)


async def test_failed_rows_go_into_a_new_list_in_one_key(tmp_path: Path) -> None:
    gateway = FakeGateway()
    async with open_desk(tmp_path, gateway) as desk:
        tab = await pasted(desk, f"{A} 100\n{B} 50")
        await sent(tab)
        await until(lambda: len(gateway.pushed) == 2)
        gateway.known[gateway.pushed[0].order_no] = OrderReport(4, "", 9_900, 0)
        gateway.known[gateway.pushed[1].order_no] = OrderReport(2, "", 4_900, 5_000)
        for order in gateway.pushed[:2]:
            await desk.parts.desk.orders.tracking.ask(order.order_no)
        await until(lambda: not tab.sent.side.again.isHidden())
        assert text_for_chat(tab.sent.results) == f"Done: 1 top-ups, 50 yuan; failed 1: {A} 100"
        tab.sent.side.again.click()
        await until(lambda: tab.stack.currentWidget() is tab.staged)
        assert [row.mobile for row in tab.staged.opened.staging.rows] == [A]  # type: ignore[union-attr]
        await sent(tab)
        await until(lambda: len(gateway.pushed) == 3)
        assert gateway.pushed[2].instead_of == gateway.pushed[0].order_no


async def test_a_notice_of_the_whole_list_is_looked_at_first(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tab = await pasted(desk, f"{A} 100\n{B} 50\n合计2个300元")
        assert not tab.staged.side.send.isEnabled()
        assert "300" in tab.staged.notices.text()
        tab.staged.look_done.click()
        await until(tab.staged.side.send.isEnabled)


async def test_a_file_is_dropped(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        tab = await turn_to_batch(desk)
        file = tmp_path / "list.csv"
        file.write_text("手机号,面值\n13800138000,100\n", "gb18030")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file))])
        action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        tab.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, Qt.KeyboardModifier.NoModifier))
        await until(lambda: tab.stack.currentWidget() is tab.staged)
        assert tab.staged.rows.row(0).mobile == A
        (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no spreadsheet")
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "broken.xlsx"))])
        tab.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, Qt.KeyboardModifier.NoModifier))
        await until(lambda: visible(QMessageBox))
        box = visible(QMessageBox)
        assert box is not None
        assert "broken.xlsx" in box.text() + box.informativeText()
        box.done(QDialog.DialogCode.Accepted)
        await until(lambda: visible(QMessageBox) is None)


async def test_refused_rows_say_why(tmp_path: Path) -> None:
    gateway = FakeGateway()
    gateway.push_outcomes.append(Rejected("9", "号码不支持"))
    async with open_desk(tmp_path, gateway) as desk:
        tab = await pasted(desk, f"{A} 100\n{B} 50")
        await sent(tab)
        await until(lambda: len(gateway.pushed) == 2)
        await until(lambda: "Refused, being checked" in str(tab.sent.rows.index(0, BatchColumn.STATUS).data()))


async def test_the_tab_is_closed_to_who_has_no_right(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        staff = desk.parts.desk.staff
        for name, role, pin in (("王姐", Role.OWNER, "1111"), ("小王", Role.CLERK, "2222")):
            await staff.keep(Person(0, name, role), pin)
        await staff.sign_in("2222")
        tab = await turn_to_batch(desk)
        gate = tab.findChild(Gate)
        assert gate is not None
        await until(gate.isVisible)
        await staff.sign_in("1111")
        await until(gate.isHidden)
