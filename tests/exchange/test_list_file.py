"""Files that people send as lists."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from rustpy_xlsxwriter import write_worksheets

from desktop.domain.batch.listing import Offer
from desktop.domain.batch.workbook import read_workbook
from desktop.exchange.list_file import UnreadableListError, decoded, read_list_bytes, read_list_file

TEXT = "手机号,面值\n13800138000,100\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_comes_in_the_encoding_that_it_can_only_be_in(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)).removeprefix("\ufeff") == TEXT


def test_what_is_no_list_is_told(tmp_path: Path) -> None:
    for raw in (bytes(range(256)) * 4, b"PK\x03\x04 not a workbook", b"\xd0\xcf\x11\xe0 nor this", b"\xff\xfe\x00"):
        with pytest.raises(UnreadableListError):
            read_list_bytes(raw)
    with pytest.raises(FileNotFoundError):
        read_list_file(tmp_path / "nothing.xlsx")


def workbook(file: Path, rows: str, *, merged: str = "") -> Path:
    """An .xlsx of this sheet XML, around a file that a library made."""
    write_worksheets([("List", [{"a": 1}])], str(file))
    made = file.with_suffix(".made.xlsx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            raw = old.read(name)
            if name.endswith("sheet1.xml"):
                merges = f'<mergeCells count="1"><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
                raw = (
                    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                    f"{rows}</sheetData>{merges}</worksheet>"
                ).encode()
            new.writestr(name, raw)
    return made


def row(number: int, *cells: str | float, hidden: bool = False) -> str:
    parts = []
    for place, cell in enumerate(cells):
        ref = f"{'ABC'[place]}{number}"
        if isinstance(cell, str):
            parts.append(f'<c r="{ref}" t="inlineStr"><is><t>{cell}</t></is></c>' if cell else "")
        else:
            parts.append(f'<c r="{ref}"><v>{cell}</v></c>')
    mark = ' hidden="1"' if hidden else ""
    return f'<row r="{number}"{mark}>{"".join(parts)}</row>'


def read(file: Path) -> tuple[list[tuple[str, int | None]], list[tuple[int, str]]]:
    sheets = read_list_file(file)
    assert not isinstance(sheets, str)
    found = read_workbook(sheets, Offer())
    return [(one.mobile, one.face) for one in found.rows], [(one.line, str(one.code)) for one in found.problems]


def test_a_hidden_row_is_asked_about(tmp_path: Path) -> None:
    rows = row(1, "手机号", "面值") + row(2, 13800138000, 100) + row(3, 13900139000, 50, hidden=True)
    file = workbook(tmp_path / "list.xlsx", rows)
    assert read(file) == ([("13800138000", 100), ("13900139000", 50)], [(3, "hidden_row")])


def test_a_merged_amount_is_asked_about(tmp_path: Path) -> None:
    rows = row(1, "手机号", "面值") + row(2, 13800138000, 100) + row(3, 13900139000) + row(4, 13700137000)
    file = workbook(tmp_path / "list.xlsx", rows, merged="B2:B3")
    assert read(file) == (
        [("13800138000", 100), ("13900139000", 100), ("13700137000", None)],
        [(3, "from_merged_cell"), (4, "face_missing")],
    )


def test_the_rows_are_those_of_the_sheet(tmp_path: Path) -> None:
    file = workbook(tmp_path / "list.xlsx", row(5, "手机号", "面值") + row(9, 13800138000, 30))
    assert read(file) == ([("13800138000", 30)], [(9, "face_not_offered")])


def test_the_command_line_prints_what_would_be_staged(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_bytes("13800138000 充30 张三\n13900139000".encode("gb18030"))
    command = [sys.executable, "-m", "desktop", "--read-list", str(file), "--faces", "30,50", "--default-face", "50"]
    done = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert done.stdout.decode("utf-8").strip() == (
        '{"rows": [{"mobile": "13800138000", "face": 30, "note": "张三", "speed": null}, '
        '{"mobile": "13900139000", "face": 50, "note": "", "speed": null}], "problems": []}'
    )
    failed = subprocess.run([*command[:-5], str(tmp_path / "no.txt")], capture_output=True, timeout=60, check=False)
    assert failed.returncode == 2
    assert b"cannot be read" in failed.stderr


def test_the_command_line_reads_from_its_input_without_a_window() -> None:
    watch = "import sys; from desktop.__main__ import main; main(); assert 'PySide6' not in sys.modules"
    done = subprocess.run(
        [sys.executable, "-c", watch, "--read-list", "-"],
        input=TEXT.encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert b'"13800138000"' in done.stdout
