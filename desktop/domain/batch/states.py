"""Columns that tell the state of a recharge, or how many times it is wanted."""

from __future__ import annotations

import re

from desktop.domain.batch.listing import Code
from desktop.domain.batch.owners import Said, clause_says
from desktop.domain.batch.talk import counted

_ASKS_WHETHER_DONE = re.compile(r"已|过|完成|成功|到账")
_YES = re.compile(r"是的?|有|[√✓✔]|y|yes|true|1|对", re.IGNORECASE)
_OPEN = re.compile(r"否|不是|[未没待].*|.*失败.*|[×✗xX]|n|no|false|0|正常|新", re.IGNORECASE)
_DONE = re.compile(r"已|成功|完成|到账|^(?:ok|done|success)", re.IGNORECASE)
_COUNT = re.compile(
    r" *([0-9]{1,4}(?=[^0-9.]|\.0*(?![0-9])|$)|[一二两三四五六七八九十]{1,3})(?:\.0*)? *[次个笔份张]? *"
)


def state_says(title: str, text: str) -> Said:
    """Whether a recharge is open; a state that is neither open nor done for certain is asked about."""
    if not text:
        return False, ()
    dropped, codes = clause_says(text)
    if dropped:
        return dropped, codes
    if "是否" in title and not _ASKS_WHETHER_DONE.search(title):
        return False, (Code.SAID_LATER,)  # "yes" may mean that it was done or that it shall be
    if _OPEN.fullmatch(text):
        return False, codes
    if _YES.fullmatch(text) or _DONE.search(text):
        return True, (Code.SAID_TO_BE_DONE,)
    return False, (Code.SAID_LATER,)


def count_says(text: str) -> Said:
    """Whether a recharge is wanted once."""
    if not text:
        return False, ()
    found = _COUNT.fullmatch(text)
    times = counted(found[1]) if found is not None else None
    if times == 0:
        return True, (Code.SAID_NOT_TO,)
    return False, () if times == 1 else (Code.SEVERAL_TIMES,)
