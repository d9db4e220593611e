"""Test `plandraft merge`: what it writes and says of copies of one draft, its codes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from commands import Command
from merging import authors_of_changes
from revisions import BODY, accepted, rejected
from tracked_edits import AUTHOR, within
from word_files import edited

PROFILE = """
period: 2021-2025
locality: {name: 青石县, kind: county}
population: {certified: 8412}
achievements: {poverty_relieved: 1920}
"""
SAID = "8412"


@pytest.fixture
def sent(tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the draft that was sent round, in the current folder as 底稿.docx beside its profile."""
    monkeypatch.chdir(tmp_path)
    Path("底稿.yaml").write_text(PROFILE, "utf-8")
    assert command("draft", "底稿.yaml", "-o", ".", "--format", "docx").code == 0
    return Path("底稿.docx").read_bytes()


def copied(content: bytes, name: str, old: str, new: str) -> None:
    """Write a copy of the draft in which somebody typed `new` over `old`."""
    Path(f"{name}.docx").write_bytes(edited(content, lambda xml: xml.replace(old, new)))


def lines_of(file: str) -> list[list[str]]:
    [table] = docx.Document(file).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_edits_of_two_are_tracked_as_theirs_and_listed(sent: bytes, command: Command) -> None:
    copied(sent, "县民政局", "指导思想", "总的思想")
    copied(sent, "县财政局", "基本原则", "主要原则")
    said = command(
        "merge", "底稿.docx", "县民政局.docx", "县财政局.docx", "-o", "合.docx", "--table", "表.docx"
    )
    assert (said.code, said.err) == (0, "")
    merged = Path("合.docx").read_bytes()
    assert authors_of_changes(merged) == {"县民政局": ["指导", "总的"], "县财政局": ["基本", "主要"]}
    assert [*rejected(merged, (BODY,))] == [*accepted(sent, (BODY,))]
    head, *rows, _ = lines_of("表.docx")
    assert head == ["序号", "位置", "单位", "原文", "意见", "采纳情况", "理由"]
    assert [row[2] for row in rows] == ["县民政局", "县财政局"]
    assert all("待定" in row[5] for row in rows)


def test_a_conflict_is_a_comment_that_names_both(sent: bytes, command: Command) -> None:
    copied(sent, "甲", f">{SAID}<", ">8500<")
    copied(sent, "乙", f">{SAID}<", ">8600<")
    said = command("merge", "底稿.docx", "甲.docx", "乙.docx", "-o", "合.docx", "--author", "县残联")
    assert said.code == 1
    [comment] = docx.Document("合.docx").comments
    assert comment.author == "县残联"
    assert all(word in comment.text for word in (SAID, "甲", "8500", "乙", "8600"))
    assert authors_of_changes(Path("合.docx").read_bytes()) == {}
    found = json.loads(command("merge", "底稿.docx", "甲.docx", "乙.docx", "--format", "json").out)
    assert [each["path"] for each in found["conflicts"]] == ["population.certified"]
    assert [each["conflict"] for each in found["edits"]] == [0] * len(found["edits"])
    page = command("merge", "底稿.docx", "甲.docx", "乙.docx", "--format", "html").out
    assert page.count(comment.text.partition("；")[0]) == 1


def test_whoever_tracked_an_edit_is_its_author(sent: bytes, command: Command) -> None:
    [heading] = {line for line in accepted(sent) if line.endswith("指导思想") and "\t" not in line}
    Path("反馈.docx").write_bytes(edited(sent, within("指导", "总的", heading)))
    assert command("merge", "底稿.docx", "反馈.docx", "-o", "合.docx").code == 0
    assert authors_of_changes(Path("合.docx").read_bytes()) == {AUTHOR: ["指导", "总的"]}


def test_a_merged_file_is_a_copy_with_all_that_was_merged(sent: bytes, command: Command) -> None:
    copied(sent, "县民政局", "指导思想", "总的思想")
    copied(sent, "县财政局", "基本原则", "主要原则")
    assert command("merge", "底稿.docx", "县民政局.docx", "-o", "先到.docx").code == 0
    said = command("merge", "底稿.docx", "先到.docx", "县财政局.docx", "-o", "合.docx")
    assert (said.code, said.err) == (0, "")
    both = {"县民政局": ["指导", "总的"], "县财政局": ["基本", "主要"]}
    assert authors_of_changes(Path("合.docx").read_bytes()) == both


def test_what_nobody_tracked_is_nobody_elses(sent: bytes, command: Command) -> None:
    """Check that an edit beside a tracked one, with a character of it, is of the file's own hand."""
    [heading] = {line for line in accepted(sent) if line.endswith("指导思想") and "\t" not in line}
    tracked = edited(sent, within("指导", "总的", heading))
    copied(tracked, "反馈", "规划确定的主要目标", "规划确定的总目标")
    said = json.loads(command("merge", "底稿.docx", "反馈.docx", "--format", "json").out)
    assert [[by["author"] for by in each["by"]] for each in said["edits"]] == [["反馈"], [AUTHOR]]


def test_one_file_named_twice_is_one_and_names_tell_files_apart(sent: bytes, command: Command) -> None:
    copied(sent, "甲", "指导思想", "总的思想")
    for folder in ("收回/一", "收回/二"):
        Path(folder).mkdir(parents=True)
        Path(folder, "甲.docx").write_bytes(Path("甲.docx").read_bytes())
    files: list[str | Path] = [
        "甲.docx",
        Path("甲.docx").absolute(),
        "收回/一/甲.docx",
        "收回/二/甲.docx",
    ]
    said = json.loads(command("merge", "底稿.docx", *files, "--format", "json").out)
    assert [each["file"] for each in said["files"]] == ["甲", "一/甲", "二/甲"]


def test_edited_words_get_the_new_figures_of_the_profile(sent: bytes, command: Command) -> None:
    copied(sent, "手改", "指导思想", "总的思想")
    Path("新.yaml").write_text(PROFILE.replace(SAID, "9100"), "utf-8")
    said = command("merge", "手改.docx", "--profile", "新.yaml", "-o", "合.docx")
    assert (said.code, said.err) == (0, "")
    words = "".join(accepted(Path("合.docx").read_bytes()))
    assert "9100" in words
    assert SAID not in words
    assert "总的思想" in words


def test_another_plan_is_refused(sent: bytes, command: Command) -> None:
    Path("别.yaml").write_text(PROFILE.replace("青石县", "绿石县"), "utf-8")
    said = command("merge", "底稿.docx", "底稿.docx", "--profile", "别.yaml", "-o", "合.docx")
    assert said.code == 2
    assert "merge-other" in said.all
    assert not Path("合.docx").exists()
    assert sent


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["底稿.docx"], "只有一份"),
        (["a.docx", "b.docx", "-o", "c.txt"], ".docx 结尾"),
        (["a.docx", "b.docx", "-o", "c.docx", "--table", "c.docx"], "不能是一个文件"),
        (["a.docx", "b.docx", "-o", "c.docx", "--table", "d/../c.docx"], "不能是一个文件"),
    ],
)
def test_misuse(words: list[str], needed: str, command: Command) -> None:
    said = command("merge", *words)
    assert said.code == 2
    assert needed in said.err
