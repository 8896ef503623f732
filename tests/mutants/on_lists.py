"""Lists that are sent too soon, too fast, twice, or against what somebody said."""

from tests.mutants.mutant import Mutant

_SENDING = "desktop/services/batch/sending.py"
_LISTS = "desktop/services/batch/lists.py"
_STORE = "desktop/storage/batch/batch_store.py"
_TROUBLES = "desktop/services/batch/troubles.py"
_VERDICT = "desktop/domain/batch/verdict.py"
_TEST = "tests/services/test_batch_sending.py"
_TEST_STAGING = "tests/domain/batch/test_staging.py"
_PAUSES = f"{_TEST}::test_it_pauses_by_itself_and_says_why"

ON_LISTS: dict[str, Mutant] = {
    "rows-get-their-numbers-late": Mutant(
        _SENDING,
        "self._ordering.draft_of(row.order_no, request",
        "self._ordering.draft_of(f'B{self._runtime.clock.steady()}', request",
        (f"{_TEST}::test_each_row_becomes_an_order_under_the_number_that_it_had_while_staged",),
    ),
    "a-list-goes-on-by-itself": Mutant(
        "desktop/wiring/desk.py",
        "        await desk.batch.sending.recover()\n",
        "        desk.batch.sending._may_send = True\n",
        (f"{_TEST}::test_after_a_restart_nothing_goes_out_by_itself",),
    ),
    "a-list-is-confirmed-twice": Mutant(
        _STORE,
        "    with transaction(connection):\n        _require(connection, batch, BatchState.STAGED)\n"
        "        batch_rows.change(",
        "    with transaction(connection):\n        batch_rows.change(",
        (f"{_TEST}::test_a_list_is_confirmed_once",),
    ),
    "lists-do-not-look-for-repeats": Mutant(
        _SENDING,
        "if draft.arrived is not None and not row.repeats and draft.arrived.order_no != row.order_no:",
        "if False:",
        (f"{_TEST}::test_a_number_that_the_counter_served_meanwhile_is_held_for_the_clerk",),
    ),
    "unconfirmed-rows-are-failed-ones": Mutant(
        _LISTS,
        "if order is not None and order.may_be_tried_again:",
        "if order is not None:",
        (f"{_TEST}::test_unconfirmed_rows_are_never_sent_again",),
    ),
    "everything-goes-out-at-once": Mutant(
        _SENDING,
        "return self.bounds.undecided - undecided",
        "return 1_000_000",
        (f"{_TEST}::test_no_more_than_the_bound_is_undecided_at_once",),
    ),
    "hanging-pushes-do-not-count": Mutant(
        _SENDING,
        "and len(self._leaving) < IN_FLIGHT:",
        ":",
        (f"{_TEST}::test_pushes_that_hang_hold_the_rest_back",),
    ),
    "a-pause-is-seen-after-the-next-row": Mutant(
        _SENDING,
        "if not isinstance(draft, Draft) or self._runtime.tasks.closing or self._queues.get(batch.id) is not queue:",
        "if not isinstance(draft, Draft):",
        (f"{_TEST}::test_it_pauses_by_hand_goes_on_and_stops_for_good",),
    ),
    "no-number-of-refusals-pauses": Mutant(
        _TROUBLES,
        "if len(self._refused[prefix]) >= bounds.refusals:",
        "if False:",
        (f"{_PAUSES}[outcome0-5-refusals]",),
    ),
    "no-number-of-unconfirmed-pauses": Mutant(
        _TROUBLES,
        "return PauseCause.UNCONFIRMED if len(self._unconfirmed[prefix]) >= bounds.unconfirmed else None",
        "return None",
        (f"{_PAUSES}[outcome1-10-unconfirmed]",),
    ),
    "money-is-spent-to-the-end": Mutant(
        _TROUBLES,
        "return left is not None and row.face is not None and left < row.face",
        "return False",
        (f"{_TEST}::test_it_pauses_before_the_money_is_spent",),
    ),
    "rows-are-ticked-unseen": Mutant(
        _VERDICT,
        "may_go=row.looked.issuperset(str(one.code) for one in reasons)",
        "may_go=True",
        (f"{_TEST_STAGING}::test_a_tick_ends_when_there_is_something_new_to_look_at",),
    ),
    "an-open-order-does-not-block-a-row": Mutant(
        _VERDICT,
        "_BLOCKING = frozenset({Finding.OPEN_ORDER, Finding.SLOW_NOT_ALLOWED})",
        "_BLOCKING = frozenset({Finding.SLOW_NOT_ALLOWED})",
        (f"{_TEST_STAGING}::test_an_undecided_order_of_the_number_blocks_until_it_is_decided",),
    ),
    "lists-overtake-questions": Mutant(
        "desktop/gateway/client.py",
        "await self._pace.turn(Class.BATCH)",
        "await self._pace.turn(Class.COUNTER)",
        ("tests/gateway/test_client.py::test_a_batch_waits_behind_the_counter_and_questions",),
    ),
    "lists-take-the-counters-connections": Mutant(
        "desktop/gateway/wire.py",
        "client = self._batch if of_batch and self._batch is not None else self._pushes",
        "client = self._pushes",
        ("tests/gateway/test_client.py::test_rows_that_hang_leave_the_counter_its_connections",),
    ),
}
