"""Masks private data in texts: mobile numbers, keys, secrets, signatures, passwords."""

from __future__ import annotations

import re
import unicodedata

_SHORTEST = 6
"""Minimum length of a secret to mask: a shorter one would occur in ordinary words."""

# A digit, also full-width, and the separators between two; also as escaped by JSON, Python and URLs.
_SLASHES = r"\\{1,4}"
_PERCENT = "%(?:25){0,3}"
_DIGIT = rf"(?:\d|{_SLASHES}uff1\d|{_PERCENT}EF{_PERCENT}BC{_PERCENT}9\d)"
_ESCAPED_GAP = (
    r"(?:\\{1,4}(?:t|xa0|u(?:00a0|20[0-2][0-9a-f]|2212|3000|ff0d))|&nbsp;"
    rf"|{_PERCENT}(?:09|20|2B|2D|C2{_PERCENT}A0|E2{_PERCENT}80{_PERCENT}[89A][0-9A-F]))"
)
_GAP = rf"(?:[ \t\u00a0\u2000-\u200d\u202f\u3000\-\u2010-\u2015\u2212\uff0d_+]|{_ESCAPED_GAP}){{0,3}}"
_COUNTRY = rf"(?:(?:[+＋]|%2B|00|００)?(?:86|８６|{_SLASHES}uff18{_SLASHES}uff16){_GAP})?"
_BEGINS = r"(?:(?<!\d)|(?<=%20)|(?<=%2520)|(?<=%2D)|(?<=%A0)|(?<=\\xa0)|(?<=\\u[0-9a-f]{4}))"
_NUMBER = re.compile(
    rf"{_BEGINS}{_COUNTRY}"
    rf"(?P<head>(?:[1１]|{_SLASHES}uff11|{_PERCENT}EF{_PERCENT}BC{_PERCENT}91)(?:{_GAP}{_DIGIT}){{2}})"
    rf"(?:(?:{_GAP}{_DIGIT}){{4}}{_GAP}|\.{_DIGIT}{{4}}\.)"
    rf"(?P<tail>{_DIGIT}(?:{_GAP}{_DIGIT}){{3}})(?!{_DIGIT})",
    re.IGNORECASE,
)
_WRITTEN_DIGIT = re.compile(
    rf"{_SLASHES}uff1(\d)|{_PERCENT}EF{_PERCENT}BC{_PERCENT}9(\d)|{_ESCAPED_GAP}", re.IGNORECASE
)

_NAMES = r"(?:app[_-]?key|app[_-]?secret|secret|sign(?:ature)?|password|passwd|pwd|(?:proxy-)?authorization)"
_QUOTE = r"""(?:\\{0,4}["']|%22|%27)"""
_VALUE = re.compile(
    rf"(?P<name>(?<![a-z]){_NAMES}{_QUOTE}?\s*(?:=>|[=:,]|%3D|%3A)\s*)"
    r"(?:b?(?P<quote>"
    rf"{_QUOTE}"
    r")(?:(?!(?<!\\)(?P=quote))[^\n]){0,500}(?P=quote)?"
    r"|(?:basic|bearer)\s+\S{1,500}"
    r"""|(?:(?!%26|%22|%27)[^\s&,;"'<>(){}\[\]\\])+)""",
    re.IGNORECASE,
)
_USER = re.compile(
    r"(?P<user>(?::|%3A)(?://|%2F%2F)(?:(?!%3A)[^\s:@/\"']){0,200}(?::|%3A))[^\s\"'<>]{0,200}(?P<at>@|%40)",
    re.IGNORECASE,
)

_secrets: dict[str, re.Pattern[str]] = {}


def hide(secret: str) -> None:
    """Mask this secret from now on, under any name and in any escaped form."""
    if len(secret) >= _SHORTEST and secret not in _secrets:
        _secrets[secret] = re.compile("".join(map(_in_any_form, secret)), re.IGNORECASE)


def masked(text: str) -> str:
    """Mask a text; a number keeps its first 3 and last 4 digits (138****8000)."""
    for secret in list(_secrets.values()):
        text = secret.sub("****", text)
    text = _USER.sub(r"\g<user>****\g<at>", text)
    text = _VALUE.sub(r"\g<name>****", text)
    return _NUMBER.sub(lambda number: f"{_digits(number['head'])}****{_digits(number['tail'])}", text)


def _in_any_form(character: str) -> str:
    """A pattern for a character, plain or escaped by Python, JSON or URLs."""
    code, raw = ord(character), character.encode("utf-8", "replace")
    forms = [
        rf"\\{{0,4}}{re.escape(character)}",
        rf"{_SLASHES}u{code:04x}",
        "".join(rf"{_SLASHES}x{one:02x}" for one in raw),
        "".join(f"{_PERCENT}{one:02x}" for one in raw),
    ]
    if character == " ":
        forms += [r"\+", f"{_PERCENT}2b"]
    return f"(?:{'|'.join(forms)})"


def _digits(text: str) -> str:
    plain = _WRITTEN_DIGIT.sub(lambda found: found[1] or found[2] or "", text)
    return "".join(str(unicodedata.digit(one)) for one in plain if one.isdigit())
