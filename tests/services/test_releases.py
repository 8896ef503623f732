import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.upkeep.release import OUTDATED_S, Answer, Flaw, Flawed, Newer, Newest, Outdated, Remembered
from desktop.services.runtime import Runtime
from desktop.services.upkeep.releases import AGAIN_S, DAY_S, FIRST_S, PUT_OFF_S, STEP_S, Releases
from desktop.storage.upkeep import release_memory
from tests.conftest import until
from tests.fakes import FakeClock, FakeFeed, told

NO_ANSWER = Flawed(Flaw.UNREACHABLE, "ConnectError")


@dataclass
class Watch:
    releases: Releases
    feed: FakeFeed
    clock: FakeClock
    told: list[str | None]
    failed: list[bool]

    @property
    def offered(self) -> str | None:
        return None if self.releases.offered is None else self.releases.offered.name

    async def pass_time(self, seconds: float) -> None:
        """So much time, of which the program sees the hours pass."""
        end = self.clock.steady() + seconds
        while self.clock.steady() < end:
            self.clock.leap(min(STEP_S, end - self.clock.steady() - 1))
            await self.clock.advance(1)
            await self.settle()

    async def settle(self) -> None:
        """Let what was woken do its work."""
        for _ in range(10):
            await asyncio.sleep(0)


async def at_once(work: Callable[..., Any], *arguments: Any) -> Any:
    """No thread, so that nothing is left to chance."""
    return work(*arguments)


@asynccontextmanager
async def watch(
    folder: Path, *, on: bool = True, feed: FakeFeed | None = None, clock: FakeClock | None = None, ours: str = "0.1.0"
) -> AsyncIterator[Watch]:
    """The service on the loop that keeps it running, with a fake publisher and a fake clock."""
    place, time = feed or FakeFeed(), clock or FakeClock()
    runtime = Runtime(time, in_thread=at_once)
    tasks = runtime.tasks
    releases = Releases(runtime, ours, lambda: place, folder / "newer.json", by_itself=True)
    seen = Watch(releases, place, time, [], [])
    runtime.changes.release.subscribe(lambda _news: seen.told.append(seen.offered))
    tasks.on_error = lambda: seen.failed.append(True)
    releases.apply(on=on, address="")
    tasks.keep("releases", releases.run)
    await seen.settle()
    try:
        yield seen
    finally:
        await tasks.shutdown(0)
        assert seen.failed == []


async def test_nobody_is_asked_unless_the_owner_wants_it(tmp_path: Path) -> None:
    async with watch(tmp_path, on=False) as seen:
        await seen.pass_time(3 * DAY_S)
        assert (seen.feed.asked, seen.offered) == ([], None)
        assert list(tmp_path.iterdir()) == []
        seen.releases.apply(on=True, address="https://shop.example/other.json")
        await until(lambda: seen.offered == "1.2.0")
        assert seen.feed.asked == ["https://shop.example/other.json"]


async def test_not_at_the_start_and_then_once_a_day(tmp_path: Path) -> None:
    async with watch(tmp_path) as seen:
        await seen.pass_time(FIRST_S - 5)
        assert seen.feed.asked == []
        await seen.pass_time(10)
        await until(lambda: seen.offered == "1.2.0")
        assert seen.told[-1] == "1.2.0"
        await seen.pass_time(DAY_S - STEP_S)
        assert len(seen.feed.asked) == 1
        await seen.pass_time(2 * STEP_S)
        assert len(seen.feed.asked) == 2


async def test_a_new_start_looks_no_sooner_but_knows_what_was_found(tmp_path: Path) -> None:
    clock = FakeClock()
    async with watch(tmp_path, clock=clock) as seen:
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: seen.offered == "1.2.0")
        await until((tmp_path / "newer.json").exists)
    async with watch(tmp_path, clock=clock) as seen:
        assert seen.offered is None
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: seen.offered == "1.2.0")
        assert seen.feed.asked == []
    async with watch(tmp_path, clock=clock, ours="1.2.0") as seen:
        await seen.pass_time(FIRST_S + 5)
        assert (seen.offered, seen.feed.asked) == (None, [])


