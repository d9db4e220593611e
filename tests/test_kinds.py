"""Test every kind of locality in every period: its words, departments, and plan with nothing filled in.

cases/lexicon/<kind>.yaml holds the words of a kind, the names of its departments in September 2026, and
patterns of words that no plan of it may have; <kind>-<setting>.yaml those of a setting that has an outline of
its own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import plans
import pytest
import yaml
from commands import CASES
from marks import sampled
from test_library import BROKEN

from generator.base.resources import period_ids
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.library.lexicon import Lexicon, build_lexicon, department_functions, read_locality, term_names
from generator.library.outline import walk_outline
from generator.library.period import load_period
from generator.locality.figures import Figures
from generator.pipeline.support.blank_profile import asks_for
from generator.yaml_source import mapping

PLACES: dict[str, dict[str, Any]] = {
    file.stem: yaml.safe_load(file.read_text("utf-8")) for file in sorted((CASES / "lexicon").glob("*.yaml"))
}
KINDS = {name: case for name, case in PLACES.items() if "setting" not in case["locality"]}
# What a check says of a profile that somebody has yet to fill in.
UNFILLED = {"gap", "indicator-missing", "indicator-unconfirmed", "upper-document-missing"}
WORDS_OF_OTHERS = {"wrong-period-word", "wrong-level-word"}
every_kind = pytest.mark.parametrize("kind", KINDS)
FEW = ("county", "district-city", "autonomous-banner", "league", "municipality")
every_place = pytest.mark.parametrize("kind", sampled(PLACES, FEW, pytest.mark.slow))
every_period = pytest.mark.parametrize("period", period_ids())


def bare(kind: str, period: str) -> dict[str, object]:
    """Return a profile that has its name, kind, period and levels above, and no more."""
    return {"period": period, "locality": PLACES[kind]["locality"]}


def full(kind: str, period: str) -> dict[str, object]:
    """Return the same place's profile that answers everything the library asks for."""
    return {**plans.full(str(PLACES[kind]["locality"]["kind"]), period), **bare(kind, period)}


@cache
def draft(kind: str, period: str) -> str:
    """Return the plan of such a profile as text."""
    return write_md(plans.document(bare(kind, period)))


def words(kind: str) -> Lexicon:
    """Return the lexicon of a kind in September 2026."""
    return build_lexicon(read_locality(PLACES[kind]["locality"]), terms={}, departments={}, drafted="2026-09")


def test_every_kind_has_its_words_written_down() -> None:
    assert set(KINDS) == set(plans.kinds())
    assert {kind: case["locality"]["kind"] for kind, case in KINDS.items()} == {kind: kind for kind in KINDS}
    settings = {kind: case["locality"] for kind, case in PLACES.items() if kind not in KINDS}
    assert {f"{place['kind']}-{place['setting']}" for place in settings.values()} == set(settings)


def test_every_setting_with_an_outline_of_its_own_has_its_words_written_down() -> None:
    places = [read_locality(case["locality"]) for case in PLACES.values()]
    outlines = {name for period in period_ids() for name in mapping(load_period(period).settings["outlines"])}
    known = {f"{place.tier}.{place.setting}" for place in places}
    assert {name for name in outlines if "." in name} <= known


@every_place
def test_a_figure_is_called_in_the_words_of_the_place(kind: str) -> None:
    period = period_ids()[-1]  # which extends those before it
    figures = Figures(plans.profile(bare(kind, period)))
    names = [figures.slot(path).name for path in load_period(period).catalogue]
    assert [name for name in names if re.search("[{}]|（(?:牧区|自治区)", name)] == []
    assert f"{words(kind).terms['rural']}稳定就业残疾人数" in names
    assert f"{words(kind).terms['province']}级规范化残疾人康复站数" in names


@every_place
def test_a_kind_has_the_words_written_down_for_it(kind: str) -> None:
    expected = PLACES[kind]["terms"]
    assert {name: words(kind).terms[name] for name in expected} == expected


@every_place
def test_a_kind_has_the_departments_written_down_for_it(kind: str) -> None:
    expected = PLACES[kind]["departments"]
    assert {name: words(kind).department(name) for name in expected} == expected


