"""A picture with a line of text under it that gives the numbers of the part pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.charts.painting import script
from desktop.ui.charts.view import ChartView
from desktop.ui.look.tokens import SPACE
from desktop.ui.widgets.build import label
from desktop.ui.widgets.plain import tip
from desktop.ui.widgets.qt_numbers import ALIGN_LEFT, ALIGN_TOP

translate = QCoreApplication.translate


class Chart(QWidget):
    """The line shows `summary` while no part is pointed at. Screen readers get the line, and all numbers on demand."""

    def __init__(self, view: ChartView, around: QWidget) -> None:
        """`around` is the view, or the widget that contains it."""
        super().__init__()
        self.view = view
        self.line = label(selectable=True, alignment=ALIGN_LEFT | ALIGN_TOP)
        self.line.setWordWrap(True)
        self.line.setFixedHeight(ceil(script().high))  # the picture keeps its size whatever the line says
        self._name = translate("Charts", "Chart")
        self._texts: tuple[str, ...] = ()
        self._summary = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.tight)
        column.addWidget(around, 1)
        self._under = QHBoxLayout()
        self._under.setSpacing(SPACE.near)
        self._under.addWidget(self.line, 1)
        column.addLayout(self._under)
        view.setAccessibleName(self._name)
        view.turned.connect(self._tell)

    def add_beside_line(self, widget: QWidget) -> None:
        """Add a widget at the right of the line."""
        self._under.addWidget(widget)

    def tell(self, name: str, texts: Sequence[str], summary: str) -> None:
        """Set the chart's name, the text of each part, and the summary."""
        self._name, self._texts, self._summary = name, tuple(texts), summary
        self.view.setAccessibleDescription("\n".join((summary, *texts)))
        self._tell()

    def _tell(self) -> None:
        chosen = self.view.chosen
        text = self._summary if chosen is None or chosen >= len(self._texts) else self._texts[chosen]
        self.line.setText(text)
        self.line.setToolTip(tip(text))
        self.view.setAccessibleName(f"{self._name}: {text}" if text else self._name)
