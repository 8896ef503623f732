"""The dialog that shows a daily close, prints it and saves it as a file, any number of times."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.books.close import Close
from desktop.domain.paper import FOR_CLOSES, Paper
from desktop.domain.right import Right
from desktop.exchange.table import keep_table
from desktop.services.desk import Desk
from desktop.settings import Settings
from desktop.ui.closes.document import close_page, close_title
from desktop.ui.closes.spreadsheet import close_table
from desktop.ui.paper.dialog import PaperDialog, PrintJob
from desktop.ui.paper.printing import Printers
from desktop.ui.paper.written import PrintedDocument
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button
from desktop.ui.widgets.chosen_file import chosen_file, table_files
from desktop.ui.words import words

_DATE = len("2026-11-23")


class ClosePrintDialog(PaperDialog):
    """Shows a saved close, or a draft as it was when the dialog opened."""

    def __init__(
        self,
        close: Close,
        desk: Desk,
        settings: Settings,
        parent: QWidget,
        *,
        practice: bool,
        printers: Printers | None = None,
    ) -> None:
        self._close = close
        self._shop = settings.shop_name
        self._practice = practice
        self._name = f"{close_title(close)} {words.full_moment(close.at)[:_DATE]}"
        job = PrintJob(self._page, FOR_CLOSES, title=close_title(close), file_name=self._name)
        chosen = settings._replace(paper=settings.close_paper, printer=settings.close_printer)
        super().__init__(job, desk, chosen, parent, printers=printers)
        self.table_button = button(self.tr("Save as Excel file… (Ctrl+E)"))
        self.table_button.clicked.connect(lambda: desk.runtime.tasks.read("close table", self._save_table()))
        self.add_action(self.table_button)
        QShortcut(QKeySequence("Ctrl+E"), self).activated.connect(self.table_button.click)

    async def write_table(self, path: Path) -> None:
        """Save the close as .xlsx or .csv; the dialog shows the result."""
        if reason := await keep_table(path, *close_table(self._close)):
            self.say_not_saved(path, reason)
        else:
            self.say_saved(path)

    async def _save_table(self) -> None:
        rights = Right.EXPORT, Right.SEE_PROFIT
        by = await with_permission(self._desk, self, lambda: self._desk.staff.authorize(*rights))
        path = await chosen_file(self, self.tr("Save as Excel file"), self._name, table_files())
        if path is not None and not self._gone:
            self._desk.auditing.exported(by, path)
            self._desk.runtime.tasks.command("close table", self.write_table(path))

    def _page(self, paper: Paper) -> PrintedDocument:
        now, costs = self._desk.runtime.clock.now(), self._desk.runtime.duty.sees_profit
        return close_page(self._close, paper, self._shop, now, practice=self._practice, costs=costs)
