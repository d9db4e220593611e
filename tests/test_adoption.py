"""Test that the 修改对照表 says what became of a proposal by what the new draft prints."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
import yaml
from commands import CASES, Command
from marks import attack, sampled
from same_plan import SAME, written
from tracked_edits import AUTHOR, KINDS, SENTENCE, Edit, within
from word_files import edited

OWN = f"own: {SENTENCE}"
WANTED: dict[str, dict[str, str]] = yaml.safe_load((CASES / "adoption.yaml").read_text(encoding="utf-8"))
FEW = ("others-word-kept", "proposed-word", "another-word", "does-not-come")


def sides(folder: Path, edit: Edit, old: str, new: str) -> tuple[Path, Path]:
    """Write the draft with `edit`, and a newer profile with `new` for `old`."""
    first, second = folder / "first.docx", folder / "second.yaml"
    first.write_bytes(edited(written(), edit))
    second.write_text(SAME.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return first, second


def rows(command: Command, *files: Path) -> list[list[str]]:
    """Return the rows of the 修改对照表 of two drafts below its headings."""
    folder = files[0].parent
    command("diff", *files, "--format", "table", "-o", folder / "table.docx")
    return [
        [cell.text for cell in row.cells] for row in docx.Document(str(folder / "table.docx")).tables[0].rows
    ][1:-1]


@pytest.mark.parametrize("name", sampled(WANTED, FEW, attack))
def test_a_proposal_is_adopted_only_if_the_new_draft_prints_it(
    name: str, command: Command, tmp_path: Path
) -> None:
    case = WANTED[name]
    edit = within(case["old"], case["new"], SENTENCE)
    own = f"own: {case['prints']}" if case["prints"] else "own: 我县地处黄土高原。"
    files = sides(tmp_path, edit, OWN if case["prints"] else f", {OWN}", own if case["prints"] else "")
    found = [row for row in rows(command, *files) if AUTHOR in row[4]]
    assert [row[6] for row in found] == [case["outcome"]]


@pytest.mark.parametrize(
    ("target", "outcome"), [("420", "两边都改了，待定"), ("380", "已采纳"), ("350", "未采纳")]
)
def test_a_figure_is_adopted_only_if_the_new_draft_prints_its_value(
    target: str, outcome: str, command: Command, tmp_path: Path
) -> None:
    files = sides(
        tmp_path, within("5210", "380", "5210"), '"5210"', f'"{target}"' if target != "350" else '"5210"'
    )
    found = [row for row in rows(command, *files) if row[4]]
    assert [(row[4], row[6]) for row in found] == [(AUTHOR, outcome)]


def test_a_proposal_that_is_still_pending_in_the_new_draft_is_told_once(
    command: Command, tmp_path: Path
) -> None:
    first, _ = sides(tmp_path, KINDS["word"].edit, "", "")
    second = tmp_path / "second.docx"
    second.write_bytes(edited(first.read_bytes(), lambda xml: xml.replace(">5210<", ">5220<")))
    found = [row for row in rows(command, first, second) if row[4]]
    assert [(row[4], row[6]) for row in found] == [(AUTHOR, "待定")]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_the_proposal_in_a_conflict_has_its_author_and_is_counted_apart(
    form: str, command: Command, tmp_path: Path
) -> None:
    files = sides(tmp_path, within("5210", "5230", "5210"), '"5210"', '"5240"')
    said = command("diff", *files, "--format", form).out
    assert AUTHOR in said
    if form == "text":
        assert "冲突：原来是“5210名”；旧稿待定的修订为“5230名”，新稿数据为“5240名”" in said
        assert "\n除有待定的修订的地方外，两稿相同；冲突 1 处。此外待定的修订 1 处。\n" in said
    if form == "json":
        found = json.loads(said)
        counts = found["counts"]
        assert (counts["changes"], counts["pending_changes"], counts["conflicts"]) == (0, 1, 1)
        assert [each["name"] for each in found["changes"][0]["authors"]] == [AUTHOR]


@pytest.mark.parametrize(
    ("before", "after"), [(">350<", ">380<"), ("居住分散", "居住较分散"), (SENTENCE, "")]
)
def test_a_hand_edit_that_the_new_draft_has_not_is_told_as_such(
    before: str, after: str, command: Command, tmp_path: Path
) -> None:
    files = sides(tmp_path, lambda xml: xml.replace(before, after), "5210", "5240")
    found = json.loads(command("diff", *files, "--format", "json").out)["changes"]
    undone = [change["undone"] for change in found if change["cause"] == "hand"]
    assert undone
    assert all(undone)
    assert "原因：手改没有带过来" in command("diff", *files).out
    assert {(row[6], row[7]) for row in rows(command, *files)} == {
        ("未采纳", "手改没有带过来"),
        ("", "数据更新：由 5210 改为 5240"),
    }
    again = json.loads(command("diff", SAME, files[0], "--format", "json").out)["changes"]
    assert not any(change["undone"] for change in again)


def in_sentence(xml: str) -> str:
    """Return a main part with both numbers of a sentence changed."""
    start = xml.index("在册")
    return xml[:start] + xml[start:].replace(">700<", ">720<", 2)


def test_equal_figures_of_one_sentence_are_one_change(command: Command, tmp_path: Path) -> None:
    twice = '"在册{population.certified}人，培训{indicators.vocational_training.baseline}人。"'
    profile = tmp_path / "p.yaml"
    text = SAME.read_text(encoding="utf-8").replace(SENTENCE, twice).replace("5210", "700")
    profile.write_text(text, encoding="utf-8")
    command("draft", profile, "-o", tmp_path)
    new = tmp_path / "new.docx"
    new.write_bytes(edited((tmp_path / "p.docx").read_bytes(), lambda xml: xml.replace(">700<", ">720<")))
    found = json.loads(command("diff", tmp_path / "p.docx", new, "--format", "json").out)["changes"]
    assert [(each["old"], len(each["alike"])) for each in found] == [("700名", 1), ("700人", 1)]
    new.write_bytes(edited((tmp_path / "p.docx").read_bytes(), in_sentence))
    [change] = json.loads(command("diff", tmp_path / "p.docx", new, "--format", "json").out)["changes"]
    assert (change["old"], change["new"], len(change["figures"])) == ("700人", "720人", 2)
    assert len(rows(command, tmp_path / "p.docx", new)) == 1
