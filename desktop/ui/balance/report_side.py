"""Beside the report's table: its picture, or the times that its orders took to arrive."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.books.report import Report
from desktop.ui.balance.report_picture import Measure, ReportPicture, measure_word
from desktop.ui.balance.report_table import arrivals_row, arrivals_table
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.segments import Segments

ARRIVALS = len(Measure)
"""The number of the choice behind those of the measures."""


class ReportSide(Card):
    """`turned` is emitted when the other of the two is shown, `measured` when bars of something else are wanted."""

    turned = Signal()
    measured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices = Segments()
        for number, measure in enumerate(Measure):
            self.choices.add(measure_word(measure), number)
        self.choices.add(self.tr("Time to arrive"), ARRIVALS)
        self._measure = Measure.PROFIT
        self.picture = ReportPicture()
        self.arrivals = arrivals_table()
        self._both = QStackedWidget()
        self._lay_out()
        self.choices.group.button(0).setChecked(True)
        self.choices.group.idClicked.connect(self._choose)

    @property
    def measure(self) -> Measure:
        """The figure that the bars show."""
        return self._measure

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to look at and to save."""
        shown = self.picture.shown
        return self._both.currentIndex() == 0 and shown is not None and not shown.is_empty

    def show_arrivals(self, report: Report) -> None:
        """Fill the table of the times to arrive."""
        self.arrivals.fill([arrivals_row(one) for one in report.arrivals])

    def _choose(self, number: int) -> None:
        self._both.setCurrentIndex(int(number == ARRIVALS))
        if number != ARRIVALS:
            self._measure = list(Measure)[number]
            self.measured.emit()
        self.turned.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, SPACE.apart, 1, SPACE.near)
        column.setSpacing(SPACE.near)
        track = QVBoxLayout()
        track.setContentsMargins(SPACE.apart, 0, SPACE.apart, 0)
        track.addWidget(self.choices)
        column.addLayout(track)
        for part in (_inset(self.picture), self._times()):
            self._both.addWidget(part)
        column.addWidget(self._both, 1)

    def _times(self) -> QWidget:
        times = QWidget()
        inner = QVBoxLayout(times)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.arrivals, 1)
        explanation = label(self.tr("From sending an order until this program knew that it had arrived."), "muted")
        explanation.setWordWrap(True)
        explanation.setContentsMargins(SPACE.page, 0, SPACE.page, 0)
        inner.addWidget(explanation)
        return times


def _inset(widget: QWidget) -> QWidget:
    around = QWidget()
    inner = QVBoxLayout(around)
    inner.setContentsMargins(SPACE.near, 0, SPACE.near, 0)
    inner.addWidget(widget)
    return around
