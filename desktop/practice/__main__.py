"""Serves the practice platform over HTTP on this computer, for any other Wikeyun client (needs the dev extra)."""

from __future__ import annotations

import argparse

from desktop.domain.account import Account
from desktop.practice.app import practice_app


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m desktop.practice", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this computer only)")
    parser.add_argument("--port", type=int, required=True, help="port to listen on")
    parser.add_argument("--app-key", required=True, help="the only app_key that is let in")
    parser.add_argument("--app-secret", required=True, help="the secret that its requests are signed with")
    parser.add_argument("--store-id", type=int, required=True, help="the only store_id that may order")
    given = parser.parse_args()
    try:
        import uvicorn
    except ImportError:
        parser.error("uvicorn is not installed; pip install -e '.[dev]' brings it")
    account = Account(str(given.store_id), given.app_key, given.app_secret)
    uvicorn.run(practice_app(account), host=given.host, port=given.port, log_level="info", access_log=False)


if __name__ == "__main__":
    main()
