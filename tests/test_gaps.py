"""Test `plandraft gaps`: everything a plan lacks, which department has it, where it goes; nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from commands import SOUND, Command, Said
from conftest import ROOT
from marks import fault, sampled
from test_kinds import KINDS, every_kind, every_period

from generator.base.diagnostics import Finding
from generator.document import Figure, Gap, runs_in
from generator.document.occurrences import occurrences
from generator.library.period import load_period
from generator.pipeline.check import check
from generator.pipeline.gaps import Gaps, GapState, find_gaps
from generator.pipeline.new import write_new
from generator.pipeline.roll import roll
from generator.pipeline.support.completeness import may_have_gaps
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import Marks
from generator.pipeline.support.missing import PlanPaths
from generator.text_formats.git_text import write_text

JINING = ROOT / "profiles" / "jining.yaml"


def of(folder: Path, data: dict[str, Any]) -> Gaps:
    """Return the gaps of the profile that data describes."""
    file = folder / "made-up.yaml"
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return find_gaps(file)


def new(folder: Path, kind: str, period: str) -> Path:
    """Write the file of a new profile; return it."""
    file = folder / "new.yaml"
    write_new(file, period, KINDS[kind]["locality"]["name"], kind, ())
    return file


@every_kind
@every_period
def test_everything_that_a_new_plan_lacks_is_told_with_its_department_and_its_place(
    period: str, kind: str, tmp_path: Path
) -> None:
    gaps = find_gaps(new(tmp_path, kind, period))
    assert gaps.profile
    assert [each.path for each in gaps.missing if not (each.name and each.department and each.where)] == []
    assert all(each.place.line for each in gaps.missing)
    assert (gaps.filled, gaps.share) == (0, 0)
    assert gaps.asked > 10
    assert gaps.offered > 60


FEW = ("county", "district", "prefecture", "province")
OUTLINES: dict[str, dict[str, Any]] = {
    "default": {},
    "own": {
        "outline": {
            "chapters": [
                {
                    "chapter": "now",
                    "title": "现状",
                    "body": [
                        [{"own": "持证{population.certified}人，培训{commitments.rural_training}人。"}],
                        {"box": "goals", "table": "indicators"},
                    ],
                }
            ]
        }
    },
    "no-background": {"outline": {"changes": [{"remove": "background"}]}},
}


@pytest.mark.parametrize("outline", OUTLINES)
@pytest.mark.parametrize("kind", sampled(sorted(KINDS), FEW, fault))
@every_period
def test_what_is_needed_is_what_the_draft_marks_and_the_rest_would_be_printed(
    outline: str, period: str, kind: str
) -> None:
    """Hold each 【待补】 of a draft against what is missing, both ways, whatever is listed and left empty."""
    profile = plans.profile(listed(kind, period) | OUTLINES[outline])
    document = compose(profile)
    paths = PlanPaths(profile, document)
    missing = paths.missing()
    marked = [run.source for run in runs_in(document) if isinstance(run, Gap)]
    assert {each.path for each in missing if each.state is not GapState.OFFER} == {*marked}
    filling = {each.path for each in missing if each.state is GapState.FILL}
    assert paths.marks.count()[GapState.FILL] == sum(source in filling for source in marked)
    assert {*map(path_of, paths.marks.findings())} == filling
    assert [each.path for each in missing if not each.where] == []
    offered = [each.path for each in missing if each.state is GapState.OFFER]
    assert any(path.startswith("achievements.") for path in offered) is (outline == "default")


def listed(kind: str, period: str) -> dict[str, Any]:
    """Return a profile that lists every figure, document and name of the period, and fills in none."""
    groups: dict[str, dict[str, None]] = {}
    for path in load_period(period).catalogue:
        group, key, *deeper = path.split(".")
        if not deeper:
            groups.setdefault(group, {})[key] = None
    return {**plans.bare(kind, period), **groups}


@pytest.mark.parametrize("kind", sampled(sorted(KINDS), FEW[:2], fault))
@every_period
def test_a_plan_that_is_told_to_be_complete_without_composing_it_has_no_gaps(kind: str, period: str) -> None:
    """Try what is filled in by halves too: a plan whose gaps are overlooked would be called complete."""
    full: dict[str, Any] = plans.full(kind, period)
    halves = [
        {**full, group: dict(list(full[group].items())[half::2])}
        for group in ("achievements", "commitments", "documents", "names", "indicators")
        if group in full
        for half in (0, 1)
    ]
    told = {False: 0, True: 0}
    for data in (full, *halves, plans.bare(kind, period), plans.with_forms(full)):
        profile = plans.profile(data)
        possible = may_have_gaps(profile)
        told[possible] += 1
        filling = Marks(profile, compose(profile)).count()[GapState.FILL]
        assert possible or not filling
    assert told[False] > 1
    assert told[True] > 1


@pytest.mark.parametrize("name", ["dawukou", "dengkou", "luojiang", "xinzhou"])
def test_a_real_plan_without_gaps_is_told_without_composing_it(name: str) -> None:
    checked = check(ROOT / "profiles" / f"{name}.yaml")
    assert checked.profile
    assert not may_have_gaps(checked.profile)


def path_of(finding: Finding) -> str:
    """Return the path of the value that a finding about a gap names."""
    return finding.facts["path"]


def test_what_is_given_is_no_longer_missing(tmp_path: Path) -> None:
    for period in ("2021-2025", "2026-2030"):
        folder = tmp_path / period
        folder.mkdir()
        file = new(folder, "county", period)
        data = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # text only
        before = find_gaps(file)
        for each in before.missing:
            table = data
            *above, key = each.path.split(".")
            for name in above:
                table = table.setdefault(name, {})
            if each.figure:
                table[key] = "《青石文件》" if above == ["documents"] else "12"
        after = of(folder, data)
        assert [each.path for each in after.missing if each.figure] == []
        assert (after.share, after.asked) == (100, before.asked + before.offered)


def test_one_figure_more_is_one_gap_less(tmp_path: Path) -> None:
    data = plans.bare("county")
    assert "commitments.rural_training" not in {each.path for each in of(tmp_path, data).missing}
    asked = of(tmp_path, {**data, "commitments": {"rural_training": None}})
    given = of(tmp_path, {**data, "commitments": {"rural_training": "300"}})
    (only,) = {each.path for each in asked.missing} - {each.path for each in given.missing}
    assert only == "commitments.rural_training"
    assert (asked.asked + 1, asked.filled + 1) == (given.asked, given.filled)


def test_a_dash_is_neither_missing_nor_given(tmp_path: Path) -> None:
    data = {**plans.bare("county"), "indicators": {"minimum_living": {"baseline": "——", "target": "100"}}}
    gaps = of(tmp_path, data)
    assert gaps.filled == 1
    assert "indicators.minimum_living.baseline" not in {each.path for each in gaps.missing}


@pytest.mark.parametrize("entry", [{"unit": "家次"}, {"value": None, "unit": "家次"}, {"value": " "}, ""])
def test_a_unit_without_a_figure_is_neither_said_nor_given(entry: object, tmp_path: Path) -> None:
    data = {**plans.bare("county"), "achievements": {"employers_reviewed": entry}}
    assert "年审用人单位" not in write_text(plans.document(data))
    assert "achievements.employers_reviewed" in {each.path for each in of(tmp_path, data).missing}


def test_a_figure_of_0_is_given_and_not_said(tmp_path: Path) -> None:
    data = {**plans.bare("county"), "achievements": {"employers_reviewed": "0"}}
    assert "年审用人单位" not in write_text(plans.document(data))
    gaps = of(tmp_path, data)
    assert gaps.filled == of(tmp_path, plans.bare("county")).filled + 1
    assert "achievements.employers_reviewed" not in {each.path for each in gaps.missing}


def test_what_a_plan_does_not_print_is_asked_for_where_its_topic_stands(tmp_path: Path) -> None:
    data = {**plans.bare("county", "2026-2030"), "achievements": {"minimum_living_recipients": None}}
    (found,) = [each for each in of(tmp_path, data).missing if each.path.startswith("achievements")]
    assert (found.name, found.department) == ("纳入城乡最低生活保障的残疾人数", "县民政局")
    assert found.where == (("一、编制背景",),)


def test_a_figure_taken_over_is_to_be_confirmed(tmp_path: Path) -> None:
    roll(ROOT / "profiles" / "dengkou.yaml", "2026-2030", tmp_path / "new.yaml")
    found = {each.path: each for each in find_gaps(tmp_path / "new.yaml").missing}
    baseline = found["indicators.rehabilitation_coverage.baseline"]
    assert (baseline.state, baseline.text) == (GapState.CONFIRM, "【待核】>92")
    assert found["indicators.rehabilitation_coverage"].state is GapState.CONFIRM
    assert found["indicators.rehabilitation_coverage.target"].state is GapState.FILL


def test_fields_of_letters_are_asked_for_by_what_they_hold(tmp_path: Path) -> None:
    issued = {"form": "issuing-notice", "issuer": "青石县人民政府办公室"}
    found = {each.path: each for each in of(tmp_path, {**plans.gaps(), "parts": [issued, "plan"]}).missing}
    approver = found["parts.issuing-notice.approver"]
    assert (approver.name, approver.department) == ("批准机关", "")
    assert approver.where[0][0].startswith("青石县人民政府办公室关于印发《")
    assert list(of(tmp_path, plans.gaps()).departments())[-1] == ""


def test_occurrences_name_every_figure_and_gap_of_a_plan_in_printed_order() -> None:
    for data in (plans.gaps(), plans.with_forms(plans.full("prefecture"))):
        document = plans.document(data)
        runs = [run for run in runs_in(document) if isinstance(run, (Figure, Gap))]
        found = [run for run, _ in occurrences(document)]
        assert sorted(run.source for run in found) == sorted(run.source for run in runs)


def test_a_plan_that_lacks_nothing_exits_0(command: Command) -> None:
    said = command("gaps", ROOT / "profiles" / "dengkou.yaml")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("磴口县（2021-2025）应填 63 项，已填 63 项，完成 100%\n")


def test_gaps_are_listed_by_department(command: Command) -> None:
    said = command("gaps", JINING, ROOT / "profiles" / "dengkou.yaml")
    assert (said.code, said.err) == (1, "")
    assert "济宁市（2021-2025）应填 86 项，已填 83 项，完成 96%，另有 3 项填了才印、可填可不填\n" in said.out
    assert "草案里印着【待补】的 3 处，就是下面的 3 项\n\n市残联（1 项，另有 2 项填了才印" in said.out
    assert (
        "  2. 托养服务残疾人数（人次），填了才印，现写着 XX万\n"
        "     填在 commitments.day_care_visits（jining.yaml:53:20）\n"
        "     用在 三、重点任务和主要措施 › （一）健全残疾人保障体系，全面改善和提升残疾人生活质量 › "
        "专栏2 残疾人社会保障重点项目 › 二、服务类 › 3.就业年龄段残疾人托养服务\n"
    ) in said.out


def test_one_department_is_listed_alone(command: Command) -> None:
    said = command("gaps", JINING, "--department", "人社")
    assert said.code == 1
    assert "市人社局（2 项）" in said.out
    assert "市残联" not in said.out
    assert command("gaps", JINING, "--department", "教育局").code == 0


@pytest.mark.parametrize("word", ["human_resources", "市人社局", "人社"])
def test_a_department_is_named_by_its_function_or_its_name(word: str, command: Command) -> None:
    lines = command("gaps", JINING, "--department", word).out.splitlines()
    assert lines[0].endswith("济宁市（2021-2025）应填 8 项，已填 6 项，完成 75%")
    assert [line for line in lines if line and not line.startswith(" ")][1:] == ["市人社局（2 项）"]


def test_what_departments_are_asked_for_adds_up(tmp_path: Path) -> None:
    gaps = find_gaps(new(tmp_path, "county", "2026-2030"))
    parts = [gaps.only({name}) for name in gaps.owners]
    assert sum(part.asked for part in parts) == gaps.asked
    assert sum(part.questions for part in parts) == gaps.questions > 0
    assert gaps.needed + gaps.offered + gaps.questions == len(gaps.missing)


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
    assert said.out.endswith("磴口县（2021-2025）应填 0 项，已填 0 项，完成 100%\n")


def test_indicators_to_be_looked_up_are_told_apart_from_figures(command: Command, tmp_path: Path) -> None:
    file = new(tmp_path, "county", "2026-2030")
    out = command("gaps", file, "--department", "federation").out
    first, _, head = out.splitlines()[:3]
    asked, _, offered, questions = map(int, re.findall("([0-9]+) 项", first))
    besides = f"另有 {offered} 项填了才印、可填可不填，另有 {questions} 项指标要与国家规划核对"
    assert head == f"县残联（{asked} 项，{besides}）"
    assert len(re.findall(r"^  [0-9]+\. ", out, re.MULTILINE)) == asked + offered + questions
    (plan,) = json.loads(command("gaps", file, "--format", "json").out)
    assert plan["questions"] == questions


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
            "text": "XX",
            "line": 34,
            "column": 26,
            "where": [["一、发展现状和面临的形势"]],
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
    assert command("gaps") == Said(2, "", "缺少 '档案...'。用法见 plandraft gaps --help\n")


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
