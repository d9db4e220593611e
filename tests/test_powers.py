"""Test whose power topics speak of."""

from __future__ import annotations

import pytest

from generator.library.period import load_period
from generator.library.powers import LEVELS, Power, decides, still_given, topic_power

OLD, NEW = (load_period(each).folders for each in ("2021-2025", "2026-2030"))


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
