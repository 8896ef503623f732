"""The filters of the history: search box, dates, operator, speed, and status chips with their counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.history.search import Search, Sort, Sum, Totals, terms_of
from desktop.domain.mobile import Operator
from desktop.domain.orders.order import Speed
from desktop.domain.orders.payment import KNOWN_PAYMENTS
from desktop.domain.orders.status import ARRIVED, DID_NOT_ARRIVE, DOUBTFUL, Standing
from desktop.domain.plain_text import one_line
from desktop.domain.staff.person import Person
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.keycap import KeyedField
from desktop.ui.widgets.pickers import choice_box, date_field, python_date
from desktop.ui.words import words

translate = QCoreApplication.translate

RUNNING = frozenset(Standing) - DOUBTFUL - ARRIVED - DID_NOT_ARRIVE


_CHIP_ICONS = {
    "running": "clock-3",
    "unconfirmed": "circle-question-mark",
    "checking": "search-check",
    "success": "circle-check",
    "partial": "contrast",
    "failed": "circle-x",
}


class DayFilter(StrEnum):
    """The time ranges to choose from."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    MONTH = "month"
    CHOSEN = "chosen"


def days_word(days: DayFilter) -> str:
    """The range's name on screen."""
    return {
        DayFilter.ANY: translate("Filters", "Any time"),
        DayFilter.TODAY: translate("Filters", "Today"),
        DayFilter.YESTERDAY: translate("Filters", "Yesterday"),
        DayFilter.MONTH: translate("Filters", "This month"),
        DayFilter.CHOSEN: translate("Filters", "Choose dates…"),
    }[days]


def chips() -> dict[str, tuple[str, frozenset[Standing]]]:
    """name → (word, its order statuses)"""
    return {
        "running": (translate("Filters", "Running"), RUNNING),
        "unconfirmed": (words.standing_word(Standing.UNKNOWN), frozenset({Standing.UNKNOWN})),
        "checking": (translate("Filters", "Being checked"), frozenset({Standing.CHECKING})),
        "success": (translate("Filters", "Success"), frozenset({Standing.SUCCESS})),
        "partial": (translate("Filters", "Partial"), frozenset({Standing.PARTIAL})),
        "failed": (translate("Filters", "Failed"), DID_NOT_ARRIVE),
    }


def sum_of(totals: Totals, standings: frozenset[Standing]) -> Sum:
    """The sum of the orders with these statuses."""
    return sum((one for standing, one in totals.items() if standing in standings), Sum())


class SearchBox(KeyedField):
    """The search field; `left_below` is emitted on arrow down, to move on to the results."""

    left_below = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_below.emit()
            return
        super().keyPressEvent(event)


