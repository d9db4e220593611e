"""Test `plandraft merge`: what it writes and says of copies of one draft, its codes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from commands import Command
from merging import authors_of_changes, commented
from revisions import BODY, accepted, rejected
from same_plan import SAME, written
from test_settled_redline import accepted as settled_file
from tracked_edits import AUTHOR, within
from word_files import edited

from generator.document.draft_xml import read_draft, write_draft
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.pipeline.tracked_changes import Origin, redline

FIGURE, NEW, PATH = "350", "380", "indicators.home_accessibility.target"
SCATTERED, REMOTE = "居住分散", "山高路远"
HOUSES, RIVERS = "农村危房", "河道治理"
PROFILE = SAME.read_text("utf-8")


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the draft that was sent round, in the current folder as 底稿.docx beside its profile."""
    monkeypatch.chdir(tmp_path)
    Path("底稿.yaml").write_text(PROFILE, "utf-8")
    Path("底稿.docx").write_bytes(written())
    return written()


def copied(content: bytes, name: str, old: str, new: str) -> None:
    """Write a copy of the draft in which somebody typed `new` over `old`."""
    Path(f"{name}.docx").write_bytes(edited(content, lambda xml: xml.replace(old, new)))


def lines_of(file: str) -> list[list[str]]:
    [table] = docx.Document(file).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_edits_of_two_are_tracked_as_theirs_and_listed(sent: bytes, command: Command) -> None:
    copied(sent, "县民政局", SCATTERED, REMOTE)
    copied(sent, "县财政局", HOUSES, RIVERS)
    said = command(
        "merge", "底稿.docx", "县民政局.docx", "县财政局.docx", "-o", "合.docx", "--table", "表.docx"
    )
    assert (said.code, said.err) == (0, "")
    merged = Path("合.docx").read_bytes()
    assert authors_of_changes(merged) == {"县民政局": [SCATTERED, REMOTE], "县财政局": [HOUSES, RIVERS]}
    assert [*rejected(merged, (BODY,))] == [*accepted(sent, (BODY,))]
    head, *rows, _ = lines_of("表.docx")
    assert head == ["序号", "位置", "单位", "原文", "意见", "采纳情况", "理由"]
    assert [row[2] for row in rows] == ["县民政局", "县财政局"]
    assert all("待定" in row[5] for row in rows)


def test_a_conflict_is_a_comment_that_names_both(sent: bytes, command: Command) -> None:
    copied(sent, "甲", f">{FIGURE}<", ">380<")
    copied(sent, "乙", f">{FIGURE}<", ">400<")
    said = command("merge", "底稿.docx", "甲.docx", "乙.docx", "-o", "合.docx", "--author", "县残联")
    assert (said.code, "改动 0 条" in said.out, "不一致的 1 处" in said.out) == (1, True, True)
    [comment] = docx.Document("合.docx").comments
    assert comment.author == "县残联"
    assert all(word in comment.text for word in (FIGURE, "甲", "380", "乙", "400"))
    assert authors_of_changes(Path("合.docx").read_bytes()) == {}
    found = json.loads(command("merge", "底稿.docx", "甲.docx", "乙.docx", "--format", "json").out)
    assert [each["path"] for each in found["conflicts"]] == [PATH]
    assert [each["conflict"] for each in found["edits"]] == [0] * len(found["edits"])
    page = command("merge", "底稿.docx", "甲.docx", "乙.docx", "--format", "html").out
    assert page.count(comment.text.partition("；")[0]) == 1


def test_whoever_tracked_an_edit_is_its_author(sent: bytes, command: Command) -> None:
    Path("反馈.docx").write_bytes(edited(sent, within(SCATTERED, REMOTE, f"我县是山区县，{SCATTERED}。")))
    assert command("merge", "底稿.docx", "反馈.docx", "-o", "合.docx").code == 0
    assert authors_of_changes(Path("合.docx").read_bytes()) == {AUTHOR: [SCATTERED, REMOTE]}


def test_a_merged_file_is_a_copy_with_all_that_was_merged(sent: bytes, command: Command) -> None:
    copied(sent, "县民政局", SCATTERED, REMOTE)
    copied(sent, "县财政局", HOUSES, RIVERS)
    assert command("merge", "底稿.docx", "县民政局.docx", "-o", "先到.docx").code == 0
    said = command("merge", "底稿.docx", "先到.docx", "县财政局.docx", "-o", "合.docx")
    assert (said.code, said.err) == (0, "")
    both = {"县民政局": [SCATTERED, REMOTE], "县财政局": [HOUSES, RIVERS]}
    assert authors_of_changes(Path("合.docx").read_bytes()) == both


def test_what_nobody_tracked_is_nobody_elses(sent: bytes, command: Command) -> None:
    """Check that an edit beside a tracked one, with a character of it, is of the file's own hand."""
    tracked = edited(sent, within(SCATTERED, REMOTE, f"我县是山区县，{SCATTERED}。"))
    copied(tracked, "反馈", HOUSES, f"{REMOTE[0]}区危房")
    said = json.loads(command("merge", "底稿.docx", "反馈.docx", "--format", "json").out)
    assert [[by["author"] for by in each["by"]] for each in said["edits"]] == [[AUTHOR], ["反馈"]]


def test_one_file_named_twice_is_one_and_names_tell_files_apart(sent: bytes, command: Command) -> None:
    copied(sent, "甲", SCATTERED, REMOTE)
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
    copied(sent, "手改", SCATTERED, REMOTE)
    Path("新.yaml").write_text(PROFILE.replace(FIGURE, NEW), "utf-8")
    said = command("merge", "手改.docx", "--profile", "新.yaml", "-o", "合.docx")
    assert (said.code, said.err) == (0, "")
    words = "".join(accepted(Path("合.docx").read_bytes()))
    assert (FIGURE in words, NEW in words, REMOTE in words) == (False, True, True)


