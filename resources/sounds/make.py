"""Makes the three sounds of the program, the same bytes every time. Run after changing a note."""

from __future__ import annotations

import math
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
RATE = 22_050
_ATTACK_S = 0.008
_RELEASE_S = 0.05
_LOUDEST = 0.7
"""Of full scale."""
_BELL = (1.0, 0.35, 0.12)
_HORN = (0.8, 0.8, 0.55, 0.3, 0.15)
"""How loud the overtones are: small speakers drop what is below 500 Hz, so a low note is heard by its overtones."""


class Note(NamedTuple):
    """`hz` and seconds; `fade` is the time in which it dies away to a third."""

    hz: float
    begins: float
    lasts: float
    fade: float
    overtones: Sequence[float]


SOUNDS = {
    "success": [Note(784.0, 0.0, 0.2, 0.12, _BELL), Note(1174.7, 0.12, 0.36, 0.13, _BELL)],
    "failure": [Note(440.0, 0.0, 0.26, 0.4, _HORN), Note(329.6, 0.24, 0.34, 0.3, _HORN)],
    "attention": [Note(880.0, 0.0, 0.14, 0.2, _BELL), Note(880.0, 0.22, 0.14, 0.2, _BELL)],
}


def make(name: str, target: Path) -> None:
    """Write one sound as a 16-bit mono wave file."""
    samples = _samples(SOUNDS[name])
    loudest = max(abs(one) for one in samples)
    whole = [round(one / loudest * _LOUDEST * 32_767) for one in samples]
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(b"".join(one.to_bytes(2, "little", signed=True) for one in whole))


def _samples(notes: Sequence[Note]) -> list[float]:
    length = max(note.begins + note.lasts for note in notes)
    mixed = [0.0] * round(length * RATE)
    for note in notes:
        start = round(note.begins * RATE)
        for index in range(min(round(note.lasts * RATE), len(mixed) - start)):
            mixed[start + index] += _at(note, index / RATE)
    return mixed


def _at(note: Note, seconds: float) -> float:
    tone = sum(
        loudness * math.sin(2 * math.pi * note.hz * number * seconds)
        for number, loudness in enumerate(note.overtones, start=1)
    )
    edge = min(1.0, seconds / _ATTACK_S, (note.lasts - seconds) / _RELEASE_S)
    return tone * math.exp(-seconds / note.fade) * (0.5 - 0.5 * math.cos(math.pi * edge))


if __name__ == "__main__":
    for each in SOUNDS:
        make(each, HERE / f"{each}.wav")
