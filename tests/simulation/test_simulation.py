"""The promise under thousands of seeded schedules, and the proof that the simulator would notice a broken one."""

import pytest

from tests.simulation.many import play_many
from tests.simulation.mutants import MUTANTS

SCHEDULES = 2000
MOST_FOR_A_MUTANT = 1000
JOBS = 2


def test_every_promise_is_kept() -> None:
    tally = play_many(range(SCHEDULES), JOBS)
    assert not tally.broken, f"\n{tally}"
    assert tally.schedules == SCHEDULES
    assert tally.orders > SCHEDULES, "the schedules do too little"
    assert tally.kills > SCHEDULES / 2


@pytest.mark.parametrize("mutant", MUTANTS)
def test_every_shortcut_is_caught(mutant: str) -> None:
    tally = play_many(range(MOST_FOR_A_MUTANT), JOBS, mutant, until_broken=True)
    assert tally.broken, f"{tally.schedules} schedules did not notice {mutant}"


def test_a_seed_replays_to_the_letter() -> None:
    once, again = (play_many([seed], 1).last_trace for seed in (7, 7))
    assert once == again
    assert len(once) > 3
