"""Each paper that a comment, a docstring or another paper names is in the repository, and so is the section."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOLDERS = ("desktop", "tests", "resources", ".ci", ".github")
LARGEST_README = 16 * 1024

PAPERS = sorted(
    [ROOT / "README.md", *(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.md"))],
    key=str,
)
SOURCES = sorted((file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py")), key=str)
OTHERS = sorted(
    [
        *(ROOT / name for name in ("build.spec", "pyproject.toml", ".ci/run")),
        *(
            file
            for folder in FOLDERS
            for file in (ROOT / folder).rglob("*")
            if file.suffix in (".sh", ".yml", ".nsi", ".c")
        ),
    ],
    key=str,
)
GONE = re.compile(r"\b(PITFALLS|ARCHITECTURE|PRODUCT|COUNTERS|MOVES)\b")
"""Papers that were outside the repository."""
NAMED = re.compile(r"(?<![\w/.-])((?:[\w.-]+/)*[\w.-]+\.md)\b(?:\s*,\s*\"([^\"]+)\")?")
DECISION = re.compile(r"\bdecisions/(\d{4})")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchor(heading: str) -> str:
    """As it is linked to: small letters, hyphens for spaces, no other signs."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def headings(paper: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)


def found(name: str, named_in: Path) -> Path | None:
    """From the top, from the folder of the file, or by its name where only one paper has it."""
    if name.startswith("desktop/resources/"):  # where they are in the built program
        name = name.removeprefix("desktop/")
    for folder in (named_in.parent, ROOT):
        if (folder / name).is_file():
            return folder / name
    alike = [paper for paper in PAPERS if paper.relative_to(ROOT).as_posix().endswith(f"/{name}")]
    return alike[0] if len(alike) == 1 else None


def faults(text: str, named_in: Path) -> list[str]:
    """What a text names and is not there."""
    missing = [f"{word} is not in the repository" for word in GONE.findall(text)]
    for name, section in NAMED.findall(text):
        paper = found(name, named_in)
        if paper is None:
            missing.append(f"no paper {name}")
        elif section and " ".join(section.split()) not in headings(paper):
            missing.append(f"{name} has no section {section!r}")
    for number in DECISION.findall(text):
        if not list((ROOT / "desktop" / "decisions").glob(f"{number}-*.md")):
            missing.append(f"no decision {number}")
    return missing


def faults_of_links(text: str, paper: Path) -> list[str]:
    missing = []
    for link in LINK.findall(text):
        if link.startswith(("http://", "https://")):
            continue
        name, _, section = link.partition("#")
        target = (paper.parent / name) if name else paper
        if not target.exists():
            missing.append(f"no {link}")
        elif section and section not in [anchor(heading) for heading in headings(target)]:
            missing.append(f"no section for {link}")
    return missing


def prose(source: str) -> Iterator[str]:
    """Comments, lines of them that belong together in one, and docstrings, those behind names, too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value
    comments: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments.append(token.string.lstrip("# "))
        elif comments and token.type not in (tokenize.NL, tokenize.NEWLINE):
            yield " ".join(comments)
            comments = []


def test_there_are_papers_and_sources_to_look_at() -> None:
    names = {paper.relative_to(ROOT).as_posix() for paper in PAPERS}
    assert {
        "README.md",
        "desktop/README.md",
        "desktop/gateway/PROTOCOL.md",
        "tests/README.md",
        ".ci/README.md",
    } <= names
    named = [name for file in SOURCES for text in prose(file.read_text("utf-8")) for name in NAMED.findall(text)]
    assert len([name for name, section in named if name == "PROTOCOL.md" and section]) > 8
    assert len([1 for file in SOURCES for text in prose(file.read_text("utf-8")) if DECISION.search(text)]) > 8


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_comments_and_docstrings_name_is_there(file: Path) -> None:
    assert [fault for text in prose(file.read_text("utf-8")) for fault in faults(text, file)] == []


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_what_scripts_and_settings_name_is_there(file: Path) -> None:
    assert faults(file.read_text("utf-8"), file) == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(ROOT).as_posix())
def test_what_papers_name_is_there(paper: Path) -> None:
    text = paper.read_text("utf-8")
    assert faults(text, paper) == []
    assert faults_of_links(text, paper) == []


@pytest.mark.parametrize(
    "text",
    [
        "(PITFALLS, the part on httpx)",
        "see NOWHERE.md for more",
        'PROTOCOL.md, "Every question"',
        'desktop/gateway/PROTOCOL.md,\n    "Every question"',
        "as in decisions/9999",
    ],
)
def test_what_is_not_there_is_found(text: str) -> None:
    assert faults(text, ROOT / "desktop" / "__init__.py") != []


@pytest.mark.parametrize(
    "link", ["[x](nowhere.md)", "[x](README.md#no-such-section)", "![x](resources/pictures/none.png)"]
)
def test_a_link_to_nowhere_is_found(link: str) -> None:
    assert faults_of_links(link, ROOT / "README.md") != []


def test_what_is_there_is_no_fault() -> None:
    text = 'PROTOCOL.md, "What is not\n    known"; desktop/README.md, "Words"; decisions/0005; tests/README.md'
    assert faults(text, ROOT / "desktop" / "__init__.py") == []


def test_comments_of_several_lines_are_one_text() -> None:
    source = '# as told in PROTOCOL.md,\n# "Every question"\nx = 1\n"""of x"""\n'
    assert [fault for text in prose(source) for fault in faults(text, ROOT / "x.py")] != []
    assert "of x" in list(prose(source))


def test_each_decision_is_in_the_index() -> None:
    folder = ROOT / "desktop" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    records = sorted(file.name for file in folder.glob("[0-9]*.md"))
    assert len(records) > 15
    assert [name for name in records if f"({name})" not in index] == []
    assert [name[:4] for name in records] == [f"{number:04d}" for number in range(1, len(records) + 1)]


def test_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_bytes()) <= LARGEST_README
