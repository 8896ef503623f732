import asyncio

from desktop.services.tasks import Tasks
from tests.conftest import until


async def test_a_read_replaces_the_one_of_its_name() -> None:
    tasks, done = Tasks(), list[str]()

    async def work(name: str, wait: asyncio.Event) -> None:
        await wait.wait()
        done.append(name)

    go = asyncio.Event()
    tasks.read("search", work("old", go))
    tasks.read("search", work("new", go))
    tasks.read("other", work("other", go))
    await asyncio.sleep(0)
    go.set()
    await until(lambda: {"new", "other"} <= set(done))
    assert sorted(done) == ["new", "other"]


async def test_commands_get_their_time_at_shutdown_and_reads_do_not() -> None:
    tasks, ended = Tasks(), list[str]()

    async def work(name: str, seconds: float) -> None:
        try:
            await asyncio.sleep(seconds)
            ended.append(f"{name} done")
        except asyncio.CancelledError:
            ended.append(f"{name} cancelled")
            raise

    tasks.read("read", work("read", 0.05))
    tasks.command("quick", work("quick", 0.05))
    tasks.command("endless", work("endless", 1000))
    await asyncio.sleep(0)
    await tasks.shutdown(0.2)
    assert ended == ["read cancelled", "quick done", "endless cancelled"]
    tasks.read("late", work("late", 0))
    await asyncio.sleep(0)
    assert len(ended) == 3


async def test_an_error_is_reported_and_stops_nothing_else() -> None:
    tasks, told = Tasks(), list[str]()
    tasks.on_error = lambda: told.append("told")

    async def fail() -> None:
        raise LookupError("a bug")

    tasks.command("fails", fail())
    tasks.read("fails too", fail())
    await until(lambda: len(told) == 2)
    assert told == ["told", "told"]


async def test_a_loop_that_fails_begins_anew() -> None:
    tasks, rounds, told = Tasks(), list[int](), list[str]()
    tasks.on_error, tasks.pause_after_error = lambda: told.append("told"), 0.01

    async def loop() -> None:
        rounds.append(len(rounds))
        if len(rounds) < 3:
            raise LookupError("a bug")
        await asyncio.Event().wait()

    tasks.keep("loop", loop)
    await until(lambda: len(rounds) == 3)
    await tasks.shutdown(0)
    assert told == ["told", "told"]
