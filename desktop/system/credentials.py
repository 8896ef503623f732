"""The account: from the environment, or from the settings and the system's keyring."""

from __future__ import annotations

import logging
import os

from desktop.domain.account import Account

log = logging.getLogger(__name__)

_SERVICE = "topup-desk"


def from_environment() -> Account | None:
    """The account from TOPUP_DESK_STORE_ID, …_APP_KEY and …_APP_SECRET; never stored."""
    store_id, app_key, app_secret = (
        os.environ.get(f"TOPUP_DESK_{name}", "").strip() for name in ("STORE_ID", "APP_KEY", "APP_SECRET")
    )
    return Account(store_id, app_key, app_secret) if store_id and app_key and app_secret else None


def expected(store_id: str, app_key: str) -> bool:
    """Whether there should be an account, judged without the system's keyring; "" for a value that is not set."""
    return from_environment() is not None or bool(store_id and app_key)


def base_url_from_environment() -> str | None:
    """TOPUP_DESK_BASE_URL, or None."""
    return os.environ.get("TOPUP_DESK_BASE_URL", "").strip() or None


def plain_http_from_environment() -> bool:
    """Whether TOPUP_DESK_PLAIN_HTTP is 1: an address whose traffic others can read is allowed."""
    return os.environ.get("TOPUP_DESK_PLAIN_HTTP", "").strip() == "1"


def stored(store_id: str, app_key: str) -> Account | None:
    """The account entered earlier, or None; "" for a value that is not set. May block on the system's keyring: not for
    the GUI thread.
    """
    if not store_id or not app_key:
        return None
    secret = _secret_of(app_key)
    return Account(store_id, app_key, secret) if secret else None


def store_secret(account: Account) -> bool:
    """Store the secret in the system's keyring; False without one. May block: not for the GUI thread.

    Without a keyring the secret is kept in memory only: anybody could read a plain file.
    """
    return _keep(account.app_key, account.app_secret)


def proxy_password(address: str) -> str | None:
    """The password for a proxy's address (without password). May block: not for the GUI thread."""
    return _secret_of(f"proxy {address}")


def store_proxy_password(address: str, password: str) -> bool:
    """Store the password in the system's keyring; False without one. May block: not for the GUI thread."""
    return _keep(f"proxy {address}", password)


def has_keyring() -> bool:
    """Whether the system has a usable keyring. May block: not for the GUI thread."""
    import keyring

    try:
        return bool(keyring.get_keyring().priority > 0)
    except (OSError, RuntimeError):  # keyring reads a configuration file in the user's folder, which can fail
        log.warning("the system's keyring cannot be examined", exc_info=True)
        return False


def keyring_at_work() -> str | None:
    """Store, read and delete a trial entry; return the name of the system's keyring, None without a keyring.

    May block: not for the GUI thread. Raises the errors of a keyring that does not work.
    """
    if not has_keyring():
        return None
    import keyring
    from keyring.errors import KeyringError

    trial = f"trial {os.urandom(16).hex()}"
    keyring.set_password(_SERVICE, trial, "试试 s3cret")
    kept = keyring.get_password(_SERVICE, trial)
    keyring.delete_password(_SERVICE, trial)
    if kept != "试试 s3cret" or keyring.get_password(_SERVICE, trial) is not None:
        raise KeyringError("what was put in does not come out again")
    return keyring.get_keyring().name


def _secret_of(name: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, name)
    except (KeyringError, OSError, RuntimeError):
        log.warning("the system's keyring cannot be read", exc_info=True)
        return None


def _keep(name: str, secret: str) -> bool:
    """Store a secret in the keyring; whether it was stored."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(_SERVICE, name, secret)
        return keyring.get_password(_SERVICE, name) == secret
    except (KeyringError, OSError, RuntimeError):
        log.warning("the system has no keyring: the secret is kept in memory only")
        return False
