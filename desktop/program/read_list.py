"""`--read-list`: prints what a list is read as, for whoever prepares lists. Opens no window, touches no data."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from desktop.domain.batch.listing import Listing, Offer
from desktop.domain.batch.text import read_text
from desktop.domain.batch.workbook import read_workbook
from desktop.domain.orders.order import Speed
from desktop.exchange.list_file import UnreadableListError, read_list_bytes, read_list_file

_SPEEDS = {None: None, Speed.FAST: "fast", Speed.SLOW: "slow"}


def print_list(file: str, faces: str, default_face: int | None) -> int:
    """Print the rows and problems of a file ("-": of stdin) as one JSON object; the process's exit code."""
    try:
        offer = Offer(default_face=default_face)
        if faces:
            offer = Offer(frozenset(map(int, faces.split(","))), default_face)
        content = read_list_bytes(sys.stdin.buffer.read()) if file == "-" else read_list_file(Path(file))
    except ValueError:
        return _failed("the faces must be whole yuan with commas between them, for example 50,100,200")
    except OSError as error:
        return _failed(f"{file} cannot be read: {error.strerror or error}")
    except UnreadableListError as error:
        return _failed(f"{file} cannot be read: {error}")
    read = read_text(content, offer) if isinstance(content, str) else read_workbook(content, offer)
    text = json.dumps(_as_json(read), ensure_ascii=False)
    with open(1, "wb", closefd=False) as out:  # sys.stdout is None in a program without a console
        out.write(f"{text}\n".encode())
    return 0


def _as_json(read: Listing) -> dict[str, Any]:
    return {
        "rows": [
            {"mobile": row.mobile, "face": row.face, "note": row.note, "speed": _SPEEDS[row.speed]} for row in read.rows
        ],
        "problems": [{"line": one.line, "code": one.code, "level": one.level} for one in read.problems],
    }


def _failed(sentence: str) -> int:
    sys.stderr.write(f"topup-desk: {sentence}\n")
    return 2