class Filters(QWidget):
    """`changed` is emitted when the search changes, `export_wanted` when the orders shown are to be exported."""

    changed = Signal()
    export_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = SearchBox("Ctrl+F", "search")
        self.box.setPlaceholderText(self.tr("Search: digits of a number, an order no., words of a note"))
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setClearButtonEnabled(True)
        self.days = choice_box(self.tr("Dates"), [(days_word(one), one) for one in DayFilter])
        self.operator = choice_box(
            self.tr("Operator"),
            [(self.tr("All operators"), None), *((words.operator_word(one), one) for one in Operator)],
        )
        self.speed = choice_box(
            self.tr("Speed"),
            [(self.tr("Fast and slow"), None), *((words.speed_word(one), one) for one in (Speed.FAST, Speed.SLOW))],
        )
        self.payment = choice_box(self.tr("Paid with"), [(self.tr("All ways to pay"), None)])
        self.offer_payments(KNOWN_PAYMENTS)
        self.person = choice_box(self.tr("Placed by"), [(self.tr("Everybody"), None)])
        self.person.hide()
        self._people: list[Person] = []
        self.since, self.until = date_field(self.tr("From")), date_field(self.tr("To"))
        self._until_word = label(self.tr("to"))
        self.export = button(self.tr("Export…"), "plain", icon_name="download")
        self.clear = button(self.tr("Clear filters"), "ghost")
        self.every = button(self.tr("All"), "chip", checkable=True)
        self.chips: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()
        self._show_dates()

    def search(self, sort: Sort) -> Search:
        """The present search; days such as today are resolved now."""
        since, until = self._times()
        terms = terms_of(self.box.text())
        return Search(
            terms,
            frozenset().union(*(chips()[name][1] for name, chip in self.chips.items() if chip.isChecked())),
            self.operator.currentData(),
            self.speed.currentData(),
            since,
            until,
            sort,
            self.person.currentData(),
            self.payment.currentData(),
            self._named(terms),
        )

    def _named(self, terms: Iterable[str]) -> frozenset[int]:
        """The people whose names contain a term; digits are parts of numbers, also if a name has them."""
        words = [term.lower() for term in terms if not term.isdigit()]
        return frozenset(one.id for one in self._people if any(word in one.name.lower() for word in words))

    def offer_payments(self, payments: Iterable[str]) -> None:
        """Offer these ways of payment as a filter, too."""
        for payment in payments:
            if self.payment.findData(payment) < 0:
                self.payment.addItem(words.payment_word(payment), payment)

    def show_people(self, people: list[Person]) -> None:
        """Offer these people as a filter; none are offered if there are none."""
        if people != self._people:
            chosen, self._people = self.person.currentData(), people
            self.person.clear()
            for text, number in ((self.tr("Everybody"), None), *((one_line(one.name), one.id) for one in people)):
                self.person.addItem(text, number)
            self.person.setCurrentIndex(max(0, self.person.findData(chosen)))
        self.person.setVisible(bool(people))

    def show_counts(self, totals: Totals) -> None:
        """Show the number of orders on each chip."""
        every = sum_of(totals, frozenset(Standing)).orders
        self.every.setText(f"{self.tr('All')}  {every:,}")
        for name, (word, standings) in chips().items():
            self.chips[name].setText(f"{word}  {sum_of(totals, standings).orders:,}")

    def reset(self) -> None:
        """Clear all filters; the words in the box stay."""
        self._clear_chips()
        for combo in (self.days, self.operator, self.speed, self.payment, self.person):
            combo.setCurrentIndex(0)
        self._tell()

    def remember(self, memory: QSettings) -> None:
        """Save the filters for the next start, except the words and chosen dates."""
        days = self.days.currentData()
        memory.setValue("history/days", str(DayFilter.ANY if days is DayFilter.CHOSEN else days))
        memory.setValue("history/operator", self.operator.currentIndex())
        memory.setValue("history/speed", self.speed.currentIndex())
        memory.setValue("history/chips", ",".join(name for name, chip in self.chips.items() if chip.isChecked()))

    def recall(self, memory: QSettings) -> None:
        """Restore the saved filters; unreadable values filter nothing."""
        kept = str(memory.value("history/days", ""))
        self.days.setCurrentIndex(max(0, self.days.findData(kept)))
        for combo, name in ((self.operator, "operator"), (self.speed, "speed")):
            place = str(memory.value(f"history/{name}", ""))
            combo.setCurrentIndex(int(place) if place.isdigit() and int(place) < combo.count() else 0)
        checked = str(memory.value("history/chips", "")).split(",")
        for name, chip in self.chips.items():
            chip.setChecked(name in checked)
        self._show_dates()

    def _times(self) -> tuple[float | None, float | None]:
        today = date.today()
        match self.days.currentData():
            case DayFilter.TODAY:
                return _midnight(today), None
            case DayFilter.YESTERDAY:
                return _midnight(today - timedelta(days=1)), _midnight(today)
            case DayFilter.MONTH:
                return _midnight(today.replace(day=1)), None
            case DayFilter.CHOSEN:
                first, last = (python_date(one) for one in (self.since, self.until))
                return _midnight(min(first, last)), _midnight(max(first, last) + timedelta(days=1))
            case _:
                return None, None

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), Flow(SPACE.near)
        first.addWidget(self.box, 1)
        for one in (self.days, self.operator, self.speed, self.payment, self.person, self.export):
            first.addWidget(one)
        for name, (word, _standings) in chips().items():
            self.chips[name] = button(word, "chip", checkable=True, icon_name=_CHIP_ICONS[name])
        second.arrange((self.every, *self.chips.values(), self.clear), (self.since, self._until_word, self.until))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.apart)
        first.setSpacing(SPACE.near)
        column.addLayout(first)
        column.addWidget(second)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._tell)
        self.box.returnPressed.connect(self._tell)
        for combo in (self.days, self.operator, self.speed, self.payment, self.person):
            combo.activated.connect(self._tell)
        for edit in (self.since, self.until):
            edit.dateChanged.connect(self._tell)
        for chip in self.chips.values():
            chip.clicked.connect(self._tell)
        self.every.clicked.connect(self._show_every)
        self.clear.clicked.connect(self.reset)
        self.export.clicked.connect(self.export_wanted)

    def _show_every(self) -> None:
        self._clear_chips()
        self._tell()

    def _clear_chips(self) -> None:
        for chip in self.chips.values():
            chip.setChecked(False)

    def _tell(self) -> None:
        self._show_dates()
        self.changed.emit()

    def _show_dates(self) -> None:
        chosen = self.days.currentData() == DayFilter.CHOSEN
        for one in (self.since, self._until_word, self.until):
            one.setVisible(chosen)
        some = any(chip.isChecked() for chip in self.chips.values())
        self.every.setChecked(not some)
        filtered = some or any(
            combo.currentIndex() > 0 for combo in (self.days, self.operator, self.speed, self.payment, self.person)
        )
        self.clear.setVisible(filtered)


def _midnight(day: date) -> float:
    """The beginning of a day on this computer (unix seconds)."""
    return datetime(day.year, day.month, day.day).timestamp()
