"""A small file written completely or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex


def write_whole(path: Path, contents: bytes) -> None:
    """To be called on a worker thread. Where the disk raises OSError nothing is left behind, and a file that had this
    name is still the old one.
    """
    passing = path.with_name(f".{token_hex(8)}.unfinished")
    try:
        passing.write_bytes(contents)
        os.replace(passing, path)
    except BaseException:
        with suppress(OSError):
            passing.unlink(missing_ok=True)
        raise
