"""Receipts for the window: what they say, and keeping one as a file."""

from __future__ import annotations

import asyncio
from pathlib import Path

from desktop.exchange.receipt import Fact as Fact
from desktop.exchange.receipt import Labels as Labels
from desktop.exchange.receipt import Receipt as Receipt
from desktop.exchange.receipt import Shop as Shop
from desktop.exchange.receipt import Wording as Wording
from desktop.exchange.receipt import as_text as as_text
from desktop.exchange.receipt import receipt_of as receipt_of
from desktop.exchange.whole_file import write_whole


async def keep_file(path: Path, contents: bytes) -> str:
    """Write the file on a worker thread; "" or, where nothing was written, the system's reason."""
    try:
        await asyncio.to_thread(write_whole, path, contents)
    except OSError as failed:
        return failed.strerror or str(failed)
    return ""
