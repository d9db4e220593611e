"""Mutate Word files by the hundred at random: every command says what it sees of them, and none fails.

A failure names its seed: `pytest -m fuzz tests/test_fuzz_word.py --word-seed SEED` runs it alone.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from commands import CASES
from conftest import ROOT
from mutated_words import Parts, mutated
from watch import watched

from generator.base.characters import forbidden_character
from generator.cli import run
from generator.pipeline.batch import DraftOptions, draft_files
from generator.word.reader import open_package

pytestmark = pytest.mark.fuzz

OLD = CASES / "diff/figures-and-a-box/old.yaml"
PROFILES = [OLD, ROOT / "profiles/dawukou.yaml"]
FORMS = ("text", "json", "html", "docx", "table")
_ENGLISH = re.compile(r"(?:[A-Za-z']{2,} ){3,}[A-Za-z']{2,}")
_FINDING = re.compile(r"^\S.* (?:错误|提醒|提示) [a-z-]+$", re.MULTILINE)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> list[Parts]:
    """Return the parts of drafts as they were written."""
    wishes = DraftOptions(("docx",), paginated=False, comment=None)
    outcomes = draft_files(PROFILES, tmp_path_factory.mktemp("drafts"), wishes, 1)
    found = []
    for outcome in outcomes:
        with zipfile.ZipFile(outcome.files[0]) as archive:
            found.append({name: archive.read(name) for name in archive.namelist()})
    return found


def test_no_mutated_word_file_makes_a_command_fail(
    drafts: list[Parts], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLANDRAFT_DEBUG", "1")  # what goes wrong comes out as it is
    chosen = request.config.getoption("--word-seed")
    seeds = range(request.config.getoption("--trials") // 10) if chosen is None else [chosen]
    failures = [fault for seed in seeds for fault in _tried(seed, drafts[seed % len(drafts)], monkeypatch)]
    assert not failures, "\n".join(failures)


def _tried(seed: int, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Yield the faults in how the commands took one file, each with its seed at the head."""
    new, written = Path("new.docx"), Path("out")
    new.write_bytes(mutated(parts, seed))
    form = FORMS[seed % len(FORMS)]
    sides = (str(new), str(OLD)) if seed % 3 else (str(OLD), str(new))
    for words in (
        ("verify", str(new)),
        ("diff", *sides, "--format", form, "-o", str(written)),
        ("text", str(new)),
    ):
        if fault := faulty(words, monkeypatch):
            yield f"{seed} {words[0]} {form}: {fault}"
    if form in {"docx", "table"} and written.is_file():
        open_package(written.read_bytes(), "out")
    written.unlink(missing_ok=True)


def faulty(words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what is wrong with how the command took its words; empty if nothing is."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n") for _ in range(2))
    monkeypatch.setattr(sys, "argv", ["plandraft", *words])
    excess: list[str] = []
    try:
        with watched(excess, words[0]), redirect_stdout(out), redirect_stderr(err):
            run()
    except SystemExit as stopped:
        code = stopped.code or 0
    except BaseException as error:  # noqa: BLE001  # whatever it is, it has a seed
        return f"{type(error).__name__}: {error}"[:300]
    said, told = (stream.buffer.getvalue().decode() for stream in (out, err))
    if code not in {0, 1, 2}:
        return f"exit {code}"
    if code == 2 and not _FINDING.search(told):
        return f"exit 2 without a finding: {told[:200]}"
    if (match := forbidden_character(said + told)) or (match := _ENGLISH.search(told)):
        return f"said {match[0]!r}"
    return "; ".join(excess)