def test_no_kind_lacks_a_word_that_another_has() -> None:
    lacking = {kind: sorted(term_names() - words(kind).terms.keys()) for kind in PLACES}
    of_tiers = {"county_word", "city_whole", "lower_unit", "lower_government", "three_tiers"}
    assert {kind: names for kind, names in lacking.items() if set(names) - {"self"} - of_tiers} == {}
    assert all(of_tiers <= words(kind).terms.keys() for kind in PLACES)


@every_place
@every_period
def test_every_department_of_a_default_outline_has_a_name(period: str, kind: str) -> None:
    profile = plans.profile(bare(kind, period))
    used = {name for node in walk_outline(profile.outline.body) for name in (*node.lead, *node.support)}
    assert used <= set(department_functions())
    assert [
        name for name in used if not re.fullmatch("[\u4e00-\u9fff、（）]+", profile.lexicon.department(name))
    ] == []


@every_place
@every_period
def test_no_task_names_a_department_twice(period: str, kind: str) -> None:
    text = draft(kind, period).replace("（街道办事处）", "")
    named = [re.split("牵头，|、", each) for each in re.findall("（([^（）]*)按照职能分工负责）", text)]
    assert named
    assert [each for each in named if len(each) != len(set(each))] == []


@every_place
@every_period
def test_a_plan_with_nothing_filled_in_is_whole(period: str, kind: str) -> None:
    text = draft(kind, period)
    assert sum("\u4e00" <= character <= "\u9fff" for character in text) >= 9_000
    assert text.count("**专栏") >= 7
    assert text.count("【待补：") >= len(load_period(period).indicators)
    assert BROKEN.findall(text) == []


@every_place
@every_period
def test_a_plan_speaks_of_itself_and_its_surroundings_in_its_own_words(period: str, kind: str) -> None:
    terms = PLACES[kind]["terms"]
    said = ("whole", "our", "committee", "rural", "township", "village")
    assert [terms[name] for name in said if terms[name] not in draft(kind, period)] == []


@every_place
@every_period
def test_a_plan_has_no_word_of_another_kind(period: str, kind: str) -> None:
    text = draft(kind, period)
    never = [re.compile(f".{{0,6}}(?:{pattern}).{{0,6}}") for pattern in PLACES[kind]["never"]]
    assert [hit for pattern in never for hit in pattern.findall(text)] == []


@every_period
def test_a_plan_of_a_city_district_has_no_village_in_it_whatever_is_filled_in(period: str) -> None:
    text = write_md(plans.document(full("district-city", period)))
    never = [re.compile(f".{{0,6}}(?:{pattern}).{{0,6}}") for pattern in PLACES["district-city"]["never"]]
    assert [hit for pattern in never for hit in pattern.findall(text)] == []
    assert "待补" not in text
    sentences = [each for each in re.split("[。；\n]", text) if len(each) > 15 and not each.startswith("（")]
    assert sorted({each for each in sentences if sentences.count(each) > 1}) == []


@every_period
def test_the_plan_of_a_city_district_tells_every_indicator_and_asks_for_nothing_of_the_country(
    period: str,
) -> None:
    profile = plans.profile(full("district-city", period))
    assert [finding for finding in check_content(profile) if finding.rule == "indicator-without-task"] == []
    asked = asks_for(profile)
    of_country = (
        "achievements.employed_rural",
        "achievements.housing_renovated_rate",
        "commitments.rural_training",
    )
    assert [path for path in of_country if asked(path)] == []
    assert [path for path in of_country if not asks_for(plans.profile(full("district", period)))(path)] == []


@every_place
@every_period
def test_a_plan_has_no_word_that_its_own_check_would_object_to(period: str, kind: str) -> None:
    """Read the draft as if somebody had typed it: no word of another level, nor of another period."""
    paragraphs = [[{"own": line}] for line in draft(kind, period).split("\n") if line]
    chapters = [{"chapter": "all", "title": "全文", "body": paragraphs}]
    typed = plans.profile({**bare(kind, period), "outline": {"chapters": chapters}})
    found = [finding for finding in check_content(typed) if finding.rule in WORDS_OF_OTHERS]
    assert [finding.facts["word"] for finding in found] == []


@every_place
@every_period
def test_a_check_of_it_speaks_of_nothing_but_what_is_not_filled_in(period: str, kind: str) -> None:
    found = check_content(plans.profile(bare(kind, period)))
    assert {finding.rule for finding in found} <= UNFILLED
