"""Test what `plandraft verify` says of what a hand typed, moved or tracked in Word."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from commands import Command
from marks import attack, sampled
from samples import composed, written
from tracked_edits import come, gone, run
from word_files import drafted, edited, texts

from generator.diff import Cause
from generator.document import Annex
from generator.pipeline.support.word_files import open_word
from generator.pipeline.verify import FileState, verify


def in_cell(word: docx.document.Document) -> Any:  # noqa: ANN401  # python-docx's cells have no public type
    """Return a cell of a feature box."""
    return word.tables[1].rows[1].cells[0]


def test_a_line_before_the_title_of_its_part_is_told_under_that_title(
    command: Command, tmp_path: Path
) -> None:
    annex = next(part for part in composed("luojiang").parts if isinstance(part, Annex))
    label = f">{annex.label}</w:t>"
    drafted(tmp_path, edited(written("luojiang"), lambda xml: xml.replace(label, ">附件1</w:t>")))
    assert f"\n{annex.title}\n" in command("verify", "plan.docx").out


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda word: word.tables[-1].rows[3].cells[2].paragraphs[0].add_run("、县文联"), "、县文联"),
        (lambda word: word.tables[-1].add_row().cells[1].paragraphs[0].add_run("新加的任务"), "新加的任务"),
        (lambda word: word.tables[-1].rows[0].cells[1].paragraphs[0].add_run("（改）"), "（改）"),
        (lambda word: in_cell(word).add_paragraph("专栏里手写的一段"), "手写的一段"),
        (
            lambda word: in_cell(word).add_table(1, 1).cell(0, 0).add_paragraph("表中表"),
            "表中表",
        ),
        (lambda word: word.add_paragraph("文末手写的一段"), "文末手写的一段"),
        (lambda word: word.paragraphs[20].add_run("段尾加的话"), "段尾加的话"),
    ],
    ids=["duty", "row", "heading", "box", "nested table", "end", "tail"],
)
def test_whatever_is_typed_in_word_is_told_once(
    change: Callable[[docx.document.Document], object], told: str, command: Command, tmp_path: Path
) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    change(word)
    word.save(str(tmp_path / "plan.docx"))
    said = command("verify", "plan.docx")
    assert said.code == 1
    assert "内容改过 1 处" in said.out
    assert told in said.out.replace("\n", "")


def test_a_title_typed_anew_is_one_edit_and_loses_nothing(command: Command, tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    title = next(p for p in word.paragraphs if p.style is not None and p.style.name == "Title")
    for child in [*title._p][1:]:
        title._p.remove(child)
    title.add_run("新的规划标题")
    word.save(str(tmp_path / "plan.docx"))
    assert "内容改过 1 处" in command("verify", "plan.docx").out
    assert "{+新的规划标题+}" in command("verify", "plan.docx").out
    parts = open_word(tmp_path / "plan.docx").document.parts
    assert [type(part) for part in parts] == [type(part) for part in composed("luojiang").parts]
    assert texts(open_word(tmp_path / "plan.docx").document) == texts(composed("luojiang"))


def test_a_paragraph_moved_is_told_as_moved(command: Command, tmp_path: Path) -> None:
    word = docx.Document(io.BytesIO(written("luojiang")))
    first, second = word.paragraphs[40]._p, word.paragraphs[60]._p
    second.addnext(first)
    word.save(str(tmp_path / "plan.docx"))
    said = command("verify", "plan.docx")
    assert "内容改过 1 处" in said.out
    assert "  移动（条）" in said.out


WITH_PENDING = {  # a paragraph typed without tracking, some words of which are tracked
    "some words come": run("另设补贴，每人九百元。") + come("等"),
    "some words go": gone("从前") + run("另设补贴，每人九百元。"),
    "more words come than were typed": run("另设补贴。") + come("由县民政局会同有关部门定。" * 9),
    "more words come into what was typed": run("另设")
    + come("由县民政局会同有关部门定的" * 9)
    + run("补贴。"),
    "a sentence comes": run("另设补贴，每人九百元。") + come("从明年起发给。"),
}


@pytest.mark.parametrize("pieces", sampled(WITH_PENDING, ["some words come"], attack))
def test_what_a_hand_typed_is_counted_though_some_of_it_is_pending(pieces: str, tmp_path: Path) -> None:
    paragraph = f"<w:p>{WITH_PENDING[pieces]}</w:p>"
    content = edited(written("dengkou"), lambda xml: paragraph.join(_before_the_end(xml)))
    found = verify(drafted(tmp_path, content))
    assert found.state is FileState.EDITED
    assert "另设补贴" in "".join(change.new or "" for change in found.edits)
    assert "会同" not in "".join(change.new or "" for change in found.edits)
    assert {change.cause for change in found.edits} == {Cause.HAND}


def test_what_is_pending_as_a_whole_is_no_edit(tmp_path: Path) -> None:
    paragraph = f"<w:p>{come('另设补贴，每人九百元。')}</w:p>"
    content = edited(written("dengkou"), lambda xml: paragraph.join(_before_the_end(xml)))
    found = verify(drafted(tmp_path, content))
    assert (found.state, found.edits) == (FileState.RESAVED, [])


def _before_the_end(xml: str) -> tuple[str, str]:
    """Return a main part cut before the last section of its body."""
    head, mark, tail = xml.rpartition("<w:sectPr")
    return head, mark + tail
