"""An order's sheet that asks for returned cash again, or speaks and takes the keyboard at the wrong time."""

from tests.mutants.mutant import Mutant

_SHEET = "tests/ui/test_order_sheet.py"
_DOCK = "tests/ui/test_order_dock.py"

ON_THE_SHEET: dict[str, Mutant] = {
    "returned-cash-asked-for-again": Mutant(
        "desktop/ui/words/messages/about_decisive.py",
        "        return (returned, order_word(order)) if settled else (advice, returned)\n",
        "        return advice, returned\n",
        (f"{_SHEET}::test_cash_that_was_returned_is_not_asked_for_again",),
    ),
    "answer-said-of-another-order": Mutant(
        "desktop/ui/history/order_view.py",
        'if not self._gone and order_no in ("", self.order_no):',
        "if not self._gone:",
        (f"{_SHEET}::test_an_answer_about_another_order_is_not_shown",),
    ),
    "order-that-was-read-late-takes-the-keyboard": Mutant(
        "desktop/ui/recharge/order_dock.py",
        "        if details is None or not self._is_still_wanted(order_no, entering=entering):\n",
        "        if details is None:\n",
        (f"{_DOCK}::test_whoever_goes_on_while_it_is_read_is_not_called_back",),
    ),
}
