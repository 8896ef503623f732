"""The batch tab: the lists, one that is being worked on, or one that was confirmed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.batch.batch import BatchState, Source
from desktop.domain.orders.order import Order
from desktop.domain.right import ForbiddenError, Right
from desktop.exchange.list_file import UnreadableListError
from desktop.services.batch.keeping import ListChangedError
from desktop.services.batch.lists import BatchDesk
from desktop.services.batch.open_list import OpenList
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.settings import Settings
from desktop.ui.batch.confirm_sheet import BatchConfirmSheet, BatchTotals
from desktop.ui.batch.documents import save_results, save_template, text_for_chat
from desktop.ui.batch.lists_page import ListsPage
from desktop.ui.batch.price_dialog import PriceDialog
from desktop.ui.batch.sent_page import SentPage
from desktop.ui.batch.staged_page import StagedPage
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.gate import Gate
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.awaited import confirmed, shown, tell
from desktop.ui.widgets.bridge import Bridge
from desktop.ui.widgets.card import SPREAD
from desktop.ui.widgets.plain import copy, pasted

_RENEW_MS = 300


class BatchTab(QWidget):
    """`order_opened` carries the number of an order whose sheet is wanted."""

    order_opened = Signal(str)

    def __init__(self, desk: Desk, bridge: Bridge, settings: Callable[[], Settings]) -> None:
        """`settings` returns the present ones."""
        super().__init__()
        self._settings = settings
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._desk = desk
        self._batch: BatchDesk = desk.batch
        self.stack = QStackedWidget()
        self.lists, self.staged, self.sent = ListsPage(), StagedPage(), SentPage()
        for page in (self.lists, self.staged, self.sent):
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.near, SPACE.page, SPACE.page - SPREAD)
        column.addWidget(self.stack)
        self._renewal = QTimer(self, interval=_RENEW_MS, singleShot=True)
        self._renewal.timeout.connect(self._renew)
        self.staged.left = self._balance
        Gate(self, desk, bridge, Right.BATCH)
        self._connect(bridge)
        self.show_lists()

    def show_lists(self) -> None:
        """Go back to the lists."""
        self.stack.setCurrentWidget(self.lists)
        self._read("lists", self._fill_lists)

    def paste(self) -> None:
        """Read the text of the clipboard as a list."""
        text = pasted()
        if text.strip():
            self._take_soon(lambda: self._batch.read_text(text, self.tr("pasted text")))

    def show_waiting(self) -> None:
        """Show the newest list that is paused, or the lists."""
        self._read("list", self._open_waiting)

    def open_list(self, number: int) -> None:
        """Show a list."""
        self._read("list", lambda: self._open(number))

    def focus(self) -> None:
        """Give the keyboard to what is shown."""
        pages = (self.lists, self.staged, self.sent)
        pages[self.stack.currentIndex()].table.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        text = event.mimeData().text()
        if paths:
            self._take_soon(lambda: self._batch.read_files(paths))
        elif text.strip():
            self._take_soon(lambda: self._batch.read_text(text, self.tr("dropped text")))

    def _connect(self, bridge: Bridge) -> None:
        for key, act in (
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Open, self._choose_files),
        ):
            shortcut = QShortcut(key, self)
            shortcut.activated.connect(act)
        lists, staged, sent = self.lists, self.staged, self.sent
        for page in (lists, staged):
            page.paste.clicked.connect(self.paste)
            page.open.clicked.connect(self._choose_files)
        lists.template.clicked.connect(lambda: self._command(lambda: save_template(self._desk, self)))
        lists.opened.connect(self.open_list)
        lists.removed.connect(lambda number: self._command(lambda: self._remove(number)))
        staged.back.connect(self.show_lists)
        staged.send_wanted.connect(lambda: self._command(self._confirm))
        staged.check_wanted.connect(lambda: self._read("check of numbers", self._ask_platform))
        staged.price_wanted.connect(lambda: self._command(self._ask_price))
        staged.seen.connect(lambda: self._command(self._see_notices))
        staged.renamed.connect(lambda name: self._command(lambda: self._rename(name)))
        sent.back.connect(self.show_lists)
        sent.order_opened.connect(self.order_opened)
        side, sending = sent.side, self._batch.sending
        side.go_on.clicked.connect(lambda: self._act(lambda number: sending.resume(number)))
        side.pause.clicked.connect(lambda: self._act(lambda number: sending.pause(number)))
        side.stop.clicked.connect(lambda: self._command(self._stop))
        side.again.clicked.connect(lambda: self._command(self._failed_again))
        side.copy.clicked.connect(self._copy_result)
        side.export.clicked.connect(lambda: self._command(self._save_results))
        sent.released.connect(lambda position: self._act(lambda number: sending.release(number, sent.row(position))))
        sent.taken_out.connect(lambda position: self._act(lambda number: sending.take_out(number, sent.row(position))))
        bridge.orders_changed.connect(self._hear)
        bridge.batches_changed.connect(self._changed)
        bridge.balance_changed.connect(lambda: staged.renew([]) if staged.isVisible() else None)

    def _hear(self, orders: list[Order]) -> None:
        self.staged.hear(orders)
        if self.sent.hear(orders):
            self._renewal.start()

    def _changed(self, number: int) -> None:
        opened = self.staged.opened
        if opened is not None and opened.batch.id == number and self.stack.currentWidget() is self.staged:
            self.staged.show_saved()
        self._renewal.start()

    def _renew(self) -> None:
        page = self.stack.currentWidget()
        if page is self.lists:
            self._read("lists", self._fill_lists)
        elif page is self.sent and self.sent.batch is not None:
            self.open_list(self.sent.batch.id)

    async def _fill_lists(self) -> None:
        self.lists.fill(await self._batch.newest())

    async def _open(self, number: int) -> None:
        opened = await self._batch.open(number)
        if opened is None:
            self.show_lists()
        elif opened.batch.state is BatchState.STAGED:
            self._show_staged(opened)
        else:
            await self._show_sent(opened)

    async def _open_waiting(self) -> None:
        paused = [one.batch.id for one in await self._batch.newest() if one.batch.state is BatchState.PAUSED]
        if paused:
            await self._open(paused[0])
        else:
            self.show_lists()

    async def _show_sent(self, opened: OpenList) -> None:
        results = await self._batch.results(opened.batch.id)
        self.sent.show_list(opened.batch, results, await self._batch.progress(opened.batch.id))
        self._turn_to(self.sent)

    def _show_staged(self, opened: OpenList) -> None:
        self.staged.show_list(opened)
        self._turn_to(self.staged)

    def _turn_to(self, page: StagedPage | SentPage) -> None:
        if self.stack.currentWidget() is not page:
            self.stack.setCurrentWidget(page)
            if self.isVisible():
                page.table.setFocus()

    async def _take(self, read: Callable[[], Awaitable[Source]]) -> None:
        """Read a source: into the list that is being worked on, else into a new one."""
        try:
            source = await read()
        except (OSError, UnreadableListError) as error:
            await tell(self, self.tr("This file cannot be read"), str(error))
            return
        if not source.rows and self.stack.currentWidget() is not self.staged:
            await tell(self, self.tr("No number was found"), self.tr("Nothing in it looks like a mobile number."))
            return
        opened = self.staged.opened if self.stack.currentWidget() is self.staged else None
        if opened is not None:
            await opened.extend(source)
            self._show_staged(opened)
        else:
            self._show_staged(await with_permission(self._desk, self, lambda: self._batch.stage(source, "")))

    def _choose_files(self) -> None:
        self._command(self._open_files)

    async def _open_files(self) -> None:
        place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, self.tr("Open lists"), place)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        kinds = self.tr("Spreadsheets and texts (*.xlsx *.xls *.ods *.csv *.txt)")
        dialog.setNameFilters([kinds, self.tr("All files (*)")])
        if await shown(dialog) and dialog.selectedFiles():
            paths = [Path(name) for name in dialog.selectedFiles()]
            await self._take(lambda: self._batch.read_files(paths))

    async def _remove(self, number: int) -> None:
        if await confirmed(
            self,
            self.tr("Remove the list?"),
            self.tr("Nothing of it was sent. It cannot be brought back."),
            self.tr("Remove"),
            self.tr("Back"),
        ):
            await self._batch.remove(number)
            await self._fill_lists()

    async def _rename(self, name: str) -> None:
        if self.staged.opened is not None:
            await self.staged.opened.rename(name)

    async def _see_notices(self) -> None:
        if self.staged.opened is not None:
            await self.staged.opened.see_notices()
            self.staged.renew([])

    async def _ask_price(self) -> None:
        dialog = PriceDialog(len(self.staged.table.selected), self)
        if await shown(dialog) == QDialog.DialogCode.Accepted:
            self.staged.set_price(dialog.fen)

    async def _ask_platform(self) -> None:
        """Ask about every number that may go, at the platform's pace; the rows fill as the answers come."""
        opened = self.staged.opened
        if opened is None:
            return
        numbers = list(dict.fromkeys(row.mobile for row in opened.staging.rows if len(row.mobile) == 11))
        self.staged.ask.setEnabled(False)
        try:
            for done, number in enumerate(numbers, start=1):
                touched = await opened.ask_platform([number])
                if self.staged.opened is not opened:
                    return
                self.staged.renew(touched)
                self.staged.ask.setText(self.tr("Asked: {done} of {count}").format(done=done, count=len(numbers)))
        finally:
            self.staged.ask.setText(self.tr("Ask the platform"))
            self.staged.ask.setEnabled(True)

    async def _confirm(self) -> None:
        opened = self.staged.opened
        if opened is None:
            return
        await opened.load_facts()
        self.staged.renew()
        sums = opened.staging.sums()
        if not sums.rows or opened.batch.notices_bar:
            return
        told = list(opened.staging.ticked())
        left = self._balance()
        settings = self._settings()
        typed = sums.rows > settings.batch_rows or sums.price > settings.batch_sum
        totals = BatchTotals(opened.batch.name or opened.batch.origin, sums, left, typed)
        warnings = (
            [self.tr("The balance is too low for all of it: it pauses there.")] if self._is_short(sums.face) else []
        )
        sheet = BatchConfirmSheet(totals, self._desk.orders.ordering.payments, warnings, self)
        if await shown(sheet) != QDialog.DialogCode.Accepted:
            return
        paid_with, payer = sheet.payment.chosen, sheet.payment.payer
        await with_permission(self._desk, self, lambda: self._batch.confirm(opened, paid_with, payer, told))
        self.staged.opened = None
        await self._open(opened.batch.id)

    async def _stop(self) -> None:
        if self.sent.batch is None:
            return
        waiting = self.sent.progress.waiting + self.sent.progress.held
        text = self.tr("Not sent yet: {count}. They will not be sent; orders that are on their way go on.")
        if await confirmed(
            self,
            self.tr("Stop the list for good?"),
            text.format(count=waiting),
            self.tr("Stop"),
            self.tr("Back"),
        ):
            number = self.sent.batch.id
            await with_permission(self._desk, self, lambda: self._batch.sending.stop(number))
            await self._open(number)

    async def _failed_again(self) -> None:
        batch = self.sent.batch
        if batch is None:
            return
        source = await self._batch.failed_again(batch)
        if not source.rows:
            text = self.tr("The failed rows are not final yet, or were tried again already.")
            await tell(self, self.tr("Nothing to try again"), text)
            return
        name = self.tr("{name}, again").format(name=batch.name or batch.origin)
        opened = await with_permission(self._desk, self, lambda: self._batch.stage(source, name, batch.id))
        self._show_staged(opened)

    def _copy_result(self) -> None:
        copy(text_for_chat(self.sent.results))

    def _act(self, act: Callable[[int], Awaitable[object]]) -> None:
        if self.sent.batch is not None:
            number = self.sent.batch.id
            self._command(lambda: self._acted(number, lambda: act(number)))

    async def _acted(self, number: int, act: Callable[[], Awaitable[object]]) -> None:
        await with_permission(self._desk, self, act)
        await self._open(number)

    def _balance(self) -> int | None:
        return self._desk.books.balance.left if self._desk.runtime.duty.sees_balance else None

    def _is_short(self, cost: int) -> bool:
        left = self._desk.books.balance.left
        return left is not None and left < cost

    async def _save_results(self) -> None:
        await save_results(self._desk, self, self.sent.batch, self.sent.results)

    def _take_soon(self, read: Callable[[], Awaitable[Source]]) -> None:
        self._command(lambda: self._take(read))

    def _read(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        self._desk.runtime.tasks.read(f"batch {name}", self._guarded(work))

    def _command(self, work: Callable[[], Awaitable[None]]) -> None:
        self._desk.runtime.tasks.command("batch tab", self._guarded(work))

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except ForbiddenError:
            pass  # whoever is here was told who may
        except ListChangedError:
            await tell(self, self.tr("The list has changed"), self.tr("It was sent or removed meanwhile."))
            self.show_lists()
        except NotKeptError as failed:
            await tell(self, self.tr("The list could not be stored"), str(failed))
