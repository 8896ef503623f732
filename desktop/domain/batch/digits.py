"""The forms of digits that are, or were meant as, a mobile number: one pattern with a name for each form."""

from __future__ import annotations

import re

_SPOKEN_DIGITS = ("零〇洞", "一壹幺", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒拐", "八捌", "九玖勾")
WORTH = {sign: str(value) for value, signs in enumerate(_SPOKEN_DIGITS) for sign in signs}
"""The digit that a spoken digit means."""

_SAID = "".join(WORTH)
_DIGIT = rf"[0-9{_SAID}]"
_TENS = "十百千拾佰"
_ONE = "[1一壹幺]"
_THREE_TO_NINE = f"[3-9{''.join(_SPOKEN_DIGITS[3:])}]"
_GAP = "[ ._/|、-]"
_LABEL = (
    r"(?:(?:订单|单号|编号|流水|身份证|银行卡|(?<!手机)卡号|快递|运单|工号|合同|发票|税号)(?:号码?)?(?:是|为)? ?[:#]? ?"
    r"|(?:账号|帐号|账户|微信|QQ|qq|[Ii][Dd])(?:号码?)?(?:是|为)? ?[:#]? ?(?!1[3-9][0-9]{9}(?![0-9])))"
)
_MOBILE = r"1[3-9][0-9](?P<inner>[ -]?)[0-9]{4}(?P=inner)[0-9]{4}(?![0-9])"

_FORMS = {
    "lost": r"\#{4,}",
    "science": r"(?<![0-9.])[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}(?![0-9A-Za-z])",
    "phone": (
        r"(?<![0-9])(?:\(\+?86\) ?|(?:\+|00)?86[ -]?)?(?P<digits>1[0-9]{10}"
        r"|\(1[0-9]{2}\)[ -]?[0-9]{4}[ -]?[0-9]{4}"
        rf"|1[0-9]{{2}}{_GAP}{{1,2}}[0-9]{{4}}{_GAP}{{1,2}}[0-9]{{4}}"
        r"|1[0-9]{2}[ ._-](?!1[3-9])[0-9]{8}|1[0-9]{6}[ ._-][0-9]{4}"
        r"|1[0-9]{2}(?P<gap>[ ._-])[0-9]{3}(?P=gap)[0-9]{5}|1[0-9]{3}(?P<gap2>[ ._-])[0-9]{4}(?P=gap2)[0-9]{3})"
        r"(?![0-9]|\.[0-9]*[1-9])"
    ),
    "masked": (
        r"(?<![0-9])1[3-9][0-9]{0,5}(?:[ -]?(?:(?P<mask>[xX某_]|[^\s\w,;])(?P=mask)+|…)[ -]?[0-9]{2,5}(?![0-9])"
        r"|[*xX•#]{2,9}(?![0-9]))|(?<![0-9*xX•#])[*xX•#]{4}[0-9]{4}(?![0-9])"
    ),
    "confused": (
        r"(?<![0-9.])1[0-9]{10}\.[0-9]*[1-9][0-9]*"
        r"|(?<![0-9A-Za-z])(?![0-9]{11})(?=[0-9]*[A-Za-z])(?=(?:[A-Za-z]{0,4}[0-9]){5})[1Il][0-9A-Za-z]{9,11}(?![0-9A-Za-z])"
        r"|(?<![0-9A-Za-z])(?=[0-9 ._-]{0,12}[OoIl])"
        r"[1Il][0-9OoIl]{2}[ ._-][0-9OoIl]{4}[ ._-][0-9OoIl]{4}(?![0-9A-Za-z])"
        r"|(?:(?![0-9])[\d\u2460-\u24ff\u2776-\u2793]){7,}"
    ),
    "ident": (
        rf"{_LABEL}[A-Za-z0-9_-]{{5,}}"
        r"|(?<![A-Za-z0-9])(?!(?i:tel|phone|mobile|mob|call)\.?-?1)[A-Za-z]+[-_]?[0-9]{5,}[A-Za-z0-9_-]*"
    ),
    "foreign": (
        rf"(?<![0-9])(?:\+(?!86)|00(?!86)(?=[1-9])(?![0-9]{{1,3}}[ .:-]+{_MOBILE}))"
        r"[0-9]{1,4}(?:[ -]?[0-9]{2,}){1,4}"
    ),
    "apart": rf"(?<![0-9{_SAID}第]){_ONE}{_GAP}?{_THREE_TO_NINE}(?:{_GAP}?{_DIGIT}){{9}}(?![0-9{_SAID}{_TENS}])",
    "spoken": rf"[{_SAID}]{{7,}}",
    "grouped": r"(?<![0-9,.])(?:1[0-9],[0-9]{3},[0-9]{3},[0-9]{3}|1[0-9]{2},[0-9]{4},[0-9]{4})(?![0-9,])",
    "zero": r"(?<![0-9])0(?P<trunk>1[3-9][0-9]{9})(?![0-9])",
    "landline": (
        r"(?<![0-9])(?:\(0[0-9]{2,3}\) ?|0[0-9]{2,3}[- ])[0-9]{7,8}(?:-[0-9]{1,4})?(?![0-9])"
        r"|(?<![0-9])[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}(?![0-9])"
    ),
    "date": r"(?<![0-9])20[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])",
    "parts": r"(?<![0-9])1[3-9][0-9](?P<gap3>[ ._-])[0-9]{4,5}(?:(?P=gap3)[0-9]{1,6})?(?![0-9])",
    "run": r"(?<![0-9])[0-9]{7,}(?![0-9])",
}
FINDER = re.compile("|".join(f"(?P<{name}>{form})" for name, form in _FORMS.items()))
"""The first of the forms that fits goes."""

_SURE_GROUPS = ([3, 4, 4], [3, 8], [7, 4], [2, 3, 3, 3], [1] * 11)
_COULD_BE_AMOUNT = re.compile("[1-9][0-9]{1,3}")
_ONE_MORE = re.compile(rf"{_GAP}[0-9](?![0-9])")


def belong_together(text: str) -> bool:
    """Whether digits in unusual groups are one number for certain: no group could be an amount."""
    groups = re.split(_GAP, text)
    if [len(group) for group in groups] in _SURE_GROUPS:
        return True
    return len(groups[0]) > 1 and not any(map(_COULD_BE_AMOUNT.fullmatch, groups[1:]))


def goes_on(text: str, line: str, end: int) -> bool:
    """Whether another single digit follows digits that were written one by one."""
    return len(text) == 21 and _ONE_MORE.match(line, end) is not None
