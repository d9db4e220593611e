"""Test the order of departments: the lexicon's in default outlines, the profile's own where it writes one."""

from __future__ import annotations

import pytest
import yaml

from generator.base.resources import period_ids
from generator.library.department_order import department_ranks
from generator.library.lexicon import department_functions
from generator.library.outline import Outline, default_data, read_outline, walk_outline
from generator.library.outline.ordered import with_ordered_departments
from generator.library.period import load_period
from generator.yaml_source import Data, parse

OUTLINES = [
    (period, name) for period in period_ids() for name in load_period(period).names("outlines", ".yaml")
]
RANKS = department_ranks()


def supports(outline: Outline) -> dict[str, tuple[str, ...]]:
    """Return who takes part in each block of an outline and in each of its passages, by key."""
    blocks = [*walk_outline(outline.body)]
    entries = [entry for block in blocks for entry in block.entries]
    return {block.key: block.support for block in blocks} | {entry.key: entry.support for entry in entries}


def lists_in(data: Data) -> list[list[str]]:
    """Return each list of those who take part in the data of an outline."""
    if isinstance(data, list):
        return [found for each in data for found in lists_in(each)]
    if not isinstance(data, dict):
        return []
    own = data.get("with")
    listed = [[str(each) for each in own]] if isinstance(own, list) else []
    return [*listed, *(found for each in data.values() for found in lists_in(each))]


def county(**own: object) -> Outline:
    """Return the outline of a county whose profile says `own` of it."""
    text = yaml.safe_dump({"outline": own} if own else {"title": "规划"}, allow_unicode=True)
    return read_outline(parse(text, "p.yaml"), load_period("2026-2030"), "county")


@pytest.mark.parametrize(("period", "name"), OUTLINES)
def test_a_default_outline_has_departments_in_the_order_of_the_lexicon(period: str, name: str) -> None:
    lists = lists_in(default_data(load_period(period), name))
    assert lists
    for functions in lists:
        assert functions == sorted(functions, key=RANKS.__getitem__)


def test_party_departments_stand_first_and_then_the_governments_and_mass_organisations() -> None:
    mixed: Data = {
        "with": ["federation", "finance", "court", "organization_department", "education", "audit"]
    }
    right = ["organization_department", "court", "education", "finance", "federation", "audit"]
    assert with_ordered_departments([mixed]) == [{"with": right}]


def test_the_order_has_each_department_of_the_lexicon() -> None:
    assert [*sorted(RANKS)] == sorted(department_functions())


def test_who_leads_stays_where_the_outline_has_it() -> None:
    mixed: Data = {"lead": ["federation", "education"], "with": "finance"}
    assert with_ordered_departments(mixed) == {"lead": ["federation", "education"], "with": ["finance"]}


def test_an_order_that_a_profile_writes_stays() -> None:
    before = supports(county())
    key = next(key for key, functions in before.items() if len(functions) > 2 and "/" not in key)
    turned = [*reversed(before[key])]
    after = supports(county(changes=[{"at": key, "with": turned}]))
    assert after[key] == tuple(turned)
    assert {name: each for name, each in after.items() if name != key} == {
        name: each for name, each in before.items() if name != key
    }
