import asyncio

import pytest

from desktop.gateway.pace import Class, Pace


async def test_a_burst_goes_at_once_and_the_rest_in_the_rate() -> None:
    pace = Pace(rate=50.0, burst=3)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    times = []
    for _ in range(6):
        await pace.turn()
        times.append(loop.time() - begun)
    assert times[5] - times[2] >= 2.5 / 50


async def test_the_counter_overtakes_questions_and_these_a_batch() -> None:
    pace = Pace(rate=100.0, burst=1)
    await pace.turn()
    order: list[Class] = []

    async def wait(of: Class) -> None:
        await pace.turn(of)
        order.append(of)

    await asyncio.gather(*map(wait, (Class.BATCH, Class.QUESTION, Class.QUESTION, Class.COUNTER)))
    assert order == sorted(order)


@pytest.mark.parametrize("of", [Class.QUESTION, Class.BATCH])
async def test_the_counter_finds_a_turn_at_once_however_many_others_wait(of: Class) -> None:
    pace = Pace(rate=0.001, burst=5)
    others = [asyncio.ensure_future(pace.turn(of)) for _ in range(50)]
    await asyncio.sleep(0)
    assert sum(one.done() for one in others) == 5 - of
    for _ in range(of):
        await asyncio.wait_for(pace.turn(Class.COUNTER), 5)
    for one in others:
        one.cancel()


async def test_a_burst_of_one_serves_all_classes() -> None:
    pace = Pace(rate=1000.0, burst=1)
    await asyncio.wait_for(asyncio.gather(*map(pace.turn, (*Class, *Class))), 5)


async def test_one_that_gave_up_does_not_hold_the_others() -> None:
    pace = Pace(rate=100.0, burst=1)
    await pace.turn()
    gone = asyncio.ensure_future(pace.turn())
    stays = asyncio.ensure_future(pace.turn())
    await asyncio.sleep(0)
    gone.cancel()
    await stays
    assert gone.cancelled()


async def test_slowing_down_halves_once_for_a_burst_has_a_floor_and_recovers(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, at = asyncio.get_running_loop(), 1000.0
    monkeypatch.setattr(loop, "time", lambda: at)
    pace = Pace(rate=32.0, burst=1)
    for _ in range(5):
        pace.slow_down()
    assert pace.rate == 16.0
    for _ in range(10):
        at += 6
        pace.slow_down()
    assert pace.rate == 1.0
    at += 61
    pace.slow_down()
    assert pace.rate == 1.0
    at += 130
    await pace.turn()
    assert pace.rate == 4.0
    at += 3600
    await pace.turn()
    assert pace.rate == 32.0
