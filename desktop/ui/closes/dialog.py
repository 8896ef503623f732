"""Making a daily close: what it says, what is counted in the drawer, and the button that keeps it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close
from desktop.domain.books.voucher import LARGEST_AMOUNT, LONGEST_NAME, LONGEST_REASON
from desktop.domain.money import fen_typed, yuan_text
from desktop.domain.plain_text import one_line
from desktop.services.books.closing import NotClosedError
from desktop.services.desk import Desk
from desktop.ui.closes.lines import lines_table, show_lines
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_RENEW_MS = 1500
_FIELD_WIDE = 130
_LINES_LOW = 80
_HIGH, _TITLE_BAR = 644, 40
"""A screen of 1366×768 at 125 % has 574 for a window with its title."""


class CloseDialog(QDialog):
    """Accepted once the close is `kept`. Until then its figures follow what happens. Enter presses what has the focus
    only: a close is nothing to be made by habit.
    """

    print_wanted = Signal(object)

    def __init__(self, draft: Close, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.kept: Close | None = None
        self._gone = self._writing = False
        self._draft = draft
        self._desk = desk
        self.setWindowTitle(self.tr("Daily close"))
        self.setMinimumWidth(1000)
        self.period = label(role="heading")
        self.lines = lines_table()
        self.lines.setMinimumHeight(_LINES_LOW)
        self.corrections = label(role="warning")
        self.corrections.setWordWrap(True)
        self._account: dict[str, QLabel] = {}
        self.drawer: dict[str, QLabel] = {}
        self.change = _field(yuan_text(draft.drawer.change).replace(",", "") if draft.drawer.change else "")
        self.by_phone = _field("")
        self.counted = _field("")
        self.counted.setPlaceholderText(self.tr("not counted"))
        self.by = line_for_words(desk.orders.notebook.clerk, LONGEST_NAME)
        self.note = line_for_words(longest=LONGEST_REASON)
        self.said = label(role="error")
        self.said.setWordWrap(True)
        self.back = button(self.tr("Back (Esc)"))
        self.preview = button(self.tr("Print the draft…"))
        self.close_day = button(self.tr("Close: keep these figures (Ctrl+Enter)"), "primary")
        self._lay_out()
        self._connect()
        self._show()
        self.resize(self.minimumWidth(), min(_HIGH, self.screen().availableSize().height() - _TITLE_BAR))
        self.change.setFocus()

    @property
    def entered(self) -> tuple[str, ...]:
        """What was typed so far: change, paid by phone, counted, note."""
        return tuple(field.text() for field in self._fields)

    def go_on(self, entered: tuple[str, ...]) -> None:
        """Take up what was typed before."""
        for field, text in zip(self._fields, entered, strict=True):
            field.setText(text)

    def renew_soon(self) -> None:
        """Orders or the balance have changed: draw the close up anew."""
        if not self._gone and not self._renewal.isActive():
            self._renewal.start()

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.change, self.by_phone, self.counted, self.note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close_day.click()
            else:
                (self.close_day.setFocus if self.note.hasFocus() else self.focusNextChild)()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        for field in (self.change, self.by_phone, self.counted):
            field.textChanged.connect(lambda _text: self._show_drawer())
        self.back.clicked.connect(self.reject)
        self.preview.clicked.connect(lambda: self.print_wanted.emit(self._filled()))
        self.close_day.clicked.connect(self._keep)
        self._renewal = QTimer(self, interval=_RENEW_MS, singleShot=True)
        self._renewal.timeout.connect(lambda: self._desk.runtime.tasks.read("close draft", self._renew()))

    def done(self, code: int) -> None:
        self._gone = True
        self._renewal.stop()
        super().done(code)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.wide, SPACE.apart, SPACE.wide, SPACE.apart)
        column.setSpacing(SPACE.near)
        column.addWidget(self.period)
        column.addWidget(self.lines, 1)
        column.addWidget(self.corrections)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.wide * 2)
        sides.addLayout(self._account_side(), 1)
        sides.addLayout(self._drawer_side(), 1)
        column.addLayout(sides)
        column.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.preview)
        buttons.addWidget(self.close_day)
        column.addLayout(buttons)

    def _account_side(self) -> QVBoxLayout:
        rows = {
            "opening": self.tr("Opening balance"),
            "deposits": self.tr("+ Deposits"),
            "costs": self.tr("− Costs of orders"),
            "refunds": self.tr("+ Refunds"),
            "adjustments": self.tr("± Adjustments"),
            "expected": self.tr("= By the books"),
            "read": self.tr("With the platform"),
            "difference": self.tr("Difference"),
        }
        return self._side(self.tr("Account with the platform"), rows, self._account, {})

    def _drawer_side(self) -> QVBoxLayout:
        rows = {
            "change": self.tr("Change at the beginning"),
            "taken": self.tr("+ To collect from orders"),
            "returned": self.tr("− Cash returned"),
            "by_phone": self.tr("− Paid by phone (WeChat, Alipay)"),
            "expected": self.tr("= Should be in the drawer"),
            "counted": self.tr("Counted"),
            "difference": self.tr("Difference"),
        }
        fields = {"change": self.change, "by_phone": self.by_phone, "counted": self.counted}
        column = self._side(self.tr("Drawer"), rows, self.drawer, fields)
        grid = QGridLayout()
        for row, (name, field) in enumerate(((self.tr("By"), self.by), (self.tr("Note"), self.note))):
            field.setAccessibleName(name)
            grid.addWidget(label(name), row, 0)
            grid.addWidget(field, row, 1)
        column.addLayout(grid)
        return column

    def _side(
        self, heading: str, rows: dict[str, str], amounts: dict[str, QLabel], fields: dict[str, QLineEdit]
    ) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(SPACE.tight)
        column.addWidget(label(heading, "heading"))
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE.hair)
        for row, (name, title) in enumerate(rows.items()):
            bold = "key" if name in ("expected", "difference") else ""
            grid.addWidget(label(title, bold), row, 0)
            if name in fields:
                fields[name].setAccessibleName(title)
                grid.addWidget(fields[name], row, 1, Qt.AlignmentFlag.AlignRight)
            else:
                amounts[name] = label("", bold, selectable=True)
                amounts[name].setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(amounts[name], row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return column

    def _show(self) -> None:
        draft, books = self._draft, self._draft.books
        text = self.tr("From {since} until {until}: {count} orders, profit {profit}")
        self.period.setText(
            text.format(
                since=words.minute(draft.since),
                until=words.moment(draft.at),
                count=f"{draft.total.orders:,}",
                profit=words.yuan(draft.total.profit),
            )
        )
        show_lines(self.lines, draft)
        self.corrections.setVisible(bool(draft.corrections))
        text = self.tr(
            "Corrections to earlier closes: {count} orders, cost {cost}, refunds {refund}, profit {profit}; "
            "profit in all {whole}"
        )
        change = draft.corrected
        self.corrections.setText(
            text.format(
                count=len(draft.corrections),
                cost=words.signed(change.cost),
                refund=words.signed(change.refund),
                profit=words.signed(change.profit),
                whole=words.yuan(draft.profit),
            )
        )
        for name in ("opening", "deposits", "costs", "refunds", "adjustments", "expected"):
            amount = -books.costs if name == "costs" else getattr(books, name)
            self._account[name].setText(words.yuan(amount) if draft.begun else "–")
        self._show_reading()
        self._show_drawer()

    def _show_reading(self) -> None:
        reading, difference = self._draft.reading, self._draft.difference
        read = self.tr("not read yet")
        if reading is not None:
            text = self.tr("{money} ({time})")
            if reading.outdated and self._draft.begun:
                text = self.tr("{money} ({time}, before the last entries)")
            read = text.format(money=words.yuan(reading.money), time=words.minute(reading.read_at))
        self._account["read"].setText(read)
        self._account["difference"].setText("–" if difference is None else words.signed(difference))
        dress(self._account["difference"], "warning" if difference else "key")

    def _show_drawer(self) -> None:
        drawer = self._counted()
        shown = drawer if drawer is not None else self._draft.drawer
        self.drawer["taken"].setText(words.yuan(shown.taken))
        self.drawer["returned"].setText(words.yuan(shown.returned))
        self.drawer["expected"].setText(words.yuan(shown.expected))
        difference = shown.difference
        self.drawer["difference"].setText("–" if difference is None else words.signed(difference))
        dress(self.drawer["difference"], "warning" if difference else "key")
        self.said.setText("" if drawer is not None else self.tr("Amounts in yuan, such as 350 or 99.50; or nothing."))
        self.close_day.setEnabled(drawer is not None and not self._writing)

    def _counted(self) -> CashDrawer | None:
        """The drawer as it was entered; None where that cannot be read."""
        change, by_phone = _fen(self.change.text()), _fen(self.by_phone.text())
        counted = _fen(self.counted.text())
        if change is _WRONG or by_phone is _WRONG or counted is _WRONG:
            return None
        return replace(self._draft.drawer, change=change or 0, by_phone=by_phone or 0, counted=counted)

    def _filled(self) -> Close:
        return replace(
            self._draft,
            drawer=self._counted() or self._draft.drawer,
            by=one_line(self.by.text(), LONGEST_NAME),
            note=one_line(self.note.text(), LONGEST_REASON),
        )

    def _keep(self) -> None:
        if self.close_day.isEnabled():
            self._writing = True  # a second press must not make a second close
            self.close_day.setEnabled(False)
            self._desk.runtime.tasks.command("daily close", self._write())

    async def _write(self) -> None:
        wanted = self._filled()
        try:
            self.kept = await self._desk.books.closing.keep(self._draft, wanted.drawer, wanted.by, wanted.note)
        except NotClosedError as failed:
            self._writing = False
            if not self._gone:
                await self._renew()
                self.said.setText(about_balance.closed_meanwhile() if failed.stale else about_balance.not_closed())
        else:
            if not self._gone:
                self.accept()

    async def _renew(self) -> None:
        draft = await self._desk.books.closing.draft()
        if not self._gone and not self._writing:
            self._draft = draft
            self._show()


_WRONG = -1


def _field(text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setFixedWidth(_FIELD_WIDE)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setPlaceholderText("0.00")
    return field


def _fen(text: str) -> int | None:
    """What was entered: None for nothing, _WRONG for what is no amount of cash."""
    if not text.strip():
        return None
    fen = fen_typed(text)
    return _WRONG if fen is None or not 0 <= fen <= LARGEST_AMOUNT else fen
