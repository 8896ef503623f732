"""What happens before what: at the start, at the end, and between storing and sending."""

from tests.mutants.mutant import Mutant

_DESK = "desktop/wiring/desk.py"
_PROGRAM = "desktop/program/program.py"
_SESSION = "desktop/program/desk_session.py"
_ORDERING = "desktop/services/orders/ordering.py"
_SENDING = "desktop/services/orders/sending.py"
_BOOK = "desktop/services/orders/order_book.py"
_START = "tests/services/test_start_and_end.py"
_LOCK = "tests/end_to_end/test_lock.py"

IN_ORDER = {
    "not-recovered": Mutant(
        _DESK,
        "        left = await self.orders.recover(desk.runtime.clock.now())\n",
        "        left = 0\n",
        (f"{_START}::test_nothing_is_asked_and_nothing_sent_before_the_last_process_is_recovered",),
    ),
    "ordered-before-recovered": Mutant(
        _SESSION,
        "        await self._desk.start()\n        self._window.open(",
        "        self._early = asyncio.ensure_future(self._desk.start())\n        self._window.open(",
        (f"{_LOCK}::test_nothing_can_be_ordered_before_the_last_process_is_recovered",),
    ),
    "database-closed-before-the-last-results": Mutant(
        _DESK,
        "            steps.push_async_callback(self.book.close)\n"
        "            steps.push_async_callback(desk.runtime.tasks.shutdown, grace)\n",
        "            steps.push_async_callback(desk.runtime.tasks.shutdown, grace)\n"
        "            steps.push_async_callback(self.database.close)\n"
        "            steps.push_async_callback(self.book.close)\n",
        (f"{_START}::test_at_the_end_an_answer_that_waits_to_be_written_is_written",),
    ),
    "pushes-cut-short-at-once": Mutant(
        _DESK,
        "steps.push_async_callback(desk.runtime.tasks.shutdown, grace)",
        "steps.push_async_callback(desk.runtime.tasks.shutdown, 0.0)",
        (f"{_START}::test_at_the_end_what_came_of_a_push_is_stored_before_the_database_is_closed",),
    ),
    "sent-although-not-stored": Mutant(
        _ORDERING,
        "        except StorageError as failed:\n            return NotSaved(str(failed))\n",
        "        except StorageError as failed:\n            order = fold([first, Claimed(first.at)])\n",
        ("tests/services/test_ordering.py::test_a_full_disk_refuses_in_words_and_sends_nothing",),
    ),
    "ordered-while-closing": Mutant(
        _ORDERING,
        "        if self._tasks.closing:",
        "        if False:",
        ("tests/services/test_ordering.py::test_nothing_is_placed_while_closing",),
    ),
    "unusable-answer-never-ends-the-sending": Mutant(
        _SENDING,
        "        except StorageError as refused:",
        "        except ZeroDivisionError as refused:",
        (f"{_START}::test_an_answer_that_nobody_can_apply_leaves_the_order_unknown_and_is_told",),
    ),
    "a-bug-while-pushing-loses-the-order": Mutant(
        _SENDING,
        "        except Exception as bug:",
        "        except ZeroDivisionError as bug:",
        ("tests/services/test_ordering.py::test_an_error_of_our_own_leaves_the_order_unknown",),
    ),
    "results-of-a-full-disk-are-dropped": Mutant(
        _BOOK,
        "                self._waiting.extendleft(reversed(unsaved))\n",
        "",
        ("tests/services/test_ordering.py::test_a_result_waits_for_the_disk",),
    ),
    "restored-after-the-lock-was-let-go": Mutant(
        _PROGRAM,
        "            restored = await _restore(database, mode).put_back(outcome.chosen)\n",
        "            window._lock.release()\n"
        "            restored = await _restore(database, mode).put_back(outcome.chosen)\n",
        (f"{_LOCK}::test_while_a_backup_is_put_back_nobody_else_gets_the_orders",),
    ),
}
