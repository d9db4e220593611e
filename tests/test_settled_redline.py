"""Test that a redline whose changes were settled still tells who changed what."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from lxml import etree
from same_plan import SAME, data, written
from tracked_edits import PARTY
from word_files import edited

from generator.word.reader import open_package, settled


def mixed(xml: str) -> str:
    """Return a main part with a word, a figure and a sentence changed by hand."""
    return xml.replace("五年完成", "三年完成").replace(">350<", ">380<").replace(PARTY, f"{PARTY}每年督查。")


@pytest.mark.parametrize("generations", [1, 2])
def test_what_people_changed_is_by_hand_in_a_redline_that_was_settled(
    generations: int, command: Command, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.docx"
    new.write_bytes(edited(written(), mixed))
    # What the profile said otherwise is by the data still, a text of the outline by the outline.
    text = SAME.read_text("utf-8").replace('"5210"', '"5240"').replace("山区县", "丘陵县")
    old.write_text(text, "utf-8")
    wanted = sorted((change["cause"], change["kind"]) for change in data(command, old, new)["changes"])
    assert {cause for cause, _ in wanted} == {"hand", "data", "outline"}
    for _ in range(generations):
        command("diff", old, new, "--format", "docx", "-o", "redline.docx", "--force")
        content = (tmp_path / "redline.docx").read_bytes()
        new = tmp_path / "settled.docx"
        new.write_bytes(accepted(content))
    told = sorted((change["cause"], change["kind"]) for change in data(command, old, new)["changes"])
    assert told == wanted
    assert command("verify", new).code == 0


def accepted(content: bytes) -> bytes:
    """Return a file with all its tracked changes accepted."""
    package = settled(open_package(content, "redline.docx"), accept=True)
    root = package.xml(package.main)
    return edited(content, lambda _: etree.tostring(root, encoding="unicode"))


def test_verify_tells_the_cause_that_diff_tells(command: Command, tmp_path: Path) -> None:
    file, newer = tmp_path / "old.docx", tmp_path / "newer.yaml"
    file.write_bytes(written())
    newer.write_text(SAME.read_text(encoding="utf-8").replace("居住分散", "居住很分散"), encoding="utf-8")
    for said in (command("diff", file, newer), command("verify", file, "--profile", newer)):
        assert "原因：提纲，outline.chapters" in said.out
        assert "原因：文库" not in said.out
