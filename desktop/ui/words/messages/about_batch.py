"""Words about lists: the reasons for and against a row, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop.domain.batch.batch import BatchState, Hold, Notice, PauseCause
from desktop.domain.batch.listing import Code
from desktop.domain.batch.staging import Check
from desktop.domain.batch.verdict import Finding, Reason
from desktop.domain.orders.status import Standing
from desktop.domain.plain_text import LONGEST_WORDS, one_line
from desktop.ui.words import words

translate = QCoreApplication.translate


def check_word(check: Check) -> str:
    """The result of a row's checks in a word."""
    return {
        Check.PASSED: translate("Batch", "Passed"),
        Check.LOOK: translate("Batch", "Look"),
        Check.BLOCKED: translate("Batch", "No"),
    }[check]


def reason(told: Reason) -> str:
    """A reason in words, short enough for a row."""
    match told.code:
        case Code.DUPLICATE:
            return translate("Batch", "Same number as row {row}").format(row=told.of)
        case Finding.OPEN_ORDER:
            text = translate("Batch", "The number has an order since {time}: {status}")
            return text.format(time=words.minute(told.at), status=words.standing_word(Standing(told.words)))
        case Finding.ARRIVED:
            return translate("Batch", "The same amount arrived at {time}").format(time=words.minute(told.at))
        case Finding.BLOCKED_NUMBER:
            return translate("Batch", "Blocked by the shop: {reason}").format(reason=one_line(told.words))
        case Finding.NOT_TAKEN:
            said = one_line(told.words, LONGEST_WORDS)
            return translate("Batch", "The platform would not take it: {words}").format(words=said)
        case Finding.CARRIED:
            return translate("Batch", "Carried to another operator, often refused")
        case Finding.OVER_LIMIT:
            return translate("Batch", "Over a limit of the shop")
        case Finding.SLOW_NOT_ALLOWED:
            return translate("Batch", "Slow top-ups are off in the settings")
        case Code():
            return code_word(told.code)
    raise AssertionError(told.code)


def code_word(code: Code) -> str:
    """A problem that the reader found."""
    return {
        Code.AMOUNT_CORRECTED: translate("Batch", "The amount was corrected in the text"),
        Code.COUNT_DIFFERS: translate("Batch", "The list says another number of rows"),
        Code.DUPLICATE: translate("Batch", "The number is in the list twice"),
        Code.EACH_OR_TOGETHER: translate("Batch", "This amount for each, or for all together?"),
        Code.ENCODING: translate("Batch", "The text is garbled: names may be wrong"),
        Code.FROM_MERGED_CELL: translate("Batch", "The amount is that of a merged cell"),
        Code.GROUPED_NUMBER: translate("Batch", "The number was written with commas"),
        Code.HIDDEN_ROW: translate("Batch", "The row is hidden in the spreadsheet"),
        Code.LEADING_ZERO: translate("Batch", "Written with a 0 before the number"),
        Code.NUMBER_IN_WORDS: translate("Batch", "The number was written in words"),
        Code.OPERATOR_DIFFERS: translate("Batch", "The list names another operator"),
        Code.QUOTED: translate("Batch", "A quoted message: it may be a repeat"),
        Code.SAID_LATER: translate("Batch", "A later message takes something back"),
        Code.SATELLITE: translate("Batch", "Satellite number, often refused"),
        Code.SCIENTIFIC: translate("Batch", "The number was written as 1.38E+10"),
        Code.SEVERAL_TIMES: translate("Batch", "Several times? Only one row was made"),
        Code.TOTAL_DIFFERS: translate("Batch", "The list says another total"),
        Code.VIRTUAL_OPERATOR: translate("Batch", "Virtual operator, often refused"),
        Code.WHICH_NUMBER: translate("Batch", "Several numbers for one amount"),
        Code.WHICH_SHEET: translate("Batch", "Several sheets have numbers: is this the right one?"),
        Code.BAD_AMOUNT: translate("Batch", "The amount cannot be read"),
        Code.DIGITS_LOST: translate("Batch", "The spreadsheet has lost digits of the number"),
        Code.FACE_MISSING: translate("Batch", "No amount"),
        Code.FACE_NOT_OFFERED: translate("Batch", "The shop does not offer this amount"),
        Code.FOREIGN_NUMBER: translate("Batch", "Not a number of the mainland"),
        Code.MASKED_NUMBER: translate("Batch", "Digits are hidden by stars"),
        Code.NO_MOBILE: translate("Batch", "No number"),
        Code.NOT_A_FACE: translate("Batch", "This is no amount to top up"),
        Code.NOT_A_MOBILE: translate("Batch", "Not a mobile number"),
        Code.NOT_DIGITS: translate("Batch", "Other signs among the digits"),
        Code.NOTHING: translate("Batch", "No number was found"),
        Code.ONLY_THE_TAIL: translate("Batch", "Only the end of a number"),
        Code.SAID_NOT_TO: translate("Batch", "The text says not to"),
        Code.SAID_TO_BE_DONE: translate("Batch", "The text says it is done"),
        Code.TOO_LONG: translate("Batch", "Too many digits"),
        Code.TOO_SHORT: translate("Batch", "Too few digits"),
        Code.TWO_AMOUNTS: translate("Batch", "Two amounts: which one?"),
        Code.UNKNOWN_SEGMENT: translate("Batch", "No mobile number begins like this"),
        Code.WHICH_COLUMN: translate("Batch", "Several columns could be the number or the amount"),
        Code.WHOSE_AMOUNT: translate("Batch", "Whose amount is this?"),
    }[code]


