"""Safety lines of the real code, each with what a careless change would make of it, and the test that guards it.

The first six were made on purpose in issue 14, and no test noticed. A mutant is the program's own text with one
passage changed: where the program is written anew, the passage is looked for again here.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """`before` stands once in `file`. One of `guards` (pytest's names of tests) must fail with `after` in its place."""

    file: str
    before: str
    after: str
    guards: tuple[str, ...]
    linux_only: bool = False

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py").replace("/", ".")

    @property
    def can_be_seen_here(self) -> bool:
        return not self.linux_only or sys.platform.startswith("linux")

    def applied(self, source: str) -> str:
        """The file with the passage changed. Raises LookupError where it does not stand there just once."""
        if source.count(self.before) != 1:
            raise LookupError(f"{self.file} has {source.count(self.before)} times: {self.before}")
        return source.replace(self.before, self.after)


_WIRE = "desktop/gateway/wire.py"
_CLIENT = "desktop/gateway/client.py"
_JOURNAL = "desktop/storage/journal.py"
_DATABASE = "desktop/storage/database.py"
_ORDERS = "desktop/storage/orders.py"
_BACKUPS = "desktop/storage/backups.py"
_PARTS = "desktop/parts.py"
_APP = "desktop/app.py"
_ORDERING = "desktop/services/ordering.py"
_SETTLING = "desktop/services/settling.py"
_SENDING = "desktop/services/sending.py"
_BOOK = "desktop/services/order_book.py"

_OF_CLIENT = "tests/gateway/test_client.py"
_CERTIFICATES = "tests/gateway/test_certificates.py"
_START = "tests/services/test_start_and_end.py"
_LOCK = "tests/end_to_end/test_lock.py"

_MADE_ON_PURPOSE = {
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
        _APP,
        "            window.say_closing()\n",
        "            window.say_closing()\n            self._front._lock.release()\n",
        (f"{_LOCK}::test_while_a_push_is_in_flight_the_closing_program_keeps_the_orders",),
    ),
    "lock-let-go-before-the-database-is-closed": Mutant(
        _APP,
        "            window.say_closing()\n",
        "            window.say_closing()\n            self._front._lock.release()\n",
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
        _PARTS,
        "        await self._orders.recover(self.desk.clock.now())\n",
        '        self.desk.tasks.keep("tracking", self.desk.tracking.run)\n'
        "        await self._orders.recover(self.desk.clock.now())\n",
        (f"{_START}::test_nothing_is_asked_and_nothing_sent_before_the_last_process_is_recovered",),
    ),
}

_ON_THE_WIRE = {
    "host-name-not-checked": Mutant(
        _WIRE,
        "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n",
        "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n        trust.check_hostname = False\n",
        (f"{_CERTIFICATES}::test_a_server_with_a_false_certificate_is_told_nothing",),
        linux_only=True,
    ),
    "certificates-not-verified-behind-a-proxy": Mutant(
        _WIRE,
        "verify=trust,",
        "verify=ssl._create_unverified_context() if proxy else trust,",
        (f"{_CERTIFICATES}::test_through_a_proxy_a_server_with_a_false_certificate_is_told_nothing",),
    ),
    "proxys-certificate-not-verified": Mutant(
        _WIRE,
        "ssl_context=trust if",
        "ssl_context=ssl._create_unverified_context() if",
        (f"{_CERTIFICATES}::test_a_proxy_with_a_false_certificate_is_not_even_asked_for_a_tunnel",),
    ),
    "environments-proxy-taken": Mutant(
        _WIRE,
        "                trust_env=False,\n                proxy",
        "                trust_env=True,\n                proxy",
        ("tests/gateway/test_environment.py::test_proxies_and_passwords_of_the_environment_are_not_taken",),
    ),
    "http2": Mutant(
        _WIRE,
        "http2=False",
        "http2=True",
        ("tests/gateway/test_environment.py::test_a_platform_that_offers_http2_is_spoken_to_in_http1",),
    ),
    "redirects-followed": Mutant(
        _WIRE,
        "follow_redirects=False",
        "follow_redirects=True",
        (f"{_OF_CLIENT}::test_after_an_unusable_answer_the_outcome_is_unknown_and_nothing_is_sent_again",),
    ),
    "pushes-on-kept-connections": Mutant(
        _WIRE,
        "open_client(0)",
        "open_client(_KEPT)",
        (f"{_OF_CLIENT}::test_every_push_travels_on_a_connection_of_its_own",),
    ),
    "no-end-to-a-dripping-answer-to-a-question": Mutant(
        _CLIENT,
        "            async with asyncio.timeout(self._config.timeouts.total):\n                reply",
        "            async with asyncio.timeout(None):\n                reply",
        (f"{_OF_CLIENT}::test_an_answer_that_drips_for_ever_ends_with_the_calls_time[query]",),
    ),
    "no-end-to-a-dripping-answer": Mutant(
        _CLIENT,
        "            async with asyncio.timeout(self._config.timeouts.total):\n                url, form",
        "            async with asyncio.timeout(None):\n                url, form",
        (f"{_OF_CLIENT}::test_an_answer_that_drips_for_ever_ends_with_the_calls_time[push]",),
    ),
    "sent-and-called-not-sent": Mutant(
        _WIRE,
        "            self.may_have_left = True\n",
        "            pass\n",
        (f"{_OF_CLIENT}::test_after_an_unusable_answer_the_outcome_is_unknown_and_nothing_is_sent_again",),
    ),
    "a-tunnel-counts-as-the-order": Mutant(
        _WIRE,
        'if name.endswith("send_request_headers.started") and not tunnel:',
        'if name.endswith("send_request_headers.started"):',
        (f"{_CERTIFICATES}::test_through_a_proxy_a_server_with_a_false_certificate_is_told_nothing",),
    ),
    "in-process-counts-as-provable": Mutant(
        _WIRE,
        "return cls(open_client, traced=False)",
        "return cls(open_client, traced=True)",
        (f"{_OF_CLIENT}::test_without_a_trace_nothing_is_proven_unsent",),
    ),
    "httpx-logs-addresses": Mutant(
        _CLIENT,
        'logging.getLogger("httpx").setLevel(logging.WARNING)',
        'logging.getLogger("httpx").setLevel(logging.INFO)',
        ("tests/gateway/test_log.py::test_nothing_of_a_call_comes_into_the_log",),
    ),
}