def test_what_the_library_words_anew_is_no_wish_of_the_profile(sent: bytes, command: Command) -> None:
    profile = check(Path("底稿.yaml")).profile
    assert profile is not None
    earlier = read_draft(write_draft(compose(profile)).replace("我县是", "本县为"))
    Path("底稿.docx").write_bytes(redline(earlier, earlier, origin=Origin(profile)))
    Path("新.yaml").write_text(PROFILE.replace(FIGURE, NEW), "utf-8")
    said = command("merge", "底稿.docx", "--profile", "新.yaml", "-o", "合.docx", "--format", "json")
    assert said.code == 0
    by = {(each["old"], each["new"]): each["by"][0]["file"] for each in json.loads(said.out)["edits"]}
    assert by.pop((FIGURE, NEW)) == "新"
    assert {name.partition("（")[0] for name in by.values()} == {"文库"}
    authors = authors_of_changes(Path("合.docx").read_bytes())
    assert {word.removesuffix("户") for word in authors.pop("新")} == {FIGURE, NEW}
    assert {word for words in authors.values() for word in words} == {"本县为", "我县是"}
    assert sent


def test_what_is_accepted_in_the_merged_file_goes_into_the_profile(sent: bytes, command: Command) -> None:
    copied(sent, "甲", SCATTERED, REMOTE)
    copied(sent, "乙", f">{FIGURE}<", f">{NEW}<")
    command("merge", "底稿.docx", "甲.docx", "乙.docx", "-o", "合.docx")
    Path("定.docx").write_bytes(settled_file(Path("合.docx").read_bytes()))
    said = command("pull", "定.docx", "底稿.yaml")
    assert (said.code, said.err) == (0, "")
    profile = Path("底稿.yaml").read_text("utf-8")
    assert profile == PROFILE.replace(SCATTERED, REMOTE).replace(FIGURE, NEW)


def test_another_plan_is_refused(sent: bytes, command: Command) -> None:
    Path("别.yaml").write_text(PROFILE.replace("安泽县", "绿石县"), "utf-8")
    said = command("merge", "底稿.docx", "底稿.docx", "--profile", "别.yaml", "-o", "合.docx")
    assert said.code == 2
    assert "merge-other" in said.all
    assert not Path("合.docx").exists()
    assert sent


def test_a_conflict_stands_on_its_figure_and_a_comment_stays_with_a_paragraph_that_others_changed(
    sent: bytes, command: Command
) -> None:
    copied(sent, "甲", f">{FIGURE}<", ">380<")
    copied(sent, "乙", f">{FIGURE}<", ">400<")
    copied(sent, "丙", SCATTERED, REMOTE)
    said = docx.Document("甲.docx")
    paragraph = next(each for each in said.paragraphs if SCATTERED in each.text)
    said.add_comment(paragraph.runs, "这一段请再核。", author="甲")
    said.save("甲.docx")
    command("merge", "底稿.docx", "甲.docx", "乙.docx", "丙.docx", "-o", "合.docx")
    comment, conflict = commented(Path("合.docx").read_bytes())
    assert REMOTE in comment
    assert conflict == FIGURE


def test_the_json_has_what_the_documentation_names(root: Path, sent: bytes, command: Command) -> None:
    copied(sent, "甲", f">{FIGURE}<", ">380<")
    copied(sent, "乙", f">{FIGURE}<", ">400<")
    said = docx.Document("甲.docx")
    said.add_comment(said.paragraphs[9].runs, "请再核。", author="甲")
    said.save("甲.docx")
    found = json.loads(command("merge", "底稿.docx", "甲.docx", "乙.docx", "--format", "json").out)
    readme = (root / "README.md").read_text("utf-8")
    named = [line.split("`")[1::2] for line in readme.splitlines() if line.startswith("| `merge` ")]
    lists = {"claims": found["conflicts"][0]["claims"], "by": found["edits"][0]["by"], **found}
    assert {name: [*lists[name][0]] for name in lists} == {name: keys for _, name, *keys in named}
    assert found["edits"][0]["conflict"] == 0


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("merge-copy", ["底稿.yaml"]),
        ("merge-copy", ["底稿.docx", "底稿.yaml", "--profile", "底稿.yaml"]),
        ("merge-profile", ["--profile", "底稿.docx"]),
    ],
)
def test_a_profile_is_no_copy_and_a_word_file_no_profile(
    rule: str, words: list[str], sent: bytes, command: Command
) -> None:
    said = command("merge", "底稿.docx", *words, "-o", "合.docx")
    assert said.code == 2
    assert [rule in said.err, "--profile" in said.err] == [True, True]
    assert not Path("合.docx").exists()
    assert sent


def test_more_comments_than_a_file_may_hold_are_told_and_the_rest_can_be_read(
    sent: bytes, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, new in (("甲", "8"), ("乙", "9")):
        copied(sent, name, f">{FIGURE}<", f">{new}<")
        said = docx.Document(f"{name}.docx")
        for n in range(2):
            said.add_comment(said.paragraphs[9].runs, f"{name}说{n}", author=name)
        said.save(f"{name}.docx")
    for module in ("generator.pipeline.merge", "generator.pipeline.tracked_changes"):
        monkeypatch.setattr(f"{module}.MOST_COMMENTS", 3)
    said = command("merge", "底稿.docx", "甲.docx", "乙.docx", "-o", "合.docx")
    assert said.code == 1
    assert "docx-comments-left" in said.err
    [first, second, conflict] = docx.Document("合.docx").comments
    assert [first.text, second.text] == ["甲说0", "甲说1"]
    assert "数不一致" in conflict.text


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
