"""What comes from the platform believed unproven; what the shop wrote down not protected."""

from tests.mutants.mutant import Mutant

_ORDERS = "desktop/storage/orders/order_store.py"
_BALANCES = "desktop/storage/books/balances.py"
_HANGING = "desktop/services/orders/hanging.py"
_TEST_HANGING = "tests/services/test_hanging.py"
_RECOVERY = "desktop/storage/journal/recovery.py"
_TEST_RECOVERY = "tests/storage/test_recovery.py"
_ACCESS = "desktop/services/account_access.py"
_TEST_ACCESS = "tests/services/test_account_access.py"
_STAFF = "desktop/services/staff/staff.py"
_TEST_STAFF = "tests/services/test_staff.py"
_TEST_CREDITING = "tests/services/test_crediting.py"

ON_TRUST: dict[str, Mutant] = {
    "answer-of-another-order-believed": Mutant(
        "desktop/gateway/answers.py",
        "    if (other := contradiction(envelope, order)) is not None:\n        return other\n",
        "",
        ("tests/gateway/test_client.py::test_an_answer_about_another_order_is_no_report",),
    ),
    "number-of-another-order-taken": Mutant(
        _ORDERS,
        "        event = _believed(connection, before, event)\n",
        "",
        ("tests/storage/test_orders.py::test_a_platform_number_that_another_order_has_is_not_taken",),
    ),
    "never-asked-by-our-number-too": Mutant(
        "desktop/gateway/client.py",
        "        if not isinstance(outcome, Declined | Contradiction):\n            return outcome\n",
        "        return outcome\n",
        ("tests/gateway/test_client.py::test_where_the_platforms_number_finds_nothing_it_is_asked_by_ours",),
    ),
    "anything-heard-while-a-push-hangs-counts": Mutant(
        _HANGING,
        "            if isinstance(outcome, OrderReport) and (event :=",
        "            if (event :=",
        (f"{_TEST_HANGING}::test_any_other_answer_says_nothing_and_leaves_no_trace",),
    ),
    "asked-while-sent-again": Mutant(
        _HANGING,
        "        if order.sends > 1:\n            return\n",
        "",
        (f"{_TEST_HANGING}::test_sent_again_a_report_could_be_of_the_earlier_sending",),
    ),
    "the-late-answer-undoes-a-report": Mutant(
        "desktop/domain/orders/transitions.py",
        "    return order._replace(state=state, words=words) if order.state is State.SENDING else order\n",
        "    return order._replace(state=state, words=words)\n",
        (f"{_TEST_HANGING}::test_a_report_counts_at_once_and_the_late_answer_does_not_undo_it",),
    ),
    "a-running-order-hides-no-charge": Mutant(
        "desktop/domain/books/charge.py",
        "    if hiding_now := list(_undecided(hiding)):\n"
        "        return CannotTell(Doubt.OTHERS, others=len(hiding_now))\n",
        "",
        ("tests/domain/test_charge.py::test_what_the_books_say",),
    ),
    "the-one-is-named-where-others-could-be": Mutant(
        "desktop/domain/books/ledger.py",
        "one.explains(gap, gap) and others > gap",
        "one.explains(gap, gap)",
        (
            "tests/domain/test_ledger.py::"
            "test_an_order_is_named_for_what_is_missing_only_if_no_others_could_have_taken_it",
        ),
    ),
    "moved-account-is-a-control": Mutant(
        _BALANCES,
        '    return len(readings) >= _FEWEST_READINGS and {*readings, before["money"]} == {money} and not entered\n',
        "    return len(readings) >= _FEWEST_READINGS and not entered\n",
        ("tests/services/test_settling.py::test_an_account_that_has_moved_is_no_control",),
    ),
    "refund-credited-on-the-platforms-word": Mutant(
        _BALANCES,
        'AND ? IN ({earlier})"',
        'AND (1 OR ? IN ({earlier}))"',
        (f"{_TEST_CREDITING}::test_one_that_never_comes_is_the_first_suspect_and_owed_by_the_platform",),
    ),
    "adjustment-bears-a-refund-out": Mutant(
        _BALANCES,
        'rest = "b.money - b.expected + x.adjustments"',
        'rest = "b.money - b.expected"',
        (f"{_TEST_CREDITING}::test_what_the_owner_adjusts_bears_nothing_out",),
    ),
    "cash-not-protected": Mutant(
        _ORDERS,
        "        self.journal.protect(Written(order_no, before.standing, event))\n",
        "",
        (f"{_TEST_RECOVERY}::test_cash_that_was_given_back_after_the_backup_is_not_owed_again",),
    ),
    "deposits-not-protected": Mutant(
        "desktop/storage/books/ledger.py",
        "        self._journal.protect(Booked(self._store_id, at, move, voucher, undone))\n",
        "",
        (f"{_TEST_RECOVERY}::test_deposits_and_adjustments_come_back_and_what_was_taken_back_stays_so",),
    ),
    "closes-not-protected": Mutant(
        "desktop/storage/books/closes.py",
        "        self._journal.protect(ClosedDay(kept.number, kept.store_id, kept.at, detail_of(kept)))\n",
        "",
        (f"{_TEST_RECOVERY}::test_closes_come_back_and_nothing_is_counted_twice",),
    ),
    "restored-close-counted-twice": Mutant(
        "desktop/storage/books/closes.py",
        "        recounted=sum_of(one.total + one.corrected for one in again),\n",
        "",
        (f"{_TEST_RECOVERY}::test_closes_come_back_and_nothing_is_counted_twice",),
    ),
    "waiting-numbers-not-locked": Mutant(
        _ORDERS,
        "        self._recovery.number(connection, order.mobile)\n        with transaction(connection):\n",
        "        with transaction(connection):\n",
        (f"{_TEST_RECOVERY}::test_very_much_comes_back_piece_by_piece_and_its_numbers_are_locked_at_once",),
    ),
    "support-believed-at-once": Mutant(
        "desktop/domain/orders/order.py",
        "        return self.overdue(now) and self.state not in",
        "        return self.is_open and self.state not in",
        (f"{_TEST_RECOVERY}::test_sending_again_and_closing_need_the_evidence",),
    ),
    "acts-without-a-name": Mutant(
        "desktop/services/orders/order_book.py",
        "self._store.annotate(order_no, signed(event, self._duty.actor))",
        "self._store.annotate(order_no, event)",
        (f"{_TEST_STAFF}::test_every_act_has_the_name_and_number_of_who_did_it",),
    ),
    "wrong-pins-not-counted": Mutant(
        "desktop/services/staff/pins.py",
        "            if left := await self._delay_left():\n                return TooSoon(left)\n            found =",
        "            found =",
        (f"{_TEST_STAFF}::test_wrong_pins_wait_longer_and_longer_also_after_a_restart",),
    ),
    "any-pin-forgives-the-wrong-ones": Mutant(
        "desktop/services/staff/pins.py",
        "            return WrongPin(await self._counted()) if found is None else found",
        "            if found is not None:\n                await self._store.note_wrong_pin(0, self._clock.now())\n"
        "            return WrongPin(await self._counted()) if found is None else found",
        (f"{_TEST_STAFF}::test_who_has_a_pin_cannot_guess_anothers_in_between",),
    ),
    "anybody-changes-the-staff-list": Mutant(
        _STAFF,
        "        by = self._duty.require(Right.STAFF)\n        async with",
        "        by = self._duty.actor\n        async with",
        (f"{_TEST_STAFF}::test_only_an_owner_changes_the_list",),
    ),
    "keys-work-behind-the-lock": Mutant(
        "desktop/ui/staff/locking.py",
        "            key.setEnabled(not locked)\n        for",
        "            key.setEnabled(True)\n        for",
        ("tests/ui/test_staff.py::test_a_locked_window_shows_no_number_and_no_money_and_goes_on",),
    ),
    "orders-are-placed-although-the-account-is-refused": Mutant(
        "desktop/services/orders/ordering.py",
        "        if (refusal := self._sending.refusal) is not None and",
        "        if (refusal := None) is not None and",
        (f"{_TEST_ACCESS}::test_while_the_key_is_refused_nothing_is_saved_or_sent",),
    ),
    "sent-again-although-the-account-is-refused": Mutant(
        "desktop/services/orders/settling.py",
        "        if (refusal := self._sending.refusal) is not None:",
        "        if (refusal := None) is not None:",
        (f"{_TEST_ACCESS}::test_an_order_is_not_sent_again_while_the_account_is_refused",),
    ),
    "any-error-ends-a-refusal": Mutant(
        _ACCESS,
        "        if self.refusal is None or not isinstance(outcome, _Success):",
        "        if self.refusal is None:",
        (f"{_TEST_ACCESS}::test_an_answer_that_proves_nothing_neither_begins_nor_ends_a_refusal",),
    ),
    "a-doubt-is-not-looked-into": Mutant(
        "desktop/services/books/balance.py",
        "        if self._gateway.access.doubted:",
        "        if False:",
        (f"{_TEST_ACCESS}::test_a_doubt_is_looked_into_at_once",),
    ),
    "a-hanging-query-keeps-the-probe-waiting": Mutant(
        "desktop/services/books/balance.py",
        "            self._overtaken.set()\n",
        "            pass\n",
        ("tests/services/test_probe.py::test_a_query_that_hangs_on_a_dead_line_is_given_up_for_the_probe",),
    ),
}
