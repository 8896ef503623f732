from PySide6.QtCore import QObject

from desktop.ui.widgets.throttle import Throttle
from tests.conftest import until


async def test_work_is_done_at_once_and_then_once_for_all_that_came_meanwhile(qapp: object) -> None:
    done, owner = list[str](), QObject()
    throttle = Throttle(lambda: done.append("done"), 30, owner)
    for _ in range(5):
        throttle.want()
    assert len(done) == 1
    await until(lambda: len(done) == 2)
    throttle.want()
    assert len(done) == 2
    await until(lambda: len(done) == 3)
    await until(lambda: throttle.is_idle)
    throttle.want()
    assert len(done) == 4
