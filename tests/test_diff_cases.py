"""Pairs of drafts, each a folder of cases/diff/ with old.yaml, new.yaml and the report in changes.txt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import CASES, Command
from conftest import Golden

PAIRS = sorted((CASES / "diff").iterdir())


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_is_told_as_a_reviewer_would(folder: Path, command: Command, golden: Golden) -> None:
    said = command("diff", folder / "old.yaml", folder / "new.yaml")
    golden.check(folder / "changes.txt", said.out.replace(f"{folder}/", ""))
    assert (said.code, said.err) == (int(folder.name != "same"), "")


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_reads_the_same_from_word_files(folder: Path, command: Command, tmp_path: Path) -> None:
    """The files carry their profiles, so that even the causes are known."""
    command("draft", folder / "old.yaml", folder / "new.yaml", "-o", tmp_path)
    said = command("diff", tmp_path / "old.docx", tmp_path / "new.docx")
    told = command("diff", folder / "old.yaml", folder / "new.yaml")
    assert (said.code, said.out.split("\n")[2:]) == (told.code, told.out.split("\n")[2:])


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_the_way_back_has_as_many_changes(folder: Path, command: Command) -> None:
    there = changes(command, folder / "old.yaml", folder / "new.yaml")
    back = changes(command, folder / "new.yaml", folder / "old.yaml")
    turned = {"added": "removed", "removed": "added"}
    assert sorted(turned.get(c["kind"], c["kind"]) for c in there) == sorted(c["kind"] for c in back)
    assert all(change["cause"] in {"data", "outline"} for change in there)


def changes(command: Command, *files: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(command("diff", *files, "--format", "json").out)["changes"]
    return found
