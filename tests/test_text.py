"""Test `plandraft text`: a draft as lines that git can compare."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest
from commands import CASES, SOUND, Command
from conftest import ROOT, Golden
from documents import documents
from hypothesis import given
from samples import LETTERS, NOTICES, PLANS, composed, written
from word_files import edited, texts

from generator.base.characters import make_visible
from generator.document import (
    Box,
    Chapter,
    Column,
    Contents,
    Document,
    IndicatorTable,
    Paragraph,
    Passage,
    Plan,
    Text,
)
from generator.document.contents import list_contents
from generator.document.draft_xml import read_draft
from generator.document.number import number
from generator.document.tasks import collect_tasks
from generator.formats.git_text import write_text
from generator.pipeline.support.word_files import read_word

UNPRINTED = {
    "key",
    "number",
    "source",
    "function",
    "id",
    "column",
    "department",
    "categories",
    "item_pattern",
}
UNPRINTED |= {"mark", "numbering", "locality", "period", "levels"}
BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def words(value: Any) -> Iterator[str]:  # noqa: ANN401  # any part of a document
    """Yield the words that a reader of a document sees, but no numbers; rows hold their table's headings."""
    if isinstance(value, IndicatorTable) and value.categories == "none":
        value = replace(value, rows=tuple(replace(row, category="") for row in value.rows))
    if isinstance(value, Box) and value.table:
        value = replace(value, table=replace(value.table, title=""))  # the box prints its own
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (word for each in value for word in words(each))
    elif is_dataclass(value) and not isinstance(value, Contents | Column):
        for field in fields(value):
            if field.name not in UNPRINTED and not (isinstance(value, Document) and field.name == "title"):
                yield from words(getattr(value, field.name))


def finished(document: Document) -> Document:
    """Return a document with its numbers."""
    return list_contents(number(collect_tasks(document)))


def test_every_kind_of_block_has_its_line(golden: Golden) -> None:
    document = finished(read_draft((CASES / "text/draft.xml").read_text(encoding="utf-8")))
    golden.check(CASES / "text/draft.txt", write_text(document))


@pytest.mark.parametrize("name", [*PLANS, *NOTICES, *LETTERS, "big"])
def test_every_word_of_a_draft_stands_in_its_text(name: str) -> None:
    text = write_text(composed(name))
    assert [word for word in words(composed(name)) if word not in text] == []


@given(documents())
def test_every_word_of_any_document_stands_in_its_text(document: Document) -> None:
    text = write_text(finished(document))
    breaks = str.maketrans(BREAKS, "↵" * len(BREAKS))
    printed = [(word.translate(breaks), make_visible(word.translate(breaks))) for word in words(document)]
    assert [word for word, seen in printed if word not in text and seen not in text] == []
    assert text.endswith("\n")
    assert "\n\n\n" not in text


@pytest.mark.parametrize("name", [*PLANS, *NOTICES, *LETTERS])
def test_a_word_file_reads_as_the_profile_it_was_written_from(name: str) -> None:
    assert write_text(read_word(written(name), "plan.docx").document) == write_text(composed(name))


@pytest.mark.parametrize("name", PLANS)
def test_what_is_inserted_changes_no_other_line(name: str) -> None:
    old = composed(name)
    paragraph = Paragraph("new¶", (Passage("new", (Text("新的一段。"),)),))
    parts = tuple(
        replace(part, body=(Chapter("new", "新的一章", (paragraph,)), *part.body))
        if isinstance(part, Plan)
        else part
        for part in old.parts
    )
    new = list_contents(number(replace(old, parts=parts)))
    changed = [
        line for line in ndiff(write_text(old).split("\n"), write_text(new).split("\n")) if line[0] != " "
    ]
    assert sorted(changed) == ["+ ", "+ ", "+ ## 新的一章", "+ 新的一段。"]


def test_a_line_break_inside_a_text_is_shown_and_ends_no_line() -> None:
    document = read_draft(
        '<document><annex title="规&#10;划"><p><passage>甲<break/>乙</passage></p></annex></document>'
    )
    assert write_text(document) == "# 规↵划\n\n甲↵乙\n"


def test_profiles_word_files_and_revisions_print_the_same(command: Command, tmp_path: Path) -> None:
    profile = ROOT / "profiles/dengkou.yaml"
    command("draft", profile, "-o", tmp_path)
    said = command("text", profile)
    assert (said.code, said.err) == (0, "")
    assert said.out == write_text(composed("dengkou"))
    assert "\r" not in said.out
    (tmp_path / "任意的名字").write_bytes((tmp_path / "dengkou.docx").read_bytes())
    assert command("text", "任意的名字") == said
    assert command("text", "--textconv", "任意的名字") == said


def test_a_word_file_edited_by_hand_prints_what_it_says_now(command: Command, tmp_path: Path) -> None:
    sentence = texts(composed("dengkou")).partition("。")[0][-12:]
    content = edited(written("dengkou"), lambda xml: xml.replace(sentence, f"{sentence}（改）", 1))
    (tmp_path / "a.docx").write_bytes(content)
    assert f"{sentence}（改）" in command("text", "a.docx").out


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (None, "file-missing"),
        (b"PK\x03\x04", "docx-unreadable"),
        (b"", "profile-empty"),
        (b"\xff\xfe\x00", "file-damaged"),
        (SOUND.replace("安泽县", "").encode(), ""),
    ],
)
def test_what_cannot_be_read_is_told_in_chinese(
    content: bytes | None, rule: str, command: Command, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "a").write_bytes(content)
    said = command("text", "a")
    assert (said.code, said.out) == (2, "")
    assert rule in said.err
    assert not said.english


def test_a_revision_that_is_not_there_is_told(command: Command) -> None:
    said = command("text", "HEAD:没有.yaml")
    assert (said.code, said.out) == (2, "")
    assert "git-unknown" in said.err


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        (b"period: 3\n", "（不能成稿：第1行，不认识的值“3”）\n\nperiod: 3\n"),
        (b"PK\x03\x04x", "（不能成稿：打不开，不是完好的 .docx 文件）\n\nSHA-256 "),
        (b"\xff", "SHA-256 "),
    ],
)
def test_git_is_told_why_a_file_is_no_draft_and_goes_on(
    content: bytes, printed: str, command: Command, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(content)
    said = command("text", "--textconv", "a")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("（不能成稿：")
    assert printed in said.out
    assert command("text", "--textconv", "b") == said
    assert command("text", "--textconv", "c").code == 2
