"""The recharges that one line asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.batch import vocabulary as words
from desktop.domain.batch.amounts import Amount, Firmness
from desktop.domain.batch.listing import Code
from desktop.domain.batch.ordinals import ordinals
from desktop.domain.batch.owners import notes, said, same_as_above, speeds
from desktop.domain.batch.parts import Parts, without_weak
from desktop.domain.batch.phones import Phone
from desktop.domain.mobile import operator_of
from desktop.domain.orders.order import Speed

_DIGIT = re.compile(r"[0-9]")
_LEAST_STEP = 10
"""Yuan: digits that touch a word and are no multiple of it count something else."""
_STOP = re.compile(r"[;。\n]")
_CLAUSE_END = re.compile(r"[,;。;!?！？]")


class Wanted(Struct, frozen=True, gc=False):
    """A recharge, before it is known what holds for the whole list. `face` None: the line says none, or none for
    certain (`unclear`). `codes` are what to look at; a `phone` without a number, or one that is `dropped`, is no row.
    """

    phone: Phone
    face: int | None = None
    codes: tuple[Code, ...] = ()
    note: str = ""
    speed: Speed | None = None
    unclear: bool = False
    dropped: bool = False
    same_as_above: bool = False

    @property
    def needs_face(self) -> bool:
        """Whether its line says no amount, so that another one may."""
        told = self.face is not None or self.unclear or self.same_as_above
        return bool(self.phone.mobile) and not (told or self.dropped)


def wanted_in(line: str, parts: Parts, faces: frozenset[int]) -> list[Wanted]:
    """The recharges of a line with at least one number, in its order. `faces` are those that can be ordered (yuan)."""
    told, same = said(line, parts), same_as_above(line, parts)
    if len(parts.phones) == 1:
        found, speed = [_of_one(line, parts, faces)], [parts.speed]
    else:
        found = _of_several(line, parts, [one for one, _ in told], same)
        found = [replace(one, note=note) for one, note in zip(found, notes(line, parts), strict=True)]
        speed = speeds(line, parts)
    differs, several = _differing(parts), (Code.SEVERAL_TIMES,) if parts.several else ()
    done = list[Wanted]()
    for place, one in enumerate(found):
        dropped, codes = told[place]
        about = (*one.phone.codes, *codes)
        if not dropped:
            about = (*one.phone.codes, *one.codes, *several, *codes, *differs.get(one.phone.start, ()))
        done.append(replace(one, codes=about, speed=speed[place], dropped=dropped, same_as_above=same[place]))
    return done


def counting(parts: Parts) -> Amount | None:
    """The leading bare amount if another amount stands in the line, so that it may count the lines."""
    index = parts.index
    firm = [one for one in parts.amounts if one.firmness is not Firmness.WEAK]
    return index if index is not None and len(firm) > 1 else None


def _of_one(line: str, parts: Parts, faces: frozenset[int]) -> Wanted:
    (phone,) = parts.phones
    told = firm(parts.amounts)
    if not told:
        offered = [one for one in parts.amounts if one.yuan in faces]
        if len(offered) == 1 and not parts.goods:
            return Wanted(phone, offered[0].yuan, note=without_weak(line, parts, offered[0]))
        likely = [one.yuan for one in parts.amounts if one.yuan and one.yuan % _LEAST_STEP == 0]
        codes = (Code.NOT_A_FACE,) if parts.goods else ()
        return Wanted(phone, likely[0] if len(likely) == 1 else None, codes, parts.note, unclear=parts.goods)
    negated = [one for one in told if words.NEGATED.search(line[max(0, one.start - 8) : _digits_at(line, one)])]
    rest = {one.yuan for one in told if one not in negated}
    if negated and len(rest) == 1 and None not in rest:
        return Wanted(phone, rest.pop(), (Code.AMOUNT_CORRECTED,), parts.note)
    values = list(dict.fromkeys(one.yuan for one in told))
    if len(values) == 1 and not _other_choice(line, parts, values[0], faces):
        bad = values[0] is None
        codes = (Code.BAD_AMOUNT,) if bad else (Code.SEVERAL_TIMES,) if _repeated(line, told) else ()
        return Wanted(phone, values[0], codes, parts.note, unclear=bad)
    if words.CORRECTED.search(line, told[0].end, told[-1].end) and told[-1].yuan is not None:
        return Wanted(phone, told[-1].yuan, (Code.AMOUNT_CORRECTED,), parts.note)
    return Wanted(phone, None, (Code.TWO_AMOUNTS,), parts.note, unclear=True)


def _digits_at(line: str, amount: Amount) -> int:
    """The place of an amount's own digits, behind its verb."""
    found = _DIGIT.search(line, amount.start, amount.end)
    return found.start() if found else amount.start


def _other_choice(line: str, parts: Parts, value: int | None, faces: frozenset[int]) -> bool:
    """Whether a part of a word is another face to choose from (50或者100都行)."""
    others = [one for one in parts.amounts if one.firmness is Firmness.WEAK and one.yuan in faces - {value}]
    return any(words.EITHER.search(line, max(0, one.start - 3), one.start) for one in others)