_ON_DISK = {
    "journals-line-not-synced": Mutant(
        _JOURNAL,
        "            os.fsync(file.fileno())\n        if new:",
        "        if new:",
        ("tests/storage/test_journal.py::test_a_line_is_synced_before_it_counts_and_the_files_name_with_it",),
    ),
    "half-a-line-counts": Mutant(
        _JOURNAL,
        "            if file.write(line) != len(line):\n                raise OSError",
        "            if file.write(line) != len(line) and False:\n                raise OSError",
        ("tests/storage/test_journal.py::test_a_line_of_which_the_disk_took_a_part_is_an_error",),
        linux_only=True,
    ),
    "journals-lines-torn-together": Mutant(
        _JOURNAL,
        'line = b"\\n%08x %s\\n"',
        'line = b"%08x %s\\n"',
        ("tests/storage/test_journal.py::test_a_torn_line_is_skipped_and_harms_no_other",),
    ),
    "journals-checksum-not-looked-at": Mutant(
        _JOURNAL,
        "if int(checksum, 16) != crc32(record):",
        "if int(checksum, 16) < 0:",
        ("tests/storage/test_journal.py::test_an_entry_that_was_changed_is_no_entry",),
    ),
    "unwritten-journal-is-no-error": Mutant(
        _ORDERS,
        "            raise JournalFailedError(str(error)) from error",
        "            log.warning(str(error))",
        (
            "tests/storage/test_recovery.py::test_without_a_journal_nothing_is_sent",
            "tests/services/test_ordering.py::test_without_a_journal_nothing_is_sent_and_the_order_is_not_sent",
        ),
    ),
    "not-written-down": Mutant(
        _ORDERS,
        "        self._write_down(order)\n        return order\n\n    def _claim_again",
        "        return order\n\n    def _claim_again",
        ("tests/storage/test_recovery.py::test_orders_placed_after_a_backup_come_back_unknown",),
    ),
    "second-sending-not-written-down": Mutant(
        _ORDERS,
        "        order = self._decide(connection, order_no, ClaimedAgain(now))\n        self._write_down(order)\n",
        "        order = self._decide(connection, order_no, ClaimedAgain(now))\n",
        ("tests/storage/test_recovery.py::test_a_second_sending_that_an_old_backup_forgot_is_remembered",),
    ),
    "sent-again-without-a-journal": Mutant(
        _SETTLING,
        "            self._sending.withhold(order_no, str(failed))\n            return Unsaved(str(failed))\n",
        "            self._sending.start((await self._store.get(order_no)))\n            return Unsaved(str(failed))\n",
        ("tests/services/test_settling.py::test_without_a_journal_it_is_not_sent_again",),
    ),
    "no-room-is-left-for-results": Mutant(
        _ORDERS,
        "if free < _RESERVE_BYTES:",
        "if free < 0:",
        ("tests/storage/test_recovery.py::test_an_almost_full_disk_takes_no_order_but_still_results",),
    ),
    "commits-do-not-wait-for-the-disk": Mutant(
        _DATABASE,
        "_FULL = 2",
        "_FULL = 1",
        ("tests/storage/test_database.py::test_commits_are_made_to_survive_power_cuts",),
    ),
    "no-write-ahead-log": Mutant(
        _DATABASE,
        'if connection.execute("PRAGMA journal_mode=WAL").fetchone()[0] != "wal":',
        'if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "wal":',
        ("tests/storage/test_database.py::test_commits_are_made_to_survive_power_cuts",),
    ),
    "guards-not-put-up-again": Mutant(
        _DATABASE,
        "        if not guards.are_up(connection):",
        "        if False:",
        ("tests/storage/test_guards.py::test_a_guard_that_was_taken_away_is_put_up_again",),
    ),
    "guards-not-put-up": Mutant(
        _DATABASE,
        "        migrations.apply(Tables(connection))\n        guards.put_up(connection)\n",
        "        migrations.apply(Tables(connection))\n",
        ("tests/storage/test_guards.py::test_it_is_refused",),
    ),
    "replaced-rows-pass-the-guards": Mutant(
        _DATABASE,
        '"recursive_triggers=ON", ',
        "",
        ("tests/storage/test_guards.py::test_a_row_cannot_be_replaced_either",),
    ),
    "network-drive-taken": Mutant(
        _DATABASE,
        "        if is_on_network(file.parent):",
        "        if False:",
        ("tests/storage/test_disk.py::test_a_database_on_a_network_drive_is_refused",),
    ),
    "transaction-kept-half": Mutant(
        _DATABASE,
        '            connection.execute("ROLLBACK")',
        '            connection.execute("COMMIT")',
        ("tests/storage/test_database.py::test_a_failed_transaction_leaves_nothing",),
    ),
    "lock-not-held": Mutant(
        "desktop/storage/instance_lock.py",
        "        self._file = file\n        return True",
        "        return True",
        ("tests/storage/test_instance_lock.py::test_the_lock_is_held_until_released",),
    ),
    "damage-not-looked-for-at-start": Mutant(
        "desktop/services/safekeeping.py",
        "        await self._check(thorough=False)\n",
        "",
        ("tests/services/test_safekeeping.py::test_damage_is_looked_for_at_the_start_and_every_day",),
    ),
    "damage-not-looked-for-daily": Mutant(
        "desktop/services/safekeeping.py",
        "                await self._check(thorough=True)\n",
        "",
        ("tests/services/test_safekeeping.py::test_damage_is_looked_for_at_the_start_and_every_day",),
    ),
    "backup-not-checked": Mutant(
        _BACKUPS,
        "            if (wrong := self._check(copy, thorough=True)) is not None:",
        "            if (wrong := None) is not None:",
        ("tests/storage/test_backups.py::test_of_a_damaged_database_no_backup_is_kept",),
    ),
    "backup-not-synced": Mutant(
        _BACKUPS,
        "        _sync(unfinished)\n",
        "",
        ("tests/storage/test_backups.py::test_a_backup_and_its_name_are_on_the_disk_before_it_counts",),
    ),
    "backups-folder-not-synced": Mutant(
        _BACKUPS,
        "        sync_folder(path.parent)\n",
        "",
        ("tests/storage/test_backups.py::test_a_backup_and_its_name_are_on_the_disk_before_it_counts",),
        linux_only=True,
    ),
    "restored-unchecked": Mutant(
        _BACKUPS,
        "                _checked(ready)\n",
        "",
        ("tests/storage/test_backups.py::test_a_damaged_backup_is_not_put_back",),
    ),
    "restored-unsynced": Mutant(
        _BACKUPS,
        "                _sync(ready)\n",
        "",
        ("tests/storage/test_backups.py::test_what_is_put_back_is_on_the_disk_before_it_is_called_orders",),
    ),
}

