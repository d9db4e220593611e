"""Test every rule about a plan's content, on small profiles that break it and on near misses.

cases/rules/<rule>/ holds fails*.yaml, where `# <- here` marks each line that findings must name, with their
places and facts in fails*.txt, and passes*.yaml; upper*.yaml beside them are the plans of the levels above,
nearest first. cases/sound/ holds whole profiles with nothing to object to, cases/real_plans.yaml what the
real plans get wrong.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CASES, marked
from conftest import Golden
from finding_lines import as_lines
from plans import bare, profile

from generator.base.diagnostics import Diagnostic, Finding
from generator.base.patterns import words_of
from generator.base.resources import templates_folder
from generator.base.values import read_value
from generator.check.context import ReviewContext
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.check.form.schema import judge
from generator.check.review import check_content
from generator.check.rules import indicators
from generator.library import lexicon
from generator.locality.figures import Figures
from generator.locality.indicators import plan_indicators, rows_by_word
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.yaml_source import load, mapping, strings, texts

RULES = CASES / "rules"
_FILE = (
    "file-",
    "yaml-",
    "fonts-",
    "fix-",
    "output-",
    "docx-",
    "workbook-",
    "answer-",
    "merge-",
    "summary-",
    "templates-",
    "plan-",
    "outside-",
)  # what is said of a file's own text, a template, or a computer, is tested elsewhere
_EXCESS = {"findings-more", "text-uncompared"}  # what is said of hundreds of findings is tested with these
# What is said of several plans at once, of a composed plan or of the period's own file is tested with these.
_TOGETHER = {
    "part-within",
    "part-elsewhere",
    "part-not-below",
    "place-twice",
    "part-unknown",
    "parts-missing",
    "part-annual",
    "part-total",
    "part-unit",
    "part-unlike",
    "part-unlike-others",
    "parts-above-upper",
    "parts-below-whole-hidden",
    "parts-below-whole",
    "gap",
    "indicator-unconfirmed",
}
CONTENT = [
    rule.id
    for rule in rulebook().values()
    if not (rule.stops or rule.id.startswith(_FILE) or rule.id in _TOGETHER | _EXCESS)
]
WORDINGS = {
    rule: strings(entry) for rule, entry in mapping(load(templates_folder() / "rules.yaml").data).items()
}
REAL = mapping(load(CASES / "real_plans.yaml").data)
_EMPTY = re.compile(r"[{}]|“”|None")


def named(file: Path) -> str:
    """Name a case by its rule and its own name."""
    return f"{file.parent.name}-{file.stem}"


@pytest.mark.parametrize("rule", CONTENT)
def test_every_content_rule_has_a_profile_that_breaks_it_and_one_that_keeps_it(rule: str) -> None:
    assert (RULES / rule / "fails.yaml").is_file()
    assert (RULES / rule / "passes.yaml").is_file()


def test_every_folder_of_cases_is_of_a_content_rule() -> None:
    assert {folder.name for folder in RULES.iterdir()} == set(CONTENT)


@pytest.mark.parametrize("file", sorted(RULES.glob("*/fails*.yaml")), ids=named)
def test_a_profile_that_breaks_a_rule_is_told_at_each_marked_line_and_no_other(file: Path) -> None:
    found = findings(file, file.parent.name)
    assert marked(file), "no line is marked"
    assert sorted({finding.place.line for finding in found}) == marked(file)


@pytest.mark.parametrize("file", sorted(RULES.glob("*/fails*.yaml")), ids=named)
def test_a_finding_has_its_place_and_its_facts(file: Path, golden: Golden) -> None:
    golden.check(file.with_suffix(".txt"), as_lines(findings(file, file.parent.name)))


def test_every_golden_has_its_case() -> None:
    assert [text for text in RULES.glob("*/*.txt") if not text.with_suffix(".yaml").is_file()] == []


@pytest.mark.parametrize("file", sorted(RULES.glob("*/passes*.yaml")), ids=named)
def test_a_near_miss_is_no_finding(file: Path) -> None:
    assert [to_diagnostic(finding).message for finding in findings(file, file.parent.name)] == []


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("<4", set()),
        ("5", set()),
        ("6", {"target-below-national", "target-below-upper"}),
        ("11", {f"target-below-{other}" for other in ("national", "upper", "baseline", "achieved")}),
    ],
)
def test_where_lower_is_better_a_higher_target_falls_short(target: str, told: set[str]) -> None:
    """Try it though no national indicator is of that kind yet; a new one on disability may be."""
    row = {"baseline": "10", "target": target}
    data = {
        **bare("county"),
        "indicators": {"pension_insurance": row},
        "achievements": {"pension_rate": "10"},
    }
    above = {**bare("prefecture"), "indicators": {"pension_insurance": {"target": "5"}}}
    reviewed, upper = (lower_is_better(profile(each), "pension_insurance", "≤5") for each in (data, above))
    found = {finding.rule for finding in check_content(reviewed, (upper,))}
    assert {rule for rule in found if rule.startswith("target-below")} == told


def test_every_part_of_a_target_that_is_too_small_is_named() -> None:
    """Try it though the catalogues have one part for an indicator so far."""
    parts = {"rural_training": "300", "new_jobs": "250"}
    rows = {"vocational_training": {"target": "500"}}
    of = profile({**bare("county"), "indicators": rows, "commitments": parts})
    catalogue = {
        path: entry._replace(part_of="vocational_training") if path == "commitments.new_jobs" else entry
        for path, entry in of.period.catalogue.items()
    }
    reviewed = replace(of, period=replace(of.period, catalogue=catalogue))
    (found,) = (one for one in check_content(reviewed) if one.rule == "total-below-parts")
    names = {Figures(reviewed).slot(f"commitments.{part}").name for part in parts}
    assert (set(found.facts["parts"].split("、")), found.facts["sum"]) == (names, "550")


def test_figures_are_not_converted_where_the_national_unit_is_scaled_itself() -> None:
    """Try it though no national indicator has such a unit yet."""
    rows = {"vocational_training": {"unit": "万", "target": "0.02"}}
    of = profile({**bare("county"), "indicators": rows})
    national = of.period.indicators["vocational_training"]._replace(unit="万人")
    period = replace(of.period, indicators={**of.period.indicators, "vocational_training": national})
    (found,) = (one for one in judge(of.source, period) if one.rule == "unit-differs")
    assert to_diagnostic(found).remedy.startswith("改用国家单位“万人”")


@pytest.mark.parametrize(("fewer", "guess"), [(0, "row_10"), (1, "")])
def test_no_row_is_guessed_among_more_than_any_plan_has(
    fewer: int, guess: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = {"row_10": {"name": "row_10", "attribute": "预期性"}}
    order = {"form": {"indicators": {"order": ["row 10"]}}}
    of = profile({**bare("county"), "indicators": rows, "outline": order})
    monkeypatch.setattr(indicators, "_MOST_WORDS", len(rows_by_word(plan_indicators(of))) - fewer)
    (found,) = indicators.indicator_place(ReviewContext(of, ()))
    assert found.facts["guess"] == guess


@pytest.mark.parametrize("file", sorted((CASES / "sound").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_sound_profile_has_no_finding_at_all(file: Path) -> None:
    assert [str(to_diagnostic(finding)) for finding in findings(file)] == []


def test_there_is_a_sound_profile_of_every_kind_and_every_setting() -> None:
    profiles = [check(file).profile for file in (CASES / "sound").glob("*.yaml")]
    places = [profile.locality for profile in profiles if profile]
    assert {place.kind for place in places} == set(lexicon.locality_kinds())
    assert {place.setting for place in places} == set(lexicon.locality_settings())


@pytest.mark.parametrize("rule", sorted(WORDINGS))
def test_every_rule_says_what_is_wrong_and_what_to_do_and_shows_an_example(rule: str) -> None:
    words = WORDINGS[rule]
    assert all(words.get(field, "").strip() for field in ("title", "message", "remedy", "example"))
    lines = words["example"].strip().split("\n")
    assert 1 <= len(lines) <= 6
    if rule in CONTENT:
        assert [mark for mark in ("# 错", "# 对") if mark not in words["example"]] == []


@pytest.mark.parametrize("rule", CONTENT)
def test_a_rule_gives_every_fact_that_its_wording_names(rule: str) -> None:
    wording = WORDINGS[rule]
    asked = {
        word
        for field in ("message", "why", "remedy", "otherwise")
        for word in words_of(wording.get(field, ""))
    }
    for file in sorted((RULES / rule).glob("fails*.yaml")):
        for finding in findings(file, rule):
            assert asked <= set(finding.facts), finding


@pytest.mark.parametrize("rule", CONTENT)
def test_a_finding_in_words_has_no_gap_in_them(rule: str) -> None:
    for file in sorted((RULES / rule).glob("fails*.yaml")):
        for finding in findings(file, rule):
            assert _EMPTY.search(spoken(to_diagnostic(finding))) is None


@pytest.mark.parametrize(("plan", "rule"), [(plan, rule) for plan in REAL for rule in mapping(REAL[plan])])
def test_a_real_plan_is_told_what_its_reviewers_found_at_the_value_itself(
    plan: str, rule: str, root: Path
) -> None:
    file = root / "profiles" / f"{plan}.yaml"
    places = {(finding.place.line, finding.place.column) for finding in findings(file, rule)}
    for expected in texts(mapping(REAL[plan])[rule]):
        assert where(file, *expected.split(" ", maxsplit=1)) in places, expected


def lower_is_better(of: Profile, indicator: str, target: str) -> Profile:
    """Return a profile of a period in which an indicator should fall to a target."""
    national = of.period.indicators[indicator]
    bound = national.target._replace(value=read_value(target))
    fallen = national._replace(higher_is_better=False, target=bound)
    return replace(of, period=replace(of.period, indicators={**of.period.indicators, indicator: fallen}))


def findings(file: Path, rule: str = "") -> list[Finding]:
    """Return what the checks find in a profile, of one rule if it is named."""
    checked = check(file)
    assert checked.profile, checked.findings
    above = [check(upper).profile for upper in sorted(file.parent.glob("upper*.yaml"))]
    uppers = tuple(profile for profile in above if profile)
    found = check_content(checked.profile, uppers) if uppers else checked.findings
    return [finding for finding in found if rule in {"", finding.rule}]


def where(file: Path, key: str, value: str) -> tuple[int, int]:
    """Find line and column, from 1, of a value in a key's line; `target: 85` means the 85 of the target."""
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
        start = line.find(value, line.find(f"{key}:") + len(key))
        if line.strip().startswith(f"{key}:") and start >= 0:
            return number, start + len(value) - len(value.rsplit(": ", maxsplit=1)[-1]) + 1
    pytest.fail(f"{file.name} has no {key} with {value}")


def spoken(diagnostic: Diagnostic) -> str:
    """Join everything that a diagnostic says."""
    return f"{diagnostic.message} {diagnostic.why} {diagnostic.remedy}"
