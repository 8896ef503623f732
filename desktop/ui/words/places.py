"""The place where a number was issued, from its first seven digits; works offline.

The table is made from Google's geocoding data (`resources/places/make.py` explains how, and why the library itself is
not used).
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication

from desktop.system.paths import resource

_FIRST, _DIGITS, _BYTES = 1_300_000, 7, 2


def place_of(digits: str) -> str:
    """Province and city in the language on screen, once there are seven digits; "" for an unknown segment.

    A number keeps its place for life, wherever its owner moves. Digits only.
    """
    number = _number_of(digits[:_DIGITS]) if len(digits) >= _DIGITS else 0
    return _names(QCoreApplication.translate("Places", "in English"))[number]


def _number_of(segment: str) -> int:
    place = (int(segment) - _FIRST) * _BYTES
    if place < 0:
        return 0
    with resource("places", "segments.bin").open("rb", buffering=0) as table:
        table.seek(place)
        return int.from_bytes(table.read(_BYTES), "little")


@cache
def _names(language: str) -> list[str]:
    """The names by number; number 0 is "", for no place."""
    column = 1 if language == "in English" else 0
    lines = resource("places", "places.tsv").read_text("utf-8").splitlines()
    return ["", *(line.split("\t")[column] for line in lines)]
