"""Builds the result announcer for this computer."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from desktop.settings import Settings
from desktop.ui.alerts.outlets import outlet
from desktop.ui.alerts.player import Player
from desktop.ui.alerts.result_announcer import ResultAnnouncer, Ways
from desktop.ui.alerts.tray import Tray
from desktop.ui.alerts.voice import Voice, speaker
from desktop.ui.widgets.bridge import Bridge


def sounding_announcer(window: QMainWindow, bridge: Bridge, settings: Settings, began: float) -> ResultAnnouncer:
    """Create an announcer with sound, voice and tray; all of them are children of the window. `began` as there."""
    tray = Tray(window)
    ways = Ways(Player(outlet(window), window), Voice(speaker(), window), tray)
    announcer = ResultAnnouncer(window, bridge, settings, ways, began)
    tray.opened.connect(announcer.wanted_forward)
    tray.quit_wanted.connect(window.close)
    return announcer
