"""Dependencies of every service: clock, notifications, tasks, worker threads, and who is on duty."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from msgspec import Struct, field

from desktop.services.changes import Changes
from desktop.services.duty import Duty
from desktop.services.ports import Clock
from desktop.services.tasks import Tasks

InThread = Callable[..., Awaitable[Any]]
"""Runs a function with its arguments on a worker thread."""


class Runtime(Struct, frozen=True):
    """One per running desk."""

    clock: Clock
    changes: Changes = field(default_factory=Changes)
    tasks: Tasks = field(default_factory=Tasks)
    in_thread: InThread = asyncio.to_thread
    duty: Duty = field(default_factory=Duty)
