"""A receipt laid out for a width, and drawn: the same on screen, in a file and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QTextLayout, QTextOption

from desktop.services.receipts import Fact, Receipt
from desktop.ui.receipt.paper import Sheet
from desktop.ui.theme import FONT_FAMILIES

_UNITS = 20
"""To the mm. Text is measured in these and scaled when drawn, so that lines break alike on every device."""
_INSET = 0.25  # mm at either side: bold letters lean a little out of their width
_GAP = 2.0  # mm between a label and its value

_LEFT, _RIGHT, _CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
WRAP_ANYWHERE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Drawing:
    """Laid out when made. A line breaks at a space, and in the middle of a word that is longer than the line.

    `height` is that of all of it, in mm.
    """

    def __init__(self, receipt: Receipt, sheet: Sheet, wrap: QTextOption.WrapMode = WRAP_ANYWHERE) -> None:
        self.width = sheet.printable
        self._type = sheet.type_size
        self._wrap = wrap
        self._inner = (sheet.printable - 2 * _INSET) * _UNITS
        self._texts: list[tuple[QTextLayout, QPointF]] = []
        self._rules: list[float] = []
        self._boxes: list[tuple[float, float]] = []
        self._y = 0.0
        self._write(receipt)
        self.height = self._y / _UNITS

    def draw(self, painter: QPainter) -> None:
        """Draw it from the painter's origin on; the painter's unit must be a mm."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(1 / _UNITS, 1 / _UNITS)
        painter.translate(_INSET * _UNITS, 0)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor("black"), 0.25 * _UNITS))
        for top, bottom in self._boxes:
            painter.drawRect(QRectF(0.25 * _UNITS, top, self._inner - 0.5 * _UNITS, bottom - top))
        painter.setPen(QPen(QColor("black"), 0.2 * _UNITS, Qt.PenStyle.DashLine))
        for y in self._rules:
            painter.drawLine(QPointF(0, y), QPointF(self._inner, y))
        painter.setPen(QColor("black"))
        for layout, position in self._texts:
            layout.draw(painter, position)
        painter.restore()

    def lines(self) -> Iterator[tuple[str, float]]:
        """Each line of text that is drawn, from the top, with its natural width in mm."""
        for layout, _ in self._texts:
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin = line.textStart()
                yield layout.text()[begin : begin + line.textLength()], line.naturalTextWidth() / _UNITS

    def _write(self, receipt: Receipt) -> None:
        self._heading(receipt)
        self._rule()
        self._pair(Fact(receipt.number.label, receipt.operator.value))
        self._number(receipt.number.value)
        self._rule()
        for fact in receipt.amounts:
            self._pair(fact)
        self._pair(receipt.price, 1.3, bold=True)
        self._rule()
        self._pair(receipt.status, 1.15, bold=True)
        self._line(receipt.meaning)
        if receipt.latest is not None:
            self._pair(receipt.latest, bold=True)
        self._space(0.3)
        for fact in receipt.details:
            self._pair(fact)
        self._foot(receipt)

    def _heading(self, receipt: Receipt) -> None:
        self._line(receipt.shop, 1.45, _CENTRE, bold=True)
        self._line(receipt.title, 1.1, _CENTRE, bold=not receipt.shop)
        for mark in (receipt.practice, receipt.reprint):
            if mark:
                self._space(0.3)
                top = self._y
                self._space(0.1)
                self._line(mark, 1.15, _CENTRE, bold=True)
                self._space(0.1)
                self._boxes.append((top, self._y))

    def _number(self, number: str) -> None:
        """As large as one line of it can be."""
        for size in (2.7, 2.4, 2.1, 1.8):
            if QFontMetricsF(self._font(size, bold=True)).horizontalAdvance(number) <= self._inner:
                break
        self._line(number, size, _CENTRE, bold=True)

    def _foot(self, receipt: Receipt) -> None:
        if receipt.phone is not None or receipt.footer:
            self._rule()
        if receipt.phone is not None:
            self._pair(receipt.phone)
        for line in receipt.footer:
            self._line(line, 1.0, _CENTRE)
        self._rule()
        self._pair(receipt.printed, 0.9)

    def _pair(self, fact: Fact, size: float = 1.0, *, bold: bool = False) -> None:
        """The label at the left, the value at the right; under it where both do not fit one line."""
        value_width = QFontMetricsF(self._font(size, bold=bold)).horizontalAdvance(fact.value)
        label_width = QFontMetricsF(self._font(1.0)).horizontalAdvance(fact.label)
        beside = label_width + _GAP * _UNITS + value_width <= self._inner
        top = self._y
        self._line(fact.label)
        bottom = self._y
        if beside:
            self._y = top
        self._line(fact.value, size, _RIGHT, bold=bold)
        self._y = max(self._y, bottom)
        if beside and fact.value:
            (label, place), (value, _) = self._texts[-2:]
            place.setY(top + value.lineAt(0).ascent() - label.lineAt(0).ascent())  # on one base line

    def _line(self, text: str, size: float = 1.0, at: Qt.AlignmentFlag = _LEFT, *, bold: bool = False) -> None:
        """A text of as many lines as it needs; nothing for ""."""
        if not text:
            return
        layout = QTextLayout(text, self._font(size, bold=bold))
        option = QTextOption(at)
        option.setWrapMode(self._wrap)
        option.setUseDesignMetrics(True)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._inner)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        self._texts.append((layout, QPointF(0, self._y)))
        self._y += height

    def _rule(self) -> None:
        self._space(0.35)
        self._rules.append(self._y)
        self._space(0.35)

    def _space(self, lines: float) -> None:
        self._y += lines * self._type * _UNITS

    def _font(self, size: float, *, bold: bool = False) -> QFont:
        """`size` in parts of plain text's."""
        font = QFont()
        font.setFamilies(FONT_FAMILIES)
        font.setPixelSize(round(size * self._type * _UNITS))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setBold(bold)
        return font


def paint(drawing: Drawing, sheet: Sheet, painter: QPainter, page_width: float) -> None:
    """Draw it where it belongs on a page of this width, which a driver may have made narrower than the sheet.

    The painter's unit must be a mm, its origin the page's corner.
    """
    shrink = sheet.shrink(drawing.height)
    left = max(0.0, min(sheet.left, (page_width - sheet.printable) / 2))
    painter.save()
    painter.translate(left + sheet.printable * (1 - shrink) / 2, sheet.top)
    painter.scale(shrink, shrink)
    drawing.draw(painter)
    painter.restore()


def picture(drawing: Drawing, sheet: Sheet, dots_per_mm: float) -> QImage:
    """The whole page, black on white."""
    height = sheet.page_height(drawing.height)
    image = QImage(round(sheet.width * dots_per_mm), round(height * dots_per_mm), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.scale(dots_per_mm, dots_per_mm)
    paint(drawing, sheet, painter, sheet.width)
    painter.end()
    return image
