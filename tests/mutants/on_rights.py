"""Acts that nobody is asked for, permits that open more than one door, and money in the wrong way of payment."""

from tests.mutants.mutant import Mutant

_DUTY = "desktop/services/duty.py"
_TAKINGS = "desktop/domain/orders/takings.py"
_TRANSITIONS = "desktop/domain/orders/transitions.py"
_TEST = "tests/services/test_rights.py"
_TEST_TAKINGS = "tests/domain/test_takings.py"
_TEST_PAYMENT = "tests/ui/test_payment.py"


def _unasked(file: str, passage: str, instead: str, command: str) -> Mutant:
    return Mutant(file, passage, instead, (f"{_TEST}::test_who_lacks_the_right_gets_nothing_done[{command}]",))


ON_RIGHTS: dict[str, Mutant] = {
    "nobody-is-asked-for-an-order": _unasked(
        "desktop/services/orders/ordering.py",
        "self._duty.require(*rights)",
        "self._duty.actor",
        "Ordering.place",
    ),
    "a-large-order-is-like-any-other": _unasked(
        "desktop/services/orders/limiting.py",
        "if large is not None and request.face > large:",
        "if False:",
        "Ordering.place (large)",
    ),
    "anybody-cancels": _unasked(
        "desktop/services/orders/ordering.py",
        "actor = self._duty.require(Right.CANCEL)",
        "actor = self._duty.actor",
        "Ordering.cancel",
    ),
    "anybody-sends-again": _unasked(
        "desktop/services/orders/settling.py",
        "        by = self._duty.require(Right.DECIDE)\n",
        "        by = self._duty.actor\n",
        "Settling.send_again",
    ),
    "anybody-returns-cash": _unasked(
        "desktop/services/orders/notebook.py",
        "paid_with), self._duty.require(Right.RETURN_CASH)\n",
        "paid_with), self._duty.actor\n",
        "Notebook.cash_returned",
    ),
    "anybody-books": _unasked(
        "desktop/services/books/bookkeeping.py",
        "self._duty.require(right).or_typed",
        "self._duty.actor.or_typed",
        "Bookkeeping.adjust",
    ),
    "anybody-closes-the-day": _unasked(
        "desktop/services/books/closing.py",
        "self._duty.require(Right.CLOSE_DAY).or_typed",
        "self._duty.actor.or_typed",
        "Closing.keep",
    ),
    "anybody-exports": _unasked(
        "desktop/services/history/exporting.py",
        "by = self._duty.require(Right.EXPORT, Right.SEE_PROFIT)",
        "by = self._duty.actor",
        "Exporting.export",
    ),
    "everybody-sees-profit": _unasked(
        "desktop/services/books/reporting.py",
        "        self._duty.require(Right.SEE_PROFIT)\n",
        "",
        "Reporting.report",
    ),
    "a-permit-is-for-ever": Mutant(
        _DUTY,
        "        permit.used = True\n",
        "",
        (f"{_TEST}::test_a_permit_is_for_one_act_and_both_names_are_kept",),
    ),
    "a-permit-is-for-everything": Mutant(
        _DUTY,
        " or not permit.rights.issuperset(missing)",
        "",
        (f"{_TEST}::test_a_permit_counts_in_its_own_task_for_its_own_right_and_not_behind_the_lock",),
    ),
    "a-permit-opens-the-lock": Mutant(
        _DUTY,
        "if self.locked or permit is None",
        "if permit is None",
        (f"{_TEST}::test_a_permit_counts_in_its_own_task_for_its_own_right_and_not_behind_the_lock",),
    ),
    "whoever-allowed-it-is-forgotten": Mutant(
        _DUTY,
        "self.actor._replace(allowed_by=permit.by.name, allowed_by_id=permit.by.id)",
        "self.actor",
        (f"{_TEST}::test_a_permit_is_for_one_act_and_both_names_are_kept",),
    ),
    "a-debt-is-money-in-the-drawer": Mutant(
        _TAKINGS,
        "return 0 if order.paid_with == CREDIT else order.price - order.paid_before",
        "return order.price - order.paid_before",
        (f"{_TEST_TAKINGS}::test_on_credit_nothing_is_collected_and_the_customer_owes_what_arrives",),
    ),
    "every-refund-is-cash": Mutant(
        _TAKINGS,
        "return order.returned_with or order.paid_with",
        'return "cash"',
        (
            f"{_TEST_TAKINGS}::test_a_refund_goes_back_the_way_it_came",
            f"{_TEST_PAYMENT}::test_money_goes_back_the_way_it_came_and_the_window_says_so",
        ),
    ),
    "the-whole-price-of-a-part-is-paid": Mutant(
        _TRANSITIONS,
        "    paid = debt(order)\n",
        "    paid = order.price - order.cash_back\n",
        (f"{_TEST_TAKINGS}::test_of_a_part_that_arrived_only_that_is_paid_and_only_that_goes_back",),
    ),
    "a-shift-begins-when-it-is-opened": Mutant(
        "desktop/storage/books/shifts.py",
        "mark = _end(connection) if last is None or last.closed is None else last.closed.mark",
        "mark = _end(connection)",
        ("tests/storage/test_shifts.py::test_what_comes_late_is_a_correction_in_the_shift_that_is_open_then",),
    ),
    "a-recovered-shift-counts-twice": Mutant(
        "desktop/storage/books/shifts.py",
        "less(takings_of(touched), (one.takings for one in again))",
        "takings_of(touched)",
        ("tests/storage/test_shifts.py::test_shifts_outlive_an_older_database",),
    ),
    "shifts-are-not-in-the-journal": Mutant(
        "desktop/storage/books/shifts.py",
        "        self._journal.protect(Drawn(self._store_id, at, kind, json.dumps(detail, ensure_ascii=False)))\n",
        "",
        ("tests/storage/test_shifts.py::test_shifts_outlive_an_older_database",),
    ),
    "the-count-is-told-before": Mutant(
        "desktop/ui/shifts/close_dialog.py",
        "            return await with_permission(self.desk, self, lambda: shifts.count(fen))\n",
        "            return await shifts.open_one()\n",
        ("tests/ui/test_shifts.py::test_another_count_after_the_answer_is_kept_beside_the_first",),
    ),
    "a-row-of-the-log-is-not-chained": Mutant(
        "desktop/domain/audit.py",
        "if row.id != number or row.hash != _hash(before, fields):",
        "if row.id != number:",
        ("tests/services/test_auditing.py::test_the_chain_alone_tells_a_changed_row",),
    ),
    "the-end-of-the-log-may-go": Mutant(
        "desktop/storage/staff/audit_store.py",
        "return number or self._missing(connection)",
        "return number",
        ("tests/services/test_auditing.py::test_a_row_that_was_changed_or_taken_out_is_found",),
    ),
    "wrong-pins-are-not-in-the-log": Mutant(
        "desktop/services/staff/staff.py",
        "        elif isinstance(person, WrongPin):\n            self._audit(AuditKind.WRONG_PIN, self._duty.actor)\n",
        "",
        ("tests/services/test_auditing.py::test_who_did_what_is_in_the_log",),
    ),
    "limits-are-not-looked-at": Mutant(
        "desktop/services/orders/limiting.py",
        "return is_over(self.limits, spent, request.face)",
        "return False",
        ("tests/services/test_limiting.py::test_a_number_gets_so_much_in_a_day",),
    ),
    "a-blocked-number-is-like-any-other": Mutant(
        "desktop/services/orders/limiting.py",
        "if self.block_on(request.mobile) is not None or await",
        "if await",
        ("tests/services/test_limiting.py::test_a_blocked_number_gets_nothing_until_its_time_is_over",),
    ),
    "what-did-not-arrive-counts": Mutant(
        "desktop/storage/orders/limit_store.py",
        'failed = f"standing NOT IN ({rows.marks(DID_NOT_ARRIVE)})"',
        'failed = f"standing NOT IN ({rows.marks(DID_NOT_ARRIVE)}) OR 1"',
        ("tests/services/test_limiting.py::test_a_number_gets_so_much_in_a_day",),
    ),
    "the-drawer-counts-phones": Mutant(
        "desktop/domain/orders/payment.py",
        "return payment in (CASH, NOT_RECORDED)",
        'return payment != "credit"',
        (f"{_TEST_TAKINGS}::test_the_drawer_has_cash_and_what_nobody_recorded",),
    ),
    "audit-checked-in-the-middle-of-a-row": Mutant(
        "desktop/services/staff/auditing.py",
        "        async with self._one_at_a_time:\n            await self._write_waiting()\n            self.broken",
        "        if True:\n            self.broken",
        ("tests/services/test_auditing.py::test_a_row_that_is_being_written_is_not_missed",),
    ),
    "a-dialog-opens-over-the-lock": Mutant(
        "desktop/ui/widgets/awaited.py",
        "    if _is_covered(dialog):",
        "    if False:",
        ("tests/ui/test_locked_roads.py::test_no_dialog_opens_over_a_locked_window",),
    ),
    "a-menu-outlives-the-lock": Mutant(
        "desktop/ui/staff/locking.py",
        "            popup.close()",
        "            break",
        ("tests/ui/test_locked_roads.py::test_a_menu_that_is_open_goes_with_the_window",),
    ),
    "a-shift-of-ones-own-lifts-the-limit": Mutant(
        "desktop/storage/orders/limit_store.py",
        "min(midnight, began[0])",
        "began[0]",
        ("tests/services/test_limiting.py::test_a_person_tops_up_so_much_in_a_day_or_a_longer_shift",),
    ),
    "a-taken-pin-costs-nothing": Mutant(
        "desktop/services/staff/pins.py",
        "WrongPin(await self._counted())\n\n    async def holder",
        "WrongPin(0.0)\n\n    async def holder",
        ("tests/services/test_staff_roads.py::test_a_pin_cannot_be_found_out_by_giving_it_to_somebody",),
    ),
}
