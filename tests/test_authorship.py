"""Test by whom and when revisions, comments and comparison tables say they are: --author, --date."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command
from docx.oxml.ns import qn
from word_files import part

PLAN = "period: 2021-2025\nlocality: {name: 青石县, kind: county}\n"
REASON = "已经全部完成改造，没有新的需要"
OLD = (
    PLAN
    + "population: {certified: 8412}\nindicators: {home_accessibility: {baseline: '281', target: '>350'}}\n"
)
NEW = f"{PLAN}population: {{certified: 8413}}\nindicators: {{home_accessibility: {{omit: {REASON}}}}}\n"
REVISIONS = [qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart")]
CORE = {
    "made by": "{http://purl.org/dc/elements/1.1/}creator",
    "by": "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy",
    "on": "{http://purl.org/dc/terms/}modified",
}


@pytest.fixture(autouse=True)
def profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the old profile and the new one."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    for name, text in {"a.yaml": OLD, "b.yaml": NEW}.items():
        (tmp_path / name).write_text(text, "utf-8")


def signed(content: bytes, name: str, tags: list[str]) -> set[tuple[str | None, str | None]]:
    """Return the authors and dates of the elements with these tags in a part."""
    found = part(content, name).iter(*tags)
    return {(element.get(qn("w:author")), element.get(qn("w:date"))) for element in found}


def redline(command: Command, tmp_path: Path, *words: str) -> set[tuple[str | None, str | None]]:
    """Return the authors and dates of the revisions between both profiles."""
    said = command("diff", "a.yaml", "b.yaml", "--format", "docx", "-o", "r.docx", "--force", *words)
    assert said.code == 1
    return signed((tmp_path / "r.docx").read_bytes(), "word/document.xml", REVISIONS)


def test_revisions_are_by_and_of_what_the_command_line_says(command: Command, tmp_path: Path) -> None:
    words = ("--author", "青石县残联", "--date", "2026-11-29")
    assert redline(command, tmp_path, *words) == {("青石县残联", "2026-11-29T00:00:00Z")}
    words = ("--author", " <王&某> ", "--date", "2026年11月9日")
    assert redline(command, tmp_path, *words) == {("<王&某>", "2026-11-09T00:00:00Z")}
    assert redline(command, tmp_path, "--date", "2026-11-29T08:30:00") == {
        ("Plandraft", "2026-11-29T08:30:00Z")
    }


def test_without_a_date_none_is_made_up_and_the_bytes_are_the_same(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert redline(command, tmp_path) == {("Plandraft", None)}
    first = (tmp_path / "r.docx").read_bytes()
    redline(command, tmp_path)
    assert (tmp_path / "r.docx").read_bytes() == first
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert redline(command, tmp_path) == {("Plandraft", "2023-11-14T22:13:20Z")}
    assert redline(command, tmp_path, "--date", "2026-11-29") == {("Plandraft", "2026-11-29T00:00:00Z")}


def test_comments_are_by_and_of_what_the_command_line_says(command: Command, tmp_path: Path) -> None:
    command("draft", "a.yaml", "--comments", "--author", "王某", "--date", "2026-11-28", "-o", tmp_path)
    content = (tmp_path / "a.docx").read_bytes()
    assert signed(content, "word/comments.xml", [qn("w:comment")]) == {("王某", "2026-11-28T00:00:00Z")}
    command("draft", "a.yaml", "--comments", "-o", tmp_path / "b")
    content = (tmp_path / "b" / "a.docx").read_bytes()
    assert signed(content, "word/comments.xml", [qn("w:comment")]) == {("Plandraft", None)}


def test_a_comparison_table_has_author_date_and_the_reason_of_an_omission(
    command: Command, tmp_path: Path
) -> None:
    words = ("--author", "青石县残联", "--date", "2026-11-29")
    command("diff", "a.yaml", "b.yaml", "--format", "table", "-o", "t.docx", *words)
    core = part((tmp_path / "t.docx").read_bytes(), "docProps/core.xml")
    assert {key: core.findtext(tag) for key, tag in CORE.items()} == {
        "made by": "青石县残联",
        "by": "青石县残联",
        "on": "2026-11-29T00:00:00Z",
    }
    command("draft", "a.yaml", "--comments", "-o", tmp_path, *words)
    core = part((tmp_path / "a.docx").read_bytes(), "docProps/core.xml")
    assert core.findtext(CORE["made by"]) == "青石县"  # a plan is its place's
    rows = [line for line in command("text", "t.docx").out.splitlines() if "无障碍改造" in line]
    assert rows
    assert all(row.endswith(f"理由：不列这项指标：{REASON}") for row in rows)
    command("diff", "b.yaml", "a.yaml", "--format", "table", "-o", "back.docx")
    assert f"重新列入这项指标（原来不列：{REASON}）" in command("text", "back.docx").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--author", " "), "'--author' 的内容不对"),
        (("--author", "甲\n乙"), "'--author' 的内容不对"),
        (("--author", "甲\u202e乙"), "'--author' 的内容不对"),
        (("--author", "甲" * 101), "'--author' 的内容不对"),
        (("--date", "2026-02-30"), "'2026-02-30' 不是日期"),
        (("--date", "明天"), "'明天' 不是日期；写成 2026-11-29"),
    ],
)
def test_what_is_no_name_or_no_date_is_misuse(words: tuple[str, str], message: str, command: Command) -> None:
    said = command("diff", "a.yaml", "b.yaml", "--format", "docx", "-o", "r.docx", *words)
    assert (said.code, said.out) == (2, "")
    assert message in said.err


def test_formats_that_name_nobody_take_no_author(command: Command) -> None:
    said = command("diff", "a.yaml", "b.yaml", "--author", "王某")
    assert said.code == 2
    assert "只用于 --format docx 和 --format table" in said.err
