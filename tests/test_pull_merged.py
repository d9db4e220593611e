"""Test that what people accepted in a merged file goes into the profile."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from marks import fault
from office import Office, by_uno
from pull_files import CERTIFIED, KINDS, files, in_word

from generator.pipeline.pull import pull
from generator.pipeline.support.pulling.sorting import Choice

EDITS = {
    "县民政局": [*CERTIFIED, *KINDS["words-beside-a-figure"]["edits"]],
    "县财政局": [*KINDS["paragraph-come"]["edits"], *KINDS["department-joins"]["edits"]],
    "县住建局": [*KINDS["title-of-a-measure"]["edits"], *KINDS["baseline-in-the-table"]["edits"]],
}
SAYS = ('certified: "3812"', "每年核查一次。", "new_paragraph: true", "education]", 'baseline: "95.8"')


def merged_file(folder: Path, command: Command) -> tuple[Path, Path]:
    """Return the file merged of three people's copies, and the profile."""
    base, profile = files(folder, [])
    copies = [folder / f"{name}.docx" for name in EDITS]
    for copy, edits in zip(copies, EDITS.values(), strict=True):
        copy.write_bytes(in_word(edits))
    merged = folder / "合并稿.docx"
    assert command("merge", base, *copies, "-o", merged).code == 1  # a control still holds what stood there
    return merged, profile


@fault
def test_nothing_of_a_merged_file_is_taken_before_it_is_accepted(tmp_path: Path, command: Command) -> None:
    merged, profile = merged_file(tmp_path, command)
    before = profile.read_text("utf-8")
    said = command("pull", merged, profile)
    assert (said.code, profile.read_text("utf-8")) == (1, before)
    assert [f"--author {name}" in said.out for name in EDITS] == [True] * 3


def test_a_move_is_told_as_one_and_by_whom(tmp_path: Path, command: Command) -> None:
    """Check a paragraph whose number changes as it moves: the redline takes it away and puts it in."""
    base, profile = files(tmp_path, [])
    copy = tmp_path / "县应急局.docx"
    moved = {"cut": "8.加强突发公共事件中的残疾人保护", "behind": "5.提高残疾人社会保险水平"}
    copy.write_bytes(in_word([moved, *KINDS["words-beside-a-figure"]["edits"]]))
    command("merge", base, copy, "-o", tmp_path / "合并稿.docx")
    said = command("pull", tmp_path / "合并稿.docx", profile, "--dry-run")
    line = next(line for line in said.out.splitlines() if " 移动 " in line)
    assert "“6.加强突发公共事件中的残疾人保护”移到“5.提高残疾人社会保险水平”之后（县应急局的修订" in line
    assert "新增“每年核查一次。”（县应急局的修订" in said.out
    assert "…”" not in said.out


@pytest.mark.office
def test_what_was_accepted_in_libreoffice_is_taken(office: Office, tmp_path: Path, command: Command) -> None:
    merged, profile = merged_file(tmp_path, command)
    by_uno(office.soffice, "office_accepted.py", [merged], tmp_path)
    pulled = pull(profile, merged, Choice())
    after = profile.read_text("utf-8")
    assert [each for each in SAYS if each not in after] == [], [each.change for each in pulled.asked]
    assert [(each.kind, each.key, each.new) for each in pulled.left] == []
