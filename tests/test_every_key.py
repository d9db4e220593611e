"""Test that no key of a profile is without effect: each changes the draft, or is told of.

The keys come from the compiled schema, so that a new one is tried as soon as it is there; what is filled in
for a key stands in cases/every_key/values.yaml. One place of
each third key is tried by default, all as `slow`.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from every_key import KeyPlace, has_effect, is_told_wrongly, places
from plans import bare, document, full, library_plan

from generator.base.resources import period_ids
from generator.check.form import schema as form_schema
from generator.check.form.vocabulary import compiled
from generator.document import Figure, Passage, nodes_in
from generator.library import lexicon
from generator.library.period import load_period

PERIOD = load_period("2021-2025")
PLACES = list(places(compiled(PERIOD), PERIOD))
GROUPS = ("population", "achievements", "commitments")
FOR_OTHERS = {"people_government"}  # no topic of ours reads it, those of a province may
UNIT = "匹"  # nobody counts disabled people in it


def chosen() -> list[object]:
    """Return all places as parameters, every one but the first of each third key marked as slow."""
    first: dict[tuple[str, object], KeyPlace] = {}
    for place in PLACES:
        table = place.schema.partition(".")[0]
        first.setdefault(("indicator" if table.startswith("indicator-") else table, place.path[-1]), place)
    few = {(place.schema, place.path) for place in [*first.values()][::3]}
    return [
        pytest.param(
            place,
            id=f"{place.schema}:{place}",
            marks=() if (place.schema, place.path) in few else pytest.mark.slow,
        )
        for place in PLACES
    ]


@pytest.mark.parametrize("place", chosen())
def test_a_key_changes_the_draft_or_is_told(place: KeyPlace) -> None:
    assert has_effect(place)
    assert not is_told_wrongly(place)


@pytest.fixture
def idle_key(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """Return the schemas with a key more for results, which nothing reads."""
    schemas = compiled(PERIOD)
    schemas["result"]["nothing"] = {"type": "string"}
    monkeypatch.setattr(form_schema, "compiled", lambda _: deepcopy(schemas))
    form_schema.form_validator.cache_clear()
    yield schemas
    form_schema.form_validator.cache_clear()


def test_a_new_key_that_nothing_reads_is_found(idle_key: dict[str, Any]) -> None:
    new = [place for place in places(idle_key, PERIOD) if place.path[-1] == "nothing"]
    assert new
    assert not any(map(has_effect, new))


@pytest.mark.parametrize("period", period_ids())
def test_every_topic_prints_the_unit_that_the_profile_says(period: str) -> None:
    catalogue = load_period(period).catalogue
    data = full("prefecture", period)
    for group in GROUPS:
        figures: Any = data[group]
        for key, value in figures.items():
            if f"{group}.{key}" in catalogue:
                figures[key] = {"value": value, "unit": UNIT}
    seen = set()
    for passage in (node for node in nodes_in(library_plan(data)) if isinstance(node, Passage)):
        for run, after in zip(passage.runs, [*passage.runs[1:], None], strict=True):
            if isinstance(run, Figure) and run.source.partition(".")[0] in GROUPS:
                seen.add(run.source)
                said = run.text + (getattr(after, "text", "") if not run.text.endswith(UNIT) else "")
                assert said.removeprefix("12").startswith(UNIT), run
    assert len(seen) > 60


@pytest.mark.slow
@pytest.mark.parametrize("term", sorted({*lexicon.term_names()} - FOR_OTHERS))
def test_every_term_is_read_by_some_topic_or_department(term: str) -> None:
    city = {**bare("district"), "locality": {"name": "青石区", "kind": "district", "setting": "city"}}
    plans = [city, *(bare(kind, period) for kind in ("county", "prefecture") for period in period_ids())]
    made = ((make, data) for make in (document, library_plan) for data in plans)
    assert any(make({**data, "terms": {term: "试印"}}) != make(data) for make, data in made)
