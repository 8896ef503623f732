"""The result of reading a list: rows that could become orders, and problems that somebody must look at."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct, field

from desktop.domain.orders.order import Speed


class Level(StrEnum):
    """ASK: the row is listed, but not ticked until somebody looked. BLOCK: it cannot be sent like this."""

    ASK = "ask"
    BLOCK = "block"


class Code(StrEnum):
    """The kinds of problems."""

    # ask
    AMOUNT_CORRECTED = "amount_corrected"
    COUNT_DIFFERS = "count_differs"
    DUPLICATE = "duplicate"
    EACH_OR_TOGETHER = "each_or_together"
    ENCODING = "encoding"
    FROM_MERGED_CELL = "from_merged_cell"
    GROUPED_NUMBER = "grouped_number"
    HIDDEN_ROW = "hidden_row"
    LEADING_ZERO = "leading_zero"
    NUMBER_IN_WORDS = "number_in_words"
    OPERATOR_DIFFERS = "operator_differs"
    QUOTED = "quoted"
    SAID_LATER = "said_later"
    SATELLITE = "satellite"
    SCIENTIFIC = "scientific"
    SEVERAL_TIMES = "several_times"
    TOTAL_DIFFERS = "total_differs"
    VIRTUAL_OPERATOR = "virtual_operator"
    WHICH_NUMBER = "which_number"
    WHICH_SHEET = "which_sheet"
    # block
    BAD_AMOUNT = "bad_amount"
    DIGITS_LOST = "digits_lost"
    FACE_MISSING = "face_missing"
    FACE_NOT_OFFERED = "face_not_offered"
    FOREIGN_NUMBER = "foreign_number"
    MASKED_NUMBER = "masked_number"
    NO_MOBILE = "no_mobile"
    NOT_A_FACE = "not_a_face"
    NOT_A_MOBILE = "not_a_mobile"
    NOT_DIGITS = "not_digits"
    NOTHING = "nothing"
    ONLY_THE_TAIL = "only_the_tail"
    SAID_NOT_TO = "said_not_to"
    SAID_TO_BE_DONE = "said_to_be_done"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    TWO_AMOUNTS = "two_amounts"
    UNKNOWN_SEGMENT = "unknown_segment"
    WHICH_COLUMN = "which_column"
    WHOSE_AMOUNT = "whose_amount"

    @property
    def level(self) -> Level:
        return Level.ASK if self in _ASKS else Level.BLOCK


_ASKS = frozenset(list(Code)[: list(Code).index(Code.BAD_AMOUNT)])


class Problem(Struct, frozen=True):
    """`line` is the line of the text or the row of the sheet, from 1; 0 for the whole list."""

    line: int
    code: Code

    @property
    def level(self) -> Level:
        return self.code.level


class ListRow(Struct, frozen=True, gc=False):
    """A recharge as the list asks for it. `face` is in yuan, as lists say it; None if it is not certain. `speed` is
    None where the list says nothing about it.
    """

    mobile: str
    face: int | None
    line: int
    note: str = ""
    speed: Speed | None = None


class Listing(Struct, frozen=True):
    """Rows and problems, both in the order of the list."""

    rows: tuple[ListRow, ...] = ()
    problems: tuple[Problem, ...] = ()


class Offer(Struct, frozen=True):
    """The shop's side of a reading: the faces that can be ordered (yuan), and the one that was chosen for rows that say
    none.
    """

    faces: frozenset[int] = frozenset({50, 100, 200})
    default_face: int | None = None


class Findings(Struct):
    """Collects problems, each once a line and code."""

    found: dict[tuple[int, Code], None] = field(default_factory=dict)

    def add(self, line: int, *codes: Code) -> None:
        for code in codes:
            self.found[line, code] = None

    def problems(self) -> tuple[Problem, ...]:
        """By line; the first found first within a line."""
        return tuple(Problem(line, code) for line, code in sorted(self.found, key=lambda one: one[0]))


def listing(rows: Iterable[ListRow], findings: Findings) -> Listing:
    """The rows and problems; a list without either is a problem itself."""
    kept = tuple(rows)
    if not kept and not findings.found:
        findings.add(0, Code.NOTHING)
    return Listing(kept, findings.problems())
