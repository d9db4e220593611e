"""Test that whoever collects by workbooks is told what to do there, and what no workbook asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from collecting import blank, new
from commands import Command

SUM = "  certified:", "  severe:", "  mild:"
WORDS = "不用打开档案"


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return the file of a profile whose numbers of persons do not fit."""
    file = new(tmp_path)
    text = blank()
    for key, number in zip(SUM, (100, 70, 70), strict=True):
        text = text.replace(key, f"{key} {number}", 1)
    file.write_text(text, "utf-8")
    return file


@pytest.mark.parametrize(
    ("book", "times"),
    [
        ("填报表/青石县-县残联.xlsx", 1),
        ("填报/收回来的.ods", 1),
        ("填报表/说明.docx", 0),
        ("别的/青石县-县残联.xlsx", 0),
    ],
)
def test_a_finding_is_mended_in_the_workbook_that_lies_beside(
    book: str, times: int, profile: Path, command: Command
) -> None:
    file = profile.parent / book
    file.parent.mkdir()
    file.write_bytes(b"")
    said = command("check", profile)
    lines = said.out.splitlines()
    assert (said.code, [WORDS in line for line in lines].count(True)) == (1, times)
    assert "先改" in lines[-1]
    if times:
        [line] = [line for line in lines if WORDS in line]
        assert f"plandraft collect {profile.name} {file.parent.name} --prefer new" in line


def test_nothing_to_mend_needs_no_workbook(tmp_path: Path, command: Command) -> None:
    (tmp_path / "填报").mkdir()
    (tmp_path / "填报" / "a.xlsx").write_bytes(b"")
    assert WORDS not in command("check", new(tmp_path)).all


def test_request_says_what_no_workbook_asks(tmp_path: Path, command: Command) -> None:
    file = new(tmp_path)
    added = "outline: {changes: [{after: 强化经费保障, add: {measure: more, title: 加强宣传}}]}\n"
    before = command("request", file, "-o", "填报", "--department", "统计").out
    file.write_text(f"{blank()}{added}", "utf-8")
    after = command("request", file, "-o", "填报", "--department", "统计").out
    assert "不问" not in before
    assert "填报表里不问的 1 处" in after
    assert "“加强宣传”的内容" in after
