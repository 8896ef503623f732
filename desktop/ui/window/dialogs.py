"""The dialogs that the window opens: an order's sheet, its receipt, settings, backups, keys, a newer version, and the
program's notices.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings import Settings

if TYPE_CHECKING:
    from desktop.domain.books.close import Close
    from desktop.domain.books.shift import Shift
    from desktop.domain.orders.order import Order
    from desktop.domain.paper import Paper
    from desktop.services.desk import Desk
    from desktop.ui.balance.paper_page import PictureAndTables
    from desktop.ui.settings_dialog.program_page import Looking
    from desktop.ui.widgets.bridge import Bridge

_LOOK = "look for a newer version"


class DialogOpener(QObject):
    """Each method opens a dialog and awaits it in a task; results are emitted as signals.

    `settings` returns the present settings. Dialogs are imported on first use.
    """

    settings_chosen = Signal(object)
    account_wanted = Signal()
    restore_wanted = Signal(object)
    sound_tried = Signal()
    tried_again = Signal(object)
    """The Order with which to fill the form."""

    def __init__(
        self, window: QWidget, desk: Desk, bridge: Bridge, settings: Callable[[], Settings], *, practising: bool
    ) -> None:
        super().__init__(window)
        self._practising = practising
        self._window = window
        self._desk = desk
        self._bridge = bridge
        self._settings = settings

    def open_order(self, order_no: str) -> None:
        self._desk.runtime.tasks.read("order sheet", self._open_sheet(order_no))

    def open_receipt(self, order_no: str) -> None:
        self._desk.runtime.tasks.read("receipt", self._open_receipt(order_no))

    def print_close(self, close: Close) -> None:
        self._desk.runtime.tasks.read("print close", self._print_close(close))

    def print_page(self, page: PictureAndTables) -> None:
        self._desk.runtime.tasks.read("print page", self._print_page(page))

    def print_slip(self, shift: Shift) -> None:
        self._desk.runtime.tasks.read("print slip", self._print_slip(shift))

    def open_settings(self) -> None:
        self._desk.runtime.tasks.read("settings", self._choose_settings())

    def open_backups(self) -> None:
        self._desk.runtime.tasks.read("backups", self._choose_backup())

    def open_staff(self) -> None:
        self._desk.runtime.tasks.read("staff", self._show_staff())

    def open_limits(self) -> None:
        self._desk.runtime.tasks.read("limits", self._show_limits())

    def open_audit(self) -> None:
        self._desk.runtime.tasks.read("audit", self._show_audit())

    def open_newer(self) -> None:
        self._desk.runtime.tasks.read("newer version", self._show_newer())

    def open_keys(self) -> None:
        self._desk.runtime.tasks.read("keys", self._show_keys())

    def open_about(self) -> None:
        self._desk.runtime.tasks.read("about", self._show_about())

    async def _open_sheet(self, order_no: str) -> None:
        from desktop.ui.history.order_sheet import OrderSheet
        from desktop.ui.widgets.awaited import shown

        sheet = await self._desk.history.history.sheet(order_no)
        if sheet is not None:
            dialog = OrderSheet(sheet, self._desk, self._bridge, self._window)
            dialog.receipt_wanted.connect(
                lambda order: self._desk.runtime.tasks.read("receipt", self._show_receipt(order, dialog))
            )
            dialog.order_opened.connect(self.open_order)
            dialog.tried_again.connect(self.tried_again)
            await shown(dialog)

    async def _open_receipt(self, order_no: str) -> None:
        sheet = await self._desk.history.history.sheet(order_no)
        if sheet is not None:
            await self._show_receipt(sheet.order, self._window)

    async def _show_receipt(self, order: Order, parent: QWidget) -> None:
        from desktop.ui.receipt.dialog import ReceiptDialog
        from desktop.ui.widgets.awaited import shown

        dialog = ReceiptDialog(order, self._desk, self._settings(), parent, practice=self._practising)
        dialog.preferences_changed.connect(self._remember_printing)
        self._bridge.orders_changed.connect(dialog.take)
        await shown(dialog)

    async def _print_close(self, close: Close) -> None:
        from desktop.ui.closes.print_dialog import ClosePrintDialog
        from desktop.ui.widgets.awaited import shown

        parent = QApplication.activeModalWidget() or self._window
        dialog = ClosePrintDialog(close, self._desk, self._settings(), parent, practice=self._practising)
        dialog.preferences_changed.connect(self._remember_close_printing)
        await shown(dialog)

    async def _print_page(self, page: PictureAndTables) -> None:
        from desktop.domain.paper import Paper
        from desktop.ui.balance.paper_page import written
        from desktop.ui.paper.dialog import PaperDialog, PrintJob
        from desktop.ui.widgets.awaited import shown

        on_paper = written(page, self._settings().shop_name, self._desk.runtime.clock.now(), practice=self._practising)
        settings = self._settings()._replace(printer=self._settings().close_printer)
        job = PrintJob(lambda _paper: on_paper, (Paper.A4,), page.title, file_name=page.title.replace("/", "-"))
        await shown(PaperDialog(job, self._desk, settings, self._window))

    async def _print_slip(self, shift: Shift) -> None:
        from desktop.domain.paper import FOR_RECEIPTS
        from desktop.ui.paper.dialog import PaperDialog, PrintJob
        from desktop.ui.shifts.slip import slip, slip_title
        from desktop.ui.widgets.awaited import shown

        counts = await self._desk.history.history.open_counts()
        owed = (await self._desk.books.bookkeeping.owed()).to_customers
        to_return = len(owed), sum(fen for _order, fen in owed)
        shop, now = self._settings().shop_name, self._desk.runtime.clock.now()
        paper = slip(shift, counts, to_return, shop, now, practice=self._practising)
        title = slip_title(shift)
        job = PrintJob(lambda _paper: paper, FOR_RECEIPTS, title, file_name=title)
        await shown(PaperDialog(job, self._desk, self._settings(), self._window))

    def _remember_close_printing(self, paper: Paper, printer: str) -> None:
        self.settings_chosen.emit(self._settings()._replace(close_paper=paper, close_printer=printer))

    def _remember_printing(self, paper: Paper, printer: str) -> None:
        self.settings_chosen.emit(self._settings()._replace(paper=paper, printer=printer))

    async def _choose_settings(self) -> None:
        from desktop.ui.alerts.voice import speaker
        from desktop.ui.settings_dialog.dialog import SettingsDialog
        from desktop.ui.widgets.awaited import shown

        dialog = SettingsDialog(
            self._settings(),
            self._window,
            may_change_account=not self._practising,
            can_speak=speaker() is not None,
            looking=await self._looking(),
        )
        dialog.finished.connect(lambda _code: self._desk.runtime.tasks.drop(_LOOK))
        dialog.account_wanted.connect(self.account_wanted)
        dialog.sound_tried.connect(self.sound_tried)
        if await shown(dialog):  # also unchanged ones: they replace unusable values in the file
            self.settings_chosen.emit(dialog.chosen)

    async def _looking(self) -> Looking | None:
        from desktop.ui.settings_dialog.program_page import Looking

        releases, tasks = self._desk.upkeep.releases, self._desk.runtime.tasks
        address = await releases.own_address()
        return None if address is None else Looking(address, releases.look, lambda work: tasks.read(_LOOK, work))

    async def _show_newer(self) -> None:
        from desktop.ui.newer.dialog import NewerDialog
        from desktop.ui.widgets.awaited import shown

        release = self._desk.upkeep.releases.offered
        if release is not None and not await shown(
            NewerDialog(release, self._desk.upkeep.releases.version, self._window)
        ):
            await self._desk.upkeep.releases.put_off()

    async def _choose_backup(self) -> None:
        from desktop.domain.upkeep.backup import Backup
        from desktop.ui.window.backups_dialog import choose_backup
        from desktop.ui.words.messages import about_desk

        desk, why = self._desk.upkeep.safekeeping, about_desk.why_backups()
        chosen = await choose_backup(why, desk, may_begin_anew=False, parent=self._window, maker=desk)
        if isinstance(chosen, Backup):
            self.restore_wanted.emit(chosen)

    async def _show_staff(self) -> None:
        from desktop.ui.staff.staff_dialog import StaffDialog
        from desktop.ui.widgets.awaited import shown

        await shown(StaffDialog(self._desk, self._window))

    async def _show_limits(self) -> None:
        from desktop.ui.limits.dialog import LimitsDialog
        from desktop.ui.widgets.awaited import shown

        await shown(LimitsDialog(self._desk, self._window))

    async def _show_audit(self) -> None:
        from desktop.ui.audit.dialog import AuditDialog
        from desktop.ui.widgets.awaited import shown

        dialog = AuditDialog(self._settings(), self._desk, self._window)
        dialog.page_wanted.connect(self.print_page)
        await dialog.begin()
        await shown(dialog)

    async def _show_keys(self) -> None:
        from desktop.ui.widgets.awaited import shown
        from desktop.ui.window.key_sheet import KeySheet

        await shown(KeySheet(self._window))

    async def _show_about(self) -> None:
        from desktop.ui.widgets.awaited import shown
        from desktop.ui.window.about import AboutDialog, notice

        await shown(AboutDialog(await self._desk.runtime.in_thread(notice), self._window))
