"""Test that the manual's pictures show what the program writes today, and that the manual has them all."""

from __future__ import annotations

import re
from pathlib import Path

import picture_scenes as scenes
import pytest
from commands import Command

pytestmark = pytest.mark.office  # who runs these has LibreOffice, by which pictures are retaken
_PICTURE = re.compile(r"!\[([^\]]+)\]\(output/pages/(\w+)\.png\)")
_TEXT = re.compile(rb"tEXt" + scenes.SHOWS.encode() + rb"\0([0-9a-f]{16})")
MOST = 120_000  # bytes of a picture


@pytest.fixture
def shown(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the words that each picture of workbooks, and of a merge, would show today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", scenes.TODAY)

    def run(*words: str) -> str:
        return command(*words).out

    return scenes.set_scenes(tmp_path, run) | scenes.set_round(tmp_path, run) | scenes.set_desk(tmp_path, run)


def test_pictures_show_the_words_of_today(root: Path, shown: dict[str, str]) -> None:
    pages = root / "output" / "pages"
    found = {name: _TEXT.findall((pages / f"{name}.png").read_bytes()) for name in shown}
    old = [name for name, words in shown.items() if found[name] != [scenes.digest(words).encode()]]
    assert old == [], "python tests/pictures.py takes them anew"


def test_the_manual_has_every_picture_with_words_for_who_cannot_see_it(root: Path) -> None:
    files = {file.stem: file for file in (root / "output" / "pages").glob("*.png")}
    manual = (root / "README.zh-CN.md").read_text("utf-8")
    named = {name: words for words, name in _PICTURE.findall(manual)}
    assert named.keys() == files.keys()
    assert [name for name, words in named.items() if len(words) < 10] == []
    assert [name for name, file in files.items() if file.stat().st_size > MOST] == []
