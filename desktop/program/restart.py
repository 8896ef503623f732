"""Starts the program once more when this one has ended."""

from __future__ import annotations

import os
import sys


def start_again() -> bool:
    """A process of its own with the same command line; call it when the orders are let go. False where it failed."""
    from PySide6.QtCore import QProcess  # makes classes, and the first paint waits for this module

    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # or it would take itself for a child of this one
    command = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "desktop"]
    return bool(QProcess.startDetached(command[0], [*command[1:], *sys.argv[1:]]))
