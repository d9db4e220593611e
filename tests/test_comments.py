"""Test findings as comments in the Word file, at the figure or heading concerned."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import yaml
from commands import CASES, Command
from conftest import ROOT
from docx.oxml.ns import qn
from plans import bare
from samples import composed
from word_files import part, runs

from generator.document import Figure, Plan
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx


def commented(content: bytes) -> dict[str, str]:
    """Return the comments of a Word file, each with the words it is on."""
    comments = {
        str(c.get(qn("w:id"))): "".join(t.text or "" for t in c.iter(qn("w:t")))
        for c in part(content, "word/comments.xml")
    }
    on = dict.fromkeys(comments, "")
    opened: set[str] = set()
    for element in part(content, "word/document.xml").iter():
        if element.tag == qn("w:commentRangeStart"):
            opened.add(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            opened.discard(str(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            for number in opened:
                on[number] += element.text or ""
    assert opened == set()
    return {comments[number]: words for number, words in on.items()}


def test_comments_stand_at_the_figure_that_they_are_about(command: Command, tmp_path: Path) -> None:
    command("draft", CASES / "policy" / "target_below_national.yaml", "--comments", "-o", tmp_path)
    found = commented((tmp_path / "target_below_national.docx").read_bytes())
    [(comment, words)] = [pair for pair in found.items() if "target-below-national" in pair[0]]
    assert comment.startswith("错误：")
    assert "改法：" in comment
    assert re.fullmatch(r"\d+", words)


def test_every_finding_is_a_comment_somewhere(command: Command, tmp_path: Path) -> None:
    said = command("draft", ROOT / "profiles" / "jining.yaml", "--comments", "-o", tmp_path)
    counted = sum(map(int, re.findall(r"(\d+) 个(?:错误|提醒|提示)", said.out)))
    gaps = 1  # one line for all of them, which the text marks itself
    assert len(commented((tmp_path / "jining.docx").read_bytes())) == counted - gaps > 30


def test_without_the_option_there_are_no_comments(command: Command, tmp_path: Path) -> None:
    command("draft", ROOT / "profiles" / "jining.yaml", "-o", tmp_path)
    with zipfile.ZipFile(tmp_path / "jining.docx") as package:
        assert "word/comments.xml" not in package.namelist()


def test_a_record_alone_carries_no_comments(command: Command, tmp_path: Path) -> None:
    """Check that the draft drops them: Word has no comments in boxes."""
    data = {**bare("county"), "parts": ["imprint"]}
    (tmp_path / "a.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    assert command("draft", "a.yaml", "--comments", "-o", tmp_path).code == 0
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        assert "word/comments.xml" not in package.namelist()


def test_a_commented_file_reads_as_one_without_comments() -> None:
    draft = composed("dengkou")
    source = next(run.source for run in runs(draft, Figure) if isinstance(run, Figure))
    plan = next(part.key for part in draft.parts if isinstance(part, Plan))
    notes = {("figure", source): ["甲\n乙", "丙"], ("part", plan): ["丁"]}
    content = write_docx(draft, official_style_sheet(), notes, {})
    assert set(commented(content)) == {"甲乙", "丙", "丁"}
