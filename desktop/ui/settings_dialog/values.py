"""Access to settings by name. Each field of the polling plan counts as a setting, such as `poll.daily`."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from desktop.domain.orders.poll_plan import PollPlan
from desktop.settings import Settings
from desktop.settings.model import is_good

_PLAN = "poll."


def value_of(settings: Settings, name: str) -> Any:
    """The value of a setting."""
    return attrgetter(name)(settings)


def is_right(name: str, value: Any) -> bool:
    """Whether a setting may have a value."""
    if name.startswith(_PLAN):
        return is_good("poll", PollPlan()._replace(**{name.removeprefix(_PLAN): value}))
    return is_good(name, value)


def with_values(settings: Settings, entered: Mapping[str, Any]) -> Settings:
    """The settings with these values replaced."""
    plan = {name.removeprefix(_PLAN): value for name, value in entered.items() if name.startswith(_PLAN)}
    others = {name: value for name, value in entered.items() if not name.startswith(_PLAN)}
    return settings._replace(**others, poll=settings.poll._replace(**plan))
