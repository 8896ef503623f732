"""The outcomes of a stage of the program, as a closed set; the outcome decides the next stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from desktop.domain.account import Account
    from desktop.program.restore import Chosen
    from desktop.services.upkeep.start_trouble import StartTrouble


class Quit(Struct, frozen=True):
    """The program ends with this exit code."""

    code: int = 0


class OtherMode(Struct, frozen=True):
    """From the shop to practice mode, or back."""


class AccountWanted(Struct, frozen=True):
    """Another account is to be entered."""


class AccountEntered(Struct, frozen=True):
    """The clerk entered an account; None goes on with the one of before."""

    account: Account | None


class Again(Struct, frozen=True):
    """The same once more, with the settings now in force; `begin_anew` without the orders of before."""

    begin_anew: bool = False


class RestoreWanted(Struct, frozen=True):
    """A backup is to be restored, or the desk is to start without orders."""

    chosen: Chosen


class Damaged(Struct, frozen=True):
    """The orders cannot be read."""

    trouble: StartTrouble


Outcome = Quit | OtherMode | AccountWanted | AccountEntered | Again | RestoreWanted | Damaged
