"""What the self-check finds out about the system, with keyrings that work and some that do not."""

import keyring
import pytest

from desktop.program.self_check import surroundings
from desktop.system import credentials
from tests.end_to_end.driving import MemoryKeyring


class Forgetful(MemoryKeyring):
    """Takes secrets and gives nothing back."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


async def seen(name: str) -> tuple[bool, str]:
    return next((passed, words) for one, passed, words in await surroundings.look() if one == name)


async def test_a_keyring_is_tried_and_left_as_it_was(no_account: MemoryKeyring) -> None:
    assert await seen("keyring") == (True, no_account.name)
    assert no_account.kept == {}


async def test_a_keyring_that_keeps_nothing_is_told() -> None:
    keyring.set_keyring(Forgetful())
    passed, words = await seen("keyring")
    assert not passed
    assert "does not come out again" in words


async def test_without_a_keyring_the_program_works_and_says_what_that_means() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert await seen("keyring") == (True, "none: the secret is asked for at every start")


async def test_a_keyring_that_may_not_be_asked_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked() -> None:
        raise PermissionError("its settings lie in a folder that may not be read")

    monkeypatch.setattr(keyring, "get_keyring", locked)
    assert not credentials.has_keyring()


async def test_the_systems_certificates_can_be_used() -> None:
    assert (await seen("certificates"))[0]


async def test_signatures_can_be_looked_at() -> None:
    assert await seen("signatures") == (True, "RFC 8032, test 1")
