"""Test `plandraft gaps`: everything a plan lacks, which department has it, where it goes; nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from conftest import ROOT
from marks import fault, sampled
from test_kinds import KINDS, every_period

from generator.base.diagnostics import Finding
from generator.document import Figure, Gap, runs_in
from generator.document.occurrences import occurrences
from generator.formats.git_text import write_text
from generator.library.period import load_period
from generator.pipeline.check import check
from generator.pipeline.gaps import Gaps, GapState, MissingKind, find_gaps
from generator.pipeline.new import write_new
from generator.pipeline.roll import roll
from generator.pipeline.support.completeness import may_have_gaps
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import Marks
from generator.pipeline.support.missing import PlanPaths

FEW = ("county", "district", "prefecture", "province")
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


@pytest.mark.parametrize("kind", sampled(sorted(KINDS), FEW, fault))
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
    assert gaps.kinds()[MissingKind.OFFER][0] > 60


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


@pytest.mark.parametrize("kind", sampled(sorted(KINDS), FEW[:1], fault))
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
        assert (after.share, after.asked) == (100, before.asked + before.kinds()[MissingKind.OFFER][0])


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
    assert found.topics == ("社会保障成效（background.results_security）",)


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


def test_what_departments_are_asked_for_adds_up(tmp_path: Path) -> None:
    gaps = find_gaps(new(tmp_path, "county", "2026-2030"))
    parts = [gaps.only({name}) for name in gaps.owners]
    assert sum(part.asked for part in parts) == gaps.asked
    for kind, (count, places) in gaps.kinds().items():
        assert sum(part.kinds()[kind][0] for part in parts) == count
        assert sum(part.kinds()[kind][1] for part in parts) == places
    assert sum(gaps.needed_by.values()) == gaps.needed
    assert sum(count for count, _ in gaps.kinds().values()) == len(gaps.missing)
