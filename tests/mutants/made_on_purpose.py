"""The changes that were made on purpose in issue 14, and that no test noticed."""

from tests.mutants.mutant import Mutant

_WIRE = "desktop/gateway/wire.py"
_CLIENT = "desktop/gateway/client.py"
_JOURNAL = "desktop/storage/journal/journal.py"
_DESK = "desktop/wiring/desk.py"
_PROGRAM = "desktop/program/program.py"
_ORDERING = "desktop/services/orders/ordering.py"
_CERTIFICATES = "tests/gateway/test_certificates.py"
_START = "tests/services/test_start_and_end.py"
_LOCK = "tests/end_to_end/test_lock.py"
_OPENED = "            window = first.window or first.blank_window(context.settings)\n"
_UNLOCKED_BEFORE_SHUTDOWN = """\
            down = desk.shutdown
            desk.shutdown = lambda grace, *, at_exit=False: first._lock.release() or down(grace, at_exit=at_exit)
"""

MADE_ON_PURPOSE = {
    "certificates-not-verified": Mutant(
        _WIRE,
        "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)",
        "ssl._create_unverified_context()",
        (f"{_CERTIFICATES}::test_a_server_with_a_false_certificate_is_told_nothing",),
    ),
    "sent-without-a-journal": Mutant(
        _ORDERING,
        "self._sending.withhold(draft.order_no, str(failed))",
        "self._sending.start((await self._store.get(draft.order_no)))",
        ("tests/services/test_ordering.py::test_without_a_journal_nothing_is_sent_and_the_order_is_not_sent",),
    ),
    "lock-let-go-while-a-push-is-in-flight": Mutant(
        _PROGRAM,
        _OPENED,
        _OPENED + _UNLOCKED_BEFORE_SHUTDOWN,
        (f"{_LOCK}::test_while_a_push_is_in_flight_the_closing_program_keeps_the_orders",),
    ),
    "lock-let-go-before-the-database-is-closed": Mutant(
        _PROGRAM,
        _OPENED,
        _OPENED + _UNLOCKED_BEFORE_SHUTDOWN,
        (f"{_LOCK}::test_until_the_database_is_closed_nobody_else_gets_the_orders",),
    ),
    "journals-folder-not-synced": Mutant(
        _JOURNAL,
        "            sync_folder(self._file.parent)\n",
        "            pass\n",
        ("tests/storage/test_journal.py::test_a_line_is_synced_before_it_counts_and_the_files_name_with_it",),
        linux_only=True,
    ),
    "power-is-cut-before-the-journal-has-its-name": Mutant(
        _JOURNAL,
        "            sync_folder(self._file.parent)\n",
        "            pass\n",
        ("tests/crashes/test_power_cuts.py::test_no_power_cut_loses_an_order_that_had_left",),
        linux_only=True,
    ),
    "recovered-after-tracking-has-begun": Mutant(
        _DESK,
        "        left = await self.orders.recover(desk.runtime.clock.now())\n",
        '        tasks.keep("tracking", desk.orders.tracking.run)\n'
        "        left = await self.orders.recover(desk.runtime.clock.now())\n",
        (f"{_START}::test_nothing_is_asked_and_nothing_sent_before_the_last_process_is_recovered",),
    ),
}
