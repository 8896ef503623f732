"""Small files that the window has in hand, kept whole."""

from __future__ import annotations

import asyncio
from pathlib import Path

from desktop.exchange.whole_file import write_whole


async def keep_file(path: Path, contents: bytes) -> str:
    """Write the file on a worker thread; "" or, where nothing was written, the system's reason."""
    try:
        await asyncio.to_thread(write_whole, path, contents)
    except OSError as failed:
        return str(failed)
    return ""
