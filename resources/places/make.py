"""Makes the table of places from the geocoding data of `phonenumbers` (Apache licence 2.0). Run it by hand.

The library itself takes 95 MB of memory and a quarter of a second for this, and 48 MB on the disk, because it knows the
whole world. What is kept of it: for each of the 700,000 segments of seven digits, 1300000 to 1999999, the number of its
place as two bytes (little endian, 0 for an unknown one), and the places' names, Chinese and English, a line each.
"""

from __future__ import annotations

from array import array
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIRST, LAST = 1_300_000, 1_999_999


def table() -> tuple[bytes, list[tuple[str, str]]]:
    """(the segments, the places from 1 on)."""
    from phonenumbers.geodata import GEOCODE_DATA

    places: dict[tuple[str, str], int] = {}
    segments = array("H")
    for segment in range(FIRST, LAST + 1):
        found = next((GEOCODE_DATA[p] for n in range(9, 4, -1) if (p := f"86{segment}"[:n]) in GEOCODE_DATA), None)
        if found is None or "zh" not in found:
            segments.append(0)
        else:
            names = found["zh"], found.get("en", found["zh"])
            segments.append(places.setdefault(names, len(places) + 1))
    return segments.tobytes(), list(places)


if __name__ == "__main__":
    rows, names = table()
    (HERE / "segments.bin").write_bytes(rows)
    (HERE / "places.tsv").write_text("".join(f"{zh}\t{en}\n" for zh, en in names), "utf-8")
