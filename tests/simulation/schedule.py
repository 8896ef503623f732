"""One schedule: a seed decides what the clerk does, what breaks and when; every promise is checked at every step."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop.domain.orders.action_group import cash_to_return
from desktop.domain.orders.order import Speed
from desktop.domain.orders.request import Request
from desktop.domain.orders.status import OPEN, Standing
from desktop.domain.right import ForbiddenError
from desktop.services.orders.notebook import NotKeptError
from desktop.services.orders.ordering import Draft, NotSaved, NotTriedAgain, Started
from desktop.services.orders.sending import Refused
from desktop.services.orders.settling import Done, NoEvidence
from desktop.storage.upkeep.backups import Backups
from desktop.system.instance_lock import InstanceLock
from desktop.wiring.desk import RunningDesk
from tests.simulation.cash import in_the_end
from tests.simulation.lists import ListClerk, look_at_lists
from tests.simulation.platform import NO_STORE, REFUSALS, Call, Repeats
from tests.simulation.staff import CLERK_PIN, OWNER_PIN, WRONG_PIN
from tests.simulation.truth import Intent, Violation, verdict_of
from tests.simulation.world import POINTS, Faults, World, idling_is_cheap

_CHANGES_ITS_MIND = 0.3
"""How often the clerk gives the cash back while the sheet of another try is open."""
_NUMBERS = ["13800138000", "13900139000", "13700137000"]
_CALM_S = 100 * 3600.0
"""Within this every order ends: the program learns it, or it is in a clerk's hands, who writes down what they heard."""
_CALM_STEP_S = 600.0
_SOON_S = 4 * 3600.0
"""Most orders end within this; with the others nobody has to be quick."""
_LATER_STEP_S = 7200.0


_STUBBORN = 0.03


class Stubborn(StrEnum):
    """What stays as it is when all faults have ended."""

    STOPS_SHORT = "orders that never end"
    FORGETS = "orders that are found no more"
    NEVER_BY_OURS = "no question by our number"
    OTHER_ACCOUNT = "another account"


@dataclass(slots=True)
class Result:
    """What a schedule came to; `violation` is "" where every promise was kept."""

    seed: int
    violation: str
    orders: int
    kills: int
    trace: list[str] = field(default_factory=list)


def run(seed: int) -> Result:
    """Play one schedule to its end."""
    world = World(seed, staffed=seed % 3 == 1)
    play = Play(world, seed)
    violation = ""
    try:
        with idling_is_cheap():
            play.run()
    except Violation as broken:
        violation = str(broken)
    finally:
        world.tidy()
    return Result(seed, violation, len(world.truth.intents), play.kills, world.trace)


