"""What reasons of libraries and systems amount to."""

import errno
import inspect
import os
import socket
import sqlite3
import ssl
from types import ModuleType

import h11
import httpcore
import httpx
import pytest

from desktop.domain.orders.cause import Cause, cause_of, is_reason
from desktop.domain.orders.outcome import Unknown
from desktop.domain.orders.status import Standing
from desktop.gateway.answers import UnreadableAnswerError, open_envelope, push_outcome
from desktop.gateway.client import in_words
from desktop.gateway.wire import AnswerTooLargeError

SOCKET_ERRORS = [
    *("ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENETDOWN"),
    *("ENETRESET", "ENOTCONN", "ESHUTDOWN", "EADDRNOTAVAIL"),
]
RAISED = [
    (httpx.ConnectError("[Errno 111] Connection refused"), Cause.NO_CONNECTION),
    (httpx.ConnectError("[Errno -2] Name or service not known"), Cause.NO_CONNECTION),
    (httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed"), Cause.NOT_SECURE),
    (httpx.ConnectTimeout(""), Cause.NO_CONNECTION),
    (httpx.ProxyError("407 Proxy Authentication Required"), Cause.NO_CONNECTION),
    (httpx.UnsupportedProtocol("Request URL is missing a protocol"), Cause.NO_CONNECTION),
    (httpx.ReadTimeout(""), Cause.TOO_SLOW),
    (httpx.WriteTimeout(""), Cause.TOO_SLOW),
    (httpx.PoolTimeout(""), Cause.TOO_SLOW),
    (TimeoutError(), Cause.TOO_SLOW),
    (httpx.ReadError(""), Cause.LINE_BROKE),
    (httpx.WriteError(""), Cause.LINE_BROKE),
    (httpx.RemoteProtocolError("Server disconnected without sending a response."), Cause.LINE_BROKE),
    (ConnectionResetError(104, "Connection reset by peer"), Cause.LINE_BROKE),
    (BrokenPipeError(32, "Broken pipe"), Cause.LINE_BROKE),
    (httpx.DecodingError("Error -3 while decompressing data"), Cause.UNREADABLE),
    (httpx.RemoteProtocolError("illegal status line: bytearray(b'SSH-2.0')"), Cause.UNREADABLE),
    (httpx.RemoteProtocolError("peer closed connection without sending complete message body"), Cause.LINE_BROKE),
    (httpx.ReadError("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred in violation of protocol"), Cause.LINE_BROKE),
    (httpx.ConnectError("[SSL: UNEXPECTED_EOF_WHILE_READING] EOF occurred"), Cause.NO_CONNECTION),
    (httpx.ConnectError("[SSL: WRONG_VERSION_NUMBER] wrong version number"), Cause.NOT_SECURE),
    (ssl.SSLZeroReturnError(6, "TLS/SSL connection has been closed (EOF)"), Cause.LINE_BROKE),
    (OSError(errno.EHOSTUNREACH, os.strerror(errno.EHOSTUNREACH)), Cause.NO_CONNECTION),
    (OSError(errno.ENETDOWN, os.strerror(errno.ENETDOWN)), Cause.NO_CONNECTION),
    (AnswerTooLargeError("an answer of more than 65536 bytes"), Cause.UNREADABLE),
    (ZeroDivisionError("division by zero"), Cause.UNTOLD),
]
NOT_OF_A_CALL = {
    *("CookieConflict", "HTTPError", "HTTPStatusError", "RequestError", "RequestNotRead", "TooManyRedirects"),
    *("ConnectionNotAvailable", "SSLWantReadError", "SSLWantWriteError", "herror", "error", "OSError"),
}
"""Base classes, and what httpx keeps to itself or raises only where it is used otherwise than here."""
ANSWERED = [
    ((429, b""), Cause.THROTTLED),
    ((502, b""), Cause.PLATFORM_FAULT),
    ((302, b""), Cause.NOT_THE_PLATFORM),
    ((200, b"<html>"), Cause.UNREADABLE),
    ((200, b"[1]"), Cause.UNREADABLE),
]


@pytest.mark.parametrize(("trouble", "cause"), RAISED, ids=lambda one: type(one).__name__)
def test_what_the_client_raises(trouble: Exception, cause: Cause) -> None:
    assert cause_of(in_words(trouble)) is cause


def raised_by(module: ModuleType) -> set[str]:
    found = inspect.getmembers(module, inspect.isclass)
    return {of.__name__ for name, of in found if issubclass(of, Exception) and not name.startswith("_")}


@pytest.mark.parametrize("module", [httpx, httpcore, h11, ssl, socket], ids=lambda one: one.__name__)
def test_every_error_of_the_libraries_has_a_cause(module: ModuleType) -> None:
    names = raised_by(module) - NOT_OF_A_CALL
    assert names
    assert [name for name in sorted(names) if cause_of(name) is Cause.UNTOLD] == []
    assert [name for name in sorted(names) if cause_of(f"{name}: anything at all") is Cause.UNTOLD] == []


def test_every_error_of_a_socket_has_a_cause_of_the_line() -> None:
    numbers = [getattr(errno, name) for name in SOCKET_ERRORS]
    causes = {cause_of(in_words(OSError(number, os.strerror(number)))) for number in numbers}
    assert causes == {Cause.NO_CONNECTION, Cause.LINE_BROKE, Cause.TOO_SLOW}


def test_a_long_name_of_a_file_is_no_answer_of_the_platform() -> None:
    for number in (errno.ENAMETOOLONG, errno.EFBIG):
        assert cause_of(str(OSError(number, os.strerror(number), "/shop/a.xlsx"))) is Cause.UNTOLD


@pytest.mark.parametrize(("answer", "cause"), ANSWERED)
def test_what_cannot_be_read(answer: tuple[int, bytes], cause: Cause) -> None:
    with pytest.raises(UnreadableAnswerError) as unreadable:
        open_envelope(*answer)
    assert cause_of(str(unreadable.value)) is cause


@pytest.mark.parametrize(
    "body", [b'{"code":"0000","data":{}}', b'{"code":"1010","data":{"order_number":"W1"}}'], ids=["yes", "no"]
)
def test_answers_that_do_not_fit(body: bytes) -> None:
    outcome = push_outcome(open_envelope(200, body))
    assert isinstance(outcome, Unknown)
    assert cause_of(outcome.reason) is Cause.CONTRADICTORY


@pytest.mark.parametrize(
    ("number", "cause"),
    [
        (errno.ENOSPC, Cause.DISK_FULL),
        (errno.EACCES, Cause.FORBIDDEN),
        (errno.EPERM, Cause.FORBIDDEN),
        (errno.EROFS, Cause.FORBIDDEN),
        (errno.ENOENT, Cause.NOT_THERE),
        (errno.EISDIR, Cause.NOT_THERE),
        (errno.EIO, Cause.DISK_FAULT),
        (errno.EBUSY, Cause.IN_USE),
    ],
)
def test_what_the_system_says(number: int, cause: Cause) -> None:
    assert cause_of(str(OSError(number, os.strerror(number), "/shop/orders.xlsx"))) is cause


def test_what_windows_says_in_any_language_is_known_by_its_number() -> None:
    known = {5: Cause.FORBIDDEN, 32: Cause.IN_USE, 112: Cause.DISK_FULL, 3: Cause.NOT_THERE}
    known |= {10061: Cause.NO_CONNECTION, 10065: Cause.NO_CONNECTION, 10060: Cause.TOO_SLOW, 10054: Cause.LINE_BROKE}
    assert {number: cause_of(f"[WinError {number}] 拒绝访问。: 'D:\\\\a.xlsx'") for number in known} == known


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("database or disk is full", Cause.DISK_FULL),
        ("only 17 bytes are free on the disk", Cause.DISK_FULL),
        ("database is locked", Cause.IN_USE),
        ("attempt to write a readonly database", Cause.FORBIDDEN),
        ("disk I/O error", Cause.DISK_FAULT),
        ("the answer could not be stored: database or disk is full", Cause.NOT_STORED),
        ("the program was closed", Cause.CLOSING),
        ("the program is closing", Cause.CLOSING),
        ("", Cause.UNTOLD),
        ("余额不足", Cause.UNTOLD),
    ],
)
def test_our_own_reasons(text: str, cause: Cause) -> None:
    assert cause_of(text) is cause


def test_a_real_error_of_sqlite_is_known() -> None:
    with pytest.raises(sqlite3.OperationalError) as refused:
        sqlite3.connect("file:/nowhere/at/all.db?mode=ro", uri=True)
    assert cause_of(str(refused.value)) is Cause.DISK_FAULT


def test_what_the_platform_said_is_no_reason() -> None:
    ours = {standing for standing in Standing if is_reason(standing)}
    assert ours == {Standing.NEW, Standing.SENDING, Standing.UNKNOWN, Standing.NOT_SENT, Standing.CLOSED}