async def test_what_was_kept_must_be_signed_still(tmp_path: Path) -> None:
    clock = FakeClock()
    release_memory.save(Remembered(clock.now(), "not signed 9.9.9"), tmp_path / "newer.json")
    async with watch(tmp_path, clock=clock) as seen:
        await seen.pass_time(FIRST_S + 5)
        assert (seen.offered, seen.feed.asked) == (None, [])


async def test_without_an_answer_it_is_tried_again_later_and_nothing_is_said(tmp_path: Path) -> None:
    async with watch(tmp_path) as seen:
        seen.feed.outcome = NO_ANSWER
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: len(seen.feed.asked) == 1)
        await seen.pass_time(AGAIN_S - STEP_S)
        assert len(seen.feed.asked) == 1
        seen.feed.outcome = told("1.3.0")
        await seen.pass_time(3 * STEP_S)
        await until(lambda: seen.offered == "1.3.0")
        assert len(seen.feed.asked) == 2


@pytest.mark.parametrize("flaw", [Flaw.NOT_SIGNED, Flaw.UNREADABLE])
async def test_a_wrong_answer_changes_nothing_until_tomorrow(tmp_path: Path, flaw: Flaw) -> None:
    async with watch(tmp_path) as seen:
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: seen.offered == "1.2.0")
        seen.feed.outcome = Flawed(flaw, "")
        await seen.pass_time(DAY_S + STEP_S)
        await until(lambda: len(seen.feed.asked) == 2)
        assert seen.offered == "1.2.0"
        await seen.pass_time(AGAIN_S + STEP_S)
        assert len(seen.feed.asked) == 2


async def test_a_mistake_of_ours_is_nobody_elses_trouble(tmp_path: Path) -> None:
    class Broken(FakeFeed):
        async def latest(self, address: str) -> Answer:
            await super().latest(address)
            raise RuntimeError

    async with watch(tmp_path, feed=Broken()) as seen:
        await seen.pass_time(FIRST_S + AGAIN_S - STEP_S)
        assert len(seen.feed.asked) == 1
        await seen.pass_time(3 * STEP_S)
        assert len(seen.feed.asked) == 2


@pytest.mark.parametrize(
    ("ours", "theirs", "newer"),
    [
        ("1.9.0", "1.10.0", True),
        ("1.10.0", "1.9.0", False),
        ("1.2.0", "1.2.0", False),
        ("1.2.0", "1.2.1", True),
        ("1.2.9", "1.2.10", True),
        ("2.0.0", "1.99.99", False),
    ],
)
async def test_only_a_greater_version_is_newer(tmp_path: Path, ours: str, theirs: str, newer: bool) -> None:
    async with watch(tmp_path, on=False, ours=ours) as seen:
        seen.feed.outcome = answer = told(theirs)
        assert await seen.releases.look("") == (Newer(answer.release) if newer else Newest())
        assert seen.offered == (theirs if newer else None)


async def test_the_publisher_may_take_a_version_back(tmp_path: Path) -> None:
    async with watch(tmp_path, on=False) as seen:
        await seen.releases.look("")
        seen.feed.outcome = told("0.1.0")
        assert await seen.releases.look("") == Newest()
        assert (seen.offered, seen.told[-1]) == (None, None)


async def test_an_old_answer_that_is_played_again_is_not_today_s(tmp_path: Path) -> None:
    clock = FakeClock()
    async with watch(tmp_path, on=False, clock=clock) as seen:
        seen.feed.outcome = told("1.3.0", clock.now())
        await seen.releases.look("")
        seen.feed.outcome = told("0.1.0", clock.now() - 1)
        found = await seen.releases.look("")
        assert isinstance(found, Flawed)
        assert (found.flaw, seen.offered) == (Flaw.OLDER, "1.3.0")
    async with watch(tmp_path, on=False, clock=clock) as seen:  # it is remembered
        seen.feed.outcome = told("0.1.0", clock.now() - 1)
        found = await seen.releases.look("")
        assert isinstance(found, Flawed)
        assert (found.flaw, seen.offered) == (Flaw.OLDER, "1.3.0")
        seen.feed.outcome = told("0.1.0", clock.now())
        assert await seen.releases.look("") == Newest()


