"""The name under which Windows keeps the program's windows together in the taskbar."""

from __future__ import annotations

import sys

APP_ID = "TopUpDesk.TopUpDesk"
"""The installer gives the shortcuts the same one, so that a pinned icon and a running window are one."""


def take_a_place() -> None:
    """Call it before the first window; without it the windows of a checkout would be Python's."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
