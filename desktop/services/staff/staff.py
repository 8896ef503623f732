"""The staff list, who is signed in, and what each role may do."""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Final

from msgspec import Struct

from desktop.domain.actor import NOBODY, Actor
from desktop.domain.audit import AuditEntry, AuditKind, plain
from desktop.domain.right import ForbiddenError, Right
from desktop.domain.staff import rights as rights_text
from desktop.domain.staff.person import Person, Role, StaffProblem, problem_of
from desktop.domain.staff.pin import hashed, is_pin
from desktop.domain.staff.rights import RightsTable
from desktop.services.duty import EVERY_RIGHT, Permit
from desktop.services.runtime import Runtime
from desktop.services.staff.pins import PinCheck, TooSoon, WrongPin, kept
from desktop.storage.staff.staff_store import StaffStore

IDLE_CHOICES: Final = (0, 1, 2, 5, 10, 30)
"""Minutes without a key or a click after which the window locks; 0 for never."""
_IDLE_RULE = "idle_minutes"
_DIGITS_RULE = "pin_digits"
_RIGHTS_RULE = "rights"
_LARGE_RULE = "large_face"


class NotEntitled(Struct, frozen=True):
    """This person may not allow it, either."""

    person: Person


class Staff:
    """Until an owner is entered nobody signs in, and everything is open to everybody. From then on a desk begins
    locked.

    `load` before any other use. Everything is announced as a change of `duty`. Writes raise NotKeptError, and
    ForbiddenError for somebody without the right.
    """

    def __init__(
        self, runtime: Runtime, store: StaffStore, secret: str = "", withheld: frozenset[Right] = frozenset()
    ) -> None:
        """`secret` is the account's app secret, which proves the owner who lost the PIN; "" for none. `withheld` are
        rights that nobody has at this desk.
        """
        self._duty = runtime.duty
        self._changed = runtime.changes.duty
        self._audited = runtime.changes.audited
        self._clock = runtime.clock
        self._in_thread = runtime.in_thread
        self._store = store
        self._secret = secret
        self._withheld = withheld
        self._pins = PinCheck(runtime, store)
        self._one_change = asyncio.Lock()
        self._everybody: list[Person] = []
        self._named = NOBODY
        self._digits: dict[str, int] = {}
        self.rights = RightsTable()
        self.idle_minutes = 0
        """Minutes without a key or a click after which the window locks; 0 for never."""
        self.signed_in: Person | None = None

    @property
    def is_set_up(self) -> bool:
        """Whether there is a staff list."""
        return any(one.active for one in self._everybody)

    @property
    def pin_digits(self) -> int:
        """The number of digits that every PIN has, so that Enter is not needed; 0 if they have different ones."""
        lengths = {self._digits.get(str(one.id), 0) for one in self._everybody if one.active}
        return lengths.pop() if len(lengths) == 1 else 0

    @property
    def everybody(self) -> list[Person]:
        """All people, active ones and others, in the order in which they were entered."""
        return list(self._everybody)

    def holders(self, rights: frozenset[Right]) -> list[Person]:
        """The people who may do what needs these rights."""
        having = self.rights.holders(rights, self._everybody)
        return [] if rights & self._withheld else having

    @property
    def may_change(self) -> bool:
        """Whether who is here may change the list, or begin one."""
        return self._duty.may(Right.STAFF)

    @property
    def is_owner(self) -> bool:
        """Whether an owner is here, or there is no staff list."""
        return not self.is_set_up or (self.signed_in is not None and self.signed_in.role is Role.OWNER)

    async def load(self) -> None:
        """Read the list; where there is one, the desk is locked."""
        self._everybody = await self._store.everybody()
        idle, large = await self._store.rule(_IDLE_RULE), await self._store.rule(_LARGE_RULE)
        self.idle_minutes = int(idle) if idle is not None and idle.isdigit() else 0
        self._duty.large_face = int(large) if large is not None and large.isdigit() else None
        self._digits = _digits_of(await self._store.rule(_DIGITS_RULE))
        self.rights = rights_text.from_text(await self._store.rule(_RIGHTS_RULE) or "")
        self._take(None)

    def name(self, text: str) -> None:
        """The name on duty where there is no staff list."""
        self._named = Actor(name=text)
        self._take(self.signed_in)

    async def authorize(self, *rights: Right) -> Actor:
        """The one who signs an act that no other service does: settings, account, mode, restore. Raises
        ForbiddenError.
        """
        return self._duty.require(*rights)

    async def sign_in(self, pin: str) -> Person | WrongPin | TooSoon:
        """Let the person with this PIN go on. Wrong ones make the next one wait longer and longer, across restarts."""
        person = await self._pins.person(pin, self._everybody)
        if isinstance(person, Person):
            self._take(person)
            self._audit(AuditKind.SIGN_IN, person.actor)
        elif isinstance(person, WrongPin):
            self._audit(AuditKind.WRONG_PIN, self._duty.actor)
        return person

    async def permit(self, pin: str, rights: frozenset[Right]) -> Permit | NotEntitled | WrongPin | TooSoon:
        """The permission of the person with this PIN for one act that needs these rights."""
        person = await self._pins.person(pin, self._everybody)
        if isinstance(person, WrongPin):
            self._audit(AuditKind.WRONG_PIN, self._duty.actor)
        if not isinstance(person, Person):
            return person
        if person not in self.holders(rights):
            return NotEntitled(person)
        by = self._duty.actor._replace(allowed_by=person.name, allowed_by_id=person.id)
        self._audit(AuditKind.PERMIT, by, rights=" ".join(sorted(rights)))
        return Permit(person.actor, rights)

    def lock(self) -> None:
        """Nobody is at the counter until the next PIN; nothing happens without a staff list."""
        if self.is_set_up:
            self._take(None)

    async def keep(self, wanted: Person, pin: str = "") -> Person | StaffProblem | TooSoon:
        """Add a person (`id` 0) or change one; `pin` "" keeps the present one. Who begins the list is signed in. A PIN
        that another has counts like a wrong one: it must not be found out by trying.
        """
        by = self._duty.require(Right.STAFF)
        async with self._one_change:
            if not self.is_owner and self._concerns_owner(wanted):
                return StaffProblem.OWNERS_ONLY
            if problem := problem_of(wanted, pin, self._everybody):
                return problem
            if pin and (taken := await self._taken(pin, wanted)) is not None:
                return taken
            begins = not self.is_set_up
            person = await self._keep(wanted, pin)
            about = {"name": person.name, "role": person.role, "active": person.active, "pin": bool(pin)}
            self._audit(AuditKind.STAFF, by if by.id else person.actor, **about)
            self._everybody = await self._store.everybody()
        if begins:
            self._take(person)
        else:
            still = next((one for one in self._everybody if self._is_here(one)), None)
            self._take(still)
        return person

    async def keep_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a key or a click; 0 for never."""
        by = self._duty.require(Right.STAFF)
        await kept(self._store.keep_rule(_IDLE_RULE, str(minutes)))
        self._audit(AuditKind.RIGHTS, by, idle_minutes=minutes)
        self.idle_minutes = minutes
        self._changed.announce(None)

    async def keep_rights(self, table: RightsTable, large_face: int | None) -> None:
        """Give managers and clerks these rights; orders above `large_face` (fen) need one of their own, None: none do.
        Only an owner does this.
        """
        by = self._duty.require(Right.STAFF)
        if not self.is_owner:
            raise ForbiddenError(frozenset({Right.STAFF}))
        await kept(self._store.keep_rule(_RIGHTS_RULE, rights_text.to_text(table)))
        await kept(self._store.keep_rule(_LARGE_RULE, "" if large_face is None else str(large_face)))
        changed = {"old": rights_text.to_text(self.rights), "new": rights_text.to_text(table)}
        limit = "" if large_face is None else large_face
        self._audit(AuditKind.RIGHTS, by, **changed, large_face=limit)
        self.rights, self._duty.large_face = table, large_face
        self._take(self.signed_in)

    @property
    def can_prove_owner(self) -> bool:
        """Whether an owner who lost the PIN can prove it is them."""
        return bool(self._secret)

    async def replace_lost_pin(self, secret: str, pin: str) -> Person | WrongPin | TooSoon | StaffProblem:
        """Give the first owner another PIN, who proves to be one by the account's app secret, and sign them in. A wrong
        secret counts like a wrong PIN.
        """
        if not is_pin(pin):
            return StaffProblem.BAD_PIN

        async def proof() -> Person | None:
            proven = bool(self._secret) and hmac.compare_digest(secret.encode(), self._secret.encode())
            owners = (one for one in self._everybody if one.active and one.role is Role.OWNER)
            return next(owners) if proven else None

        owner = await self._pins.proven(proof)
        if isinstance(owner, WrongPin):
            self._audit(AuditKind.WRONG_PIN, self._duty.actor, secret=True)
        if not isinstance(owner, Person):
            return owner
        async with self._one_change:
            holder = await self._pins.holder(pin, self._everybody)
            if holder is not None and holder.id != owner.id:
                return StaffProblem.TAKEN_PIN
            await self._keep(owner, pin)
        self._audit(AuditKind.LOST_PIN, owner.actor)
        self._take(owner)
        return owner

    async def _taken(self, pin: str, wanted: Person) -> StaffProblem | TooSoon | None:
        """None for a PIN that nobody else has."""
        found = await self._pins.taken(pin, wanted.id, self._everybody)
        if isinstance(found, WrongPin):
            self._audit(AuditKind.WRONG_PIN, self._duty.actor)
            return StaffProblem.TAKEN_PIN
        return found

    def _audit(self, kind: AuditKind, by: Actor, **detail: object) -> None:
        self._audited.announce(AuditEntry(self._clock.now(), kind, by, plain(detail)))

    def _concerns_owner(self, wanted: Person) -> bool:
        before = next((one for one in self._everybody if one.id == wanted.id), wanted)
        return Role.OWNER in (before.role, wanted.role)

    def _is_here(self, person: Person) -> bool:
        return self.signed_in is not None and person.active and person.id == self.signed_in.id

    async def _keep(self, person: Person, pin: str) -> Person:
        if not pin:
            return await kept(self._store.keep(person))
        saved = await kept(self._store.keep(person, await self._in_thread(lambda: hashed(pin))))
        self._digits[str(saved.id)] = len(pin)
        await kept(self._store.keep_rule(_DIGITS_RULE, json.dumps(self._digits)))
        return saved

    def _take(self, person: Person | None) -> None:
        self.signed_in = person
        duty = self._duty
        duty.locked = person is None and self.is_set_up
        if not self.is_set_up:
            duty.actor, duty.rights = self._named, EVERY_RIGHT - self._withheld
        elif person is None:
            duty.actor, duty.rights = NOBODY, frozenset()
        else:
            duty.actor, duty.rights = person.actor, self.rights.of(person.role) - self._withheld
        self._changed.announce(None)


def _digits_of(stored: str | None) -> dict[str, int]:
    """The number of digits of each person's PIN; empty if the text is not ours, so that Enter is needed."""
    try:
        said = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        return {}
    return {key: value for key, value in said.items() if type(value) is int} if isinstance(said, dict) else {}
