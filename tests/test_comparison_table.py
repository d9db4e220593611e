"""Test the 修改对照表: a row for each change, in an office's words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CASES, Command
from conftest import Golden
from hypothesis import given
from hypothesis import strategies as st
from office import MM, Office
from pdf_text import squashed
from revised import PROFILE, compared, write_revised
from samples import PLANS, composed, write_samples

from generator.diff import Cause, Change, ChangeKind, Op, ProfileChange, mark_differences
from generator.diff.report.sentences import sentences_of
from generator.document import Annex, Document, IndicatorTable, Text, plain
from generator.document.draft_xml import write_draft
from generator.pipeline.diff import diff
from generator.pipeline.support.sides import Side
from generator.word.comparison_table import compose_table


def table(document: Document) -> IndicatorTable:
    """Return the table of a comparison."""
    (part,) = document.parts
    assert isinstance(part, Annex)
    (block,) = part.body
    assert isinstance(block, IndicatorTable)
    assert part.landscape
    return block


def cells(*changes: Change) -> list[list[str]]:
    """Return the rows that changes make, between two documents of one title."""
    document = composed("dengkou")
    rows = table(compose_table(document, document, changes)).rows
    return [[plain(cell.runs) for cell in row.cells] for row in rows]


def change(kind: ChangeKind, before: str | None, after: str | None, **more: object) -> Change:
    """Return a change of a passage in the second chapter."""
    about = Change(kind, "passage", "a", "甲乙丙", (composed("dengkou").title, "二、总体要求"), before, after)
    return replace(about, **more)  # type: ignore[arg-type]


def test_a_revision_makes_this_table(golden: Golden) -> None:
    found = compared()
    golden.check(
        CASES / "table/revision.txt", write_draft(compose_table(found.before, found.after, found.changes))
    )


def test_every_change_that_is_told_has_a_row_in_its_order() -> None:
    found = compared()
    rows = table(compose_table(found.before, found.after, found.changes)).rows
    told = [each for each in found.changes if not each.folded]
    assert len(rows) == len(told) > 10
    for n, (row, each) in enumerate(zip(rows, told, strict=True), start=1):
        number, place, before, after, *_, reason = (plain(cell.runs) for cell in row.cells)
        assert number == str(n)
        assert all((place, before, after, reason))
        assert not re.search(r"\b(?:data|rule|template|outline|hand|added|moved|figure|passage)\b", reason)
        if each.kind is ChangeKind.ADDED:
            assert before == "（无）"
        if each.kind is ChangeKind.REMOVED:
            assert after == "（删去）"


@pytest.mark.parametrize("name", PLANS)
def test_two_drafts_that_are_the_same_make_a_table_that_says_so(name: str) -> None:
    document = composed(name)
    side = Side("a", document, document, None, fresh=False)
    found = diff(side, side)
    made = table(compose_table(found.before, found.after, found.changes))
    assert (made.rows, made.note) == ((), "两稿相同，没有修改。")


def test_what_only_follows_is_counted_below() -> None:
    folded = [
        change(ChangeKind.RENUMBERED, "一、", "二、", folded=True),
        change(ChangeKind.TEXT, "甲", "乙", folded=True),
        change(ChangeKind.RENUMBERED, "二、", "三、", folded=True),
    ]
    document = composed("dengkou")
    said = "标题、专栏等的序号随之顺延2处，不逐条列出。任务分工表随正文改动1处，不逐条列出。"
    assert table(compose_table(document, document, folded)).note == f"文字没有修改。{said}"
    more = [*folded, change(ChangeKind.TEXT, "甲", "乙")]
    assert table(compose_table(document, document, more)).note == f"共修改1处。{said}"


def test_an_added_and_a_removed_block_have_nothing_on_the_other_side() -> None:
    added, removed, part, row, long = cells(
        change(ChangeKind.ADDED, None, "三、新章\n第一句。\n第二句。", block="chapter", label="三、新章"),
        change(ChangeKind.REMOVED, "旧句。", None),
        change(ChangeKind.ADDED, None, "函\n正文。", block="letter", label="函", where=()),
        change(ChangeKind.ADDED, None, "指标\n10\n>20", block="row", label="指标"),
        change(ChangeKind.ADDED, None, "长" * 1001),
    )
    assert added[1:4] == ["二、总体要求 › 三、新章", "（无）", "三、新章\n第一句。\n第二句。"]
    assert removed[1:4] == ["二、总体要求", "旧句。", "（删去）"]
    assert part[1:4] == ["函", "（无）", "（整篇，见文稿）"]
    assert row[3] == "指标｜10｜>20"
    assert long[3] == "长" * 1000 + "……（共1001字，全文见文稿）"


def test_a_move_says_from_where_to_where() -> None:
    title = composed("dengkou").title
    (moved, first) = cells(
        change(ChangeKind.MOVED, f"{title} › 一、编制背景 › 子丑寅", f"{title} › 二、总体要求"),
        change(ChangeKind.MOVED, title, "附件"),
    )
    assert moved[2:4] == ["甲乙丙\n（原在“一、编制背景 › 子丑寅”之后）", "甲乙丙\n（移至“二、总体要求”之后）"]
    assert first[2:4] == ["甲乙丙\n（原在最前）", "甲乙丙\n（移至“附件”之后）"]


def test_another_level_and_another_paragraph_are_told() -> None:
    level, opened, closed = cells(
        change(ChangeKind.ATTRIBUTE, "section", "chapter", block="chapter"),
        change(ChangeKind.ATTRIBUTE, "", "¶"),
        change(ChangeKind.ATTRIBUTE, "¶", ""),
    )
    assert level[2:4] == ["甲乙丙（节）", "甲乙丙（章）"]
    assert opened[2:4] == ["（接上段）甲乙丙", "（另起一段）甲乙丙"]
    assert closed[2:4] == ["（单独成段）甲乙丙", "（并入上段）甲乙丙"]


@pytest.mark.parametrize(
    ("cause", "source", "said"),
    [
        (
            Cause.DATA,
            ProfileChange("indicators.x.target", "170", "180"),
            "数据更新：由 170 改为 180",
        ),
        (Cause.DATA, ProfileChange("commitments.x", "", "180"), "数据更新：新增 180"),
        (Cause.DATA, ProfileChange("commitments.x", "170", ""), "数据更新：删去 170"),
        (Cause.DATA, ProfileChange("names.x", "长" * 41, "短"), f"名称更新：由 {'长' * 40}…… 改为 短"),
        (Cause.DATA, ProfileChange("status", "讨论稿", "送审稿"), "文稿状态调整：由 讨论稿 改为 送审稿"),
        (Cause.DATA, ProfileChange("parts.0", "", "imprint"), "文稿组成调整"),
        (Cause.DATA, None, "数据更新"),
        (Cause.RULE, None, "指标体系调整"),
        (Cause.TEMPLATE, None, "文库文字修订"),
        (Cause.OUTLINE, ProfileChange("outline.chapters.0.title", "甲", "乙"), "按提纲调整"),
        (Cause.HAND, None, "人工修改"),
        (None, None, ""),
    ],
)
def test_the_reason_is_in_the_words_of_an_office(
    cause: Cause, source: ProfileChange | None, said: str
) -> None:
    assert cells(change(ChangeKind.TEXT, "甲", "乙", cause=cause, source=source))[0][-1] == said


def test_a_figure_and_the_words_around_it_are_one_row() -> None:
    marks = tuple(mark_differences("治疗师12人。", "治疗师（含技师）15人。"))
    words = change(
        ChangeKind.TEXT, "治疗师12人。", "治疗师（含技师）15人。", marks=marks, cause=Cause.OUTLINE
    )
    source = ProfileChange("commitments.rehabilitation_therapists", "12", "15")
    figure = replace(words, kind=ChangeKind.FIGURE, old="12人", new="15人", cause=Cause.DATA, source=source)
    ((*_, reason),) = cells(figure, words)
    assert reason == "数据更新：由 12 改为 15；按提纲调整"
    assert len(cells(figure, replace(words, key="b"))) == len((figure, words))


@pytest.mark.parametrize(("kind", "reason"), [("added", "增列这项指标"), ("removed", "不再列这项指标")])
def test_an_indicator_of_ones_own_is_told_as_a_whole(kind: str, reason: str) -> None:
    row = ("建设覆盖率\n—\n100", "")
    old, new = row if kind == "removed" else row[::-1]
    source = ProfileChange("indicators.own.baseline", old and "—", new and "—")
    found = change(ChangeKind(kind), old or None, new or None, block="row", cause=Cause.DATA, source=source)
    assert cells(found)[0][-1] == reason


def test_places_are_headings_below_the_title() -> None:
    title = composed("dengkou").title
    (status, chapter, cell, record) = cells(
        change(ChangeKind.TEXT, "甲", "乙", where=(title,), block="line"),
        change(ChangeKind.RETITLED, "甲", "乙", where=(title,), block="chapter", label="一、乙"),
        change(ChangeKind.CELL, "1", "2", where=(title, "一、甲", "指标"), block="cell", label="2025年"),
        change(ChangeKind.TEXT, "甲", "乙", where=(), block="line"),
    )
    assert [row[1] for row in (status, chapter, cell, record)] == [
        "篇首",
        "一、乙",
        "一、甲 › 指标 › 2025年",
        "版记",
    ]


def both_sides(before: str, after: str, kind: ChangeKind = ChangeKind.TEXT, **figure: str) -> tuple[str, str]:
    """Return both sides of a change, or of a figure in it, with what changed in brackets."""
    found = change(kind, before, after, marks=mark_differences(before, after), **figure)
    old, new = ("".join(f"[{s.text}]" if s.changed else s.text for s in side) for side in sentences_of(found))
    return old, new


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("甲子。乙丑。丙寅。", "甲子。乙卯。丙寅。", "乙[丑]。", "乙[卯]。"),
        ("甲子。乙丑。丙寅。丁。", "甲辰。乙丑。丙寅。戊。", "甲[子]。……[丁]。", "甲[辰]。……[戊]。"),
        ("甲子。丙寅。", "甲子。乙丑。丙寅。", "", "[乙丑。]"),
        ("甲子。乙丑。丙寅。", "甲子。丙寅。", "[乙丑。]", ""),
        ("总体要求", "总体要求和目标", "总体要求", "总体要求[和目标]"),
        ("总体要求", "新的总体要求", "总体要求", "[新的]总体要求"),
        ("甲子。丙寅。", "甲，乙丑。子。丙寅。", "甲子。", "甲[，乙丑。]子。"),
        ("甲“子丑。”丙寅。", "甲“子卯。”丙寅。", "甲“子[丑]。”", "甲“子[卯]。”"),
        ("", "甲。", "", "[甲。]"),
    ],
)
def test_whole_sentences_are_shown_with_what_changed(old: str, new: str, before: str, after: str) -> None:
    assert both_sides(old, new) == (before, after)


def test_of_two_figures_in_a_sentence_each_row_sets_off_its_own() -> None:
    old, new = "共有10人，其中重度3人。", "共有12人，其中重度4人。"
    assert both_sides(old, new, ChangeKind.FIGURE, old="10人", new="12人") == (
        "共有[10人]，其中重度3人。",
        "共有[12人]，其中重度4人。",
    )
    assert both_sides(old, new, ChangeKind.FIGURE, old="3人", new="4人") == (
        "共有10人，其中重度[3人]。",
        "共有12人，其中重度[4人]。",
    )


@given(st.text("甲乙丙。！，1", max_size=30), st.text("甲乙丙。！，1", max_size=30))
def test_all_that_changed_is_set_off_on_its_side(old: str, new: str) -> None:
    marks = mark_differences(old, new)
    found = sentences_of(change(ChangeKind.TEXT, old, new, marks=marks))
    for side, op, text in zip(found, (Op.DELETED, Op.INSERTED), (old, new), strict=True):
        assert "".join(s.text for s in side if s.changed) == "".join(m.text for m in marks if m.op is op)
        assert all(piece in text for piece in "".join(s.text for s in side).split("……"))


def test_words_are_set_off_as_strong() -> None:
    document = composed("dengkou")
    found = change(ChangeKind.TEXT, "甲子。", "甲丑。", marks=mark_differences("甲子。", "甲丑。"))
    (row,) = table(compose_table(document, document, [found])).rows
    assert row.cells[3].runs == (Text("甲"), Text("丑", strong=True), Text("。"))


def test_the_command_writes_the_same_file_every_time(command: Command, tmp_path: Path) -> None:
    file = write_revised(tmp_path)
    said = command("diff", PROFILE, file, "--format", "table", "-o", "one.docx")
    assert (said.code, said.err) == (1, "")
    assert said.out.startswith("one.docx：共 ")
    command("diff", PROFILE, file, "--format", "table", "-o", "two.docx")
    content = (tmp_path / "one.docx").read_bytes()
    assert content == (tmp_path / "two.docx").read_bytes()
    assert command("diff", file, file, "--format", "table", "-o", "same.docx").code == 0
    assert "两稿相同，没有修改。" in command("text", "same.docx").out
    assert command("verify", "one.docx").out.startswith("one.docx：原样")


@pytest.mark.office
def test_every_page_is_wide_and_begins_with_the_headings(office: Office, tmp_path: Path) -> None:
    pages = office.laid_out(write_samples(["changes"], tmp_path)["changes"])
    assert len(pages) > 2
    for page in pages:
        assert page.width > page.height
        heads = [line for line in page.lines if "修改前修改后" in squashed(line.text)]
        assert len(heads) == 1
        assert all(line.bottom < page.height - 26 * MM for line in page.lines)
    printed = "".join(squashed(line.text) for page in pages for line in page.lines)
    assert "共修改17处。标题、专栏等的序号随之顺延2处，不逐条列出。" in printed
