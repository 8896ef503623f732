"""Copies the licence texts of the distributions that the program brings along into `texts/`.

Run it after changing a dependency.
`NOTICE.md` beside this file is written by hand. Texts that no distribution carries (GPL, LGPL, MPL, Apache, Python) are
kept as they are, like those of distributions which only Windows installs (colorama, pywin32-ctypes).
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

HERE = Path(__file__).resolve().parent
TEXTS = HERE / "texts"
APACHE = "Apache-2.0.txt"
_IS_LICENCE = re.compile(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)[^/]*$", re.IGNORECASE)
NOT_SHIPPED = {"pip", "tzdata"}
"""Named by a distribution, and left out of the built program."""


def canonical(name: str) -> str:
    """The name as package registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def brought_along(wanted: list[str]) -> dict[str, Distribution]:
    """The distributions that these requirements bring along on this system, by canonical name; no extras."""
    found: dict[str, Distribution] = {}
    left = list(wanted)
    while left:
        requirement = Requirement(left.pop())
        name = canonical(requirement.name)
        if name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[name] = distribution(name)
        left += found[name].requires or []
    return found


def dependencies() -> list[str]:
    """What pyproject.toml asks for, without extras."""
    wanted: list[str] = tomllib.loads((HERE.parent.parent / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    return wanted


def texts_of(found: Distribution) -> Iterator[str]:
    """Its licences as it carries them, without those that are a copy of the Apache licence."""
    apache = (TEXTS / APACHE).read_text("utf-8").split()
    for file in sorted(found.files or [], key=str):
        if ".dist-info/" in str(file) and _IS_LICENCE.search(str(file)):
            text = Path(str(file.locate())).read_text("utf-8")
            if text.split()[: len(apache) // 2] != apache[: len(apache) // 2]:
                yield text.strip() + "\n"


def main() -> None:
    for name, found in sorted(brought_along(dependencies()).items()):
        texts = list(texts_of(found))
        if texts and name not in NOT_SHIPPED:
            (TEXTS / f"{name}.txt").write_text("\n----\n\n".join(texts), "utf-8", newline="\n")
        else:
            sys.stdout.write(f"{name} {found.version}: no text of its own\n")


if __name__ == "__main__":
    main()
