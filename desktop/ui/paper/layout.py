"""A strip that is written from the top: lines of text, pairs, rules, boxed marks, figures."""

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
    """A text's line breaks at a space, and in the middle of a word that is longer than the line. `size` is everywhere
    in parts of plain text's.

    `goes_on`: what does not fit one sheet goes on on the next; else it is made small enough. `foot` stands at the foot
    of each page where there are several. `pair_width` (mm) is that of pairs, all of the width unless set.
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
        """A text of as many lines as it needs; nothing for "". `keep` it on the page of what follows."""
        if text:
            self._y += self._place(text, 0, self._inner, size, at, bold=bold)
            if not keep:
                self.may_break()

    def pair(self, fact: Fact, size: float = 1.0, *, bold: bool = False, keep: bool = False) -> None:
        """The label at the left, the value at the right; under it where both do not fit one line. A strong fact's label
        is bold; `bold` is for the value.
        """
        self._pair_at(fact, 0, self.pair_width * UNITS, size, bold=bold)
        if not keep:
            self.may_break()

    def pairs(self, facts: Sequence[Fact], at_most: int = 2) -> None:
        """Pairs beside one another, as many in a row as leave each of them on one line."""
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
        """A mark that nobody overlooks."""
        self.space(0.3)
        top = self._y
        self.space(0.1)
        self.line(mark, 1.15, CENTRE, bold=True, keep=True)
        self.space(0.1)
        self._boxes.append((top, self._y))
        self.may_break()

    def rule(self) -> None:
        """A dashed line, with space above and below."""
        self.space(0.35)
        self._rules.append((self._y, QPen(QColor("black"), 0.2 * UNITS, Qt.PenStyle.DashLine)))
        self.space(0.35)

    def thin_rule(self, width: float) -> None:
        """A grey line of this width (mm) without any space, a trifle above the present height."""
        self._rules.append((self._y - 1, QPen(QColor("#777777"), width * UNITS)))

    def space(self, lines: float) -> None:
        self._y += lines * self._type * UNITS

    def figure(self, height: float, draw: Draw) -> None:
        """A picture as wide as all of it and so high (mm)."""
        self._figures.append((self._y, height * UNITS, draw))
        self._y += height * UNITS
        self.may_break()

    def row(self, cells: Sequence[tuple[str, float, float, Qt.AlignmentFlag]], size: float, *, bold: bool) -> None:
        """Texts beside one another, each with its left edge and its width (mm), all of them whole."""
        self._y += max(
            (self._place(text, left * UNITS, width * UNITS, size, at, bold=bold) for text, left, width, at in cells),
            default=0.0,
        )

    def repeat(self, top: float, bottom: float) -> None:
        """What stands between these (mm) are the heads of all that came below them so far."""
        self._heads.append(Heads(top, bottom, self.height))

    def may_break(self) -> None:
        """A page may end here."""
        self._breaks.append(self._y)

    def width_of(self, text: str, size: float = 1.0, *, bold: bool = False) -> float:
        """Of a text on one line (mm)."""
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
            place.setY(top + value.lineAt(0).ascent() - label.lineAt(0).ascent())  # on one base line

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
        """Put a text at the present height (units) beside what stands there already; how high it is."""
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
