"""The name under which Windows keeps the program's windows together in the taskbar."""

from __future__ import annotations

import sys

APP_ID = "TopUpDesk.TopUpDesk"


def take_a_place() -> None:
    """Call it before the first window. From source the windows would be Python's, with its icon.

    The packaged program has its place by its own file: a name given here as well would part a running window from the
    icon that a clerk has pinned, as shortcuts have no such name.
    """
    if sys.platform == "win32" and not getattr(sys, "frozen", False):
        import ctypes

        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(APP_ID)
