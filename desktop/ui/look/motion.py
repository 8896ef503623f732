"""Short animations of what comes and goes; none where the system asks for less motion, and none between a key and its
effect.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractAnimation, QEasingCurve, QVariantAnimation
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

ARRIVES_MS, LEAVES_MS = 160, 140
BAR_MS = 160
SHEET_MS = 140

_WITHOUT_A_SCREEN = frozenset({"offscreen", "minimal"})
_SPI_GETCLIENTAREAANIMATION = 0x1042


def is_reduced() -> bool:
    """Whether nothing should move: the system's setting on Windows; also where nobody looks at a screen."""
    return QGuiApplication.platformName() in _WITHOUT_A_SCREEN or _windows_asks_for_less()


def animate(owner: QObject, milliseconds: int, show: Callable[[float], None], done: Callable[[], None]) -> None:
    """Call `show` with values from 0 to 1, fast at first, then `done`; at once if motion is reduced. It ends with its
    owner.
    """
    if is_reduced():
        show(1.0)
        done()
        return
    moving = QVariantAnimation(owner)
    moving.setDuration(milliseconds)
    moving.setStartValue(0.0)
    moving.setEndValue(1.0)
    moving.setEasingCurve(QEasingCurve.Type.OutCubic)
    moving.valueChanged.connect(show)
    moving.finished.connect(done)
    moving.start(QAbstractAnimation.DeletionPolicy.DeleteWhenStopped)


def _windows_asks_for_less() -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    animated = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(_SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0)
    return not animated.value
