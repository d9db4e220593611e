"""Find what is left open in plans as people read them, whoever wrote them."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from commands import CASES, SOUND, Command
from conftest import Golden
from imported import word_of

CASE = CASES / "plan_gaps" / "open.yaml"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return the Word file of the case."""
    file = tmp_path / "plan.docx"
    file.write_bytes(word_of(CASE))
    return file


def test_what_is_open_is_listed_by_who_has_it(plan: Path, command: Command, golden: Golden) -> None:
    said = command("gaps", plan)
    golden.check(CASE.with_suffix(".txt"), said.out.replace(f"{plan.parent}/", ""))
    assert said.code == 1


def test_one_department_is_asked_alone(plan: Path, command: Command) -> None:
    told = json.loads(command("gaps", plan, "--department", "民政", "--format", "json").out)
    assert [each["department"] for each in told[0]["departments"]] == ["县民政局"]
    states = [each["state"] for each in told[0]["departments"][0]["missing"]]
    assert states == ["open", "confirm", "open", "open", "open", "lacking", "lacking"]
    said = command("gaps", plan, "--department", "气象")
    assert (said.code, "可以是" in said.err) == (2, True)
    assert command("gaps", plan, "--requests", plan.parent).code == 2


def test_a_draft_of_ours_is_read_as_it_stands(tmp_path: Path, command: Command) -> None:
    (tmp_path / "ours.yaml").write_text(SOUND, encoding="utf-8")
    command("draft", "ours.yaml", "-o", ".", "--format", "docx")
    found = json.loads(command("gaps", "ours.docx", "--format", "json").out)[0]
    marks = json.loads(command("gaps", "ours.yaml", "--format", "json").out)[0]
    assert (found["locality"], found["period"]) == (marks["locality"], marks["period"])
    assert found["open"] >= marks["fill"] > 0
    names = {each["department"] for each in found["departments"]}
    assert {each["department"] for each in marks["departments"] if each["department"]} & names


def test_a_plan_with_nothing_open_says_so(tmp_path: Path, command: Command) -> None:
    word = docx.Document()
    for line in ("青石县“十四五”残疾人事业发展规划", "一、任务", "年年检查，次次记录。"):
        word.add_paragraph(line)
    word.save(str(tmp_path / "plan.docx"))
    said = command("gaps", "plan.docx")
    assert "没有读出指标表" in said.out
    assert "指标表缺国家指标" not in said.out
    assert (said.code, said.out.splitlines()[-1]) == (
        0,
        "没有留空的地方。接着检查：plandraft check plan.docx",
    )


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, command: Command) -> None:
    (tmp_path / "plan.docx").write_bytes(b"PK\x03\x04")
    said = command("gaps", "plan.docx", "--format", "json")
    assert (said.code, said.out.strip(), "docx-" in said.err) == (1, "[]", True)
