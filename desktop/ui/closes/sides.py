"""The two sides of a daily close in its dialog: the account with the platform, and the counted cash drawer."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout

from desktop.domain.books.cash_drawer import CashDrawer
from desktop.domain.books.close import Close
from desktop.domain.books.voucher import LARGEST_AMOUNT
from desktop.domain.money import fen_typed, yuan_text
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import dress, label
from desktop.ui.widgets.sums_grid import SumsGrid
from desktop.ui.words import words

translate = QCoreApplication.translate

_FIELD_WIDE = 130
_STRONG = ("expected", "difference")
_WRONG = -1


class AccountSide(QVBoxLayout):
    """The account's ledger and the balance that was read."""

    def __init__(self) -> None:
        super().__init__()
        self._sums = SumsGrid(
            {
                "opening": translate("CloseDialog", "Opening balance"),
                "deposits": translate("CloseDialog", "+ Deposits"),
                "costs": translate("CloseDialog", "− Costs of orders"),
                "refunds": translate("CloseDialog", "+ Refunds"),
                "adjustments": translate("CloseDialog", "± Adjustments"),
                "expected": translate("CloseDialog", "= By the books"),
                "read": translate("CloseDialog", "With the platform"),
                "difference": translate("CloseDialog", "Difference"),
            },
            _STRONG,
        )
        _lay_out(self, translate("CloseDialog", "Account with the platform"), self._sums)

    def show_close(self, close: Close) -> None:
        """Show a close's sums of the account."""
        books, amounts = close.books, self._sums.amounts
        for name in ("opening", "deposits", "costs", "refunds", "adjustments", "expected"):
            amount = -books.costs if name == "costs" else getattr(books, name)
            amounts[name].setText(words.yuan(amount) if close.begun else "–")
        amounts["read"].setText(_read(close))
        _show_difference(amounts["difference"], close.difference)


class DrawerSide(QVBoxLayout):
    """The cash, as entered: change, paid by phone, and counted."""

    def __init__(self, drawer: CashDrawer) -> None:
        super().__init__()
        self.change = _field(yuan_text(drawer.change).replace(",", "") if drawer.change else "")
        self.by_phone = _field("")
        self.counted = _field("")
        self.counted.setPlaceholderText(translate("CloseDialog", "not counted"))
        self.sums = SumsGrid(
            {
                "change": translate("CloseDialog", "Change at the beginning"),
                "taken": translate("CloseDialog", "+ Cash for orders"),
                "returned": translate("CloseDialog", "− Cash returned"),
                "by_phone": translate("CloseDialog", "− Of it really paid by phone"),
                "moved": translate("CloseDialog", "± Put in or taken out"),
                "expected": translate("CloseDialog", "= Should be in the drawer"),
                "counted": translate("CloseDialog", "Counted"),
                "difference": translate("CloseDialog", "Difference"),
            },
            _STRONG,
            {"change": self.change, "by_phone": self.by_phone, "counted": self.counted},
        )
        _lay_out(self, translate("CloseDialog", "Drawer"), self.sums)

    def entered(self, drawer: CashDrawer) -> CashDrawer | None:
        """The drawer with the entered amounts; None if one of them cannot be read."""
        change, by_phone, counted = (_fen(field.text()) for field in (self.change, self.by_phone, self.counted))
        if _WRONG in (change, by_phone, counted):
            return None
        return replace(drawer, change=change or 0, by_phone=by_phone or 0, counted=counted)

    def show_drawer(self, drawer: CashDrawer) -> None:
        """Show the expected sum and the difference."""
        amounts = self.sums.amounts
        amounts["taken"].setText(words.yuan(drawer.taken))
        amounts["returned"].setText(words.yuan(drawer.returned))
        amounts["moved"].setText(words.signed(drawer.moved) if drawer.moved else "–")
        amounts["expected"].setText(words.yuan(drawer.expected))
        _show_difference(amounts["difference"], drawer.difference)


def _lay_out(side: QVBoxLayout, heading: str, sums: SumsGrid) -> None:
    sums.setVerticalSpacing(SPACE.hair)
    side.setSpacing(SPACE.tight)
    side.addWidget(label(heading, "heading"))
    side.addLayout(sums)
    side.addStretch(1)


def _read(close: Close) -> str:
    if close.reading is None:
        return translate("CloseDialog", "not read yet")
    text = translate("CloseDialog", "{money} ({time})")
    if close.is_outdated:
        text = translate("CloseDialog", "{money} ({time}, before the last entries)")
    return text.format(money=words.yuan(close.reading.money), time=words.minute(close.reading.read_at))


def _show_difference(shown: QLabel, difference: int | None) -> None:
    shown.setText("–" if difference is None else words.signed(difference))
    dress(shown, "warning" if difference else "key")


def _field(text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setFixedWidth(_FIELD_WIDE)
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setPlaceholderText("0.00")
    return field


def _fen(text: str) -> int | None:
    """Parse an entered amount of cash: None for an empty text, _WRONG for anything that is no amount."""
    if not text.strip():
        return None
    fen = fen_typed(text)
    return _WRONG if fen is None or not 0 <= fen <= LARGEST_AMOUNT else fen
