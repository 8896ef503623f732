"""Who may import whom (ARCHITECTURE.md): read from the sources, so that no import escapes by being lazy."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "desktop"
FILES = sorted(ROOT.rglob("*.py"))

# room → what it may import beside the standard library and itself
ALLOWED: dict[str, set[str]] = {
    "domain": set(),
    "gateway": {"domain", "httpx", "truststore"},
    "storage": {"domain", "private", "sqlite_utils", "psutil"},
    "releases": {"domain", "gateway.wire", "httpx", "truststore", "nacl"},
    "exchange": {"domain", "rustpy_xlsxwriter"},
    "practice": {"domain", "gateway.signing", "starlette", "uvicorn"},
    "services": {"domain", "storage", "exchange"},
    "ui": {"services", "domain", "settings", "paths", "PySide6"},
    "settings": {"domain", "gateway.defaults", "private"},
    "credentials": {"domain", "settings", "keyring"},
    "paths": {"platformdirs", "private"},
    "kept_settings": {"credentials", "settings"},
    "log": {"masking", "private"},
    "masking": set(),
    "private": set(),
    "crash_file": {"private"},
    "surroundings": {"credentials", "domain", "gateway", "paths", "releases"},
    "welcome": {"credentials", "domain", "parts", "services", "settings", "ui"},
    "restore": {"domain", "services", "storage", "ui"},
    "parts": {"domain", "gateway", "practice", "releases", "services", "storage", "settings", "paths", "masking"},
}
ANYTHING = {"app", "start", "__main__", "__init__"}
QT_ROOMS = {"ui", "app", "start", "__main__"}


def module_of(file: Path) -> str:
    return ".".join(file.relative_to(ROOT).with_suffix("").parts)


def room_of(module: str) -> str:
    return module.split(".")[0]


def imports_of(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute"
            assert node.module
            if node.module == "desktop":
                yield from (f"desktop.{alias.name}" for alias in node.names)
            else:
                yield node.module
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def named_by(file: Path) -> Iterator[str]:
    """Imports, and what is taken from a package, which may be a module of it."""
    yield from imports_of(file)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def foreign(file: Path) -> list[str]:
    """Imports that are neither standard library nor the file's own room."""
    room = room_of(module_of(file))
    names = [name for name in imports_of(file) if name.split(".")[0] not in sys.stdlib_module_names]
    return [name.removeprefix("desktop.") for name in names if room_of(name.removeprefix("desktop.")) != room]


def test_there_are_files_to_look_at() -> None:
    seen = {room_of(module_of(file)) for file in FILES}
    assert len(FILES) > 50
    assert set(ALLOWED) | ANYTHING == seen


@pytest.mark.parametrize("file", FILES, ids=module_of)
def test_a_room_imports_only_what_it_may(file: Path) -> None:
    room = room_of(module_of(file))
    if room in ANYTHING:
        return
    allowed = ALLOWED[room]
    bad = [
        n
        for n in foreign(file)
        if not any(n == one or n.startswith(f"{one}.") for one in allowed) and n != "__version__"
    ]
    assert bad == []


def test_qt_is_only_where_windows_are_and_qasync_only_where_the_loop_is_made() -> None:
    for file in FILES:
        roots = {name.split(".")[0] for name in imports_of(file)}
        assert "PySide6" not in roots or room_of(module_of(file)) in QT_ROOMS, file
        assert "qasync" not in roots or module_of(file) == "app", file


def test_nacl_is_only_where_a_signature_is_looked_at() -> None:
    users = {module_of(file) for file in FILES if "nacl" in {name.split(".")[0] for name in imports_of(file)}}
    assert users == {"releases.signature"}


def test_no_import_goes_in_a_circle() -> None:
    modules = {f"desktop.{module_of(file)}".removesuffix(".__init__"): file for file in FILES}
    graph = {name: {one for one in named_by(file) if one in modules} - {name} for name, file in modules.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path, name])
        if name not in done:
            for one in graph[name]:
                visit(one, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())
    assert len(done) == len(FILES)


def test_every_file_is_small_and_says_what_it_owns() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        assert text.count("\n") <= 400, file
        assert ast.get_docstring(ast.parse(text)), file
