"""The chart of groups: one horizontal bar each."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QScrollArea

from desktop.ui.charts.bars import Bars, BarsLayout, height_of
from desktop.ui.charts.chart import Chart
from desktop.ui.charts.painting import paint_bars, script
from desktop.ui.charts.view import ChartView
from desktop.ui.look import theme

_EDGES = 16


class BarsView(ChartView):
    """As high as its bars; belongs into a scroll area."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Bars | None = None
        self._laid: tuple[tuple[float, float], BarsLayout] | None = None

    def show_bars(self, shown: Bars) -> None:
        """Replace the data."""
        self._shown, self._laid = shown, None
        self.setMinimumHeight(ceil(height_of(shown, script())) + _EDGES)
        self.renew()

    def count(self) -> int:
        return 0 if self._shown is None or self._shown.is_empty else len(self._shown.bars)

    def at(self, point: QPointF) -> int | None:
        return self._layout(self._shown).at(point.y()) if self._shown is not None and self.count() else None

    def row(self, place: int) -> tuple[int, int]:
        """Upper and lower end of a bar's row; the first row includes the heading."""
        assert self._shown is not None
        box = self._layout(self._shown).row(place)
        return floor(box.top) if place else 0, ceil(box.bottom) + _EDGES

    def draw(self, painter: QPainter, chosen: int | None) -> None:
        if self._shown is not None:
            paint_bars(painter, self._layout(self._shown), theme.tokens(), chosen)

    def sizeHint(self) -> QSize:
        return QSize(420, self.minimumHeight())

    def _layout(self, shown: Bars) -> BarsLayout:
        if self._laid is None or self._laid[0] != self.room:
            self._laid = self.room, BarsLayout(shown, self.room[0], script())
        return self._laid[1]


class BarsChart(Chart):
    """Scrolls if the bars do not fit; the bar chosen by keyboard is kept visible."""

    view: BarsView

    def __init__(self) -> None:
        view = BarsView()
        self.area = QScrollArea()
        self.area.setWidget(view)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        super().__init__(view, self.area)
        view.turned.connect(self._bring_into_sight)

    def show_bars(self, shown: Bars, name: str, texts: Sequence[str], summary: str, empty: str) -> None:
        """Replace the data; `texts` describe the bars, `empty` is shown if there is nothing to draw."""
        self.view.empty_text = empty
        self.view.show_bars(shown)
        self.tell(name, *(((), empty) if shown.is_empty else (texts, summary)))

    def _bring_into_sight(self) -> None:
        place = self.view.chosen
        if place is not None and not self.view.is_hovered:
            top, bottom = self.view.row(place)
            self.area.ensureVisible(0, top, 0, 0)
            self.area.ensureVisible(0, bottom, 0, 0)
