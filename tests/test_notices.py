"""What the program brings along is named with its licence, and the texts of the licences are shipped with it."""

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
NOTICES = ROOT / "resources" / "notices"
NOTICE = (NOTICES / "NOTICE.md").read_text("utf-8")
WHOLE_LICENCES = {"Apache-2.0", "GPL-3.0", "LGPL-3.0", "MPL-2.0", "Python"}


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_notices", NOTICES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def named(notice: str) -> dict[str, str]:
    """Each part that has a line of its own, and the line."""
    return {line[2:].split(" — ")[0]: line for line in notice.splitlines() if line.startswith("- ")}


def unnamed(distributions: set[str], notice: str) -> set[str]:
    return distributions - set(named(notice))


def test_each_distribution_that_the_program_brings_along_is_named(make: ModuleType) -> None:
    brought = set(make.brought_along(make.dependencies()))
    assert {"pyside6-essentials", "httpcore", "certifi", "click", "cffi"} <= brought
    assert unnamed(brought, NOTICE) == set()


def test_a_distribution_that_is_not_named_is_found() -> None:
    without = "\n".join(line for line in NOTICE.splitlines() if not line.startswith("- httpcore "))
    assert unnamed({"httpx", "httpcore"}, without) == {"httpcore"}


def test_each_name_has_a_licence_and_each_distribution_its_text(make: ModuleType) -> None:
    brought = make.brought_along(make.dependencies())
    texts = {file.stem for file in (NOTICES / "texts").iterdir()}
    assert texts >= WHOLE_LICENCES
    assert texts - WHOLE_LICENCES <= set(named(NOTICE))
    for name, found in brought.items():
        assert re.search(r"MIT|BSD|Apache|LGPL|MPL|PSF", named(NOTICE)[name]) or "same licence" in named(NOTICE)[name]
        if name not in make.NOT_SHIPPED and list(make.texts_of(found)):
            assert name in texts, "run resources/notices/make.py"


def test_each_text_that_the_notice_names_is_there() -> None:
    files = re.findall(r"[\w.-]+\.txt", NOTICE)
    assert "LGPL-3.0.txt" in files
    assert [name for name in files if not (NOTICES / "texts" / name).is_file()] == []


def test_the_notice_is_packaged_and_the_licence_stated() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    assert carried["resources/notices/NOTICE.md"] == "desktop/resources/notices/NOTICE.md"
    assert carried["resources/notices/texts"] == "desktop/resources/notices/texts"
    spec = (ROOT / "build.spec").read_text("utf-8")
    assert '"notices/NOTICE.md"' in spec
    assert '"notices/texts/*.txt"' in spec
    assert project["project"]["license"] == "LicenseRef-Proprietary"
    assert "all rights reserved" in (ROOT / "README.md").read_text("utf-8").lower()
