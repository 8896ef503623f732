"""Whether a window can be opened at all, found out before Qt would abort over it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

INSTALL = (
    "apt-get install libegl1 libgl1 libglib2.0-0 libgssapi-krb5-2 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 "
    "libxcb-xinerama0 libxcb-xkb1"
)
_ERROR_SIGN = 0x10  # MB_ICONERROR
_WAY_OUT = "Start it on a desktop, or with QT_QPA_PLATFORM=offscreen, or under xvfb-run."


def why_no_window() -> str | None:
    """One sentence saying why no window can be opened here, or None when one can. Loads Qt's libraries."""
    try:
        import PySide6.QtWidgets  # noqa: F401
        from PySide6.QtCore import QLibraryInfo
    except ImportError as error:
        return f"Top-up Desk cannot load Qt ({error}). On Debian or Ubuntu: {INSTALL}"
    if not sys.platform.startswith("linux") or _chosen_platform() or os.environ.get("WAYLAND_DISPLAY"):
        return None
    if not os.environ.get("DISPLAY"):
        return f"Top-up Desk needs a display, and neither DISPLAY nor WAYLAND_DISPLAY is set. {_WAY_OUT}"
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return _why_no_x11(plugins / "platforms" / "libqxcb.so")


def tell_without_qt(reason: str) -> None:
    """Print the reason on the terminal or, on Windows without a terminal, show it in a message box of the system."""
    if sys.stderr is not None:
        print(reason, file=sys.stderr)  # noqa: T201
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, reason, "话费充值台 Top-up Desk", _ERROR_SIGN)


def _chosen_platform() -> bool:
    return bool(os.environ.get("QT_QPA_PLATFORM")) or "-platform" in sys.argv


def _why_no_x11(plugin: Path) -> str | None:
    import ctypes

    try:
        ctypes.CDLL(str(plugin))
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        return f"Top-up Desk cannot load Qt's window system ({error}). On Debian or Ubuntu: {INSTALL}"
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        return f"Top-up Desk cannot open the display {os.environ['DISPLAY']}. {_WAY_OUT}"
    return None
