"""The sizes of paper, in millimetres."""

from __future__ import annotations

from math import inf

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize

from desktop.domain.paper import Paper

translate = QCoreApplication.translate


class PaperSheet(Struct, frozen=True):
    """All values in mm. `printable` is the part of `width`, in its middle, that the print head reaches. A roll has no
    `height`: its page is as long as its contents. `type_size` is that of plain text: 16 Chinese characters per line on
    58 mm.
    """

    width: float
    printable: float
    height: float | None
    top: float
    bottom: float
    type_size: float

    @property
    def left(self) -> float:
        """The left edge of the printable part."""
        return (self.width - self.printable) / 2

    def page_height(self, contents: float) -> float:
        """The height of a page for contents this high; at least the width, or drivers would rotate the page."""
        return self.height or max(self.width, self.top + contents + self.bottom)

    @property
    def room(self) -> float:
        """The height available for contents on one page."""
        return inf if self.height is None else self.height - self.top - self.bottom

    def page_layout(self, contents: float) -> QPageLayout:
        """The page without margins: the drawing keeps to the printable part itself."""
        height = self.page_height(contents)
        exact = QPageSize.SizeMatchPolicy.ExactMatch
        size = QPageSize(QSizeF(self.width, height), QPageSize.Unit.Millimeter, "", exact)
        layout = QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
        layout.setMode(QPageLayout.Mode.FullPageMode)
        return layout


SHEETS = {
    Paper.ROLL_58: PaperSheet(width=58, printable=48, height=None, top=2, bottom=6, type_size=2.95),
    Paper.ROLL_80: PaperSheet(width=80, printable=72, height=None, top=2, bottom=6, type_size=3.5),
    Paper.A5: PaperSheet(width=148, printable=124, height=210, top=12, bottom=12, type_size=4.3),
    Paper.A4: PaperSheet(width=210, printable=182, height=297, top=13, bottom=12, type_size=3.4),
}


def paper_word(paper: Paper) -> str:
    """The paper's name on screen."""
    return {
        Paper.ROLL_58: translate("Paper", "Roll, 58 mm"),
        Paper.ROLL_80: translate("Paper", "Roll, 80 mm"),
        Paper.A5: translate("Paper", "Sheet, A5"),
        Paper.A4: translate("Paper", "Sheet, A4"),
    }[paper]