def _repeated(line: str, told: Sequence[Amount]) -> bool:
    """Whether digits say the same amount twice; numerals beside digits only say it once more."""
    return sum(_DIGIT.search(line, one.start, one.end) is not None for one in told) > 1


def _of_several(line: str, parts: Parts, dropped: Sequence[bool], same: Sequence[bool]) -> list[Wanted]:
    phones, told = parts.phones, firm(parts.amounts)
    left = [one for one, off, like in zip(phones, dropped, same, strict=True) if not (off or like)]
    if len(told) == len(left) == 1:
        return [Wanted(one, told[0].yuan if one is left[0] else None) for one in phones]
    if words.RESPECTIVELY.search(line) and len(told) == len(phones):
        return [Wanted(phone, one.yuan) for phone, one in zip(phones, told, strict=True)]
    if (placed := ordinals(line, told)) is not None and all(0 < place <= len(phones) for place, _ in placed):
        yuan_at = dict(placed)
        return [Wanted(phone, yuan_at.get(place)) for place, phone in enumerate(phones, 1)]
    if len(told) == 1 and told[0].each:
        return [Wanted(phone, told[0].yuan) for phone in phones]
    if not told:
        codes = (Code.NOT_A_FACE,) if parts.goods else ()
        return [Wanted(phone, None, codes, unclear=parts.goods) for phone in phones]
    if (pairs := _by_clause(line, parts, told, same)) is not None:
        return [Wanted(phone, one.yuan if one else None) for phone, one in pairs]
    if len(told) == 1:
        return _sharing(line, parts, told[0])
    if (owned := _in_turn(parts, told)) is not None:
        return [Wanted(phone, amount.yuan) for phone, amount in zip(phones, owned, strict=True)]
    return _nobody_knows(parts)


def _sharing(line: str, parts: Parts, amount: Amount) -> list[Wanted]:
    """Several numbers and one amount: for each of them, for all of them, for one of them?"""
    phones = parts.phones
    between = line[phones[0].end : phones[-1].start]
    if words.EITHER.search(between) or (len(phones) == 2 and between.strip() in {"/", "|"}):
        return [Wanted(phone, amount.yuan, (Code.WHICH_NUMBER,)) for phone in phones]
    if amount.together:
        share, rest = divmod(amount.yuan or 0, len(phones))
        face = share if not rest and share else None
        codes = (Code.EACH_OR_TOGETHER,) if face else (Code.WHOSE_AMOUNT,)
        return [Wanted(phone, face, codes, unclear=face is None) for phone in phones]
    if phones[0].start < amount.start < phones[-1].start:
        return _nobody_knows(parts)
    return [Wanted(phone, amount.yuan, (Code.EACH_OR_TOGETHER,)) for phone in phones]


def _by_clause(
    line: str, parts: Parts, told: Sequence[Amount], same: Sequence[bool]
) -> list[tuple[Phone, Amount | None]] | None:
    """Each number with the amount of its clause; None where a clause has more than one of them, or few have both."""
    for ends in (_STOP, _CLAUSE_END):
        stops = [match.end() for match in ends.finditer(line)]
        amount_in = {bisect_right(stops, one.start): one for one in told}
        phone_in = {bisect_right(stops, one.start): one for one in parts.phones}
        alone = (
            len(phone_in) == len(parts.phones) and len(amount_in) == len(told) and amount_in.keys() <= phone_in.keys()
        )
        if alone and len(told) * 2 > len(phone_in) - sum(same):
            return [(one, amount_in.get(clause)) for clause, one in phone_in.items()]
    return None


def _in_turn(parts: Parts, told: Sequence[Amount]) -> list[Amount] | None:
    """The amounts in the order of their numbers, if each number has one and both take turns."""
    if len(told) != len(parts.phones):
        return None
    marks = sorted([(one.start, True) for one in parts.phones] + [(one.start, False) for one in told])
    takes_turns = all(before[1] is not after[1] for before, after in pairwise(marks))
    return list(told) if takes_turns else None


def _nobody_knows(parts: Parts) -> list[Wanted]:
    return [Wanted(phone, None, (Code.WHOSE_AMOUNT,), unclear=True) for phone in parts.phones]


def firm(told: Sequence[Amount]) -> list[Amount]:
    """The amounts that are no part of a word."""
    return [one for one in told if one.firmness is not Firmness.WEAK]


def _differing(parts: Parts) -> dict[int, tuple[Code, ...]]:
    """By the start of a number: its line names another operator than its segment has."""
    if len(parts.operators) != 1:
        return {}
    (named,) = parts.operators
    wrong = [one for one in parts.phones if one.mobile and operator_of(one.mobile) is not named]
    return {one.start: (Code.OPERATOR_DIFFERS,) for one in wrong}
