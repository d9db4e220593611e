"""Test whose power topics speak of."""

from __future__ import annotations

import re

import pytest
import yaml
from commands import CASES

from generator.check.form.template_powers import _entries
from generator.library.period import Period, load_period
from generator.library.powers import LEVELS, Power, decides, still_given, topic_power
from generator.library.template_sentences import sentences_of_topic
from generator.yaml_source import strings

PERIODS = [load_period(each) for each in ("2021-2025", "2026-2030")]
OLD, NEW = (each.folders for each in PERIODS)


@pytest.mark.parametrize("level", LEVELS)
def test_a_level_decides_what_it_and_those_below_decide(level: str) -> None:
    assert [decides(each, Power(level, "")) for each in LEVELS] == [
        each in LEVELS[LEVELS.index(level) :] for each in LEVELS
    ]


def test_a_power_is_that_of_the_text_which_a_period_has() -> None:
    old, new = (topic_power("topics", "accessibility.info_web", each) for each in (OLD, NEW))
    assert old is None  # of 2021–2025, whose words are others
    assert new
    assert new.level == "nation"
    fund = topic_power("topics", "employment.fund", OLD)
    assert fund
    assert fund == topic_power("topics", "employment.fund", NEW)
    assert topic_power("topics", "no.such", OLD) is None


def test_what_is_known_is_known_by_outline_and_period() -> None:
    assert ("topics", "employment.fund") in still_given("county", OLD)
    assert ("topics", "accessibility.info_web") in still_given("county", NEW)
    assert ("topics", "accessibility.info_web") not in still_given("county", OLD)
    assert still_given("nowhere", NEW) == set()


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.id)
def test_what_speaks_of_a_higher_power_stands_in_the_list(period: Period) -> None:
    cases = yaml.safe_load((CASES / "powers.yaml").read_text("utf-8"))
    signs = re.compile("|".join(cases["signs"]))
    found = set()
    for place in strings(period.settings["outlines"]):
        tier, _, setting = place.partition(".")
        for entry in _entries(period, tier, setting) if tier in {"county", "prefecture"} else []:
            said = sentences_of_topic(entry.shelf, entry.topic, period.folders, tier, setting)
            if signs.search(said) and entry.topic not in cases["but"]:
                found.add((entry.shelf, entry.topic))
    assert signs.search("通信企业下调残疾人资费")
    assert {each for each in found if topic_power(*each, period.folders) is None} == set()
