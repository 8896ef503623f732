"""What keeps an order to one request, to the right server, and tells whether it left."""

from tests.mutants.mutant import Mutant

_WIRE = "desktop/gateway/wire.py"
_CLIENT = "desktop/gateway/client.py"
_OF_CLIENT = "tests/gateway/test_client.py"
_CERTIFICATES = "tests/gateway/test_certificates.py"

ON_THE_WIRE = {
    "host-name-not-checked": Mutant(
        _WIRE,
        "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n",
        "truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n        trust.check_hostname = False\n",
        (f"{_CERTIFICATES}::test_a_server_with_a_false_certificate_is_told_nothing",),
        linux_only=True,
    ),
    "certificates-not-verified-behind-a-proxy": Mutant(
        _WIRE,
        "verify=trust,",
        "verify=ssl._create_unverified_context() if proxy else trust,",
        (f"{_CERTIFICATES}::test_through_a_proxy_a_server_with_a_false_certificate_is_told_nothing",),
    ),
    "proxys-certificate-not-verified": Mutant(
        _WIRE,
        "ssl_context=trust if",
        "ssl_context=ssl._create_unverified_context() if",
        (f"{_CERTIFICATES}::test_a_proxy_with_a_false_certificate_is_not_even_asked_for_a_tunnel",),
    ),
    "environments-proxy-taken": Mutant(
        _WIRE,
        "                trust_env=False,\n                proxy",
        "                trust_env=True,\n                proxy",
        ("tests/gateway/test_environment.py::test_proxies_and_passwords_of_the_environment_are_not_taken",),
    ),
    "http2": Mutant(
        _WIRE,
        "http2=False",
        "http2=True",
        ("tests/gateway/test_environment.py::test_a_platform_that_offers_http2_is_spoken_to_in_http1",),
    ),
    "redirects-followed": Mutant(
        _WIRE,
        "follow_redirects=False",
        "follow_redirects=True",
        (f"{_OF_CLIENT}::test_after_an_unusable_answer_the_outcome_is_unknown_and_nothing_is_sent_again",),
    ),
    "pushes-on-kept-connections": Mutant(
        _WIRE,
        "self._pushes = open_client(0)",
        "self._pushes = open_client(_KEPT)",
        (f"{_OF_CLIENT}::test_every_push_travels_on_a_connection_of_its_own",),
    ),
    "no-end-to-a-dripping-answer-to-a-question": Mutant(
        _CLIENT,
        "            async with asyncio.timeout(self._config.timeouts.total):\n                reply",
        "            async with asyncio.timeout(None):\n                reply",
        (f"{_OF_CLIENT}::test_an_answer_that_drips_for_ever_ends_with_the_calls_time[query]",),
    ),
    "no-end-to-a-dripping-answer": Mutant(
        _CLIENT,
        "            async with asyncio.timeout(self._config.timeouts.total):\n                url, form",
        "            async with asyncio.timeout(None):\n                url, form",
        (f"{_OF_CLIENT}::test_an_answer_that_drips_for_ever_ends_with_the_calls_time[push]",),
    ),
    "sent-and-called-not-sent": Mutant(
        _WIRE,
        "            self.may_have_left = True\n",
        "            pass\n",
        (f"{_OF_CLIENT}::test_after_an_unusable_answer_the_outcome_is_unknown_and_nothing_is_sent_again",),
    ),
    "a-tunnel-counts-as-the-order": Mutant(
        _WIRE,
        'if name.endswith("send_request_headers.started") and not tunnel:',
        'if name.endswith("send_request_headers.started"):',
        (f"{_CERTIFICATES}::test_through_a_proxy_a_server_with_a_false_certificate_is_told_nothing",),
    ),
    "in-process-counts-as-provable": Mutant(
        _WIRE,
        "return cls(open_client, traced=False)",
        "return cls(open_client, traced=True)",
        (f"{_OF_CLIENT}::test_without_a_trace_nothing_is_proven_unsent",),
    ),
    "httpx-logs-addresses": Mutant(
        _CLIENT,
        'logging.getLogger("httpx").setLevel(logging.WARNING)',
        'logging.getLogger("httpx").setLevel(logging.INFO)',
        ("tests/gateway/test_log.py::test_nothing_of_a_call_comes_into_the_log",),
    ),
}
