"""What a message says read more boldly than a careful clerk would."""

from tests.mutants.mutant import Mutant

_MESSAGE = "desktop/domain/chat/message.py"
_TEST = "tests/domain/test_chat.py"
_TEST_PASTED = "tests/ui/test_pasted_message.py"

ON_READING: dict[str, Mutant] = {
    "amount-given-to-each-number-of-its-line": Mutant(
        _MESSAGE,
        "_wanted(mark, (), doubt=bool(_amounts(line)))",
        "_wanted(mark, {one.fen for one in _amounts(line)}, doubt=False)",
        (f"{_TEST}::test_whose_amount_it_is",),
    ),
    "one-of-two-amounts-taken": Mutant(
        _MESSAGE,
        "doubt=len(values) > 1 or doubtful)",
        "doubt=doubtful and not told)",
        (f"{_TEST}::test_an_amount_that_is_not_certain_is_none_and_told",),
    ),
    "number-read-out-of-a-longer-one": Mutant(
        "desktop/domain/chat/numbers.py",
        "    return Kind.NUMBER if unmarred and fits else Kind.UNREADABLE\n",
        "    return Kind.NUMBER if unmarred else Kind.UNREADABLE\n",
        (f"{_TEST}::test_no_number_is_read_out_of_other_digits",),
    ),
    "what-the-cut-went-through-is-read": Mutant(
        _MESSAGE,
        "        marks = _whole(plain, marks)\n",
        "        pass\n",
        (f"{_TEST}::test_what_the_cut_may_have_gone_through_is_not_read",),
    ),
    "face-of-before-stays-beside-a-doubt": Mutant(
        "desktop/ui/recharge/offer_picker.py",
        "        self._choose_none()\n        return False\n",
        "        return False\n",
        (f"{_TEST_PASTED}::test_no_face_stays_chosen_where_the_message_says_another",),
    ),
}
