"""The database is looked at and backed up in its time, and trouble is said."""

from pathlib import Path

from desktop.domain.orders.status import Standing
from desktop.services.runtime import Runtime
from desktop.services.upkeep.safekeeping import Safekeeping
from desktop.storage.upkeep.backups import Backups
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway
from tests.services.test_ordering import drafted, standing

HOUR = 3600


class Looked(Backups):
    """Remembers how thoroughly it looked; `damaged` is what it finds."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.thorough: list[bool] = []
        self.damaged: str | None = None

    def damage(self, thorough: bool) -> str | None:
        self.thorough.append(thorough)
        return self.damaged or super().damage(thorough)


async def test_damage_is_looked_for_at_the_start_and_every_day(tmp_path: Path) -> None:
    clock, told = FakeClock(), list[str]()
    async with running(tmp_path, FakeGateway(), clock, start=False) as parts:
        backups, runtime = Looked(tmp_path / "orders.db"), Runtime(clock)
        runtime.changes.damage.subscribe(told.append)
        keeping = Safekeeping(runtime, backups, "77")
        parts.desk.runtime.tasks.keep("look", keeping.run)
        await until(lambda: clock.resting)
        assert backups.thorough == [False]
        for _ in range(24):
            assert backups.thorough == [False]
            await skip(clock, HOUR)
        assert backups.thorough == [False, True]
        assert told == []
        backups.damaged = "page 7 is never used"
        for _ in range(24):
            await skip(clock, HOUR)
        assert told == ["page 7 is never used"]
        await keeping.stop()


async def test_every_hour_in_which_something_happened_has_its_backup(tmp_path: Path) -> None:
    clock = FakeClock()
    async with running(tmp_path, FakeGateway(), clock, start=False) as parts:
        parts.book.start()
        parts.desk.runtime.tasks.keep("keep", parts.desk.upkeep.safekeeping.run)
        await until(lambda: clock.resting)
        backups = Backups(tmp_path / "orders.db")
        made = len(backups.all())
        await skip(clock, HOUR)
        assert len(backups.all()) == made
        draft = await drafted(parts)
        await parts.desk.orders.ordering.place(draft)
        await standing(parts, draft.order_no, Standing.RUNNING)
        await skip(clock, HOUR)
        assert len(backups.all()) == made + 1


async def skip(clock: FakeClock, seconds: float) -> None:
    clock.leap(seconds - 1)
    await clock.advance(1)
