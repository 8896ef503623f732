"""README and the paper of the program tell the truth where a test can tell."""

import re
from pathlib import Path

from desktop.practice.stories import STORIES
from desktop.program.command_line import parser
from desktop.program.display import INSTALL

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PROGRAM = (ROOT / "desktop" / "README.md").read_text("utf-8")


def test_the_system_libraries_are_those_that_the_program_names() -> None:
    block = re.search(r"sudo (apt-get install [^`]*)```", README)
    assert block is not None
    assert block.group(1).replace("\\\n", " ").split() == INSTALL.split()


def test_every_option_is_explained() -> None:
    options = set(re.findall(r"--[a-z-]+", parser().format_help()))
    assert {"--practice", "--data-dir"} < options
    assert [name for name in options if name not in PROGRAM and name not in ("--help", "--version")] == []


def test_every_practice_ending_is_told() -> None:
    table = PROGRAM.split("| number ends with |")[1].split("\n\n")[0]
    endings = [row.split("|")[1] for row in table.splitlines() if row.startswith("| ")]
    assert {ending for cell in endings for ending in re.findall(r"\d+", cell)} == set(STORIES)


def test_every_picture_is_there() -> None:
    pictures = re.findall(r"!\[[^]]*\]\((resources/[^)]*)\)", README)
    assert len(pictures) >= 5
    for tab in ("recharge", "history", "balance"):
        assert f"resources/pictures/{tab}.png" in pictures
    assert [picture for picture in pictures if not (ROOT / picture).is_file()] == []


def test_the_two_commands_are_there() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/topup-desk --practice" in README
    assert "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/pytest" in README