_IN_ORDER = {
    "not-recovered": Mutant(
        _PARTS,
        "        await self._orders.recover(self.desk.clock.now())\n",
        "",
        (f"{_START}::test_nothing_is_asked_and_nothing_sent_before_the_last_process_is_recovered",),
    ),
    "ordered-before-recovered": Mutant(
        _APP,
        "            await parts.start()\n            window.open(",
        "            self._early = asyncio.ensure_future(parts.start())\n            window.open(",
        (f"{_LOCK}::test_nothing_can_be_ordered_before_the_last_process_is_recovered",),
    ),
    "database-closed-before-the-last-results": Mutant(
        _PARTS,
        "            steps.push_async_callback(self._database.close)\n"
        "            steps.push_async_callback(self._book.close)\n",
        "            steps.push_async_callback(self._book.close)\n"
        "            steps.push_async_callback(self._database.close)\n",
        (f"{_START}::test_at_the_end_an_answer_that_waits_to_be_written_is_written",),
    ),
    "pushes-cut-short-at-once": Mutant(
        _PARTS,
        "steps.push_async_callback(self.desk.tasks.shutdown, grace)",
        "steps.push_async_callback(self.desk.tasks.shutdown, 0.0)",
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
        _APP,
        "self._closing.is_set() and await restore.put_back(wanted):",
        "self._closing.is_set() and not front._lock.release() and await restore.put_back(wanted):",
        (f"{_LOCK}::test_while_a_backup_is_put_back_nobody_else_gets_the_orders",),
    ),
}

MUTANTS: dict[str, Mutant] = {**_MADE_ON_PURPOSE, **_ON_THE_WIRE, **_ON_DISK, **_IN_ORDER}
