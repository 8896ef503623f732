"""Garbage is collected on the GUI thread, and nowhere else."""

import gc
import threading
import weakref

from desktop.program.garbage import collect_what_is_due, collecting_here


class Cycle:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.me = self


def allocate() -> None:
    kept = [Cycle() for _ in range(5000)]
    del kept


async def test_other_threads_collect_nothing(qapp: object) -> None:
    collected_on: set[int] = set()
    gc.callbacks.append(lambda phase, _info: collected_on.add(threading.get_ident()) if phase == "start" else None)
    try:
        gc.enable()
        with collecting_here():
            collected_on.clear()
            worker = threading.Thread(target=allocate)
            worker.start()
            worker.join()
            assert collected_on == set()
            lost = weakref.ref(Cycle())
            collect_what_is_due()
            assert collected_on == {threading.get_ident()}
            assert lost() is None
        assert gc.isenabled()
    finally:
        gc.callbacks.pop()
        gc.disable()
