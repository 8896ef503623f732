"""What a platform truly does to the account: it charges, gives back, takes refused orders, and tells of it or not."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.domain.orders import events as ev
from desktop.domain.orders.status import Status

IN_PROGRESS = (0, 1, 5, 6, 7, 8, 12)
_FAILED_FOLLOWERS = (1, 2, 4)
_NEXT: dict[int, tuple[int, ...]] = {
    **dict.fromkeys(IN_PROGRESS, tuple(range(12 + 1))),
    Status.SUCCESS: (Status.REVERSED,),
    Status.FAILED: _FAILED_FOLLOWERS,
    Status.PARTIAL: (Status.REVERSED,),
    Status.REFUNDED: (),
    Status.CANCELLED: (),
    Status.REVERSED: (),
}


@dataclass
class Charged:
    """One order at the platform; amounts in fen. `status` None while it was not taken."""

    face: int
    cost: int
    status: int | None = None
    arrived: int | None = None
    back: int = 0
    more_to_come: bool = False
    settled: bool = False
    told: list[tuple[int, int | None]] = field(default_factory=list)
    """Every (status, arrived) that it ever had."""

    @property
    def taken(self) -> bool:
        return self.status is not None

    @property
    def change(self) -> int:
        """What it has done to the account, negative where it took."""
        return self.back - self.cost if self.taken else 0

    @property
    def may_become(self) -> tuple[int, ...]:
        if self.status is None or self.settled:
            return ()
        return (1, 2, 10) if self.more_to_come else _NEXT[self.status]

    def take(self) -> None:
        """It arrived, and is charged."""
        self._become(Status.WAITING)

    def move(self, status: int, arrived: int, more_to_come: bool = False, *, credits: bool = True) -> None:
        """The platform goes on with it. `more_to_come`: another part may follow, so nothing goes back. Without
        `credits` it says that it gave the money back, and does not.
        """
        assert status in self.may_become
        self.more_to_come = status == Status.PARTIAL and more_to_come
        if status == Status.PARTIAL:
            self.arrived = arrived
            self.back = 0 if more_to_come else self.cost - self.cost * arrived // self.face
        if status in (Status.REFUNDED, Status.CANCELLED, Status.REVERSED):
            self.back = self.cost if credits else self.back
        self._become(status)

    def report(self, at: float, told: int, *, price: int | None, part: bool) -> ev.Reported:
        """What it says of one of its states, the newest (-1) or an older one; perhaps without price or part."""
        status, arrived = self.told[told % len(self.told) if told >= 0 else told]
        return ev.Reported(at, status, "W1", price, arrived if part else None, "")

    def _become(self, status: int) -> None:
        self.status = int(status)
        self.told.append((self.status, self.arrived if status == Status.PARTIAL else None))
