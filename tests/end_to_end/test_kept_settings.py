"""The proxy's password is in the keyring and in no file; and nothing is written over what cannot be read."""

import json
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.program.kept_settings import KeptSettings, NotOverwrittenError
from desktop.settings import Password, Settings, load, save
from desktop.settings.proxy import wants_password, with_password, without_password
from tests.end_to_end.driving import MemoryKeyring

WITH = "http://shop:zZ9%40%2Fx@proxy.shop:3128/"
WITHOUT = "http://shop@proxy.shop:3128/"
PASSWORD = "zZ9%40%2Fx"


class Forgetful(MemoryKeyring):
    """Takes passwords and gives nothing back."""

    def get_password(self, service: str, username: str) -> str | None:
        return None


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def old_version(file: Path) -> None:
    file.write_text(json.dumps({"proxy": "http://shop:zZ9secret@proxy.shop:3128", "language": "en"}))


def no_keyring() -> None:
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


async def begun(file: Path) -> KeptSettings:
    """As at a start."""
    kept = KeptSettings(load(file), file)
    await kept.find_password()
    return kept


async def test_a_password_of_an_older_version_goes_to_the_keyring(file: Path, no_account: MemoryKeyring) -> None:
    old_version(file)
    kept = await begun(file)
    assert kept.current.proxy == "http://shop@proxy.shop:3128"
    assert kept.for_the_line.proxy == "http://shop:zZ9secret@proxy.shop:3128"
    assert kept.about_password is None
    assert list(no_account.kept.values()) == ["zZ9secret"]
    assert "zZ9secret" not in file.read_text()
    again = await begun(file)
    assert again.for_the_line.proxy == "http://shop:zZ9secret@proxy.shop:3128"
    assert again.current.language == "en"


@pytest.mark.parametrize("forgetful", [False, True])
async def test_without_a_keyring_it_stays_in_the_file_and_works(file: Path, forgetful: bool) -> None:
    keyring.set_keyring(Forgetful()) if forgetful else no_keyring()
    old_version(file)
    kept = await begun(file)
    assert kept.for_the_line.proxy == "http://shop:zZ9secret@proxy.shop:3128"
    assert kept.about_password is Password.IN_THE_FILE
    kept.choose(kept.current._replace(language="zh_CN"))
    kept.save()  # must not lose it
    again = await begun(file)
    assert again.current.language == "zh_CN"
    assert again.for_the_line.proxy == "http://shop:zZ9secret@proxy.shop:3128"
    again.choose(again.current._replace(proxy=""))
    again.save()
    assert "zZ9secret" not in file.read_text()
    await again.find_password()
    assert again.about_password is None


async def test_an_entered_password_is_in_no_file(file: Path, no_account: MemoryKeyring) -> None:
    kept = await begun(file)
    assert kept.choose(Settings()._replace(proxy=WITH)) == {"proxy"}
    kept.save()
    assert kept.current.proxy == WITHOUT
    assert kept.for_the_line.proxy == WITH
    assert "zZ9" not in file.read_text()
    await kept.find_password()
    assert kept.about_password is None
    assert list(no_account.kept.values()) == [PASSWORD]
    assert (await begun(file)).for_the_line.proxy == WITH


async def test_another_password_for_the_same_proxy_needs_a_new_line(file: Path, no_account: MemoryKeyring) -> None:
    kept = await begun(file)
    kept.choose(Settings()._replace(proxy=WITH))
    await kept.find_password()
    assert kept.choose(kept.current._replace(proxy="http://shop:other@proxy.shop:3128/")) == {"proxy"}
    await kept.find_password()
    assert list(no_account.kept.values()) == ["other"]
    assert kept.choose(kept.current._replace(language="en")) == {"language"}
    assert kept.for_the_line.proxy == "http://shop:other@proxy.shop:3128/"


async def test_without_a_keyring_an_entered_one_is_in_memory_and_asked_for_again(file: Path) -> None:
    no_keyring()
    kept = await begun(file)
    kept.choose(Settings()._replace(proxy=WITH))
    kept.save()
    await kept.find_password()
    assert kept.about_password is Password.IN_MEMORY
    assert kept.for_the_line.proxy == WITH
    assert "zZ9" not in file.read_text()
    again = await begun(file)
    assert again.about_password is Password.NOT_KNOWN
    assert again.for_the_line.proxy == WITHOUT


async def test_a_proxy_without_a_user_asks_no_keyring(file: Path) -> None:
    class Untouchable(MemoryKeyring):
        def get_password(self, service: str, username: str) -> str | None:
            raise AssertionError

    keyring.set_keyring(Untouchable())
    save(Settings(proxy="http://proxy.shop:3128"), file)
    assert (await begun(file)).about_password is None


async def test_nothing_is_written_over_what_cannot_be_read(file: Path) -> None:
    file.mkdir()
    kept = await begun(file)
    kept.choose(Settings()._replace(language="en"))
    with pytest.raises(NotOverwrittenError):
        kept.save()
    file.rmdir()
    file.write_text("{}")  # by now it could be: what is in it is not known here
    with pytest.raises(NotOverwrittenError):
        kept.save()
    assert (file.read_text(), kept.current.language) == ("{}", "en")


async def test_what_was_put_aside_is_followed_by_what_is_saved(file: Path) -> None:
    file.write_text("{")
    kept = await begun(file)
    assert [fault.detail for fault in kept.faults] == ["settings.broken.json"]
    kept.save()
    assert [fault.detail for fault in kept.faults] == []
    assert load(file).settings == Settings()


written = st.text(alphabet="ab1:/@%. ?#[]李", max_size=12)


@given(st.builds("http://{}:{}@{}:3128/{}".format, written, written, st.sampled_from(["proxy.shop", "[::1]"]), written))
def test_what_is_taken_out_of_an_address_can_be_put_back(address: str) -> None:
    bare, password = without_password(address)
    if password is not None:
        assert with_password(bare, password) == address
        assert without_password(bare) == (bare, None)
        assert wants_password(bare)


@pytest.mark.parametrize(
    "address", ["", "http://proxy.shop:3128", "http://shop@proxy.shop", "http://shop:@proxy.shop", "x", "http://["]
)
def test_an_address_without_a_password_stays_as_it_is(address: str) -> None:
    assert without_password(address) == (address, None)
