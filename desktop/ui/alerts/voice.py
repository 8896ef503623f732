"""Speaks a sentence with a program of the system."""

from __future__ import annotations

import sys
from enum import Enum, auto

from msgspec import Struct
from PySide6.QtCore import QObject, QTimer

from desktop.domain.plain_text import one_line
from desktop.ui.alerts.helper_process import HelperProcess, installed

_LIMIT_MS = 20_000
_PAUSE_MS = 700
"""The sound of the same result is played first."""
_VARIABLE = "TOPUP_DESK_SENTENCE"
_POWERSHELL = (
    "Add-Type -AssemblyName System.Speech;"
    f" (New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak($env:{_VARIABLE})"
)


class Way(Enum):
    """The way a program receives the text: always as data, never as part of a command."""

    VARIABLE = auto()
    STANDARD_INPUT = auto()
    ARGUMENT = auto()


class Speaker(Struct, frozen=True):
    """A program that speaks. `chinese` holds additional arguments for a Chinese text."""

    program: str
    way: Way
    arguments: tuple[str, ...] = ()
    chinese: tuple[str, ...] = ()


class Voice(QObject):
    """Speaks one sentence at a time; the newest of later ones waits. Never raises, even without a loudspeaker."""

    def __init__(self, speaker: Speaker | None, parent: QObject, pause_ms: int = _PAUSE_MS) -> None:
        super().__init__(parent)
        self._speaker = speaker
        self._waiting = ""
        self._helper = HelperProcess(_LIMIT_MS, self)
        self._helper.ended.connect(self._ended)
        self._pause = QTimer(self, interval=pause_ms, singleShot=True)
        self._pause.timeout.connect(self._speak)

    def available(self) -> bool:
        """Whether this computer can speak, as far as can be known."""
        return self._speaker is not None

    @property
    def is_busy(self) -> bool:
        """Whether a sentence is spoken, or is about to be."""
        return self._helper.under_way or self._pause.isActive()

    def say(self, text: str) -> None:
        """Speak a sentence soon; returns at once."""
        if self._speaker is None:
            return
        self._waiting = one_line(text)
        if not self._helper.under_way and not self._pause.isActive():
            self._pause.start()

    def close(self) -> None:
        """Stop; nothing more is spoken."""
        self._pause.stop()
        self._speaker = None
        self._helper.close()

    def _speak(self) -> None:
        text, self._waiting = self._waiting, ""
        if self._speaker is None or not text:
            return
        one = self._speaker
        arguments = [*one.arguments, *(one.chinese if _is_chinese(text) else ())]
        match one.way:
            case Way.VARIABLE:
                self._helper.start(one.program, arguments, variables={_VARIABLE: text})
            case Way.STANDARD_INPUT:
                self._helper.start(one.program, arguments, text)
            case Way.ARGUMENT:
                self._helper.start(one.program, [*arguments, "--", text])

    def _ended(self, _spoken: bool) -> None:
        if self._waiting:
            self._pause.start()


def speaker() -> Speaker | None:
    """The speaker of this system, or None."""
    if sys.platform == "win32":
        arguments = ("-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL)
        known = [Speaker("powershell", Way.VARIABLE, arguments)]
    elif sys.platform == "darwin":
        known = [Speaker("say", Way.STANDARD_INPUT)]
    else:
        known = [
            Speaker("spd-say", Way.ARGUMENT, ("--wait",), ("--language", "zh")),
            Speaker("espeak-ng", Way.STANDARD_INPUT, ("--stdin",), ("-v", "cmn")),
        ]
    return next((one for one in known if installed(one.program)), None)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)
