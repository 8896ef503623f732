"""The rights of each role, as far as the owner has not changed them."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.right import Right
from desktop.domain.staff.person import Person, Role

_CLERKS = frozenset({Right.ORDER, Right.CANCEL, Right.RETURN_CASH, Right.SEE_BALANCE, Right.MOVE_CASH, Right.CLOSE_DAY})
_OWNERS_ONLY = frozenset({Right.ACCOUNT, Right.ADJUST, Right.RESTORE, Right.SEE_AUDIT, Right.STAFF})
_EVERY = frozenset(Right)
DEFAULTS: dict[Role, frozenset[Right]] = {
    Role.OWNER: _EVERY,
    Role.MANAGER: _EVERY - _OWNERS_ONLY,
    Role.CLERK: _CLERKS,
}


class RightsTable(Struct, frozen=True):
    """The rights of managers and clerks; owners have every right, so that nobody locks themselves out."""

    managers: frozenset[Right] = DEFAULTS[Role.MANAGER]
    clerks: frozenset[Right] = DEFAULTS[Role.CLERK]

    def of(self, role: Role) -> frozenset[Right]:
        """The rights of a role."""
        return {Role.OWNER: _EVERY, Role.MANAGER: self.managers, Role.CLERK: self.clerks}[role]

    def holders(self, rights: frozenset[Right], people: Iterable[Person]) -> list[Person]:
        """The active people who have all of these rights, in the order of the list."""
        return [one for one in people if one.active and rights <= self.of(one.role)]


def to_text(table: RightsTable) -> str:
    """The table as it is stored: the differences from the defaults, so that a new right begins with its own default.

    ``{"manager": {"export": false}, "clerk": {}}``
    """
    kept = {
        role.value: {right.value: right in table.of(role) for right in sorted(table.of(role) ^ DEFAULTS[role])}
        for role in (Role.MANAGER, Role.CLERK)
    }
    return json.dumps(kept)


def from_text(text: str) -> RightsTable:
    """The inverse of `to_text`; what cannot be read is as by default."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return RightsTable()
    return RightsTable(_changed(Role.MANAGER, said), _changed(Role.CLERK, said))


def _changed(role: Role, said: object) -> frozenset[Right]:
    changes = said.get(role.value) if isinstance(said, dict) else None
    rights = set(DEFAULTS[role])
    for name, allowed in changes.items() if isinstance(changes, dict) else ():
        if name in list(Right):
            (rights.add if allowed is True else rights.discard)(Right(name))
    return frozenset(rights)