async def test_after_some_months_the_last_word_tells_nothing(tmp_path: Path) -> None:
    clock = FakeClock()
    issued = clock.now()
    async with watch(tmp_path, on=False, clock=clock) as seen:
        seen.feed.outcome = told("0.1.0", issued)
        clock.leap(OUTDATED_S)
        assert await seen.releases.look("") == Newest()
        clock.leap(1)
        assert await seen.releases.look("") == Outdated(issued)
        seen.feed.outcome = newer = told("1.2.0", issued)
        assert await seen.releases.look("") == Newer(newer.release)  # that there is one is certain all the same


async def test_a_publishers_clock_that_was_ahead_locks_nobody_out(tmp_path: Path) -> None:
    async with watch(tmp_path, on=False) as seen:
        seen.feed.outcome = told("0.1.0", seen.clock.now() + 900 * DAY_S)
        assert await seen.releases.look("") == Newest()
        seen.feed.outcome = newer = told("1.2.0", seen.clock.now())
        assert await seen.releases.look("") == Newer(newer.release)


async def test_a_look_by_hand_says_what_went_wrong(tmp_path: Path) -> None:
    async with watch(tmp_path, on=False) as seen:
        seen.feed.outcome = NO_ANSWER
        assert await seen.releases.look("") == NO_ANSWER
    nobody = Releases(Runtime(FakeClock()), "0.1.0", lambda: None, None, by_itself=False)
    assert await nobody.own_address() is None
    assert await nobody.look("") == Flawed(Flaw.NO_KEY, "")


async def test_not_now_holds_for_a_week_over_a_restart_and_for_this_version_only(tmp_path: Path) -> None:
    clock = FakeClock()
    async with watch(tmp_path, clock=clock) as seen:
        await seen.releases.look("")
        await seen.releases.put_off()
        assert seen.told[-1] is None
    async with watch(tmp_path, clock=clock) as seen:
        await seen.pass_time(PUT_OFF_S - DAY_S)
        assert seen.offered is None
        await seen.pass_time(DAY_S + STEP_S)
        assert seen.offered == "1.2.0"
        assert seen.told[-1] == "1.2.0"
        await seen.releases.put_off()
        seen.feed.outcome = told("1.2.1")
        await seen.releases.look("")
        assert seen.offered == "1.2.1"


async def test_nothing_is_offered_any_more_where_it_is_switched_off(tmp_path: Path) -> None:
    async with watch(tmp_path) as seen:
        await seen.releases.look("")
        seen.releases.apply(on=True, address="")
        assert seen.offered == "1.2.0"
        seen.releases.apply(on=False, address="")
        assert seen.told[-1] is None
        seen.releases.apply(on=True, address="")
        await seen.pass_time(FIRST_S + 5)
        assert (seen.offered, len(seen.feed.asked)) == ("1.2.0", 1)


async def test_a_clock_that_was_ahead_does_not_end_the_looking(tmp_path: Path) -> None:
    clock = FakeClock()
    release_memory.save(Remembered(clock.now() + 900 * DAY_S), tmp_path / "newer.json")
    async with watch(tmp_path, clock=clock) as seen:
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: len(seen.feed.asked) == 1)


async def test_a_file_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "newer.json").mkdir()
    async with watch(tmp_path) as seen:
        await seen.pass_time(FIRST_S + 5)
        await until(lambda: seen.offered == "1.2.0")
        await seen.releases.put_off()
        assert seen.offered is None


@pytest.mark.parametrize(
    "stored", ["", "[]", '{"looked_at": "x"}', '{"put_off": 5}', '{"of_later": 1}', '{"put_off_until": null}', "\udcff"]
)
def test_a_file_that_is_not_right_counts_as_none(tmp_path: Path, stored: str) -> None:
    (tmp_path / "newer.json").write_text(stored, "utf-8", "surrogateescape")
    assert release_memory.load(tmp_path / "newer.json") == Remembered()


def test_what_is_remembered_is_read_again(tmp_path: Path) -> None:
    kept = Remembered(1_795_396_344.5, json.dumps({"release": "李"}), "1.2.0", 1_795_999_999.0)
    release_memory.save(kept, tmp_path / "deep" / "newer.json")
    assert release_memory.load(tmp_path / "deep" / "newer.json") == kept
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["newer.json"]
