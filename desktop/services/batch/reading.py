"""Reads what people send, on a worker thread, into rows to stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.domain.batch.batch import Source
from desktop.domain.batch.listing import Offer
from desktop.domain.batch.sourcing import joined, source_of
from desktop.domain.batch.text import read_text
from desktop.domain.batch.workbook import Sheet, choose, read_workbook
from desktop.exchange.list_file import UnreadableListError, read_list_file


def read_pasted(text: str, origin: str, offer: Offer) -> Source:
    """The rows of a text from the clipboard."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return source_of(read_text(text, offer), origin, lambda line: lines[line - 1] if 0 < line <= len(lines) else "")


def read_files(paths: Sequence[Path], offer: Offer) -> Source:
    """The rows of files, one after the other. Raises OSError and UnreadableListError, which name the file."""
    return joined([_read_file(path, offer) for path in paths])


def _read_file(path: Path, offer: Offer) -> Source:
    try:
        content = read_list_file(path)
    except UnreadableListError as error:
        raise UnreadableListError(f"{path.name}: {error}") from error
    return read_pasted(content, path.name, offer) if isinstance(content, str) else _of_sheets(content, path, offer)


def _of_sheets(sheets: list[Sheet], path: Path, offer: Offer) -> Source:
    chosen = choose(sheets).sheet
    texts = (
        {}
        if chosen is None
        else {number: "\t".join(row) for number, row in zip(chosen.cells.numbers, chosen.cells.rows, strict=True)}
    )
    return source_of(read_workbook(sheets, offer), path.name, lambda line: texts.get(line, ""))
