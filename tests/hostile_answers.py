"""Answers to a push that say nothing about whether the order was taken."""

from tests.platform_server import Answer, drips, hangs, says, sends

UNUSABLE: dict[str, Answer] = {
    "no answer": hangs(),
    "dripping": drips(0.05),
    "hang up": sends(b""),
    "reset": sends(b"", then_reset=True),
    "half a head": sends(b"HTTP/1.1 200"),
    "no HTTP": sends(b"hello\r\n\r\n"),
    "truncated": sends(b'HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"code":"1003"'),
    "truncated without length": sends(b'HTTP/1.1 200 OK\r\n\r\n{"code":"0000","da'),
    "bad gzip": says(b"not gzip", headers="Content-Encoding: gzip\r\n"),
    "html": says(b"<html>login</html>"),
    "empty": says(b""),
    "gbk": says('{"code":"1003","msg":"失败"}'.encode("gbk")),
    "500": says({"code": "1003", "msg": "no"}, "500 Internal Server Error"),
    "502": says(b"<html>bad gateway</html>", "502 Bad Gateway"),
    "429": says(b"slow down", "429 Too Many Requests"),
    "404": says(b"not here", "404 Not Found"),
    "307": says(b"", "307 Temporary Redirect", "Location: /elsewhere\r\n"),
    "yes without a number": says({"code": "0000", "data": None}),
}
