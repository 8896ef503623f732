"""Keeps out of the imports what the program has no use for."""

from __future__ import annotations

import builtins
import sys


def without_features() -> None:
    """Import like Python does, from here on; call it when PySide6 is loaded.

    PySide6 puts a function of its own in `__import__`'s place. It reads the source text of each module that is imported
    later in search of its own name, for the sake of `from __feature__ import …`, which nobody here uses. That made our
    imports a quarter slower, and kept the text of all these modules in memory. PySide6 keeps the original beside it.
    """
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original


def without_command_lines() -> None:
    """httpx does without its command line where that cannot be imported; click comes with it, and where somebody has
    installed them, pygments and rich.
    """
    sys.modules["httpx._main"] = None  # type: ignore[assignment]
