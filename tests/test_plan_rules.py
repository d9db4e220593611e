"""Test the rules about plans as they stand, on lines and tables of plans that Plandraft did not write.

cases/plans/<rule>.yaml holds plans that break a rule, with the places that must be told in words (`at`), and
near misses (`passes`). Each begins with the title of a made-up county's plan unless it is `whole`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from commands import CASES
from outside import block_of

from generator.base.diagnostics import Finding
from generator.check.findings.rulebook import rulebook, to_diagnostic
from generator.check.outside.as_profile import WhosePlan
from generator.check.outside.context import plan_context
from generator.check.outside.review import check_plan
from generator.pipeline.support.plan_files import Given
from generator.pipeline.support.whose_plan import whose_plan
from generator.word.outside import place_in_words, read_outside
from generator.yaml_source import load_data, mapping

PLANS = CASES / "plans"
TITLE = "青石县“十四五”残疾人保障和发展规划"
ABOVE = ("某某省", "某某市")
_OF_RUNS = {
    "plan-place",
    "plan-period",
    "plan-comments",
}  # what is said of the run is tested with the command
RULES = sorted(file.stem for file in PLANS.glob("*.yaml"))


@cache
def cases(rule: str, kind: str) -> list[dict[str, Any]]:
    """Return the cases of a `rule` that are of a `kind`: fails or passes."""
    listed: Any = mapping(load_data(PLANS / f"{rule}.yaml"))[kind]
    return [dict(each) for each in listed]


def named(kind: str) -> Iterator[Any]:
    """Yield each case of a `kind`, with its rule."""
    for rule in RULES:
        for n, case in enumerate(cases(rule, kind)):
            yield pytest.param(rule, case, id=f"{rule}-{n}")


def found(case: Mapping[str, Any], rule: str) -> list[Finding]:
    """Return what the rule finds in the plan of a case."""
    lines = case["blocks"] if "whole" in case else [TITLE, *case["blocks"]]
    document = read_outside(map(block_of, lines)).document
    told = whose_plan("青石县.docx", document, Given(kind="county"))
    whose = WhosePlan(told.whose.name, "county", ABOVE, told.whose.period, told.whose.drafted)
    subject = plan_context("青石县.docx", document, whose, place_in_words, told.known)
    return [each for each in check_plan(subject) if each.rule == rule]


@pytest.mark.parametrize(("rule", "case"), [*named("fails")])
def test_a_plan_that_breaks_a_rule_is_told_where_people_find_it(rule: str, case: dict[str, Any]) -> None:
    told = found(case, rule)
    assert [each.place.where for each in told] == case["at"]
    assert all(each.place.words for each in told)
    assert all("{" not in to_diagnostic(each).message + to_diagnostic(each).remedy for each in told)


@pytest.mark.parametrize(("rule", "case"), [*named("passes")])
def test_a_near_miss_is_no_finding_about_a_plan(rule: str, case: dict[str, Any]) -> None:
    assert [to_diagnostic(each).message for each in found(case, rule)] == []


def test_every_rule_about_plans_has_its_cases() -> None:
    about = {rule for rule in rulebook() if rule.startswith("plan-")} - _OF_RUNS
    assert about <= set(RULES)
