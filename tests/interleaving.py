"""Rules of a state machine in a long random order: Hypothesis alone stops early and seldom comes far.

Its own runs find short ways to a fault and shrink them; these find what takes many steps.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine


def interleave(
    machine: RuleBasedStateMachine,
    draw: Random,
    steps: int,
    weights: Mapping[str, int],
    arguments: Mapping[str, Callable[[Random], Any]],
    check: Callable[[], None],
) -> None:
    """Call rules by their weights, each argument drawn by its name, and check after every step; a rule that asks for
    something that is not there must return. The way is told with what fails.
    """
    way: list[str] = []
    try:
        for name in draw.choices(list(weights), list(weights.values()), k=steps):
            rule = getattr(machine, name)
            drawn = {one: arguments[one](draw) for one in inspect.signature(rule).parameters}
            way.append(f"{name}({', '.join(f'{key}={value!r}' for key, value in drawn.items())})")
            rule(**drawn)
            check()
    except BaseException as failed:
        failed.add_note("\n".join(way))
        raise
    finally:
        machine.teardown()
