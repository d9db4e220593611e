"""Test that figures that cannot all be true are told, each once, and that those that can are not.

Nothing here knows a relation: each of templates/<period>/relations.yaml is tried with a profile that has its
figures and no others.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import plans
import pytest
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import Finding
from generator.base.resources import period_ids, templates_folder
from generator.check.context import ReviewContext
from generator.check.relations import Relation, relations
from generator.check.rules.relations import relations_broken
from generator.library.period import load_period
from generator.locality.profile import Profile
from generator.yaml_source import load_data, mapping, parse

CASES = [(period, relation) for period in period_ids() for relation in relations(load_period(period).folders)]
RULES = {relation.rule for _, relation in CASES}
# What a path with a star may stand for.
ANY = {"population.*": "population.resident", "population.by_grade.*": "population.by_grade.1"}
ANY |= {
    "commitments.*": "commitments.new_jobs",
    "indicators.*.target": "indicators.home_accessibility.target",
}
every_relation = pytest.mark.parametrize(
    ("period", "relation"), CASES, ids=[f"{period}-{n}" for n, (period, _) in enumerate(CASES)]
)
amounts = st.integers(100, 2_000_000)


def path_of(path: str, relation: Relation) -> str:
    """Return a path for one with a star: a result of the locality's own if the relation is about some."""
    if path == "achievements.*":
        return "achievements.of_our_own" if relation.about.pattern else "achievements.new_employment"
    return ANY.get(path, path)


@cache
def blank(kind: str, period: str) -> Profile:
    """Return a profile with nothing filled in."""
    return plans.profile(plans.bare(kind, period))


def profile(period: str, relation: Relation, figures: dict[str, str], kind: str = "county") -> Profile:
    """Return a profile with these figures by path; `relation` is about a result of its own."""
    data: dict[str, Any] = plans.bare(kind, period)
    for path, text in figures.items():
        *groups, key = path.split(".")
        table = data
        for group in groups:
            table = table.setdefault(group, {})
        name = f"{relation.about.pattern.partition('|')[0]}的人数"
        own = {"value": text, "unit": "人", "name": name, "sentence": "{value}人", "group": "culture"}
        counted: object = {"value": text, "unit": "人"} if relation.units and path in relation.parts else text
        table[key] = own if key == "of_our_own" else counted
    return replace(blank(kind, period), source=parse(json.dumps(data, ensure_ascii=False), "made-up.yaml"))


def told(reviewed: Profile, *uppers: Profile) -> list[Finding]:
    """Return the findings of relations."""
    return list(relations_broken(ReviewContext(reviewed, uppers)))


def consistent(relation: Relation, whole: int, part: int) -> dict[str, str]:
    """Return figures that keep a relation, by path; of several parts the one numbered `part`."""
    paths = [path_of(path, relation) for path in relation.parts]
    if relation.kind == "part" and not relation.together:
        paths = paths[part % len(paths) :][:1]
    share = whole // len(paths) if paths else 0
    figures = dict.fromkeys(paths, str(share))
    if relation.kind == "sum":
        figures[paths[0]] = str(whole - share * (len(paths) - 1))
    if relation.kind == "rate":
        figures |= {relation.rate: "100", path_of(relation.count, relation): str(whole)}
    return figures if relation.kind == "upper" else {**figures, relation.whole: str(whole)}


def spoilt(relation: Relation, whole: int, part: int, surplus: int) -> tuple[str, str]:
    """Return a figure of a relation that breaks it, and its path."""
    if relation.kind == "rate":
        return path_of(relation.count, relation), "1"
    path = path_of(relation.parts[part % len(relation.parts)], relation)
    return path, str(whole + int(whole * relation.tolerance) // 100 + surplus)


def test_every_period_has_relations_of_every_kind() -> None:
    for period in period_ids():
        kinds = [relation.kind for of, relation in CASES if of == period]
        assert {"sum", "part", "rate", "upper"} == set(kinds)
    later, earlier = (len(relations(load_period(period).folders)) for period in ("2026-2030", "2021-2025"))
    assert later > earlier


def test_every_path_is_a_figure_of_the_period() -> None:
    for period, relation in CASES:
        of = load_period(period)
        paths = {path_of(path, relation) for path in (*relation.parts, relation.whole, relation.rate)} - {""}
        known = {
            *of.catalogue,
            *(f"indicators.{key}.{cell}" for key in of.indicators for cell in ("baseline", "target")),
        }
        assert paths - known - {"achievements.of_our_own"} == set(), relation


@every_relation
@one_in(6)
@given(whole=amounts, part=st.integers(0, 20), surplus=st.integers(1, 10_000))
def test_what_cannot_be_true_is_told_once_and_what_can_is_not(
    period: str, relation: Relation, whole: int, part: int, surplus: int
) -> None:
    figures = consistent(relation, whole, part)
    uppers = [profile(period, relation, figures, "prefecture")] if relation.kind == "upper" else []
    assert told(profile(period, relation, figures), *uppers) == []
    path, text = spoilt(relation, whole, part, surplus)
    reviewed = profile(period, relation, {**figures, path: text})
    (found,) = told(reviewed, *uppers)
    first = path_of(relation.parts[0], relation) if relation.together else path
    where = {"sum": relation.whole, "rate": relation.rate}.get(relation.kind, first)
    assert found.place == reviewed.place(where)


@given(st.integers(2_000, 500_000), st.randoms(use_true_random=False))
def test_a_profile_with_every_figure_and_all_of_them_consistent_has_none(
    certified: int, random: Random
) -> None:
    severe = random.randint(certified // 4, certified // 2)
    figures = {
        "population.certified": certified,
        "population.severe": severe,
        "population.mild": certified - severe,
    }
    figures |= {"population.resident": certified * random.randint(5, 40)}
    for grades, whole in (("12", severe), ("34", certified - severe)):
        first = random.randint(0, whole)
        figures |= {
            f"population.by_grade.{grades[0]}": first,
            f"population.by_grade.{grades[1]}": whole - first,
        }
    catalogue = load_period("2026-2030").catalogue
    people = [
        path
        for path, entry in catalogue.items()
        if entry.unit in {"人", "名", "户"} and path not in figures and path.count(".") == 1
    ]
    figures |= {path: random.randint(1, severe // 2) for path in people}
    figures["achievements.accident_insurance_rate"] = round(
        figures["achievements.accident_insured"] / certified * 100, 2
    )  # type: ignore[assignment]
    relation = CASES[0][1]
    figures["achievements.risk_removed"] = min(
        figures["achievements.risk_removed"], figures["achievements.monitored_persons"]
    )
    own = profile("2026-2030", relation, {path: str(amount) for path, amount in figures.items()})
    above = profile(
        "2026-2030", relation, {path: str(amount * 3) for path, amount in figures.items()}, "prefecture"
    )
    assert told(own, above) == []


def test_every_rule_of_a_relation_is_one_that_the_schema_allows() -> None:
    schema = mapping(load_data(templates_folder() / "schema" / "templates.yaml"))
    allowed = mapping(mapping(schema["relation"])["rule"])["allowed"]
    assert set(allowed) == RULES  # type: ignore[arg-type]


def test_a_level_above_of_another_period_is_not_compared() -> None:
    relation = next(relation for _, relation in CASES if relation.kind == "upper")
    own = profile("2026-2030", relation, {"population.certified": "90000"})
    above = profile("2021-2025", relation, {"population.certified": "71260"}, "prefecture")
    assert told(own, above) == []
    above = profile("2026-2030", relation, {"population.certified": "71260"}, "prefecture")
    assert [finding.rule for finding in told(own, above)] == ["above-upper"]
