"""The price list: a line per face value that the shop sells, in yuan."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.money import FEN_PER_YUAN
from desktop.domain.orders.offer import MOST_OFFERS, Offer
from desktop.settings.model import is_good
from desktop.settings.rules import amount_from
from desktop.ui.look.tokens import SPACE
from desktop.ui.settings_dialog.row import Entry, SettingRow, focus_on
from desktop.ui.widgets.build import button, label

translate = QCoreApplication.translate

_WIDTH = 104
_GAP = 10


def prices_row() -> SettingRow:
    """The row of the price list."""
    return _PricesRow(Prices())


class WrongError(Exception):
    """The typed price list is invalid: line, field, and the words for what would be right."""

    def __init__(self, at: PriceLine, field: QLineEdit, words: str) -> None:
        super().__init__(words)
        self.at = at
        self.field = field
        self.words = words


class PriceLine(QWidget):
    """A face value and its two prices; an empty price means the face value."""

    def __init__(self) -> None:
        super().__init__()
        self.face, self.fast, self.slow = QLineEdit(), QLineEdit(), QLineEdit()
        self.remove = button(translate("Settings", "Remove"), "small")
        self.problem = label(role="error")
        self.problem.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for field in (self.face, self.fast, self.slow):
            field.setFixedWidth(_WIDTH)
            row.addWidget(field)
        row.addWidget(self.remove)
        row.addWidget(self.problem, 1)
        self.face.textChanged.connect(self._hint_prices)

    def show_offer(self, offer: Offer) -> None:
        self.face.setText(_yuan(offer.face))
        for field, price in ((self.fast, offer.fast), (self.slow, offer.slow)):
            field.setText("" if price == offer.face else _yuan(price))

    def call(self, place: int) -> None:
        """Set the fields' accessible names, with the line's place."""
        for field, name in zip((self.face, self.fast, self.slow), _heads(), strict=True):
            field.setAccessibleName(f"{name} {place}")
        self.remove.setAccessibleName(f"{self.remove.text()} {place}")

    def is_empty(self) -> bool:
        return not any(field.text().strip() for field in (self.face, self.fast, self.slow))

    def offer(self) -> Offer:
        """The offer of the line. Raises WrongError."""
        face = amount_from(self.face.text())
        if face is None or not is_good("offers", (Offer(face, face, face),)):
            raise WrongError(self, self.face, translate("Settings", "A whole amount from 1 to 1000 yuan."))
        return Offer(face, self._price(self.fast, face), self._price(self.slow, face))

    def _price(self, field: QLineEdit, face: int) -> int:
        price = amount_from(field.text()) if field.text().strip() else face
        if price is None or not is_good("offers", (Offer(face, price, price),)):
            words = translate(
                "Settings", "A price such as 49.80, from half to twice the face value; empty: the face value."
            )
            raise WrongError(self, field, words)
        return price

    def _hint_prices(self, face: str) -> None:
        for field in (self.fast, self.slow):
            field.setPlaceholderText(face.strip())


class Prices(QWidget):
    """One to nine lines."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[PriceLine] = []
        self.add = button(translate("Settings", "Add a face value"))
        self.add.clicked.connect(self._add_for_typing)
        head = QHBoxLayout()
        head.setSpacing(_GAP)
        for name in _heads():
            title = label(name)
            title.setFixedWidth(_WIDTH)
            title.setWordWrap(True)
            head.addWidget(title)
        head.addWidget(label(translate("Settings", "In yuan. An empty price is the face value."), "muted"), 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE.tight)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE.tight)
        outer.addLayout(head)
        outer.addLayout(self._column)
        self._add()  # before the button below it, in the order of Tab
        foot = QHBoxLayout()
        foot.addWidget(self.add)
        foot.addStretch(1)
        outer.addLayout(foot)

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Show one line per offer; `offers` are valid."""
        while len(self.lines) > len(offers):
            self._take_out(self.lines[-1])
        while len(self.lines) < len(offers):
            self._add()
        for line, offer in zip(self.lines, offers, strict=True):
            line.show_offer(offer)

    def offers(self) -> tuple[Offer, ...]:
        """The offers of the lines; empty lines are skipped. Raises WrongError."""
        found: tuple[Offer, ...] = ()
        for line in self.lines:
            if line.is_empty():
                continue
            longer = (*found, line.offer())
            if not is_good("offers", longer):
                raise WrongError(line, line.face, translate("Settings", "This face value is in the list already."))
            found = longer
        if not found:
            first = self.lines[0]
            raise WrongError(first, first.face, translate("Settings", "The shop sells one face value at least."))
        return found

    def _add_for_typing(self) -> None:
        self._add()
        self.lines[-1].face.setFocus()

    def _add(self) -> None:
        line = PriceLine()
        line.remove.clicked.connect(lambda: self._remove(line))
        self._column.addWidget(line)
        if self.lines:
            self._lead_to(line)
        self.lines.append(line)
        self._lines_changed()

    def _lead_to(self, line: PriceLine) -> None:
        """Let Tab go from the last line to the new one, before the button that added it."""
        before: QWidget = self.lines[-1].remove
        for widget in (line.face, line.fast, line.slow, line.remove):
            QWidget.setTabOrder(before, widget)
            before = widget

    def _remove(self, line: PriceLine) -> None:
        place = self.lines.index(line)
        self._take_out(line)
        self.lines[min(place, len(self.lines) - 1)].face.setFocus()

    def _take_out(self, line: PriceLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._lines_changed()

    def _lines_changed(self) -> None:
        for place, line in enumerate(self.lines, 1):
            line.call(place)
            line.remove.setEnabled(len(self.lines) > 1)
        self.add.setEnabled(len(self.lines) < MOST_OFFERS)


class _PricesRow(SettingRow):
    """Shows an error in the line that has it."""

    def __init__(self, prices: Prices) -> None:
        self._prices = prices
        super().__init__("offers", "", Entry(prices, prices.show_offers, self._offers), wide=True)

    def refuse(self) -> None:
        if (wrong := self._wrong_one()) is not None:
            wrong.at.problem.setText(wrong.words)
            wrong.field.setAccessibleDescription(wrong.words)

    def absolve(self) -> None:
        for line in self._prices.lines:
            line.problem.clear()
            for field in (line.face, line.fast, line.slow):
                field.setAccessibleDescription("")

    def take_focus(self) -> None:
        wrong = self._wrong_one()
        focus_on(self._prices.lines[0].face if wrong is None else wrong.field)

    def _offers(self) -> tuple[Offer, ...] | None:
        return None if self._wrong_one() else self._prices.offers()

    def _wrong_one(self) -> WrongError | None:
        try:
            self._prices.offers()
        except WrongError as wrong:
            return wrong
        return None


def _heads() -> tuple[str, str, str]:
    return (
        translate("Settings", "Face value"),
        translate("Settings", "Price, fast"),
        translate("Settings", "Price, slow"),
    )


def _yuan(fen: int) -> str:
    """``4980`` → ``"49.80"``, ``5000`` → ``"50"``; not grouped, because it is parsed again."""
    yuan, rest = divmod(fen, FEN_PER_YUAN)
    return f"{yuan}.{rest:02d}" if rest else str(yuan)
