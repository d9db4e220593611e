"""Test `plandraft check` on plans as Word files: what is found where, every format, comments in a copy."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from commands import Command
from foreign_plan import LINES, RULES, TITLE, foreign_plan
from plans import bare
from test_comments import commented
from word_files import parts_of

from generator.check.outside import figures


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return the file of a plan with faults that Plandraft did not write."""
    file = tmp_path / "报来的.docx"
    file.write_bytes(foreign_plan())
    return file


def findings(said: str) -> list[dict[str, Any]]:
    """Return the findings of a report in JSON."""
    return list(json.loads(said)["findings"])


def as_yaml(profile: dict[str, Any]) -> str:
    """Return a profile as YAML, of which JSON is one."""
    return json.dumps(profile, ensure_ascii=False)


def test_faults_are_told_with_heading_row_and_words(plan: Path, command: Command) -> None:
    said = command("check", plan, "--kind", "县", "--format", "json")
    found = {each["rule"]: each for each in findings(said.out)}
    assert said.code == 1
    assert set(found) >= RULES
    assert found["text-contradicts"]["where"] == "一、编制背景第1段"
    assert "97.5%" in found["text-contradicts"]["words"]
    assert found["target-below-national"]["where"].endswith("“2.困难残疾人生活补贴覆盖率（%）”一行")
    assert found["docx-number-jump"]["words"].startswith("五、")


def test_the_report_for_people_names_places_and_no_key_of_a_profile(plan: Path, command: Command) -> None:
    said = command("check", plan, "--kind", "county")
    assert f"{plan.name}：一、编制背景第1段 提醒 text-contradicts" in said.out
    assert "检查了 1 个地区、2 项指标" in said.out
    assert said.english == ""
    assert not {"indicators.", "documents.", "accepted", "omit"} & {*said.out.split()}
    assert "plandraft check" in said.out.splitlines()[-1]


def test_programs_are_told_a_logical_place(plan: Path, command: Command) -> None:
    sarif = json.loads(command("check", plan, "--kind", "county", "--format", "sarif").out)
    places = [each["locations"][0] for each in sarif["runs"][0]["results"]]
    logical = [place for each in places for place in each.get("logicalLocations", [])]
    assert "一、编制背景第1段" in {each["fullyQualifiedName"] for each in logical}
    assert all("region" not in each["physicalLocation"] for each in places)
    github = command("check", plan, "--kind", "county", "--format", "github").out
    assert "一、编制背景第1段：" in github


def test_comments_stand_at_their_words_in_a_copy(plan: Path, command: Command, tmp_path: Path) -> None:
    before = plan.read_bytes()
    copy = tmp_path / "批注.docx"
    said = command("check", plan, "--kind", "county", "--comments", copy, "--author", "某市残联")
    assert "要写成 Word 批注" not in said.all
    assert (said.code, plan.read_bytes()) == (1, before)
    assert "原文件没有动" in said.err
    found = commented(copy.read_bytes())
    on = {rule: words for text, words in found.items() for rule in RULES if text.endswith(rule)}
    assert set(on) == RULES
    assert not any("outside-understood" in text for text in found)
    assert "97.5%" in on["text-contradicts"]
    assert on["target-below-national"] == "2.困难残疾人生活补贴覆盖率（%）"
    assert "残疾人残疾人" in on["plan-doubled"]
    old, new = parts_of(before), parts_of(copy.read_bytes())
    assert set(old) | {"word/comments.xml"} >= set(new) >= set(old)
    assert [p.text for p in docx.Document(str(copy)).paragraphs] == [
        p.text for p in docx.Document(str(plan)).paragraphs
    ]


def test_the_same_comments_are_the_same_bytes_and_earlier_ones_stay(
    plan: Path, command: Command, tmp_path: Path
) -> None:
    word = docx.Document(str(plan))
    word.add_comment(word.paragraphs[1].runs, "请核对", "张三", "张")
    file = BytesIO()
    word.save(file)
    plan.write_bytes(file.getvalue())
    copies = [tmp_path / name for name in ("甲.docx", "乙.docx")]
    for copy in copies:
        command("check", plan, "--kind", "county", "--comments", copy, "--date", "2026-11-29")
    one, other = (copy.read_bytes() for copy in copies)
    assert one == other
    assert "请核对" in commented(one)
    assert len(commented(one)) > len(RULES)


