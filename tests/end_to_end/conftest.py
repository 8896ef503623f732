"""No test starts the program with an account or a keyring of this computer."""

import os
from collections.abc import Callable, Iterator

import keyring
import pytest

from tests.end_to_end.driving import ACCOUNT, MemoryKeyring


@pytest.fixture(autouse=True)
def no_account(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """No account anywhere, and a keyring that is not this computer's."""
    for name in [name for name in os.environ if name.startswith("TOPUP_DESK_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("TOPUP_DESK_BASE_URL", "http://127.0.0.1:9/")
    memory = MemoryKeyring()
    before = keyring.get_keyring()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


@pytest.fixture
def provisioned(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Gives the account by environment, for a platform at this address."""

    def give(url: str) -> None:
        monkeypatch.setenv("TOPUP_DESK_STORE_ID", ACCOUNT.store_id)
        monkeypatch.setenv("TOPUP_DESK_APP_KEY", ACCOUNT.app_key)
        monkeypatch.setenv("TOPUP_DESK_APP_SECRET", ACCOUNT.app_secret)
        monkeypatch.setenv("TOPUP_DESK_BASE_URL", url)

    return give
