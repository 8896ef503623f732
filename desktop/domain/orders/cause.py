"""The causes of failures, as a closed set; the reasons themselves are messages of libraries and systems.

Events keep the reason for the log and for support; screens and files show its cause.
"""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.orders.status import Standing


class Cause(StrEnum):
    """`UNTOLD` for a reason that matches no known cause."""

    CLOSING = "closing"
    NOT_STORED = "not_stored"
    NOT_SECURE = "not_secure"
    NO_CONNECTION = "no_connection"
    TOO_SLOW = "too_slow"
    LINE_BROKE = "line_broke"
    THROTTLED = "throttled"
    PLATFORM_FAULT = "platform_fault"
    NOT_THE_PLATFORM = "not_the_platform"
    CONTRADICTORY = "contradictory"
    UNREADABLE = "unreadable"
    DISK_FULL = "disk_full"
    FORBIDDEN = "forbidden"
    IN_USE = "in_use"
    NOT_THERE = "not_there"
    DISK_FAULT = "disk_fault"
    UNTOLD = "untold"


_CUT_SHORT = ("eof occurred", "unexpected_eof", "sslzeroreturn", "ssleof", "closed (eof)")
"""Of a line that ended in the middle of an encrypted answer; nothing was wrong with the encryption."""
_NOT_HTTP = ("protocolerror: illegal", "protocolerror: malformed")
_SIGNS: dict[Cause, tuple[str, ...]] = {
    Cause.CLOSING: ("program was closed", "program is closing", "program closes"),
    Cause.NOT_STORED: ("answer could not be stored",),
    Cause.NOT_SECURE: ("certificate", "[ssl", "ssl:", "sslerror", "sslsyscall", "sslcert", "tls"),
    Cause.NO_CONNECTION: (
        "connecterror",
        "connecttimeout",
        "proxyerror",
        "invalidurl",
        "unsupportedprotocol",
        "connection refused",
        "connectionrefused",
        "connection attempts failed",
        "getaddrinfo",
        "name or service",
        "name resolution",
        "gaierror",
        "unreachable",
        "no route to host",
        "network is down",
        "host is down",
        "not on the network",
        "cannot assign requested address",
        *(f"winerror {number}]" for number in (1225, 1231, 1232, 10049, 10050, 10051, 10061, 10064, 10065, 11001)),
    ),
    Cause.TOO_SLOW: ("timeout", "timed out", "winerror 121]", "winerror 10060]"),
    Cause.LINE_BROKE: (
        "readerror",
        "writeerror",
        "closeerror",
        "protocolerror",
        "connectionreset",
        "connection reset",
        "connectionaborted",
        "brokenpipe",
        "broken pipe",
        "disconnected",
        "brokenresource",
        "closedresource",
        "endofstream",
        "incompleteread",
        "streamclosed",
        "networkerror",
        "transporterror",
        "dropped connection",
        "not connected",
        "winerror 64]",
        "winerror 1236]",
        "winerror 10053]",
        "winerror 10054]",
    ),
    Cause.THROTTLED: ("http 429",),
    Cause.PLATFORM_FAULT: ("http 5",),
    Cause.NOT_THE_PLATFORM: ("http 1", "http 2", "http 3", "http 4"),
    Cause.CONTRADICTORY: (
        "names no order",
        "still names order",
        "does not name the order",
        "contradict",
        "another order",
        "order of another",
    ),
    Cause.UNREADABLE: (
        "no json",
        "no code in",
        "no readable",
        "names no operator",
        "jsondecode",
        "decodingerror",
        "unicode",
        "an answer of",
        "streamerror",
        "streamconsumed",
        "responsenotread",
    ),
    Cause.DISK_FULL: (
        "disk is full",
        "no space left",
        "bytes are free",
        "quota exceeded",
        "errno 28]",
        "errno 122]",
        "winerror 112]",
    ),
    Cause.FORBIDDEN: (
        "permission denied",
        "not permitted",
        "access is denied",
        "read-only",
        "readonly",
        "errno 1]",
        "errno 13]",
        "errno 30]",
        "winerror 5]",
        "winerror 19]",
    ),
    Cause.IN_USE: ("is locked", "used by another", "resource busy", "text file busy", "winerror 32]", "winerror 33]"),
    Cause.NOT_THERE: (
        "no such file",
        "not a directory",
        "is a directory",
        "no such device",
        "no medium",
        "stale file handle",
        "cannot find",
        "errno 2]",
        "errno 20]",
        "errno 21]",
        "winerror 2]",
        "winerror 3]",
        "winerror 53]",
        "winerror 67]",
    ),
    Cause.DISK_FAULT: ("i/o error", "input/output", "errno 5]", "malformed", "unable to open", "is damaged"),
}
"""Lower case. The first match wins: a network failure may name a file, and a failure to store an answer its disk."""

_OURS = frozenset({Standing.NEW, Standing.SENDING, Standing.UNKNOWN, Standing.NOT_SENT, Standing.CLOSED})


def cause_of(reason: str) -> Cause:
    """Classify a reason."""
    small = reason.lower()
    if any(sign in small for sign in _CUT_SHORT):
        return Cause.NO_CONNECTION if "connecterror" in small else Cause.LINE_BROKE
    if any(sign in small for sign in _NOT_HTTP):
        return Cause.UNREADABLE
    return next((cause for cause, signs in _SIGNS.items() if any(sign in small for sign in signs)), Cause.UNTOLD)


def is_reason(standing: Standing) -> bool:
    """Whether the `words` of an order with this status are a reason of ours, not the platform's words."""
    return standing in _OURS
