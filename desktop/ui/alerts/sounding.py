"""Puts the herald together with what this computer has."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from desktop.settings import Settings
from desktop.ui.alerts.herald import Herald, Ways
from desktop.ui.alerts.outlets import outlet
from desktop.ui.alerts.player import Player
from desktop.ui.alerts.tray import Tray
from desktop.ui.alerts.voice import Voice, speaker
from desktop.ui.bridge import Bridge


def sounding_herald(window: QMainWindow, bridge: Bridge, settings: Settings) -> Herald:
    """A herald that is heard and seen; all of it lives and dies with the window."""
    tray = Tray(window)
    ways = Ways(Player(outlet(window), window), Voice(speaker(), window), tray)
    herald = Herald(window, bridge, settings, ways)
    tray.opened.connect(herald.wanted_forward)
    tray.quit_wanted.connect(window.close)
    return herald
