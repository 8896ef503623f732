"""The people of the shop."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from desktop.domain.actor import Actor
from desktop.domain.staff.pin import is_pin

MOST_PEOPLE = 50


class Role(StrEnum):
    """The positions in the shop."""

    OWNER = "owner"
    MANAGER = "manager"
    CLERK = "clerk"


class Person(Struct, frozen=True):
    """Somebody in the staff list. Nobody is ever deleted, because the history names them: who left is not `active`."""

    id: int
    name: str
    role: Role
    active: bool = True

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.name)


class StaffProblem(StrEnum):
    """The reason why a change of the staff list cannot be made."""

    NO_NAME = "no_name"
    SAME_NAME = "same_name"
    """Another active person has this name."""
    BAD_PIN = "bad_pin"
    TAKEN_PIN = "taken_pin"
    """Another active person has this PIN: it alone tells who signs in."""
    NO_OWNER = "no_owner"
    """An owner must be left, who can change the list."""
    TOO_MANY = "too_many"
    OWNERS_ONLY = "owners_only"
    """Only an owner changes owners, or makes one."""


def problem_of(wanted: Person, pin: str, everybody: Iterable[Person]) -> StaffProblem | None:
    """The problem with adding a person (`id` 0) or changing one, or None. `pin` "" keeps the present one, which neither
    a new person has nor one who comes back: somebody else may have it by now. Whether the PIN is taken is not looked
    at.
    """
    people = list(everybody)
    others = [one for one in people if one.id != wanted.id]
    has_pin = any(one.id == wanted.id and one.active for one in people)
    if not wanted.name.strip():
        return StaffProblem.NO_NAME
    if wanted.active and any(one.active and one.name == wanted.name for one in others):
        return StaffProblem.SAME_NAME
    if not is_pin(pin) and (pin or (wanted.active and not has_pin)):
        return StaffProblem.BAD_PIN
    if not any(one.active and one.role is Role.OWNER for one in (*others, wanted)):
        return StaffProblem.NO_OWNER
    return StaffProblem.TOO_MANY if len(others) >= MOST_PEOPLE else None
