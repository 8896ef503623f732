"""What keeps what was stored: the journal, the database, the lock, backups."""

from tests.mutants.mutant import Mutant

_JOURNAL = "desktop/storage/journal/journal.py"
_DATABASE = "desktop/storage/database.py"
_UPGRADING = "desktop/storage/schema/upgrading.py"
_ORDERS = "desktop/storage/orders/order_store.py"
_CHAINS = "desktop/storage/orders/chains.py"
_RESTORING = "desktop/storage/upkeep/restoring.py"
_BACKUPS = "desktop/storage/upkeep/backups.py"
_SETTLING = "desktop/services/orders/settling.py"

ON_DISK = {
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
        "if len(checksum) != 8 or int(checksum, 16) != crc32(text):",
        "if len(checksum) != 8:",
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
        "        self._write_down(order)\n        if note:\n",
        "        if note:\n",
        ("tests/storage/test_recovery.py::test_orders_placed_after_a_backup_come_back_unknown",),
    ),
    "tried-again-and-asked-for-its-cash-all-the-same": Mutant(
        _CHAINS,
        "    note(connection, before, Retried(first.at, first.order_no, first.paid_before))\n",
        "",
        ("tests/storage/test_chains.py::test_the_cash_goes_with_the_order_that_takes_its_place",),
    ),
    "tried-again-with-cash-that-was-returned": Mutant(
        _CHAINS,
        "    return same and before.may_be_tried_again\n",
        "    return same\n",
        ("tests/services/test_trying_again.py::test_what_changed_meanwhile_asks_for_the_whole_price",),
    ),
    "cash-stays-with-the-later-order": Mutant(
        _CHAINS,
        "        if amount := cash_to_move(order, last):\n",
        "        if (amount := cash_to_move(order, last)) > 0:\n",
        ("tests/storage/test_chains.py::test_cash_of_an_order_that_the_platform_has_after_all_counts_for_it",),
    ),
    "moved-cash-left-the-drawer": Mutant(
        "desktop/domain/orders/amounts.py",
        "    return order.cash_back - order.cash_moved\n",
        "    return order.cash_back\n",
        ("tests/storage/test_chains.py::test_the_drawer_is_right_on_both_days",),
    ),
    "restored-orders-do-not-know-that-they-were-tried-again": Mutant(
        "desktop/storage/journal/recovery.py",
        "        chains.recover(connection, order, now)\n",
        "",
        ("tests/storage/test_chains.py::test_a_restored_backup_knows_from_the_journal_what_was_tried_again",),
    ),
    "second-sending-not-written-down": Mutant(
        _ORDERS,
        "ClaimedAgain(now), by))\n        self._write_down(order)\n",
        "ClaimedAgain(now), by))\n",
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
        "if free < RESERVE_BYTES:",
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
        _UPGRADING,
        "        if not guards.are_up(connection):",
        "        if False:",
        ("tests/storage/test_guards.py::test_a_guard_that_was_taken_away_is_put_up_again",),
    ),
    "guards-not-put-up": Mutant(
        _UPGRADING,
        '        guards.put_up(connection)\n        connection.execute(f"PRAGMA user_version',
        '        connection.execute(f"PRAGMA user_version',
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
        "desktop/storage/transaction.py",
        '            connection.execute("ROLLBACK")',
        '            connection.execute("COMMIT")',
        ("tests/storage/test_database.py::test_a_failed_transaction_leaves_nothing",),
    ),
    "lock-not-held": Mutant(
        "desktop/system/instance_lock.py",
        "        self._file = file\n        return True",
        "        return True",
        ("tests/storage/test_instance_lock.py::test_the_lock_is_held_until_released",),
    ),
    "damage-not-looked-for-at-start": Mutant(
        "desktop/services/upkeep/safekeeping.py",
        "        await self._check(thorough=False)\n",
        "",
        ("tests/services/test_checks_in_time.py::test_damage_is_looked_for_at_the_start_and_every_day",),
    ),
    "damage-not-looked-for-daily": Mutant(
        "desktop/services/upkeep/safekeeping.py",
        "                await self._check(thorough=True)\n",
        "",
        ("tests/services/test_checks_in_time.py::test_damage_is_looked_for_at_the_start_and_every_day",),
    ),
    "backup-not-checked": Mutant(
        _BACKUPS,
        "            if (wrong := self._check(copy, thorough=thorough)) is not None:",
        "            if (wrong := None) is not None:",
        ("tests/storage/test_backups.py::test_of_a_damaged_database_no_backup_is_kept",),
    ),
    "backup-not-synced": Mutant(
        _BACKUPS,
        "        disk.sync(unfinished)\n",
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
        _RESTORING,
        "        see_that_it_fits(copy, place)\n",
        "",
        ("tests/storage/test_restoring.py::test_a_file_that_is_not_ours_and_whole_is_refused_untouched",),
    ),
    "restored-unsynced": Mutant(
        _RESTORING,
        "    sync(ready)\n",
        "",
        ("tests/storage/test_backups.py::test_what_is_put_back_is_on_the_disk_before_it_is_called_orders",),
    ),
}
