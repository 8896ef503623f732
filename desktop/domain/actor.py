"""The person who does something at the counter."""

from __future__ import annotations

from typing import NamedTuple


class Actor(NamedTuple):
    """A person's number in the staff list, and the name of now; 0 and "" for nobody in particular. A shop without staff
    has no numbers: the name is the one of the settings. `allowed_by` and `allowed_by_id`: somebody else who allowed
    this one act, "" and 0 for nobody.
    """

    id: int = 0
    name: str = ""
    allowed_by: str = ""
    allowed_by_id: int = 0

    def or_typed(self, name: str) -> Actor:
        """The one who signs where a name was typed: without a staff list that name counts."""
        return self if self.id else Actor(name=name)


NOBODY = Actor()
