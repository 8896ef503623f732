"""First start: the three fields of the account, a test, and a button for practice mode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.account import Account
from desktop.domain.orders.cause import cause_of
from desktop.domain.orders.outcome import Balance, BalanceOutcome, Declined
from desktop.services.tasks import Tasks
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, dress, label
from desktop.ui.widgets.card import SPREAD, Card
from desktop.ui.widgets.form import fields_grid
from desktop.ui.widgets.notice_line import NoticeLine
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.scrolled import Scrolled
from desktop.ui.words import words
from desktop.ui.words.messages import about_platform
from desktop.ui.words.messages.about_causes import cause_word

_SIZE = QSize(720, 540)
_CARD_WIDE, _INSIDE = 560, 28

TestAccount = Callable[[Account], Awaitable[BalanceOutcome]]


class WelcomeWindow(QWidget):
    """Emits `account_given` or `practice_wanted`; closing the window ends the program."""

    account_given = Signal(object)
    practice_wanted = Signal()
    back_wanted = Signal()
    close_requested = Signal()

    def __init__(
        self,
        tasks: Tasks,
        test: TestAccount,
        known: Account,
        notice: str = "",
        *,
        keeps_secret: bool,
        may_go_back: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Top-up Desk"))
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.may_close = False
        self._tasks = tasks
        self._test = test
        self.store_id = QLineEdit(known.store_id)
        self.app_key = QLineEdit(known.app_key)
        self.app_secret = QLineEdit()
        self.app_secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.answer = label(role="muted")
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(44)
        self.answer.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.test_button = button(self.tr("Test (reads balance)"))
        self.start_button = button(self.tr("Save and start"), "primary")
        self.practice_button = button(self.tr("Try practice mode first (Alt+P)"), icon_name="graduation-cap")
        self.back_button = button(self.tr("Back, change nothing"))
        self.back_button.setVisible(may_go_back)
        self.back_button.setShortcut(QKeySequence("Esc"))
        self._lay_out(notice, keeps_secret)
        self._connect()
        (self.app_secret if known.app_key else self.store_id).setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            event.accept()
            return
        event.ignore()
        self.close_requested.emit()

    def _lay_out(self, notice: str, keeps_secret: bool) -> None:
        card = Card()
        card.setFixedWidth(_CARD_WIDE)
        column = QVBoxLayout(card)
        column.setContentsMargins(_INSIDE, SPACE.wide, _INSIDE, SPACE.wide + SPREAD)
        column.setSpacing(SPACE.apart)
        column.addWidget(label(self.tr("Welcome"), "title"))
        if notice:
            column.addWidget(NoticeLine(notice, "notice"))
        what = self.tr("Enter the shop's Wikeyun account. Wikeyun's support tells you these three values.")
        column.addWidget(_wrapped(what, "muted"))
        column.addLayout(self._form())
        column.addWidget(_wrapped(self._where_kept(keeps_secret), "caption" if keeps_secret else "warning"))
        column.addWidget(self.answer)
        row = QHBoxLayout()
        row.setSpacing(SPACE.near)
        row.addWidget(self.back_button)
        row.addStretch(1)
        for one in (self.test_button, self.start_button):
            row.addWidget(one)
        column.addLayout(row)
        inside = QWidget()
        around = QVBoxLayout(inside)
        around.setContentsMargins(SPACE.page, SPACE.page, SPACE.page, SPACE.page)
        around.setSpacing(SPACE.apart)
        around.addStretch(1)
        for part in (card, self._without_account()):
            middle = QHBoxLayout()  # an alignment would take the height of a card for that of all the width
            middle.addStretch(1)
            middle.addWidget(part)
            middle.addStretch(1)
            around.addLayout(middle)
        around.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scrolled(inside))

    def _form(self) -> QGridLayout:
        form = fields_grid(
            (
                (self.tr("Store id"), self.store_id),
                (self.tr("App key"), self.app_key),
                (self.tr("App secret"), self.app_secret),
            )
        )
        form.setHorizontalSpacing(SPACE.page)
        form.setVerticalSpacing(SPACE.near)
        return form

    def _without_account(self) -> Card:
        """The card that leads to practice mode."""
        card = Card()
        card.setFixedWidth(_CARD_WIDE)
        row = QHBoxLayout(card)
        row.setContentsMargins(_INSIDE, SPACE.apart, SPACE.page, SPACE.apart)
        row.setSpacing(SPACE.apart)
        row.addWidget(_wrapped(self.tr("No account yet? Practice mode needs none and moves no money."), "muted"), 1)
        row.addWidget(self.practice_button)
        return card

    def _where_kept(self, keeps_secret: bool) -> str:
        if keeps_secret:
            return self.tr("The secret is kept in this system's keyring, never in a file.")
        return self.tr(
            "This system has no keyring. The secret is kept in memory only, until the program closes; "
            "you will be asked for it at every start."
        )

    def _connect(self) -> None:
        for keys, work in (("Alt+P", self.practice_button.click), ("Ctrl+Q", self.close)):
            QShortcut(QKeySequence(keys), self).activated.connect(work)
        self.practice_button.clicked.connect(self.practice_wanted)
        self.back_button.clicked.connect(self.back_wanted)
        self.test_button.clicked.connect(self._start_test)
        self.start_button.clicked.connect(self._give)
        for field in (self.store_id, self.app_key, self.app_secret):
            field.returnPressed.connect(self._start_test)

    def _entered(self) -> Account | None:
        account = Account(*(field.text().strip() for field in (self.store_id, self.app_key, self.app_secret)))
        if not (account.store_id.isascii() and account.store_id.isdigit()):
            self._say(self.tr("The store id is a whole number. Please check it."), "error")
            self.store_id.setFocus()
        elif not account.app_key or not account.app_secret:
            self._say(self.tr("App key and app secret are both needed."), "error")
            (self.app_secret if account.app_key else self.app_key).setFocus()
        else:
            return account
        return None

    def _give(self) -> None:
        if (account := self._entered()) is not None:
            self.account_given.emit(account)

    def _start_test(self) -> None:
        if (account := self._entered()) is not None:
            self._tasks.read("test account", self._try(account))

    async def _try(self, account: Account) -> None:
        self._say(self.tr("Asking the platform…"), "muted")
        outcome = await self._test(account)
        if isinstance(outcome, Balance):
            text = self.tr("It works. The balance is {money}. Now save and start.")
            self._say(text.format(money=words.yuan(outcome.money)), "success")
            self.start_button.setFocus()
        elif isinstance(outcome, Declined):
            text = self.tr("{said} Check the three values and test again.")
            self._say(text.format(said=about_platform.said(outcome)), "error")
        else:
            self._say(self.tr("The platform gave no usable answer. Check the network, then test again."), "error")
            self.answer.setToolTip(tip(cause_word(cause_of(outcome.reason))))

    def _say(self, text: str, role: str) -> None:
        self.answer.setText(text)
        dress(self.answer, role)


def _wrapped(text: str, role: str = "") -> QLabel:
    made = label(text, role)
    made.setWordWrap(True)
    return made
