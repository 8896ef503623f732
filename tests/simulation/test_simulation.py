"""The promise under thousands of seeded schedules, and the proof that the simulator would notice a broken one."""

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from tests.simulation.many import play_many, quiet
from tests.simulation.mutants import MUTANTS
from tests.simulation.platform import Call
from tests.simulation.schedule import Stubborn
from tests.simulation.stalled import measured
from tests.simulation.wire import Fate
from tests.simulation.world import POINTS

SCHEDULES = 2000
MOST_FOR_A_MUTANT = 1000
TROUBLES = [
    *(f"killed {point}" for point in (*POINTS, "between two steps")),
    *(f"trouble after the first byte, and the order is {fate}" for fate in Fate),
    "the answer is stalled N s",
    "known before its push is answered",
    "no connection",
    "the line breaks",
    "the platform answers errors",
    "the account is refused",
    "order N not placed, the account is refused",
    *(f"{call} is out" for call in Call),
    *(f"for good: {one}" for one in Stubborn),
    "order N write_down: done",
    "the disk is full",
    "the clock is N s off",
    "the computer sleeps",
    "an old backup was put back",
    "a second program gives up",
    "order N not saved",
    "order N send_again: done",
    "order N close: done",
    "order N started again",
    "another person",
    "locked",
    "order N behind the lock",
    "order N not tried again",
    "a list is confirmed",
    "a list is not confirmed",
    "a list is not staged",
    "a list is paused",
    "a list goes on",
    "a list is stopped",
    "failed rows once more",
]
JOBS = 2


@pytest.mark.slow
def test_every_promise_is_kept() -> None:
    tally = play_many(range(SCHEDULES), JOBS)
    assert not tally.broken, f"\n{tally}"
    assert tally.schedules == SCHEDULES
    assert tally.orders > SCHEDULES, "the schedules do too little"
    assert {kind: tally.happened[kind] for kind in TROUBLES if tally.happened[kind] < 5} == {}, "too seldom"


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS)
def test_every_shortcut_is_caught(mutant: str) -> None:
    tally = play_many(range(MOST_FOR_A_MUTANT), JOBS, mutant, until_broken=True)
    assert tally.broken, f"{tally.schedules} schedules did not notice {mutant}"


def test_a_seed_replays_to_the_letter() -> None:
    once, again = (play_many([seed], 1).last_trace for seed in (7, 7))
    assert once == again
    assert len(once) > 3


def test_a_success_whose_push_is_answered_late_is_known_soon() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=quiet) as pool:
        before, after = (pool.submit(measured, range(8), asks=asks).result() for asks in (False, True))
    assert min(before) > 40
    assert max(after) < 12
