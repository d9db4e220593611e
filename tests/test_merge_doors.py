"""Test `plandraft merge` on what Word and its kin do to a copy that other mergers lost or told twice."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest
from commands import Command
from docx.text.run import Run
from merging import authors_of_changes, commented
from revisions import BODY, accepted, rejected
from same_plan import SAME, written
from tracked_edits import AUTHOR, DATE, within
from word_files import edited

SCATTERED, REMOTE = "居住分散", "山高路远"
SENTENCE = f"我县是山区县，{SCATTERED}。"


@pytest.fixture
def sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Return the draft that was sent round, in the current folder as 底稿.docx beside its profile."""
    monkeypatch.chdir(tmp_path)
    Path("底稿.yaml").write_text(SAME.read_text("utf-8"), "utf-8")
    Path("底稿.docx").write_bytes(written())
    return written()


def merged(command: Command, content: bytes) -> bytes:
    """Return what the draft that was sent round and its copy `content` come to."""
    Path("反馈.docx").write_bytes(content)
    said = command("merge", "底稿.docx", "反馈.docx", "-o", "合.docx")
    assert (said.code, said.err) == (0, "")
    return Path("合.docx").read_bytes()


def edits(command: Command) -> list[list[str]]:
    """Return the authors of each edit of the copy."""
    found = json.loads(command("merge", "底稿.docx", "反馈.docx", "--format", "json").out)
    return [[by["author"] for by in each["by"]] for each in found["edits"]]


def test_a_replacement_whose_halves_are_a_minute_apart_is_one(sent: bytes, command: Command) -> None:
    later = DATE.replace(":00Z", ":59Z")
    replaced = within(SCATTERED, REMOTE, SENTENCE)
    content = edited(sent, lambda xml: replaced(xml).replace(DATE, later, 1))
    assert authors_of_changes(merged(command, content)) == {AUTHOR: [SCATTERED, REMOTE]}
    assert edits(command) == [[AUTHOR]]


@pytest.mark.parametrize("tag", ["tcW", "gridCol"])
def test_widths_of_cells_are_no_edit_and_lose_none(tag: str, sent: bytes, command: Command) -> None:
    width = re.compile(rf'(<w:{tag} w:w=")(\d+)')
    content = edited(sent, lambda xml: width.sub(lambda found: f"{found[1]}{int(found[2]) + 90}", xml))
    assert content != sent
    content = edited(content, lambda xml: xml.replace(SCATTERED, REMOTE))
    assert authors_of_changes(merged(command, content)) == {"反馈": [SCATTERED, REMOTE]}
    assert [*rejected(Path("合.docx").read_bytes(), (BODY,))] == [*accepted(sent, (BODY,))]


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (((3, 1), (3, 2)), ["2020年", "2025年"]),
        (((3, 2), (3, 3)), ["2025年", "属性"]),
        (((3, 3), (4, 3)), ["属性", "属性"]),
    ],
)
def test_cells_that_were_merged_leave_the_others_of_their_row_where_they_are(
    ends: tuple[tuple[int, int], tuple[int, int]], words: list[str], sent: bytes, command: Command
) -> None:
    said = docx.Document("底稿.docx")
    one, other = (said.tables[0].cell(*place) for place in ends)
    one.merge(other)
    said.save("反馈.docx")
    content = edited(Path("反馈.docx").read_bytes(), lambda xml: xml.replace(SCATTERED, REMOTE))
    authors = authors_of_changes(merged(command, content))
    assert authors["反馈"][:2] == [SCATTERED, REMOTE]
    found = json.loads(command("merge", "底稿.docx", "反馈.docx", "--format", "json").out)
    assert [each["label"] for each in found["edits"] if each["block"] == "cell"] == words
    assert found["conflicts"] == []
    assert [*rejected(Path("合.docx").read_bytes(), (BODY,))] == [*accepted(sent, (BODY,))]


def test_a_comment_inside_an_insertion_stands_on_it(sent: bytes, command: Command) -> None:
    Path("反馈.docx").write_bytes(edited(sent, within("", "交通不便。", SENTENCE)))
    said = docx.Document("反馈.docx")
    inserted = said.element.body.xpath("//w:ins/w:r[w:t='交通不便。']")
    said.add_comment([Run(run, said.paragraphs[0]) for run in inserted], "请核实。", author="甲")
    said.save("反馈.docx")
    assert commented(merged(command, Path("反馈.docx").read_bytes())) == ["交通不便。"]
    assert [(each.author, each.text) for each in docx.Document("合.docx").comments] == [("甲", "请核实。")]


def test_a_comment_over_several_paragraphs_stays_with_the_first(sent: bytes, command: Command) -> None:
    Path("反馈.docx").write_bytes(edited(sent, lambda xml: xml.replace(SCATTERED, REMOTE)))
    said = docx.Document("反馈.docx")
    place = next(n for n, each in enumerate(said.paragraphs) if REMOTE in each.text)
    ends = said.paragraphs[place].runs[0], said.paragraphs[place + 2].runs[-1]
    said.add_comment(ends, "这几段并一段。", author="甲")
    said.save("反馈.docx")
    [words] = commented(merged(command, Path("反馈.docx").read_bytes()))
    assert words.endswith(f"{REMOTE}。")
    assert [each.text for each in docx.Document("合.docx").comments] == ["这几段并一段。"]
