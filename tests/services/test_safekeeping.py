"""Backups by the hour, at closes, at exit and on demand; a second folder that may hang holds nobody up."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from desktop.domain.upkeep.backup import BackupKind, FolderTrouble, Refusal, SecondState
from desktop.services.changes import Changes
from desktop.services.runtime import Runtime
from desktop.services.side_thread import SideThread
from desktop.services.upkeep import second_copies
from desktop.services.upkeep.safekeeping import Safekeeping
from desktop.storage.schema.file_format import PRACTICE_ID
from desktop.storage.upkeep.backups import Backups
from desktop.storage.upkeep.second_folder import SecondFolder
from tests.conftest import running, until
from tests.fakes import FakeClock, FakeGateway
from tests.storage.test_backups import filled

DAY = 86400.0


@asynccontextmanager
async def kept(
    file: Path, clock: FakeClock, application_id: int | None = None, changes: Changes | None = None
) -> AsyncIterator[Safekeeping]:
    backups = Backups(file) if application_id is None else Backups(file, application_id)
    safekeeping = Safekeeping(Runtime(clock, changes or Changes()), backups, "77")
    work = asyncio.ensure_future(safekeeping.run())
    try:
        yield safekeeping
    finally:
        await safekeeping.stop()
        work.cancel()
        await asyncio.wait({work})


def kinds(file: Path) -> list[BackupKind]:
    return [one.kind for one in Backups(file).all()]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


async def test_one_is_made_after_each_close(tmp_path: Path) -> None:
    file, changes = await filled(tmp_path / "shop"), Changes()
    async with kept(file, FakeClock(), changes=changes):
        await until(lambda: kinds(file) == [BackupKind.DAILY])
        await filled(tmp_path / "shop", 3)
        changes.closed.announce(None)
        await until(lambda: kinds(file) == [BackupKind.CLOSE, BackupKind.DAILY])


async def test_a_real_close_is_backed_up(tmp_path: Path) -> None:
    async with running(tmp_path, FakeGateway(), FakeClock()) as parts:
        file = tmp_path / "orders.db"
        await until(lambda: kinds(file))
        draft = await parts.desk.books.closing.draft()
        await parts.desk.books.closing.keep(draft, draft.drawer, "小李", "")
        await until(lambda: kinds(file)[0] is BackupKind.CLOSE)


async def test_one_is_made_on_demand_and_says_why_not(tmp_path: Path) -> None:
    file = await filled(tmp_path / "shop")
    safekeeping = Safekeeping(Runtime(FakeClock()), Backups(file), "77")
    made = await safekeeping.back_up_now()
    assert made is not None
    assert made.kind is BackupKind.ASKED
    file.write_bytes(b"garbage" * 2000)
    assert await safekeeping.back_up_now() is None
    assert safekeeping.trouble


async def test_leaving_makes_one_and_copies_it(tmp_path: Path, stick: Path) -> None:
    file, clock = await filled(tmp_path / "shop"), FakeClock()
    async with kept(file, clock) as safekeeping:
        safekeeping.use_second_folder(str(stick))
        await until(lambda: len(list(stick.iterdir())) == 1)
        await safekeeping.stop()
        await safekeeping.back_up_last()
        assert kinds(file) == [BackupKind.DAILY], "nothing happened since"
        await filled(tmp_path / "shop", 3)
        await safekeeping.back_up_last()
    assert kinds(file) == [BackupKind.EXIT, BackupKind.DAILY]
    assert len(list(stick.iterdir())) == 2


async def test_a_stick_that_comes_later_gets_its_copy_within_minutes(tmp_path: Path, stick: Path) -> None:
    file, clock, changes = await filled(tmp_path / "shop"), FakeClock(), Changes()
    stick.rmdir()
    async with kept(file, clock, changes=changes) as safekeeping:
        told: list[SecondState] = []
        changes.second_folder.subscribe(lambda _news: told.append(safekeeping.second))
        await until(lambda: clock.resting)  # else the round at start copies too, and may rest only after the leap
        safekeeping.use_second_folder(str(stick))
        await until(lambda: safekeeping.second.trouble is FolderTrouble.UNREACHABLE)
        stick.mkdir()
        clock.leap(601)
        await clock.advance(1)
        await until(lambda: safekeeping.second.trouble is None)
        assert len(list(stick.iterdir())) == 1
        assert safekeeping.second.newest_at == Backups(file).all()[0].made_at
        assert [state.trouble for state in told] == [None, FolderTrouble.UNREACHABLE, None]


async def test_an_old_copy_is_said_when_there_are_newer_orders_only(tmp_path: Path, stick: Path) -> None:
    file, clock = await filled(tmp_path / "shop"), FakeClock()
    backups = Backups(file)
    copies = second_copies.SecondCopies(Runtime(clock), file, "77")
    copies.use(str(stick))
    backup = backups.make(clock.now())
    await copies.keep(backup)
    clock.leap(5 * DAY)
    await copies.keep(backup)
    assert copies.state == SecondState(str(stick), None, clock.now() - 5 * DAY)
    await filled(tmp_path / "shop", 3)
    newer = backups.make(clock.now())
    stick.rename(tmp_path / "away")
    await copies.keep(newer)
    assert copies.state == SecondState(str(stick), FolderTrouble.UNREACHABLE, clock.now() - 5 * DAY, is_behind=True)
    (tmp_path / "away").rename(stick)
    await copies.keep(newer)
    assert copies.state == SecondState(str(stick), None, clock.now())


async def test_practice_is_never_copied_there(tmp_path: Path, stick: Path) -> None:
    file, clock = await filled(tmp_path / "practice"), FakeClock()
    async with kept(file, clock, PRACTICE_ID) as safekeeping:
        safekeeping.use_second_folder(str(stick))
        await safekeeping.back_up_now()
        assert safekeeping.second == SecondState()
    assert list(stick.iterdir()) == []


@pytest.fixture
def hanging() -> Iterator[threading.Event]:
    """Set at the end, so that no thread stays."""
    event = threading.Event()
    yield event
    event.set()


async def test_a_stick_that_hangs_holds_up_neither_backups_nor_the_exit(
    tmp_path: Path, stick: Path, hanging: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    began: list[str] = []

    def hangs(_self: SecondFolder, _newest: object) -> None:
        began.append("copy")
        hanging.wait()

    monkeypatch.setattr(SecondFolder, "keep", hangs)
    file, clock = await filled(tmp_path / "shop"), FakeClock()
    copies = second_copies.SecondCopies(Runtime(clock), file, "77")
    copies.use(str(stick))
    backup = Backups(file).make(clock.now())
    for _ in range(3):
        await copies.keep(backup, 0.01)
        assert copies.state.trouble is FolderTrouble.SILENT
    assert began == ["copy"], "no second thread hangs behind the first"


async def test_a_side_thread_returns_results_and_errors(hanging: threading.Event) -> None:
    side = SideThread("side")
    assert await side.run(5.0, max, 1, 2) == 2
    with pytest.raises(ZeroDivisionError):
        await side.run(5.0, divmod, 1, 0)
    with pytest.raises(TimeoutError):
        await side.run(0.01, hanging.wait)
    assert side.hangs
    with pytest.raises(TimeoutError):
        await side.run(0.01, max, 1, 2)


async def test_work_waits_for_the_work_before_it(hanging: threading.Event) -> None:
    """Else the last backup is not copied when the exit comes in the middle of a copy."""
    side = SideThread("side")
    with pytest.raises(TimeoutError):
        await side.run(0.01, hanging.wait)
    later = [asyncio.ensure_future(side.run(10.0, max, number, 0)) for number in (1, 2)]
    await asyncio.sleep(0)
    assert side.hangs
    hanging.set()
    assert await asyncio.gather(*later) == [1, 2]


async def test_a_chosen_file_is_examined(tmp_path: Path) -> None:
    file = await filled(tmp_path / "shop")
    safekeeping = Safekeeping(Runtime(FakeClock()), Backups(file), "77")
    (tmp_path / "notes.txt").write_text("no orders" * 99)
    assert await safekeeping.examined(tmp_path / "notes.txt") is Refusal.DAMAGED
    assert await safekeeping.examined(tmp_path / "gone.db") is Refusal.UNREADABLE
    assert not (tmp_path / "gone.db").exists()
    found = await safekeeping.examined(file)
    assert not isinstance(found, Refusal)
    assert found.orders == 3
