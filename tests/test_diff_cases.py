"""Compare pairs of drafts, each a folder of cases/diff/ with old.yaml, new.yaml and changes.txt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import CASES, Command
from conftest import Golden
from lxml import etree
from marks import sampled
from redlines import tracked
from word_files import part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PAIRS = sorted((CASES / "diff").iterdir())


@pytest.mark.parametrize("folder", PAIRS, ids=lambda folder: folder.name)
def test_a_pair_is_told_as_a_reviewer_would(folder: Path, command: Command, golden: Golden) -> None:
    said = command("diff", folder / "old.yaml", folder / "new.yaml")
    golden.check(folder / "changes.txt", said.out.replace(f"{folder}/", ""))
    assert (said.code, said.err) == (int(folder.name != "same"), "")


@pytest.mark.parametrize(
    "folder", sampled(PAIRS, PAIRS[::5], pytest.mark.slow), ids=lambda folder: folder.name
)
def test_a_pair_reads_the_same_from_word_files(folder: Path, command: Command, tmp_path: Path) -> None:
    """Check that the files carry their profiles, so that even the causes are known."""
    command("draft", folder / "old.yaml", folder / "new.yaml", "-o", tmp_path)
    said = command("diff", tmp_path / "old.docx", tmp_path / "new.docx")
    told = command("diff", folder / "old.yaml", folder / "new.yaml")
    *told_here, _, _ = said.out.split("\n")[2:]  # the last line names the files
    *told_there, _, _ = told.out.split("\n")[2:]
    assert (said.code, told_here) == (told.code, told_there)


@pytest.mark.parametrize(
    "folder", sampled(PAIRS, PAIRS[1::3], pytest.mark.slow), ids=lambda folder: folder.name
)
def test_the_way_back_has_as_many_changes(folder: Path, command: Command) -> None:
    there = changes(command, folder / "old.yaml", folder / "new.yaml")
    back = changes(command, folder / "new.yaml", folder / "old.yaml")
    turned = {"added": "removed", "removed": "added"}
    assert sorted(turned.get(c["kind"], c["kind"]) for c in there) == sorted(c["kind"] for c in back)
    assert all(change["cause"] in {"data", "outline"} for change in there)


def changes(command: Command, *files: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(command("diff", *files, "--format", "json").out)["changes"]
    return found


def test_rows_in_another_order_change_no_figure(command: Command) -> None:
    """Contrast it with text comparison (cases/diff/hard/docxodus.txt), in which 11.8 became 21650."""
    found = changes(command, *(CASES / "diff" / "hard" / f"{side}.yaml" for side in ("old", "new")))
    assert not {"figure", "cell"} & {change["kind"] for change in found}
    rows = [change["label"] for change in found if change["block"] == "row" and change["kind"] == "moved"]
    assert rows == ["12.农村残疾人人均可支配收入（元）", "13.残疾人平均受教育年限（年）"]


def test_tracked_changes_take_moved_rows_out_and_put_them_back() -> None:
    """Check that no cell of one row counts as a change of another's, and that those that are told move."""
    xml = part(tracked("hard"), "word/document.xml")
    assert names(xml, "del") == ["13.农村残疾人人均收入（元）", "15.残疾人平均受教育年限（年）"]
    assert names(xml, "ins") == ["12.农村残疾人人均可支配收入（元）", "13.残疾人平均受教育年限（年）"]


def names(xml: etree._Element, kind: str) -> list[str]:
    """Return the first cells of the rows that came or went."""
    rows = (row for row in xml.iter(f"{W}tr") if row.find(f"{W}trPr/{W}{kind}") is not None)
    cells = (row.find(f"{W}tc") for row in rows)
    return ["".join(map(str, cell.itertext())) for cell in cells if cell is not None]