def notice(told: Notice) -> str:
    """A problem of the list as a whole, with the line that shows it."""
    word = code_word(told.code)
    if not told.source:
        return word
    return translate("Batch", "{problem} (line {line}: “{source}”)").format(
        problem=word, line=told.line, source=one_line(told.source.replace("\t", "  "), LONGEST_WORDS)
    )


def state_word(state: BatchState) -> str:
    """The state of a list in a word."""
    return {
        BatchState.STAGED: translate("Batch", "Not sent yet"),
        BatchState.SENDING: translate("Batch", "Being sent"),
        BatchState.PAUSED: translate("Batch", "Paused"),
        BatchState.STOPPED: translate("Batch", "Stopped"),
        BatchState.DONE: translate("Batch", "Sent"),
    }[state]


def pause_cause(cause: PauseCause) -> str:
    """The reason why a list is paused, and what to do."""
    return {
        PauseCause.BY_HAND: translate("Batch", "Paused by hand. Nothing more goes out."),
        PauseCause.RESTARTED: translate(
            "Batch", "The program was closed meanwhile. Nothing goes out until you go on; no row is sent twice."
        ),
        PauseCause.REFUSED_ACCOUNT: translate("Batch", "The platform refuses the account. Put that right, then go on."),
        PauseCause.NO_MONEY: translate("Batch", "The balance is too low for the next row. Top it up, then go on."),
        PauseCause.OFFLINE: translate("Batch", "There is no connection. Go on when it is back."),
        PauseCause.REFUSALS: translate(
            "Batch", "The platform refused several rows in a row. Look at its reasons, then go on."
        ),
        PauseCause.UNCONFIRMED: translate(
            "Batch", "Too many rows are unconfirmed. They are being asked about; wait before going on."
        ),
        PauseCause.DISK: translate("Batch", "The disk is nearly full. Make room, then go on."),
        PauseCause.NOT_SAVED: translate("Batch", "An order could not be saved, so it was not sent."),
    }[cause]


def hold(held: Hold) -> str:
    """The reason why a row waits for the clerk."""
    return {
        Hold.NONE: "",
        Hold.ARRIVED: translate("Batch", "An order of this number and amount arrived meanwhile"),
        Hold.CHANGED: translate("Batch", "The failed order was tried again or settled meanwhile"),
        Hold.OVER_LIMIT: translate("Batch", "Over a limit of the shop"),
        Hold.STOPPED: translate("Batch", "Taken out by hand"),
    }[held]


def not_confirmed() -> str:
    """The status of a row that was left out when the list was confirmed."""
    return translate("Batch", "Left out")


def waiting() -> str:
    """The status of a row that has not become an order yet."""
    return translate("Batch", "Waiting")


def waits_for(row: int) -> str:
    """The reason why a row waits: another one of its number is not decided."""
    return translate("Batch", "After row {row}, which has the same number").format(row=row)


def paused_bar(cause: PauseCause) -> str:
    """The bar over all tabs: a list has paused by itself, and why."""
    return "\n".join([translate("Batch", "A list of numbers is paused."), pause_cause(cause)])
