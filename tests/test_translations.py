"""The Chinese translation is whole, current and compiled."""

import importlib.util
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

I18N = Path(__file__).parent.parent / "resources" / "i18n"
TS = I18N / "topup_desk_zh_CN.ts"
_FIELD = re.compile(r"\{\w*\}")


@pytest.fixture(scope="module")
def update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", I18N / "update.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def messages(file: Path) -> dict[tuple[str, str], ET.Element]:
    """(context, source) → the translation element."""
    found = {}
    for context in ET.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found[context.findtext("name", ""), message.findtext("source", "")] = translation
    return found


def test_every_text_of_the_sources_is_translated(update: ModuleType, tmp_path: Path) -> None:
    update.collect(tmp_path / "fresh.ts")
    fresh = messages(tmp_path / "fresh.ts")
    assert len(fresh) > 150
    assert set(messages(TS)) == set(fresh), "run resources/i18n/update.py"


def test_no_translation_is_unfinished_or_loses_a_field() -> None:
    for (context, source), translation in messages(TS).items():
        text = translation.text or ""
        assert text, f"{context}: {source!r} is not translated"
        assert "type" not in translation.attrib, f"{context}: {source!r} is unfinished"
        assert sorted(_FIELD.findall(text)) == sorted(_FIELD.findall(source)), source


def test_what_is_compiled_is_current(update: ModuleType, tmp_path: Path) -> None:
    update.compile_to(TS, tmp_path / "fresh.qm")
    assert (tmp_path / "fresh.qm").read_bytes() == TS.with_suffix(".qm").read_bytes(), "run resources/i18n/update.py"
