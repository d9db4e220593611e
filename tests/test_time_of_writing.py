"""Test the time of writing: SOURCE_DATE_EPOCH, or one that is always the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from conftest import ROOT
from plans import bare, document
from word_files import part

from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

PROFILE = ROOT / "profiles" / "dengkou.yaml"
BAD_TIMES = ["", "abc", "-1", "１２", "1_0", "2021-01-01", "99999999999999999", "253402300800"]
WORDS: list[tuple[str | Path, ...]] = [
    ("draft", PROFILE, ROOT / "profiles" / "xinzhou.yaml", "-o", "out"),
    ("draft", PROFILE, "--format", "html", "--paginate", "-o", "out"),
    ("diff", PROFILE, PROFILE, "--format", "docx", "-o", "out"),
    ("diff", PROFILE, PROFILE, "--format", "table", "-o", "out"),
]


@pytest.mark.parametrize(
    ("words", "time"),
    [*((WORDS[0], time) for time in BAD_TIMES), *((words, BAD_TIMES[-1]) for words in WORDS[1:])],
)
def test_a_time_of_writing_that_is_none_is_misuse(
    words: tuple[str | Path, ...],
    time: str,
    command: Command,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    found = command(*words)
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"错误 epoch-wrong\n   环境变量 SOURCE_DATE_EPOCH={time} 不是")
    assert found.err.count("epoch-wrong\n") == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("time", ["0", "1700000000", "253402300799"])
def test_a_time_of_writing_is_taken(time: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    assert command("draft", PROFILE, "-o", "out").code == 0


def test_without_word_files_no_time_is_asked_for(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "abc")
    assert command("draft", PROFILE, "--format", "md", "-o", "out").code == 0


def test_the_time_of_writing_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    draft = document(bare("county"))
    before = write_docx(draft, official_style_sheet(), {}, {})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    after = write_docx(draft, official_style_sheet(), {}, {})
    assert before != after
    created = part(after, "docProps/core.xml").findtext("{http://purl.org/dc/terms/}created")
    assert created == "2023-11-14T22:13:20Z"
