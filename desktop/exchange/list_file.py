"""Reads files that people send as lists: spreadsheets as cells, all others as text."""

from __future__ import annotations

import codecs
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.batch.table import ERROR_CELL, Cells
from desktop.domain.batch.workbook import Sheet
from desktop.exchange.sheet_marks import SheetMarks, marks_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MOST_BYTES = 20 * 1024 * 1024
_MOST_CELLS = 2_000_000


class UnreadableListError(Exception):
    """The file is no list that can be read: too large, locked with a password, damaged, or something else."""


def read_list_file(path: Path) -> str | list[Sheet]:
    """The text of a text file, or the sheets of a spreadsheet. Raises OSError and UnreadableListError."""
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableListError("the file is larger than 20 MB")
    return read_list_bytes(path.read_bytes())


def read_list_bytes(raw: bytes) -> str | list[Sheet]:
    """As `read_list_file`, of bytes."""
    if raw.startswith((_ZIP, _OLE)):
        return _sheets(raw)
    return decoded(raw)


def decoded(raw: bytes) -> str:
    """The text of bytes in the encoding that they can only be in: by its mark, strict UTF-8, GB18030, UTF-16. Raises
    UnreadableListError.
    """
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw, encoding)
    high_first = raw[::2].count(0) > raw[1::2].count(0)  # the high bytes of digits are zero
    for encoding in ("utf-8", "gb18030", "utf-16-be" if high_first else "utf-16-le"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableListError("the file is neither a spreadsheet nor a text")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableListError("the text of the file is damaged") from error


def _sheets(raw: bytes) -> list[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(raw))
        marks = marks_of(raw) if raw.startswith(_ZIP) else {}
        found = list[Sheet]()
        for about in book.sheets_metadata:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.height * sheet.width > _MOST_CELLS:
                raise UnreadableListError("the sheet has more than two million cells")
            cells = _cells(sheet, marks.get(about.name, SheetMarks()))
            found.append(Sheet(about.name, cells, about.visible is not SheetVisibleEnum.Visible))
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableListError("the spreadsheet is damaged, or locked with a password") from error
    return found


def _cells(sheet: CalamineSheet, marks: SheetMarks) -> Cells:
    top, left = sheet.start or (0, 0)
    rows, numbers = list[list[str]](), list[int]()
    for place, row in enumerate(sheet.to_python(skip_empty_area=True)):
        number = top + place + 1
        texts = [_text(value) for value in row]
        for column in marks.errors.get(number, ()):
            if 0 <= column - left < len(texts) and not texts[column - left]:
                texts[column - left] = ERROR_CELL
        rows.append(texts)
        numbers.append(number)
    return Cells(rows, numbers, marks.hidden, dict(_merged(sheet, left)))


def _merged(sheet: CalamineSheet, left: int) -> Iterator[tuple[tuple[int, int], int]]:
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        for row in range(first + 1, min(last, first + 100_000) + 1):
            yield (row + 1, column - left), first + 1


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
