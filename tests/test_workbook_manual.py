"""Follow the manual's chapter on workbooks: from an empty folder to a plan with letters, no YAML opened."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from commands import Command
from filled_workbooks import Row, fill, rows
from test_workbook_trip import ANSWER, made_up

CHAPTER = re.compile(r"^### 用表格收数，不用写档案\n(.*?)^### ", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^ +(plandraft .*)$", re.MULTILINE)
FOLDER = Path("填报表")
LETTERS = {
    "title": "青石县残疾人保障和发展“十五五”规划",
    "documents.basis": "《某某省残疾人保障和发展“十五五”规划》（某政发〔2026〕1号）",
    "departments.health": "县卫生健康局",
    "parts.cover": "要",
    "parts.cover.issuer": "青石县残疾人联合会",
    "parts.cover.date": "2026年12月",
    "parts.issuing-notice": "要",
    "parts.issuing-notice.issuer": "青石县人民政府",
    "parts.issuing-notice.reference": "青政发〔2026〕12号",
    "parts.issuing-notice.recipients": "各乡镇人民政府，县政府各部门：",
    "parts.issuing-notice.approver": "无",
    "parts.issuing-notice.date": "2026年12月20日",
}

PERSONS = {"certified": "90000", "severe": "40000", "mild": "50000", "resident": "900000"}  # fit one another


def steps(manual: Path) -> list[list[str]]:
    """Return the commands of the chapter in their order, as words."""
    found = CHAPTER.search(manual.read_text("utf-8"))
    assert found
    return [shlex.split(line)[1:] for line in COMMAND.findall(found[1])]


def drafters(row: Row) -> str:
    """Return what the drafter writes into a row of the workbook of letters."""
    return LETTERS.get(row.key, "")


def departments(row: Row) -> str:
    """Return what a department writes into a row of its workbook."""
    return PERSONS.get(row.key.removeprefix("population."), "") or made_up(row)


@pytest.mark.slow
def test_from_an_empty_folder_to_a_plan_with_letters_by_workbooks_alone(root: Path, command: Command) -> None:
    new, request, gaps, dry, collect, check, draft = steps(root / "README.zh-CN.md")
    assert command(*new).code == 0
    assert command(*request).code == 0
    books = sorted(FOLDER.glob("*.xlsx"))
    assert len(books) == 13
    assert "未收" in command(*gaps).out
    asked = {row.key for book in books for row in rows(book.read_bytes())}
    assert asked >= LETTERS.keys()
    for book in books:
        answer = drafters if book.stem.endswith("规划和函件") else departments
        book.write_bytes(fill(book.read_bytes(), answer, titles=ANSWER, person="张三"))
    before = Path("青石县.yaml").read_bytes()
    assert command(*dry).code == 0
    assert Path("青石县.yaml").read_bytes() == before
    said = command(*collect)
    assert said.code == 0, said
    said = command(*gaps)
    assert (said.code, "已收 12 个部门" in said.out) == (0, True), said
    assert command(*check).code == 0
    assert command(*draft).code == 0
    text = Path("草案/青石县.md").read_text("utf-8")
    printed = [LETTERS[key] for key in LETTERS if key not in {"title", "departments.health"}]
    assert [
        words for words in (*printed, "县卫生健康局") if words not in {"要", "无"} and words not in text
    ] == []
    assert "【待补" not in text
