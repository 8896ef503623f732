"""Play schedules by hand: many at once, or one again with its trace."""

from __future__ import annotations

import argparse
import sys
import time

from tests.simulation.many import play_many
from tests.simulation.mutants import MUTANTS, switched_on
from tests.simulation.schedule import run


def main() -> int:
    """The number of violations, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, help="play this schedule alone and print what happened")
    parser.add_argument("--first", type=int, default=0, help="the first seed of many")
    parser.add_argument("--schedules", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--mutant", choices=sorted(MUTANTS), help="with this shortcut switched on")
    given = parser.parse_args()
    if given.seed is not None:
        with switched_on(given.mutant):
            result = run(given.seed)
        print("\n".join(result.trace), result.violation or "every promise was kept", sep="\n")  # noqa: T201
        return int(bool(result.violation))
    began = time.perf_counter()
    tally = play_many(range(given.first, given.first + given.schedules), given.jobs, given.mutant)
    seconds = time.perf_counter() - began
    print(f"{tally} · {tally.schedules / seconds * 60:.0f} schedules a minute")  # noqa: T201
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main())
