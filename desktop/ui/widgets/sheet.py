"""Makes a dialog a sheet: without a frame, over the dimmed window, with its title inside.

A sheet stays a modal dialog of Qt: under a child widget the window's shortcuts would still work.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPainterPath, QPaintEvent, QRegion
from PySide6.QtWidgets import QDialog, QWidget

from desktop.ui.look import theme
from desktop.ui.look.motion import SHEET_MS, animate
from desktop.ui.look.tokens import DARK, SPACE
from desktop.ui.widgets.build import label

RADIUS = 16
_FROM_EDGES = 24
_CLEARS_MS = 60
_DIM_LIGHT, _DIM_DARK = QColor(16, 22, 32, 117), QColor(0, 0, 0, 148)


class Scrim(QWidget):
    """Dims a window while a sheet lies over it. `radius` is that of the window's corners (pixels)."""

    def __init__(self, over: QWidget, radius: float) -> None:
        super().__init__(over)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(over.rect())
        self._strength = 0.0
        self.raise_()
        self.show()
        animate(self, SHEET_MS, self._dim, lambda: None)

    def _dim(self, strength: float) -> None:
        self._strength = strength
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = QColor(_DIM_DARK if theme.tokens() is DARK else _DIM_LIGHT)
        colour.setAlphaF(colour.alphaF() * self._strength)
        painter.setBrush(colour)
        painter.drawRoundedRect(self.rect(), self._radius, self._radius)
        painter.end()


class SheetFrame(QObject):
    """Belongs to a dialog with a parent: dims the parent's window while the dialog is shown, and keeps it centred."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        parent = dialog.parentWidget()
        assert parent is not None
        self._dialog = dialog
        self._over = parent.window()
        self._scrim: Scrim | None = None
        dialog.setWindowFlags(dialog.windowFlags() | Qt.WindowType.FramelessWindowHint)
        dialog.setProperty("role", "sheet")
        dialog.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground, _is_composited())
        self._add_title()
        dialog.installEventFilter(self)
        self._over.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._dialog:
            if kind == QEvent.Type.Show:
                self._dim()
            elif kind == QEvent.Type.Hide:
                self._clear()
            elif kind == QEvent.Type.Resize:
                self._centre()
        elif kind == QEvent.Type.Resize and self._scrim is not None:
            self._scrim.setGeometry(self._over.rect())
            self._centre()
        return False

    def _add_title(self) -> None:
        layout = self._dialog.layout()
        if layout is None or not getattr(self._dialog, "is_titled", True) or not self._dialog.windowTitle():
            return
        title = label(self._dialog.windowTitle(), "title")
        title.setContentsMargins(SPACE.wide, SPACE.page, SPACE.wide, 0)
        title.setWordWrap(True)
        layout.setMenuBar(title)
        more = title.heightForWidth(max(self._dialog.width(), layout.minimumSize().width()))
        if self._dialog.minimumHeight():
            self._dialog.setMinimumHeight(self._dialog.minimumHeight() + more)
        self._dialog.resize(self._dialog.width(), self._dialog.height() + more)

    def _dim(self) -> None:
        self._shrink()
        radius = RADIUS if self._over.property("role") == "sheet" else 0.0
        self._scrim = Scrim(self._over, radius)
        self._centre()

    def _shrink(self) -> None:
        """No higher than the window, as far as its contents allow."""
        if not self._over.isVisible():
            return
        most = max(self._over.height() - _FROM_EDGES, self._dialog.minimumSizeHint().height())
        if self._dialog.height() > most:
            self._dialog.resize(self._dialog.width(), most)

    def _clear(self) -> None:
        if self._scrim is not None:
            # Without the scrim the whole window is painted: what the clerk's key did comes before that.
            QTimer.singleShot(_CLEARS_MS, self._scrim, self._scrim.deleteLater)
            self._scrim = None

    def _centre(self) -> None:
        """Over the middle of the window, but on the screen."""
        dialog, over = self._dialog, self._over
        if not _is_composited():
            path = QPainterPath()
            path.addRoundedRect(dialog.rect(), RADIUS, RADIUS)
            dialog.setMask(QRegion(path.toFillPolygon().toPolygon()))
        if not over.isVisible():
            return
        room = over.screen().availableGeometry()
        middle = over.mapToGlobal(over.rect().center()) - QPoint(dialog.width() // 2, dialog.height() // 2)
        left = max(room.left(), min(middle.x(), room.right() + 1 - dialog.width()))
        top = max(room.top(), min(middle.y(), room.bottom() + 1 - dialog.height()))
        dialog.move(left, top)


def as_sheet(dialog: QDialog) -> None:
    """Make a dialog a sheet, if it has a parent and is none yet. Its title stands inside, unless its attribute
    `is_titled` is false.
    """
    if dialog.parentWidget() is not None and dialog.property("role") != "sheet":
        SheetFrame(dialog)


def _is_composited() -> bool:
    """Whether the corners of a window can be transparent: X11 without a compositor paints them black."""
    return QGuiApplication.platformName() != "xcb"
