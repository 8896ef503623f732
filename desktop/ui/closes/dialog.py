"""The dialog that makes a daily close: its figures, the counted cash drawer, and the button that saves it."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.books.close import Close
from desktop.domain.books.voucher import LONGEST_NAME, LONGEST_REASON
from desktop.domain.plain_text import one_line
from desktop.domain.right import ForbiddenError
from desktop.services.books.closing import NotClosedError
from desktop.services.desk import Desk
from desktop.ui.closes.columns import takings_text
from desktop.ui.closes.lines import lines_table, show_lines
from desktop.ui.closes.sides import AccountSide, DrawerSide
from desktop.ui.look.tokens import SPACE
from desktop.ui.staff.permission import with_permission
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.form import answers, fields_grid
from desktop.ui.widgets.plain import line_for_words
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.words import words
from desktop.ui.words.messages import about_balance

_RENEW_MS = 1500
_LINES_LOW = 112
_HIGH, _TITLE_BAR = 644, 40
"""A screen of 1366×768 at 125 % leaves 574 for a window with its title bar."""


class CloseDialog(QDialog):
    """Accepted once the close is saved (`kept`); until then its figures follow all changes. Enter only presses the
    focused button or moves on, Ctrl+Enter closes the day: a close must not be made by habit.
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
        self._costs = desk.runtime.duty.sees_profit
        self.lines = lines_table(costs=self._costs)
        self.lines.setMinimumHeight(_LINES_LOW)
        self.corrections = label(role="warning")
        self.corrections.setWordWrap(True)
        self._account = AccountSide()
        self.takings = label()
        self.takings.setWordWrap(True)
        self.drawer = DrawerSide(draft.drawer)
        self.by = line_for_words(desk.runtime.duty.actor.name, LONGEST_NAME)
        self.by.setReadOnly(bool(desk.runtime.duty.actor.id))  # it is who signed in
        self.note = line_for_words(longest=LONGEST_REASON)
        self.said = label(role="error")
        self.said.setWordWrap(True)
        self._inside = QWidget()
        self._middle = Scrolled(self._inside)
        self.back = button(self.tr("Back (Esc)"))
        self.preview = button(self.tr("Print the draft…"))
        self.close_day = button(self.tr("Close: keep these figures (Ctrl+Enter)"), "primary")
        self._lay_out()
        self._connect()
        self._show()
        self.resize(self.minimumWidth(), min(_HIGH, self.screen().availableSize().height() - _TITLE_BAR))
        self.drawer.change.setFocus()

    @property
    def entered(self) -> tuple[str, ...]:
        """The texts typed so far: change, paid by phone, counted, note."""
        return tuple(field.text() for field in self._fields)

    def go_on(self, entered: tuple[str, ...]) -> None:
        """Restore the texts typed before."""
        for field, text in zip(self._fields, entered, strict=True):
            field.setText(text)

    def renew_soon(self) -> None:
        """Draft the close again soon, because orders or the balance have changed."""
        if not self._gone and not self._renewal.isActive():
            self._renewal.start()

    @property
    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.drawer.change, self.drawer.by_phone, self.drawer.counted, self.note

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.close_day.click()
            else:
                (self.close_day.setFocus if self.note.hasFocus() else self.focusNextChild)()
                self._see_field()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._see_field()

    def _see_field(self) -> None:
        """Scroll to the field with the keyboard where the sheet is too low for all."""
        field = self.focusWidget()
        if field is not None and self._inside.isAncestorOf(field):
            self._middle.ensureWidgetVisible(field)

    def _connect(self) -> None:
        for field in (self.drawer.change, self.drawer.by_phone, self.drawer.counted):
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
        column.addWidget(self._middle, 1)
        column.addWidget(self.said)
        column.addLayout(answers(self.back, self.preview, self.close_day))
        card = Card(flat=True)
        card.fill_with(self.lines)
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, SPACE.near, 0)
        inner.setSpacing(SPACE.near)
        inner.addWidget(card, 1)
        inner.addWidget(self.corrections)
        inner.addWidget(self.takings)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.wide * 2)
        if self._costs:
            sides.addLayout(self._account, 1)
        self.drawer.addLayout(fields_grid(((self.tr("By"), self.by), (self.tr("Note"), self.note))))
        sides.addLayout(self.drawer, 1)
        inner.addLayout(sides)

    def _show(self) -> None:
        draft = self._draft
        text = self.tr("From {since} until {until}: {count} orders")
        if self._costs:
            text = self.tr("From {since} until {until}: {count} orders, profit {profit}")
        self.period.setText(
            text.format(
                since=words.minute(draft.since),
                until=words.moment(draft.at),
                count=f"{draft.total.orders:,}",
                profit=words.yuan(draft.total.profit),
            )
        )
        show_lines(self.lines, draft, costs=self._costs)
        self._show_corrections()
        if self._costs:
            self._account.show_close(draft)
        self.takings.setText(takings_text(draft.takings))
        self._show_drawer()

    def _show_corrections(self) -> None:
        draft = self._draft
        self.corrections.setVisible(bool(draft.corrections) and self._costs)
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

    def _show_drawer(self) -> None:
        entered = self.drawer.entered(self._draft.drawer)
        self.drawer.show_drawer(entered or self._draft.drawer)
        self.said.setText("" if entered is not None else self.tr("Amounts in yuan, such as 350 or 99.50; or nothing."))
        self.close_day.setEnabled(entered is not None and not self._writing)

    def _filled(self) -> Close:
        return replace(
            self._draft,
            drawer=self.drawer.entered(self._draft.drawer) or self._draft.drawer,
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
            closing, draft = self._desk.books.closing, self._draft
            self.kept = await with_permission(
                self._desk, self, lambda: closing.keep(draft, wanted.drawer, wanted.by, wanted.note)
            )
        except ForbiddenError:
            self._writing = False
            self.close_day.setEnabled(True)
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
