"""The dialog of an order's receipt: it counts prints, so that every one after the first is marked as a reprint."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.domain.orders.order import Order
from desktop.domain.paper import FOR_RECEIPTS, Paper
from desktop.exchange.receipt import Shop, receipt_of
from desktop.services.desk import Desk
from desktop.services.orders.notebook import NotKeptError
from desktop.settings import Settings
from desktop.ui.paper.dialog import PaperDialog, PrintJob
from desktop.ui.paper.printing import Printers
from desktop.ui.receipt.drawing import ReceiptPage
from desktop.ui.receipt.wording import labels, wording
from desktop.ui.words.messages.about_causes import not_saved


class ReceiptDialog(PaperDialog):
    """Connect `take` to the bridge's orders, so that the receipt includes all that is known."""

    def __init__(
        self,
        order: Order,
        desk: Desk,
        settings: Settings,
        parent: QWidget,
        *,
        practice: bool,
        printers: Printers | None = None,
    ) -> None:
        self._order = order
        self._shop = Shop(
            settings.shop_name, settings.shop_phone, settings.receipt_footer, settings.receipt_names_clerk
        )
        self._practice = practice
        job = PrintJob(
            self._page,
            FOR_RECEIPTS,
            title=self.tr("Receipt of order {order_no}").format(order_no=order.order_no),
            file_name=self.tr("Receipt {order_no}").format(order_no=order.order_no),
        )
        super().__init__(job, desk, settings, parent, printers=printers)

    def take(self, orders: list[Order]) -> None:
        """Show the order's present state if it is among these."""
        for order in orders:
            if order.order_no == self._order.order_no and not self._gone:
                self._order = order
                self.redraw()

    async def noted(self, paper: Paper, done: str) -> None:
        """Record the print, so that the next one is marked."""
        try:
            order = await self._desk.orders.notebook.printed(self._order.order_no, paper.value)
        except NotKeptError as failed:
            order = self._order._replace(prints=self._order.prints + 1)
            text = self.tr("{done} But the print was not noted. {why}")
            self.say(text.format(done=done, why=not_saved(str(failed))), "warning")
        else:
            self.say(done, "success")
        self.take([order])

    def _page(self, _paper: Paper) -> ReceiptPage:
        now = self._desk.runtime.clock.now()
        wanted = wording(self._order, now)
        return ReceiptPage(receipt_of(self._order, labels(), wanted, self._shop, now, practice=self._practice))
