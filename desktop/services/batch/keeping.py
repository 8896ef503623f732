"""Storage's errors as the services tell them."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from desktop.services.orders.notebook import NotKeptError
from desktop.storage.errors import NotAllowedError, WriteFailedError

R = TypeVar("R")


class ListChangedError(Exception):
    """The list was confirmed or removed meanwhile; nothing was stored."""


async def kept(writing: Awaitable[R]) -> R:
    """Await a write. Raises NotKeptError and ListChangedError."""
    try:
        return await writing
    except WriteFailedError as failed:
        raise NotKeptError(str(failed)) from failed
    except NotAllowedError as refused:
        raise ListChangedError(str(refused)) from refused