def test_a_file_of_somebodys_is_not_overwritten_with_comments(
    plan: Path, command: Command, tmp_path: Path
) -> None:
    theirs = tmp_path / "别人的.docx"
    theirs.write_bytes(foreign_plan(notice=False))
    for into in (plan, theirs):
        before = into.read_bytes()
        said = command("check", plan, "--kind", "county", "--comments", into)
        assert (said.code, into.read_bytes()) == (2, before)
    assert command("check", plan, "--kind", "county", "--comments", theirs, "--force").code == 1
    assert len(list(tmp_path.glob("别人的*.docx"))) == 2


def test_whose_plan_it_is_can_be_said(plan: Path, command: Command) -> None:
    plan.write_bytes(foreign_plan(notice=False, title="残疾人保障和发展规划"))
    rules = {each["rule"] for each in findings(command("check", plan, "--format", "json").out)}
    assert rules >= {"plan-place", "plan-period"}
    assert not rules & {"target-below-national", "upper-document-missing"}
    given = ("--name", "青石县", "--kind", "county", "--period", "十四五")
    told = {each["rule"] for each in findings(command("check", plan, *given, "--format", "json").out)}
    assert told >= {"target-below-national"}
    assert not told & {"plan-place", "plan-period"}


def test_a_plan_is_held_against_the_plan_above_be_it_a_word_file(
    plan: Path, command: Command, tmp_path: Path
) -> None:
    rows = {"assistive_devices": {"baseline": "90", "target": "≥98"}}
    above = {**bare("prefecture"), "indicators": rows}
    profile, word = tmp_path / "市.yaml", tmp_path / "市.docx"
    profile.write_text(as_yaml(above), "utf-8")
    word.write_bytes(foreign_plan(notice=False))
    said = command("check", plan, "--kind", "county", "--upper", profile, "--format", "json")
    assert "target-below-upper" in {each["rule"] for each in findings(said.out)}
    same = command("check", plan, "--kind", "county", "--upper", word, "--format", "json")
    assert "target-below-upper" not in {each["rule"] for each in findings(same.out)}


def test_a_draft_of_ours_is_checked_as_it_stands(command: Command, tmp_path: Path) -> None:
    rows = {"living_subsidy": {"baseline": "96", "target": ">97"}}
    profile = {**bare("county"), "indicators": rows}
    (tmp_path / "a.yaml").write_text(as_yaml(profile), "utf-8")
    assert command("draft", tmp_path / "a.yaml", "-o", tmp_path, "--format", "docx").code == 1
    said = command("check", tmp_path / "a.docx", "--format", "json")
    found = [each for each in findings(said.out) if each["rule"] == "target-below-national"]
    assert ["困难残疾人生活补贴覆盖率" in each["where"] for each in found] == [True]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--fix"], "--fix 只改档案"),
        (["--comments", "x.docx", "另一份.docx"], "一次只用于一份规划"),
    ],
)
def test_what_makes_no_sense_for_a_word_file_is_misuse(
    words: list[str], told: str, plan: Path, command: Command
) -> None:
    said = command("check", plan, *words)
    assert (said.code, told in said.err) == (2, True)


def test_options_for_word_files_make_no_sense_for_a_profile(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(as_yaml(bare("county")), "utf-8")
    said = command("check", tmp_path / "a.yaml", "--name", "青石县")
    assert (said.code, "核对 Word 规划时用的" in said.err) == (2, True)


def test_text_is_checked_too_and_takes_no_comments(plan: Path, command: Command, tmp_path: Path) -> None:
    file = plan.with_suffix(".txt")
    file.write_text("\n".join([TITLE, *(line for line in LINES if line != "table")]), "utf-8")
    said = command("check", file, "--kind", "county")
    assert "plan-stray" in said.out
    refused = command("check", file, "--kind", "county", "--comments", tmp_path / "批注.docx")
    assert (refused.code, "plan-comments" in refused.err) == (2, True)
    assert not (tmp_path / "批注.docx").exists()


def test_numbers_are_compared_no_more_often_than_any_plan_needs(
    plan: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_COMPARISONS", 1)
    told = {each["rule"] for each in findings(command("check", plan, "--format", "json").out)}
    assert not told & {"text-contradicts", "target-below-achieved"}
