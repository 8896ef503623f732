"""Beside the report's table: its picture, or the times that its orders took to arrive."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.books.report import Report
from desktop.ui.balance.report_picture import Measure, ReportPicture, measure_word
from desktop.ui.balance.report_table import arrivals_row, arrivals_table
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import button, label
from desktop.ui.widgets.pickers import choice_box

_WIDE = 446


class ReportSide(QWidget):
    """`turned` is emitted when the other of the two is shown, `measured` when bars of something else are wanted."""

    turned = Signal()
    measured = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.picture_chip = button(self.tr("Picture"), "chip", checkable=True)
        self.arrivals_chip = button(self.tr("Time to arrive"), "chip", checkable=True)
        self.measures = choice_box(self.tr("What the bars stand for"), [(measure_word(one), one) for one in Measure])
        self.picture = ReportPicture()
        self.arrivals = arrivals_table()
        self._both = QStackedWidget()
        self._lay_out()
        self.picture_chip.clicked.connect(lambda: self._turn_to(0))
        self.arrivals_chip.clicked.connect(lambda: self._turn_to(1))
        self.measures.activated.connect(self.measured)
        self._turn_to(0)

    @property
    def measure(self) -> Measure:
        """The figure that the bars show."""
        return Measure(self.measures.currentData())

    @property
    def has_picture(self) -> bool:
        """Whether there is a picture to look at and to save."""
        shown = self.picture.shown
        return self._both.currentIndex() == 0 and shown is not None and not shown.is_empty

    def show_arrivals(self, report: Report) -> None:
        """Fill the table of the times to arrive."""
        self.arrivals.fill([arrivals_row(one) for one in report.arrivals])

    def _turn_to(self, page: int) -> None:
        self._both.setCurrentIndex(page)
        self.picture_chip.setChecked(page == 0)
        self.arrivals_chip.setChecked(page == 1)
        self.measures.setVisible(page == 0)
        self.turned.emit()

    def _lay_out(self) -> None:
        self.setFixedWidth(_WIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        row = QHBoxLayout()
        row.addWidget(self.picture_chip)
        row.addWidget(self.arrivals_chip)
        row.addStretch(1)
        row.addWidget(self.measures)
        column.addLayout(row)
        times = QWidget()
        inner = QVBoxLayout(times)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.arrivals, 1)
        explanation = label(self.tr("From sending an order until this program knew that it had arrived."), "muted")
        explanation.setWordWrap(True)
        inner.addWidget(explanation)
        for part in (self.picture, times):
            self._both.addWidget(part)
        column.addWidget(self._both, 1)
