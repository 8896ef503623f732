"""The person at the counter, whose name every act carries."""

from __future__ import annotations

from desktop.domain.actor import NOBODY, Actor


class Duty:
    """One per running desk. Without a staff list it is the name of the settings; with one, whoever signed in, and
    nobody while the window is locked.
    """

    def __init__(self) -> None:
        self.actor: Actor = NOBODY
        self.locked = False
