"""Test that every report says who wants what: comments, pending changes, conflicts, equal changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce
from pathlib import Path

import docx
import pytest
from commands import Command
from marks import attack, sampled
from same_plan import CALLED, SAME, commented, data, written
from tracked_edits import AUTHOR, KINDS, SENTENCE
from word_files import edited, texts

from generator.document import Document
from generator.pipeline.support.word_files import Pending, read_word


@pytest.fixture
def pair(tmp_path: Path) -> Callable[[bytes], tuple[Path, Path]]:
    """Return a function that writes an edited file beside the draft."""

    def write(content: bytes) -> tuple[Path, Path]:
        old, new = tmp_path / "old.docx", tmp_path / "new.docx"
        old.write_bytes(written())
        new.write_bytes(content)
        return old, new

    return write


@pytest.mark.parametrize("kind", sampled(KINDS, [*KINDS][::3], attack))
def test_a_pending_change_is_told_with_its_author_and_counted_apart(
    kind: str, pair: Callable[[bytes], tuple[Path, Path]], command: Command
) -> None:
    tracked = KINDS[kind]
    old, new = pair(edited(written(), tracked.edit))
    found = data(command, old, new)
    assert found["counts"] == {
        "changes": 0,
        "pending_changes": 1,
        "conflicts": 0,
        "folded": 0,
        "comments": 0,
        "pending": 1,
    }
    [pending], [change] = found["pending"], found["changes"]
    assert (pending["author"], pending["old"], pending["new"]) == (AUTHOR, tracked.old, tracked.new)
    assert (change["cause"], change["authors"]) == ("pending", [{"name": AUTHOR, "day": "2026-11-20"}])
    assert pending["where"][0] == "安泽县“十四五”残疾人保障和发展规划"
    back = data(command, new, old)
    assert [(c["cause"], c["authors"]) for c in back["changes"]] == [("pending", change["authors"])]


@pytest.mark.parametrize("kind", sampled(KINDS, [*KINDS][::3], attack))
def test_pending_changes_are_read_as_settled_on_demand(kind: str) -> None:
    content = edited(written(), KINDS[kind].edit)
    told = read_word(content, "new.docx")
    accepted, rejected = (
        read_word(content, "new.docx", None, how) for how in (Pending.ACCEPT, Pending.REJECT)
    )
    assert rejected.document == told.rejected == told.draft
    assert accepted.document == told.document != told.draft
    assert not accepted.annotations.pending
    assert not rejected.annotations.pending


def test_settled_changes_are_changes_by_hand(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command
) -> None:
    old, new = pair(edited(written(), KINDS["word"].edit))
    assert command("diff", old, new, "--pending", "reject").out.splitlines()[-1] == "两稿相同。"
    found = data(command, old, new, "--pending", "accept")
    assert [change["cause"] for change in found["changes"]] == ["hand"]
    assert command("diff", old, new, "--pending", "maybe").code == 2


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_comments_and_pending_changes_are_in_every_report(
    form: str, pair: Callable[[bytes], tuple[Path, Path]], command: Command
) -> None:
    old, new = pair(commented(edited(written(), KINDS["word"].edit)))
    said = command("diff", old, new, "--format", form)
    for words in (AUTHOR, "2026-11-20", "居住较分散", "县住建局", "请写明几户", "四、无障碍环境"):
        assert words in said.out, words
    assert "县住建局" in command("verify", new).out


@pytest.mark.parametrize("hand_first", [True, False])
def test_what_both_sides_changed_is_a_conflict_with_three_values(
    *, hand_first: bool, pair: Callable[[bytes], tuple[Path, Path]], command: Command, tmp_path: Path
) -> None:
    _, hand = pair(edited(written(), lambda xml: xml.replace(">350<", ">380<")))
    newer = tmp_path / "newer.yaml"
    newer.write_text(SAME.read_text(encoding="utf-8").replace('"350"', '"420"'), encoding="utf-8")
    sides = (hand, newer) if hand_first else (newer, hand)
    found = data(command, *sides)
    values = ("380户", "420户") if hand_first else ("420户", "380户")
    causes = ("hand", "data") if hand_first else ("data", "hand")
    [cell] = found["changes"]
    [passage] = cell["alike"]
    assert (passage["old"], passage["new"]) == values
    assert passage["conflict"] == {"base": "350户", "old": causes[0], "new": causes[1]}
    assert found["counts"]["conflicts"] == 1
    said = command("diff", *sides)
    assert "冲突：原来是“350”；" in said.out
    assert "冲突 1 处" in said.out


def test_different_words_of_a_sentence_are_no_conflict(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command, tmp_path: Path
) -> None:
    _, hand = pair(edited(written(), lambda xml: xml.replace("居住分散", "居住较分散")))
    for old, new, conflicts in (("山区县", "丘陵县", 0), ("居住分散", "居住很分散", 1)):
        newer = tmp_path / "newer.yaml"
        newer.write_text(SAME.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
        assert data(command, hand, newer)["counts"]["conflicts"] == conflicts


def test_a_passage_that_one_side_took_out_and_the_other_changed_is_a_conflict(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command, tmp_path: Path
) -> None:
    _, hand = pair(edited(written(), lambda xml: xml.replace(SENTENCE, "")))
    newer = tmp_path / "newer.yaml"
    newer.write_text(SAME.read_text(encoding="utf-8").replace("居住分散", "居住很分散"), encoding="utf-8")
    [change] = data(command, hand, newer)["changes"]
    assert (change["kind"], change["conflict"]["base"]) == ("added", SENTENCE)


def test_equal_replacements_are_one_change_with_their_places(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command
) -> None:
    replaced = edited(written(), lambda xml: xml.replace("县财政局", "县审计局").replace("山区", "丘陵"))
    old, new = pair(replaced)
    found = data(command, old, new)
    department, word = sorted(found["changes"], key=lambda change: len(change["alike"]), reverse=True)[:2]
    assert len(department["alike"]) >= 1
    assert word["alike"] == []
    said = command("diff", old, new).out
    assert f"同样的改动共 {len(department['alike']) + 1} 处，另在：" in said
    assert f"共 {found['counts']['changes']} 处不同（在 " in said


def test_a_redline_keeps_comments_and_the_authors_of_pending_changes(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command, tmp_path: Path
) -> None:
    edits = [KINDS[kind].edit for kind in ("word", "figure", "paragraph-gone")]
    content = commented(edited(written(), lambda xml: reduce(lambda x, edit: edit(x), edits, xml)))
    content = edited(content, lambda xml: xml.replace("一户一案", "一户一策"))
    old, new = pair(content)
    by = ("--author", "青石县残联", "--date", "2026-11-29")
    command("diff", old, new, "--format", "docx", "-o", "redline.docx", *by)
    word = read_word((tmp_path / "redline.docx").read_bytes(), "redline.docx")
    ours = [each for each in word.annotations.pending if each.author == "青石县残联"]
    assert [(each.old, each.new, each.day) for each in ours] == [("案", "策", "2026-11-29")]
    theirs = {(each.author, each.day, each.old, each.new) for each in word.annotations.pending} - {
        (each.author, each.day, each.old, each.new) for each in ours
    }
    wanted = [KINDS[kind] for kind in ("word", "figure", "paragraph-gone")]
    assert theirs == {(AUTHOR, "2026-11-20", each.old, each.new) for each in wanted}
    [comment] = word.annotations.comments
    assert (comment.author, comment.initials, comment.text) == ("县住建局", "住", "请写明几户")
    assert CALLED in comment.about
    assert texts(word.document) == texts(read_word(content, "new.docx").document)
    assert word.rejected is not None
    assert texts(word.rejected) == texts(word_of(written()))
    assert "此外待定的修订 4 处。\n" in command("diff", old, "redline.docx").out


def word_of(content: bytes) -> Document:
    """Return what a file says."""
    return read_word(content, "file.docx").document


def without_paragraph(xml: str) -> str:
    """Return the text of a body without the paragraph of the comment."""
    place = xml.index(CALLED)
    return xml[: xml.rindex("<w:p>", 0, place)] + xml[xml.index("</w:p>", place) + len("</w:p>") :]


@pytest.mark.parametrize(
    ("edit", "line"),
    [(lambda xml: xml.replace("五年完成", "三年完成"), CALLED), (without_paragraph, "四、无障碍环境")],
    ids=["edited", "gone"],
)
def test_a_comment_stays_at_its_paragraph_or_its_heading(
    edit: Callable[[str], str],
    line: str,
    pair: Callable[[bytes], tuple[Path, Path]],
    command: Command,
    tmp_path: Path,
) -> None:
    old, new = pair(edited(written(), edit))
    old.write_bytes(commented(written()))
    command("diff", old, new, "--format", "docx", "-o", "redline.docx")
    [comment] = read_word((tmp_path / "redline.docx").read_bytes(), "redline.docx").annotations.comments
    assert (line in comment.line, comment.author) == (True, "县住建局")


def test_the_table_says_who_wanted_what_and_what_became_of_it(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command, tmp_path: Path
) -> None:
    old, new = pair(commented(edited(written(), KINDS["word"].edit)))
    for first, second, outcome in ((old, new, "待定"), (new, old, "未采纳")):
        command("diff", first, second, "--format", "table", "-o", "table.docx")
        head, change, opinion, _ = docx.Document(str(tmp_path / "table.docx")).tables[0].rows
        assert [cell.text for cell in head.cells[-4:]] == ["单位", "意见", "采纳情况", "理由"]
        assert [cell.text for cell in change.cells[-4:-1]] == [AUTHOR, "", outcome]
        assert [cell.text for cell in opinion.cells[-4:]] == ["县住建局", "请写明几户", "没有修改", ""]
    new.write_bytes(edited(commented(written()), lambda xml: xml.replace("五年完成", "三年完成")))
    command("diff", old, new, "--format", "table", "-o", "table.docx")
    change = docx.Document(str(tmp_path / "table.docx")).tables[0].rows[1]
    assert [cell.text for cell in change.cells[-4:-1]] == ["县住建局", "请写明几户", "已修改"]
    new.write_bytes(edited(written(), lambda xml: xml.replace("五年完成", "三年完成")))
    for first, second, fate in (
        (old, new, ("已采纳", "人工修改")),
        (new, old, ("未采纳", "手改没有带过来")),
    ):
        command("diff", first, second, "--format", "table", "-o", "table.docx")
        change = docx.Document(str(tmp_path / "table.docx")).tables[0].rows[1]
        assert (change.cells[-2].text, change.cells[-1].text) == fate


def row_typed(xml: str) -> str:
    """Return a main part with a row typed below the last indicator."""
    row = [found for found in re.finditer(r"<w:tr>.*?</w:tr>", xml) if "无障碍改造数" in found[0]][-1]
    bare = re.sub(r"<w:bookmark(?:Start|End)[^>]*>|</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", row[0])
    cells = iter(["12.", "家庭医生签约率（%）", *re.findall(r"<w:t [^>]*>([^<]*)", bare)[2:]])
    typed = re.sub(r"(<w:t [^>]*>)[^<]*", lambda found: found[1] + next(cells), bare)
    return xml[: row.end()] + typed + xml[row.end() :]


def test_a_row_that_somebody_typed_comes_from_no_template(
    pair: Callable[[bytes], tuple[Path, Path]], command: Command
) -> None:
    old, new = pair(edited(written(), row_typed))
    command("diff", old, new, "--format", "docx", "-o", "redline.docx", "--author", "县残联")
    found = data(command, old, "redline.docx")
    assert [each["new"].splitlines()[0] for each in found["pending"]] == ["12.家庭医生签约率（%）"]
    assert [change["authors"][0]["name"] for change in found["changes"]] == ["县残联"]
    found = data(command, old, "redline.docx", "--pending", "accept")
    assert [(change["cause"], change["label"]) for change in found["changes"]] == [
        ("hand", "12.家庭医生签约率（%）")
    ]
