"""Test Click's messages in Chinese: the compiled catalogue fits its source, and its source fits Click."""

from __future__ import annotations

import gettext
import re
import struct
from pathlib import Path
from string import Formatter

import click
import pytest
from commands import Command

from generator.base.resources import templates_folder

SOURCE = templates_folder() / "locale" / "zh_CN" / "LC_MESSAGES" / "click.po"
COMPILED = SOURCE.with_suffix(".mo")
_ENTRY = re.compile(r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?msgstr(?:\[0\])? "(.+)"\n', re.MULTILINE)
ENTRIES = [match.groups() for match in _ENTRY.finditer(SOURCE.read_text("utf-8"))]


def fields(text: str) -> set[str | None]:
    """Return the names that a message leaves open."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_compiled_catalogue_fits_its_source() -> None:
    with COMPILED.open("rb") as stream:
        compiled = gettext.GNUTranslations(stream)
    for one, many, chinese in ENTRIES:
        found = {compiled.ngettext(one, many, n) for n in (1, 2)} if many else {compiled.gettext(one)}
        assert found == {chinese}
    (count,) = struct.unpack_from("<I", COMPILED.read_bytes(), 8)
    assert count == len(ENTRIES) + 1, "its head is an entry, too"


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry[0] for entry in ENTRIES])
def test_click_still_words_it_so(entry: tuple[str, str | None, str]) -> None:
    one, many, chinese = entry
    words = "".join(file.read_text("utf-8") for file in Path(click.__file__).parent.glob("*.py"))
    assert f'"{one}"' in words
    assert not many or f'"{many}"' in words
    assert fields(chinese) <= fields(one) | fields(many or "")


@pytest.mark.parametrize("name", ["LANGUAGE", "LC_ALL", "LANG"])
def test_help_is_chinese_whatever_language_the_system_speaks(
    name: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    monkeypatch.setenv(name, "de_DE.UTF-8")
    assert "显示帮助。" in command("draft", "--help").out
