"""Test what a department is told about a figure: each has a meaning and a time, in the years of the plan."""

from __future__ import annotations

import re

import plans
import pytest

from generator.base.resources import period_ids
from generator.library.period import FIGURE_GROUPS, load_period
from generator.locality.figures import Figures
from generator.locality.meanings import Meaning, Meanings

NEXT = "2026-2030"
_BRACES = re.compile(r"[{}]")


def meanings(period: str = "2021-2025", kind: str = "county", **more: object) -> Meanings:
    """Return the meanings of the figures of a profile with `more` keys."""
    return Meanings(Figures(plans.profile({**plans.bare(kind, period), **more})))


def paths(period: str) -> list[str]:
    """Return the path of every figure that a period knows, of an indicator those of its two cells."""
    known = load_period(period)
    cells = [f"indicators.{key}.{column}" for key in known.indicators for column in ("baseline", "target")]
    return [*known.catalogue, *cells]


@pytest.mark.parametrize("period", period_ids())
@pytest.mark.parametrize("kind", plans.kinds())
def test_every_figure_has_a_meaning_and_a_time(period: str, kind: str) -> None:
    known = meanings(period, kind)
    for path in paths(period):
        text, when = known.of(path)
        assert text, path
        assert when, path
        assert not _BRACES.search(text + when), path
        assert len(text) <= 110, path  # a cell of a printed page
        assert len(when) <= 16, path


@pytest.mark.parametrize("period", period_ids())
def test_no_two_figures_of_a_group_mean_the_same(period: str) -> None:
    known = meanings(period)
    for group in FIGURE_GROUPS:
        texts = [known.of(path).text for path in paths(period) if path.startswith(f"{group}.")]
        assert sorted({*texts}) == sorted(texts)


@pytest.mark.parametrize(
    ("period", "path", "when"),
    [
        ("2021-2025", "population.certified", "2020年底"),
        (NEXT, "population.certified", "2025年底"),
        (NEXT, "achievements.minimum_living_recipients", "2025年底"),
        (NEXT, "achievements.new_employment", "2021—2025年累计"),
        (NEXT, "achievements.poverty_relieved", "2016—2020年累计"),
        ("2021-2025", "achievements.poverty_relieved", "2016—2020年累计"),
        (NEXT, "achievements.compulsory_education_rate", "2025年秋季学期"),
        (NEXT, "commitments.new_jobs", "2026—2030年累计"),
        (NEXT, "commitments.models_publicity", "2026—2030年每年"),
        (NEXT, "indicators.pension_insurance.baseline", "2025年底"),
        (NEXT, "indicators.pension_insurance.target", "2030年底"),
        (NEXT, "indicators.home_accessibility.baseline", "2021—2025年累计"),
        (NEXT, "indicators.home_accessibility.target", "2026—2030年累计"),
        (NEXT, "indicators.household_income_growth.target", "2026—2030年年均"),
    ],
)
def test_the_time_is_a_year_end_or_the_years_that_are_counted(period: str, path: str, when: str) -> None:
    assert meanings(period).of(path).when == when


def test_a_baseline_is_of_the_profiles_own_year() -> None:
    known = meanings(baseline_year="2022")
    assert known.of("indicators.pension_insurance.baseline").when == "2022年底"
    assert known.of("indicators.vocational_training.baseline").when == "2018—2022年累计"
    assert known.of("achievements.new_employment").when == "2016—2020年累计"


def test_places_have_their_own_words() -> None:
    text = meanings(kind="banner", locality={"name": "青石旗", "kind": "banner", "setting": "pastoral"})
    assert "农村牧区户籍" in text.of("achievements.employed_rural").text


def test_what_nobody_has_confirmed_says_so() -> None:
    said = "口径待核"
    assert said in meanings().of("indicators.rehabilitation_coverage.target").text
    assert said not in meanings().of("indicators.home_accessibility.target").text
    # whatever the national set of the next period asks for is still open
    assert said in meanings(NEXT).of("indicators.home_accessibility.target").text
    assert said not in meanings(NEXT).of("achievements.home_renovations").text


def test_a_result_of_last_period_means_what_its_indicator_means() -> None:
    rows = {
        "pension_insurance": {"name": "养老保险参保率", "target": "90", "result": "98"},
        "schooling": {"name": "入学率", "indicator": "compulsory_education", "target": "95", "result": "97"},
        "own": {"name": "本地的一项", "target": "1", "result": "1"},
    }
    known = meanings(completion=rows)
    text, when = known.of("completion.pension_insurance.result")
    assert text == known.of("indicators.pension_insurance.target").text
    assert when == "2020年底"
    assert "送教上门" in known.of("completion.schooling.result").text
    assert known.of("completion.schooling.result").when == "2020年秋季学期"
    assert known.of("completion.own.result") == Meaning("", "2020年底")


@pytest.mark.parametrize(
    ("indicator", "when"),
    [
        ("home_accessibility", "2021—2025年累计"),
        ("household_income_growth", "2021—2025年年均"),
        ("rehabilitation_coverage", "2025年全年"),
        ("medical_insurance", "2025年底"),
    ],
)
def test_a_result_is_counted_over_the_years_of_its_target(indicator: str, when: str) -> None:
    known = meanings(
        NEXT, completion={"row": {"name": "一项", "indicator": indicator, "target": "1", "result": "1"}}
    )
    assert {known.of(f"completion.row.{column}").when for column in ("target", "result")} == {when}


def test_what_the_national_set_has_unconfirmed_is_unconfirmed_in_every_group() -> None:
    known = meanings(NEXT)
    for path in ("indicators.new_employment.target", "achievements.new_employment", "commitments.new_jobs"):
        assert "口径待核" in known.of(path).text


def test_a_document_is_asked_for_by_its_full_name() -> None:
    assert "全称" in meanings().of("documents.work_injury").text
    assert meanings(NEXT).of("documents.local_policies").when == "2021—2025年印发"


@pytest.mark.parametrize(
    "path", ["achievements.own", "names.own", "indicators.own.target", "parts.0.date", "x"]
)
def test_what_the_locality_added_itself_has_no_meaning(path: str) -> None:
    assert meanings().of(path) == Meaning()
