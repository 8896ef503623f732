"""Signs somebody in by a PIN."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from desktop.domain.staff.person import Person
from desktop.services.desk import Desk
from desktop.ui.words.messages import about_staff


def signing_in(desk: Desk) -> Callable[[str], Coroutine[Any, Any, str]]:
    """For a `PinBox`: the person with the PIN takes the counter."""

    async def sign_in(pin: str) -> str:
        answer = await desk.staff.sign_in(pin)
        return "" if isinstance(answer, Person) else about_staff.not_let_in(answer)

    return sign_in
