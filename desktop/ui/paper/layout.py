"""A strip filled from the top: lines of text, pairs, rules, boxed marks, figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen, QTextLayout, QTextOption

from desktop.exchange.document import Fact
from desktop.ui.look.theme import FONT_FAMILIES
from desktop.ui.paper.sheets import PaperSheet
from desktop.ui.paper.strip import UNITS, Draw, Heads, Strip

GAP = 2.0  # mm between a label and its value
LEFT, RIGHT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
WRAP_ANYWHERE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Layout(Strip):
    """Lines break at spaces, and within a word that is longer than the line. All `size` values are multiples of the
    plain text's size.

    `goes_on`: contents too long for one page continue on the next; otherwise they are shrunk to one page. `foot` is
    printed at the foot of each page if there are several. `pair_width` (mm) is the width of pairs; by default the full
    width.
    """

    def __init__(self, sheet: PaperSheet, wrap: QTextOption.WrapMode = WRAP_ANYWHERE) -> None:
        super().__init__(sheet.printable)
        self.goes_on = True
        self.foot = ""
        self.pair_width = self.row_width
        self._type = sheet.type_size
        self._wrap = wrap
        self._fonts: dict[tuple[float, bool], QFont] = {}
        self._metrics: dict[tuple[float, bool], QFontMetricsF] = {}

    def line(
        self, text: str, size: float = 1.0, at: Qt.AlignmentFlag = LEFT, *, bold: bool = False, keep: bool = False
    ) -> None:
        """Add a text of as many lines as it needs; nothing for "". `keep` keeps it on the page of what follows."""
        if text:
            self._y += self._place(text, 0, self._inner, size, at, bold=bold)
            if not keep:
                self.may_break()

    def pair(self, fact: Fact, size: float = 1.0, *, bold: bool = False, keep: bool = False) -> None:
        """Add a label at the left and its value at the right, on the next line if both do not fit on one. A strong
        fact's label is bold; `bold` applies to the value.
        """
        self._pair_at(fact, 0, self.pair_width * UNITS, size, bold=bold)
        if not keep:
            self.may_break()

    def pairs(self, facts: Sequence[Fact], at_most: int = 2) -> None:
        """Add pairs side by side, as many per row as fit on one line each."""
        gap = 2 * GAP * UNITS
        for columns in range(at_most, 0, -1):
            width = (self.pair_width * UNITS + gap) / columns - gap
            if columns == 1 or all(self._is_beside(fact, width) for fact in facts):
                break
        for first in range(0, len(facts), columns):
            top = bottom = self._y
            for column, fact in enumerate(facts[first : first + columns]):
                self._y = top
                self._pair_at(fact, column * (width + gap), width, 1.0)
                bottom = max(bottom, self._y)
            self._y = bottom
        self.may_break()

    def boxed(self, mark: str) -> None:
        """Add a conspicuous mark."""
        self.space(0.3)
        top = self._y
        self.space(0.1)
        self.line(mark, 1.15, CENTRE, bold=True, keep=True)
        self.space(0.1)
        self._boxes.append((top, self._y))
        self.may_break()

    def rule(self) -> None:
        """Add a dashed line with space above and below."""
        self.space(0.35)
        self._rules.append((self._y, QPen(QColor("black"), 0.2 * UNITS, Qt.PenStyle.DashLine)))
        self.space(0.35)

    def thin_rule(self, width: float) -> None:
        """Add a grey line of this thickness (mm) without space, slightly above the present height."""
        self._rules.append((self._y - 1, QPen(QColor("#777777"), width * UNITS)))

    def space(self, lines: float) -> None:
        self._y += lines * self._type * UNITS

    def figure(self, height: float, draw: Draw) -> None:
        """Add a picture of full width and this height (mm)."""
        self._figures.append((self._y, height * UNITS, draw))
        self._y += height * UNITS
        self.may_break()

    def row(self, cells: Sequence[tuple[str, float, float, Qt.AlignmentFlag]], size: float, *, bold: bool) -> None:
        """Add texts side by side, each with its left edge and width (mm), none of them cut off."""
        self._y += max(
            (self._place(text, left * UNITS, width * UNITS, size, at, bold=bold) for text, left, width, at in cells),
            default=0.0,
        )

    def repeat(self, top: float, bottom: float) -> None:
        """Declare the part between these heights (mm) the heads of all that was added below it so far."""
        self._heads.append(Heads(top, bottom, self.height))

    def may_break(self) -> None:
        """Allow a page break here."""
        self._breaks.append(self._y)

    def width_of(self, text: str, size: float = 1.0, *, bold: bool = False) -> float:
        """The width of a text on one line (mm)."""
        return self._advance(text, size, bold=bold) / UNITS

    def _is_beside(self, fact: Fact, width: float, size: float = 1.0, *, bold: bool = False) -> bool:
        label, value = self._advance(fact.label, 1.0, bold=fact.strong), self._advance(fact.value, size, bold=bold)
        return label + GAP * UNITS + value <= width

    def _pair_at(self, fact: Fact, left: float, width: float, size: float, *, bold: bool = False) -> None:
        beside = self._is_beside(fact, width, size, bold=bold)
        top = self._y
        bottom = top + self._place(fact.label, left, width, bold=fact.strong)
        self._y = top if beside else bottom
        self._y += self._place(fact.value, left, width, size, RIGHT, bold=bold)
        self._y = max(self._y, bottom)
        if beside and fact.label and fact.value:
            (label, place), (value, _) = self.texts[-2:]
            place.setY(top + value.lineAt(0).ascent() - label.lineAt(0).ascent())  # on a common baseline

    def _place(
        self,
        text: str,
        left: float,
        width: float,
        size: float = 1.0,
        at: Qt.AlignmentFlag = LEFT,
        *,
        bold: bool = False,
    ) -> float:
        """Place a text at the present height (units) beside texts already there; returns its height."""
        if not text:
            return 0.0
        layout = QTextLayout(text, self._font(size, bold=bold))
        option = QTextOption(at)
        option.setWrapMode(self._wrap)
        option.setUseDesignMetrics(True)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        self.texts.append((layout, QPointF(left, self._y)))
        return height

    def _advance(self, text: str, size: float, *, bold: bool = False) -> float:
        if (size, bold) not in self._metrics:
            self._metrics[size, bold] = QFontMetricsF(self._font(size, bold=bold))
        return self._metrics[size, bold].horizontalAdvance(text)

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        if (size, bold) not in self._fonts:
            font = QFont()
            font.setFamilies(FONT_FAMILIES)
            font.setPixelSize(round(size * self._type * UNITS))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setBold(bold)
            self._fonts[size, bold] = font
        return self._fonts[size, bold]
