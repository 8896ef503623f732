"""Reads from an .xlsx file what its reader does not tell: hidden rows, and cells with an error or without a value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError, iterparse

from msgspec import Struct, field

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MOST_BYTES = 200 * 1024 * 1024


class SheetMarks(Struct):
    """`hidden`: row numbers from 1. `errors`: row number to columns (from 0)."""

    hidden: frozenset[int] = frozenset()
    errors: dict[int, list[int]] = field(default_factory=dict)


def marks_of(raw: bytes) -> dict[str, SheetMarks]:
    """By the sheets' names; empty for a file that is no .xlsx. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(BytesIO(raw)) as packed:
        try:
            return {name: _marks(packed, path) for name, path in _paths(packed)}
        except (KeyError, ParseError, ValueError):
            return {}


def _paths(packed: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, path in the file) of each sheet. Raises KeyError."""
    targets = {
        str(one.get("Id")): str(one.get("Target"))
        for one in _elements(packed, "xl/_rels/workbook.xml.rels")
        if one.tag.endswith("}Relationship")
    }
    for one in _elements(packed, "xl/workbook.xml"):
        if one.tag == f"{_MAIN}sheet":
            target = targets[str(one.get(_RELATION))]
            yield str(one.get("name")), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _marks(packed: zipfile.ZipFile, path: str) -> SheetMarks:
    hidden, errors = set[int](), dict[int, list[int]]()
    for one in _elements(packed, path):
        if one.tag == f"{_MAIN}row":
            if one.get("hidden") in ("1", "true"):
                hidden.add(int(str(one.get("r"))))
            one.clear()
        elif one.tag == f"{_MAIN}c" and _is_error(one) and (place := _CELL.fullmatch(str(one.get("r")))) is not None:
            errors.setdefault(int(place[2]), []).append(_column(place[1]))
    return SheetMarks(frozenset(hidden), errors)


def _is_error(cell: Element) -> bool:
    value = cell.find(f"{_MAIN}v")
    if cell.get("t") == "e":
        return True
    return cell.find(f"{_MAIN}f") is not None and (value is None or not value.text)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _elements(packed: zipfile.ZipFile, path: str) -> Iterator[Element]:
    """Raises ValueError for a part that would take too much memory."""
    if packed.getinfo(path).file_size > _MOST_BYTES:
        raise ValueError(path)
    with packed.open(path) as part:
        for _event, element in iterparse(part):
            yield element
