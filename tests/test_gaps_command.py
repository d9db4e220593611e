"""Test what `plandraft gaps` prints, and that check, draft and every format count as it does."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from commands import SOUND, Command, Said
from conftest import ROOT
from test_gaps import JINING, new

from generator.document import Gap, runs_in
from generator.pipeline.roll import roll
from generator.pipeline.support.word_files import open_word


def test_a_plan_that_lacks_nothing_exits_0(command: Command) -> None:
    said = command("gaps", ROOT / "profiles" / "dengkou.yaml")
    assert (said.code, said.err) == (0, "")
    assert (
        "磴口县（2021-2025）应填 63 项，已填 63 项，完成 100%\n\n应填的都填了。接着核对：plandraft check "
        in said.out
    )


def test_gaps_are_listed_by_department(command: Command) -> None:
    said = command("gaps", JINING, ROOT / "profiles" / "dengkou.yaml")
    assert (said.code, said.err) == (1, "")
    assert "济宁市（2021-2025）应填 86 项，已填 83 项，完成 96%\n" in said.out
    assert "\n还差待补 3 项（草案里印着【待补】的 3 处）；另有填了才印 3 项（可填可不填）\n" in said.out
    assert "\n\n市残联（还差待补 1 项；另有填了才印 2 项）\n" in said.out
    assert said.out.endswith(f"\n\n先向市人社局要 2 项：plandraft gaps {JINING} --department 市人社局\n")
    assert (
        "  2. 托养服务残疾人数（人次），填了才印，现写着 XX万\n"
        "     填在 commitments.day_care_visits（jining.yaml:53:20）\n"
        "     用在 三、重点任务和主要措施 › （一）健全残疾人保障体系，全面改善和提升残疾人生活质量 › "
        "专栏2 残疾人社会保障重点项目 › 二、服务类 › 3.就业年龄段残疾人托养服务\n"
    ) in said.out


def test_one_department_is_listed_alone(command: Command) -> None:
    said = command("gaps", JINING, "--department", "人社")
    assert said.code == 1
    assert "市人社局（还差待补 2 项）" in said.out
    assert "市残联" not in said.out
    assert command("gaps", JINING, "--department", "教育局").code == 0


@pytest.mark.parametrize("word", ["human_resources", "市人社局", "人社"])
def test_a_department_is_named_by_its_function_or_its_name(word: str, command: Command) -> None:
    lines = command("gaps", JINING, "--department", word).out.splitlines()
    assert lines[0].endswith("济宁市（2021-2025）应填 8 项，已填 6 项，完成 75%")
    assert [line for line in lines if line and not line.startswith(" ")][1:3] == [
        "还差待补 2 项（草案里印着【待补】的 2 处）",
        "市人社局（还差待补 2 项）",
    ]


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("市人社居", "是不是 市人社局？"),
        ("human_resource", "是不是 human_resources？"),
        ("TYPO", "可以是 市残联、市民政局、"),
        ("court", "可以是 市残联、"),
    ],
)
def test_a_department_that_is_asked_for_nothing_is_misuse(word: str, hint: str, command: Command) -> None:
    said = command("gaps", JINING, "--department", "人社", "--department", word)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"规划里没有要“{word}”填的，{hint}")
    assert said.err.endswith("。用法见 plandraft gaps --help\n")


def test_a_department_of_one_plan_may_have_nothing_in_another(command: Command) -> None:
    said = command("gaps", JINING, ROOT / "profiles" / "dengkou.yaml", "--department", "市人社局")
    assert said.code == 1
    assert "磴口县（2021-2025）应填 0 项，已填 0 项，完成 100%\n\n把上面的发给" in said.out


def test_indicators_to_be_looked_up_are_told_apart_from_figures(command: Command, tmp_path: Path) -> None:
    file = new(tmp_path, "county", "2026-2030")
    out = command("gaps", file, "--department", "federation").out
    (plan,) = json.loads(command("gaps", file, "--format", "json").out)
    head = next(line for line in out.splitlines() if line.startswith("县残联（"))
    fills, offers, questions = map(int, re.findall("([0-9]+) 项", head))
    assert head == f"县残联（还差待补 {fills} 项；另有填了才印 {offers} 项、国家指标待核 {questions} 项）"
    assert len(re.findall(r"^  [0-9]+\. ", out, re.MULTILINE)) == fills + offers
    (line,) = [line for line in out.splitlines() if line.startswith("  国家规划还没有核对的：")]
    assert len(line.partition("：")[2].partition("。")[0].split("、")) == questions == plan["questions"]


MARKED = ("county", "prefecture")


@pytest.mark.parametrize("name", ["dengkou", "jining", *MARKED])
def test_every_report_counts_alike(name: str, command: Command, tmp_path: Path) -> None:
    """Hold the numbers of gaps, check and draft, and the marks of all formats, against one another."""
    if name in MARKED:
        new(tmp_path, name, "2026-2030")
    else:
        roll(ROOT / "profiles" / f"{name}.yaml", "2026-2030", tmp_path / "new.yaml")
    (plan,) = json.loads(command("gaps", tmp_path / "new.yaml", "--format", "json").out)
    entries = [each for part in plan["departments"] for each in part["missing"]]
    assert (plan["fill"], plan["confirm"]) == tuple(
        sum(each["state"] == state and each["path"].count(".") != (state == "confirm") for each in entries)
        for state in ("fill", "confirm")
    )
    found = json.loads(command("check", tmp_path / "new.yaml", "--format", "json").out)["findings"]
    told = Counter(each["rule"] for each in found)
    assert (told["gap"], told["figure-unconfirmed"]) == (plan["fill"], plan["confirm"])
    formats = ("--format", "md", "--format", "html", "--format", "docx")
    said = command("draft", tmp_path / "new.yaml", *formats, "-o", tmp_path / "out").out
    counts = {"待补": plan["marks"], "待核": plan["confirm_marks"]}
    assert all(f"，{word} {count} 处" in said for word, count in counts.items() if count)
    page = (tmp_path / "out" / "new.html").read_text("utf-8")
    assert all(f"{count} 处{word}" in page for word, count in counts.items() if count)
    word = open_word(tmp_path / "out" / "new.docx").document
    assert Counter(gap.text[1:3] for gap in runs_in(word) if isinstance(gap, Gap)) == counts


def test_gaps_as_data(command: Command) -> None:
    said = command("gaps", JINING, "--format", "json")
    (plan,) = json.loads(said.out)
    assert (said.code, plan["locality"], plan["asked"], plan["filled"], plan["share"]) == (
        1,
        "济宁市",
        86,
        83,
        96,
    )
    assert [(each["department"], len(each["missing"])) for each in plan["departments"]] == [
        ("市残联", 3),
        ("市人社局", 2),
        ("市乡村振兴局", 1),
    ]
    assert plan["departments"][2]["missing"] == [
        {
            "path": "achievements.severe_among_relieved",
            "name": "仍享受帮扶政策的脱贫残疾人中重度残疾人占比",
            "unit": "%",
            "state": "offer",
            "marks": 0,
            "text": "XX",
            "line": 34,
            "column": 26,
            "where": [["一、发展现状和面临的形势"]],
            "topics": ["脱贫家庭返贫风险（background.problem_relieved）"],
        }
    ]


def test_a_profile_that_cannot_be_used_is_told_and_the_others_are_listed(
    command: Command, tmp_path: Path
) -> None:
    (tmp_path / "broken.yaml").write_text("period: 2021-2025\nlocality: 安泽县\n", "utf-8")
    said = command("gaps", "broken.yaml", ROOT / "profiles" / "dengkou.yaml")
    assert said.code == 1
    assert "broken.yaml:2:11 错误 type-wrong" in said.out
    assert "完成 100%" in said.out
    chapters = "outline: {chapters: [{chapter: a, title: 甲, body: [[no.such]]}]}"
    (tmp_path / "topic.yaml").write_text(
        f"period: 2021-2025\nlocality: {{name: 青石县, kind: county}}\n{chapters}\n", "utf-8"
    )
    said = command("gaps", "topic.yaml")
    assert (said.code, said.err) == (1, "")
    assert "topic-unknown" in said.out
    said = command("gaps", "没有.yaml", "--format", "json")
    assert (said.code, said.out) == (1, "[]\n")
    assert command("gaps") == Said(2, "", "缺少 '档案或规划...'。用法见 plandraft gaps --help\n")


OMITTED = SOUND + "indicators:\n  pension_insurance: {omit: 不适用}\n"
OWN = """outline:
  changes:
    - at: social_insurance
      topics: [{own: "参保率达到{indicators.pension_insurance.target}。"}]
"""


@pytest.mark.parametrize(("own", "asked"), [("", False), (OWN, True)])
def test_an_indicator_left_out_is_asked_for_by_its_name_where_an_own_sentence_names_it(
    command: Command, tmp_path: Path, own: str, *, asked: bool
) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(OMITTED + own, "utf-8")
    said = command("gaps", file)
    assert ("残疾人城乡居民基本养老保险参保率（2025年）" in said.out) is asked, said