class Play:
    """The clerk, the power, the line and the disk."""

    def __init__(self, world: World, seed: int) -> None:
        self._world = world
        self._rng: random.Random = world.rng
        self._staff_rng = world.staff_rng
        self._calm_since: float | None = None
        self._stubborn: Stubborn | None = None
        """What never ends, although all faults do."""
        self.kills = 0
        self._lists = ListClerk(world, seed, self._act)
        world.on_boot = self._booted
        self._draw_platform()
        self._draw_incidents()

    def run(self) -> None:
        """Faults first, then calm until every order is decided."""
        while not self._finished():
            before = self._world.real
            self._world.live()
            if self._too_late():
                raise Violation(f"not decided in time: {self._undecided()}")
            self._between_lives()
            self._world.real = max(self._world.real, before + 0.1)
        self._world.truth.in_the_end(self._world.rows(), self._world.platform, self._world.app_key)
        in_the_end(self._world.purses())
        self._world.look_at_names()
        look_at_lists(self._world.spy, self._world.platform.taken)

    def _draw_platform(self) -> None:
        world, rng = self._world, self._rng
        world.platform.repeats = rng.choice(list(Repeats))
        world.platform.lag = rng.choice([0.0, 0.0, 5.0, 30.0])
        world.platform.refuses = rng.choice([0.0, 0.2])
        world.platform.refuses_yet_takes = rng.choice([0.0, 0.3])
        world.platform.busy = rng.choice([0.0, 0.0, 0.2])
        world.platform.mixes_up = rng.choice([0.0, 0.0, 0.2])
        if rng.random() < _STUBBORN:
            self._stubborn = rng.choice(list(Stubborn))
        if self._stubborn is Stubborn.STOPS_SHORT:
            world.platform.stops_short = 0.5
        world.faults = Faults(*(rng.choice([0.0, 0.1, 0.5]) for _ in range(4)))
        world.hangs = rng.random() < 0.3

    def _draw_incidents(self) -> None:
        at, rng = self._world.at, self._rng
        moment = 0.0
        for _ in range(rng.randint(3, 10)):
            moment += rng.choice([0.5, 3.0, 30.0, 400.0, 2500.0]) * rng.random()
            at(moment, self._incident)
        for _ in range(self._staff_rng.randint(0, 4) if self._world.staffed else 0):
            at(moment * self._staff_rng.random(), self._staff_rng.choice([self._switch, self._switch, self._lock]))
        self._lists.begin(moment)
        at(moment + 60, self._become_calm)

    def _incident(self) -> None:
        draw = self._rng.random()
        for likelihood, happens in self._incidents():
            draw -= likelihood
            if draw < 0:
                happens()
                return

    def _incidents(self) -> list[tuple[float, Callable[[], None]]]:
        return [
            (0.22, self._order),
            (0.09, self._try_again),
            (0.03, lambda: self._act(self._return_cash)),
            (0.06, self._ask_now),
            (0.05, self._cancel),
            (0.05, lambda: self._act(self._settle)),
            (0.10, self._kill_soon),
            (0.05, self._kill_now),
            (0.06, self._close),
            (0.03, self._start_a_second_program),
            (0.05, self._line_breaks),
            (0.03, self._platform_is_out),
            (0.06, self._a_call_is_out),
            (0.04, self._disk_fills),
            (0.03, self._clock_jumps),
            (0.02, self._computer_sleeps),
            (0.03, self._account_is_refused),
        ]

    # the clerk

    def _order(self) -> None:
        request = Request(
            self._rng.choice(_NUMBERS), 10000, 10000, self._rng.choice([Speed.FAST, Speed.FAST, Speed.SLOW])
        )
        drafts = self._rng.choice([1, 1, 1, 2])
        for _ in range(drafts):
            self._act(lambda parts: self._place(parts, request))

    async def _place(self, parts: RunningDesk, request: Request) -> None:
        draft = await parts.desk.orders.ordering.prepare(request)
        if not isinstance(draft, Draft) or (request.instead_of and draft.replaces is None):
            return
        intents = self._world.truth.intents
        intents[draft.order_no] = Intent(f"order {len(intents) + 1}", request.mobile)
        for _ in range(self._rng.choice([1, 1, 2, 50])):
            self._act(lambda parts: self._confirm(parts, draft))

    async def _confirm(self, parts: RunningDesk, draft: Draft) -> None:
        intent, duty = self._world.truth.intents[draft.order_no], parts.desk.runtime.duty
        locked = duty.locked
        try:
            outcome = await parts.desk.orders.ordering.place(draft)
        except ForbiddenError:
            if not locked:
                raise Violation(f"{intent.name} was forbidden to somebody who may") from None
            intent.refused = True
            self._world.note(f"{intent.name} behind the lock")
            return
        match outcome:
            case Started() if locked:
                raise Violation(f"{intent.name} was placed behind the lock")
            case Started():
                intent.started = True
                self._world.note(f"{intent.name} started{' again' if draft.replaces is not None else ''}")
            case NotTriedAgain():
                self._world.note(f"{intent.name} not tried again")
            case NotSaved():
                intent.refused = True
                self._world.note(f"{intent.name} not saved")
            case Refused():
                intent.refused = True
                self._world.note(f"{intent.name} not placed, the account is refused")

    def _try_again(self) -> None:
        """Now and then with a second draft, of which one at most may take the order's place."""
        for _ in range(self._rng.choice([1, 1, 2])):
            self._act(self._place_again)

    async def _place_again(self, parts: RunningDesk) -> None:
        failed = [one for one in await parts.desk.history.history.on_desk() if one.may_be_tried_again]
        if failed:
            order = self._rng.choice(failed)
            request = Request(order.mobile, 10000, 10000, Speed.FAST, instead_of=order.order_no)
            await self._place(parts, request)
            if self._rng.random() < _CHANGES_ITS_MIND:
                with suppress(NotKeptError):
                    await parts.desk.orders.notebook.cash_returned(order, True)

    async def _return_cash(self, parts: RunningDesk) -> None:
        """Give a customer what the program says, and take it back in the books now and then."""
        asking = [one for one in await parts.desk.history.history.on_desk() if cash_to_return(one)]
        for returned in self._rng.choice([[True], [True, False]]) if asking else []:
            with suppress(NotKeptError):
                await parts.desk.orders.notebook.cash_returned(asking[0], returned)

    def _ask_now(self) -> None:
        order_no = self._some_order()
        self._act(lambda parts: parts.desk.orders.tracking.ask(order_no))

    def _cancel(self) -> None:
        order_no = self._some_order()
        self._act(lambda parts: self._cancel_order(parts, order_no))

    async def _cancel_order(self, parts: RunningDesk, order_no: str) -> None:
        sheet = await parts.desk.history.history.sheet(order_no)
        if sheet is not None and sheet.order.order_number:
            await parts.desk.orders.ordering.cancel(sheet.order)

    async def _settle(self, parts: RunningDesk) -> None:
        """Work through the unconfirmed orders: send again or close what may be, now and then twice at once."""
        for one in await parts.desk.history.history.unconfirmed_orders():
            order_no = one.order.order_no
            evidence = await parts.desk.orders.settling.evidence(order_no)
            if isinstance(evidence, NoEvidence):
                continue
            if not evidence.order.may_be_settled and self._rng.random() < 0.5:
                continue
            decide = self._rng.choice([parts.desk.orders.settling.send_again, parts.desk.orders.settling.close])
            for _ in range(self._rng.choice([1, 2])):
                outcome = await decide(order_no)
                name, done = self._world.truth.name(order_no), isinstance(outcome, Done)
                self._world.note(f"{name} {decide.__name__}: {'done' if done else 'not possible'}")

    async def _call_the_support(self, parts: RunningDesk) -> None:
        """Write down what the support says of each order that should have ended long ago."""
        for one in await parts.desk.history.history.unconfirmed_orders():
            order = one.order
            if order.may_be_settled_by_word(parts.desk.runtime.clock.now()):
                verdict = verdict_of(order.order_no, self._world.platform)
                outcome = await parts.desk.orders.settling.write_down(order.order_no, verdict, "Miss Li", "")
                done = "done" if isinstance(outcome, Done) else "not possible"
                self._world.note(f"{self._world.truth.name(order.order_no)} write_down: {done}")

    def _switch(self) -> None:
        """Somebody comes to the counter, now and then with a wrong PIN."""
        pin = self._staff_rng.choice([OWNER_PIN, OWNER_PIN, OWNER_PIN, CLERK_PIN, CLERK_PIN, CLERK_PIN, WRONG_PIN])
        self._world.note("another person")
        self._act(lambda parts: parts.desk.staff.sign_in(pin))

    def _lock(self) -> None:
        life = self._world.life
        if life is not None and life.parts is not None:
            life.parts.desk.staff.lock()
            self._world.at(self._staff_rng.choice([0.5, 5.0, 60.0]), self._switch)
            self._world.note("locked" if life.parts.desk.runtime.duty.locked else "nobody locks")

    def _some_order(self) -> str:
        """An order number, possibly of no order that was ever saved."""
        return self._rng.choice(["T0", *self._world.truth.intents])

    def _act(self, work: Callable[[RunningDesk], Coroutine[Any, Any, object]]) -> None:
        life = self._world.life
        if life is not None and life.parts is not None:
            life.parts.desk.runtime.tasks.command("clerk", work(life.parts))

    # the rest of the world

    def _kill_soon(self) -> None:
        if self._rng.random() < 0.6:
            self._world.crash_at = self._rng.choice(POINTS)
        else:
            self._world.crash_in = self._rng.randint(2, 12)
        self.kills += 1

    def _kill_now(self) -> None:
        self._world.crash_in = 2
        self.kills += 1
        self._world.point("between two steps")

    def _close(self) -> None:
        life = self._world.life
        if life is not None and life.parts is not None:
            self._world.note("closed")
            life.over.set()

    def _start_a_second_program(self) -> None:
        second = InstanceLock(self._world.folder)
        if self._world.life is not None and not self._world.life.thread.dead and second.acquire():
            second.release()
            raise Violation("two programs run on one folder")
        self._world.note("a second program gives up")

    def _computer_sleeps(self) -> None:
        self._world.note("the computer sleeps")
        self._world.sleep(self._rng.choice([60.0, 3600.0, 40_000.0]))

    def _line_breaks(self) -> None:
        self._world.note("the line breaks")
        self._world.offline = True
        self._world.at(self._rng.choice([1.0, 20.0, 600.0, 4000.0]), self._line_is_back)

    def _line_is_back(self) -> None:
        self._world.offline = False

    def _platform_is_out(self) -> None:
        self._world.note("the platform answers errors")
        self._world.outage = True
        self._world.at(self._rng.choice([30.0, 600.0, 5000.0]), self._platform_is_back)

    def _account_is_refused(self) -> None:
        self._world.note("the account is refused")
        self._world.platform.refused = self._rng.choice([*REFUSALS, NO_STORE])
        self._world.at(self._rng.choice([30.0, 600.0, 5000.0]), self._account_is_in_order)

    def _account_is_in_order(self) -> None:
        self._world.platform.refused = None

    def _a_call_is_out(self) -> None:
        """One call answers errors, and all others are in order."""
        call = self._rng.choice(list(Call))
        self._world.note(f"{call} is out")
        self._world.platform.out.add(call)
        self._world.at(self._rng.choice([30.0, 600.0, 5000.0]), lambda: self._world.platform.out.discard(call))

    def _platform_is_back(self) -> None:
        self._world.outage = False

    def _disk_fills(self) -> None:
        self._world.note("the disk is full")
        self._world.disk_full = True
        self._world.at(self._rng.choice([2.0, 60.0, 900.0]), self._disk_is_freed)

    def _disk_is_freed(self) -> None:
        self._world.disk_full = False

    def _clock_jumps(self) -> None:
        self._world.skew += self._rng.choice([-86_400.0, 86_400.0, -3600.0, 3600.0])
        self._world.note(f"the clock is {self._world.skew:+.0f} s off")

    def _between_lives(self) -> None:
        world = self._world
        world.crash_in, world.crash_at = 0, ""
        if self._calm_since is None and self._rng.random() < 0.3:
            self._restore_a_backup()
        if self._calm_since is None and self._rng.random() < 0.5:
            world.pass_time(self._rng.choice([1.0, 100.0, 3000.0]))

    def _restore_a_backup(self) -> None:
        backups = Backups(self._world.file)
        if kept := backups.all():
            self._world.close_spy()
            backups.restore(self._rng.choice(kept), self._world.clock.now())
            self._world.note("an old backup was put back")

    # calm

    def _become_calm(self) -> None:
        world = self._world
        self._calm_since = world.real
        world.crash_in, world.crash_at, world.skew = 0, "", 0.0
        world.offline = world.outage = world.disk_full = world.hangs = False
        world.faults = Faults()
        platform = world.platform
        platform.refuses = platform.refuses_yet_takes = platform.busy = platform.mixes_up = 0.0
        platform.out.clear()
        platform.refused = None
        world.note("calm")
        self._become_stubborn()
        world.at(self._step, self._while_calm)

    def _become_stubborn(self) -> None:
        """What stays as it is for good."""
        platform = self._world.platform
        if self._stubborn is not None:
            self._world.note(f"for good: {self._stubborn}")
        match self._stubborn:
            case Stubborn.FORGETS:
                platform.forgotten |= {one for one in platform.taken if self._rng.random() < 0.5}
            case Stubborn.NEVER_BY_OURS:
                platform.out.add(Call.QUERY_BY_OURS)
            case Stubborn.OTHER_ACCOUNT:
                self._world.store = "78"
                self._close()

    @property
    def _step(self) -> float:
        assert self._calm_since is not None
        return _CALM_STEP_S if self._world.real < self._calm_since + _SOON_S else _LATER_STEP_S

    def _while_calm(self) -> None:
        if self._finished():
            self._close()
            return
        self._act(lambda parts: parts.desk.staff.sign_in(OWNER_PIN))
        if any(standing is Standing.UNKNOWN for standing in self._world.standings().values()):
            self._act(self._settle)
        self._act(self._call_the_support)
        self._lists.calm_down()
        self._world.at(self._step, self._while_calm)
        if self._too_late():
            self._close()

    def _finished(self) -> bool:
        """Nothing is open, nothing travels, and the program knows every end that the platform has come to."""
        world = self._world
        if self._calm_since is None or any(world.truth.travelling.values()):
            return False
        if any(taken.settled_at > world.real for taken in world.platform.taken.values()):
            return False
        rows = world.rows()
        if any(Standing(row[1]) in OPEN for row in rows.values()):
            return False
        return all(order_no in rows for order_no in world.platform.taken) and self._watched_long_enough()

    def _watched_long_enough(self) -> bool:
        """A success that was reversed is only found out at the next, seldom look."""
        world = self._world
        try:
            world.truth.in_the_end(world.rows(), world.platform, world.app_key)
        except Violation:
            return self._too_late()
        return True

    def _too_late(self) -> bool:
        return self._calm_since is not None and self._world.real > self._calm_since + _CALM_S

    def _undecided(self) -> list[str]:
        return [f"{self._world.truth.name(no)}: {standing}" for no, standing in self._world.standings().items()]

    def _booted(self, parts: RunningDesk) -> None:
        self._world.note("started")
        self._lists.booted(parts)
        if self._world.staffed:
            self._world.at(self._staff_rng.choice([0.0, 0.0, 0.0, 0.0, 2.0, 60.0]), self._switch)
