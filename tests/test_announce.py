"""The announcement of a release: signed, and only what the program would read."""

import base64
import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from desktop.domain.upkeep.release import Signed
from desktop.releases.publisher import Publisher, publisher_of
from desktop.releases.signature import verified

SCRIPT = Path(__file__).parent.parent / ".ci" / "release" / "announce.py"
PAGE = "https://example.org/releases/tag/v1.2.0"
SEED = base64.b64encode(bytes(range(32))).decode()
OTHER_SEED = base64.b64encode(bytes(32)).decode()


def script() -> ModuleType:
    found = importlib.util.spec_from_file_location("announce", SCRIPT)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


announce = script()


@pytest.fixture(autouse=True)
def release_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELEASE_KEY", SEED)


def public(seed: str = SEED) -> str:
    key: str = announce.public(announce.private_key(seed))
    return key


def written(folder: Path, version: str = "1.2.0", page: str = PAGE, *date: str) -> str:
    file = folder / "release.json"
    announce.main([str(file), version, page, *date])
    return file.read_text("utf-8")


def test_what_is_signed_reads_back(tmp_path: Path) -> None:
    answer = written(tmp_path, "1.2.0", PAGE, "2026-11-26")
    stated = announce.read_back(answer, public())
    assert stated == {"version": "1.2.0", "page": PAGE, "published": "2026-11-26", "issued": stated["issued"]}


def test_the_format_is_the_one_that_the_program_knows(tmp_path: Path) -> None:
    answer = json.loads(written(tmp_path))
    assert set(answer) == {"release", "signature"}
    assert set(json.loads(answer["release"])) == {"version", "page", "published", "issued"}
    assert len(base64.b64decode(answer["signature"], validate=True)) == 64


def test_tampering_is_found(tmp_path: Path) -> None:
    answer = json.loads(written(tmp_path))
    forged = answer | {"release": answer["release"].replace("1.2.0", "9.9.9")}
    cut = answer | {"signature": answer["signature"][:-4]}
    lies: list[object] = [forged, cut, {"release": answer["release"]}, []]
    for tampered in lies:
        with pytest.raises(announce.NotSignedError):
            announce.read_back(json.dumps(tampered), public())


def test_another_key_did_not_sign_it(tmp_path: Path) -> None:
    with pytest.raises(announce.NotSignedError):
        announce.read_back(written(tmp_path), public(OTHER_SEED))


@pytest.mark.parametrize(
    "page",
    ["http://example.org/", "file:///etc/passwd", "example.org", "", "https://", "https://example.org/a b",
     "https://example.org\n", "javascript:alert(1)", "https://example.org/" + "a" * 500],
)  # fmt: skip
def test_only_https_pages(tmp_path: Path, page: str) -> None:
    with pytest.raises(ValueError, match="no https address"):
        written(tmp_path, "1.2.0", page)
    with pytest.raises(ValueError, match="no https address"):
        announce.main(["--feed", str(tmp_path / "feed.json"), page])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "version", ["1.2", "v1.2.0", "1.2.0-rc1", "1.2.0.0", "1.2.0\n", "01.2.0", "1.2.١", "1.2.1234567", ""]
)
def test_only_versions_of_three_numbers(tmp_path: Path, version: str) -> None:
    with pytest.raises(ValueError, match="is no version"):
        written(tmp_path, version)
    assert list(tmp_path.iterdir()) == []


def test_only_real_dates(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="month"):
        written(tmp_path, "1.2.0", PAGE, "2026-13-01")


def test_the_feed_of_a_build_is_one_line_without_the_secret(tmp_path: Path) -> None:
    announce.main(["--feed", str(tmp_path / "feed.json"), "https://example.org/release.json"])
    text = (tmp_path / "feed.json").read_text("utf-8")
    assert text.count("\n") == 1
    assert json.loads(text) == {"address": "https://example.org/release.json", "key": public()}
    assert SEED not in text
    assert announce.read_back(written(tmp_path), json.loads(text)["key"])["version"] == "1.2.0"


def test_a_new_key_is_fresh_and_signs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown, again = announce.main(["--new-key"]), announce.main(["--new-key"])
    secret, key = (line.split(": ")[1] for line in shown.splitlines())
    assert secret not in again
    monkeypatch.setenv("RELEASE_KEY", secret)
    assert announce.read_back(written(tmp_path), key)["version"] == "1.2.0"


@pytest.mark.parametrize("secret", ["", "not base64!", base64.b64encode(bytes(31)).decode()])
def test_a_wrong_key_is_not_repeated_in_the_complaint(
    tmp_path: Path, secret: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASE_KEY", secret)
    with pytest.raises(ValueError, match="RELEASE_KEY is not the base64 of 32 bytes") as complaint:
        written(tmp_path)
    assert not secret or secret not in str(complaint.value)


def test_the_command_line_fails_with_a_sentence(tmp_path: Path) -> None:
    for arguments in ([], ["--feed", "only"], [str(tmp_path / "release.json"), "1.2", PAGE]):
        said = subprocess.run([sys.executable, SCRIPT, *arguments], capture_output=True, encoding="utf-8", check=False)
        assert said.returncode == 1
        assert said.stderr.startswith("announce: ")
        assert "Traceback" not in said.stderr


def test_the_program_takes_what_the_script_writes(tmp_path: Path) -> None:
    announce.main(["--feed", str(tmp_path / "feed.json"), "https://example.org/release.json"])
    publisher = publisher_of(tmp_path / "feed.json")
    assert publisher == Publisher("https://example.org/release.json", base64.b64decode(public()))
    announce.main([str(tmp_path / "release.json"), "1.2.0", PAGE, "2026-11-26"])
    found = verified((tmp_path / "release.json").read_text(), publisher.key)
    assert isinstance(found, Signed)
    assert (found.release.name, found.release.page) == ("1.2.0", PAGE)
    assert abs(found.release.issued - time.time()) < 3600  # when it was signed, not the day of the release
    others = base64.b64decode(public(OTHER_SEED))
    assert not isinstance(verified((tmp_path / "release.json").read_text(), others), Signed)
