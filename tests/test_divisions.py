"""Test that the list of administrative divisions gives the kinds of its places."""

from __future__ import annotations

from test_kinds import KINDS

from generator.library.divisions import all_divisions, find_divisions
from generator.library.lexicon import kind_titles, kinds_by_ending, locality_kinds
from generator.pipeline.support.place_facts import place_facts


def test_every_division_tells_its_kind() -> None:
    for name, kind in {
        "神农架林区": "forestry-district",
        "六枝特区": "special-district",
        "莫力达瓦达斡尔族自治旗": "autonomous-banner",
        "巴彦淖尔市": "prefecture",
        "仙桃市": "county-city",
        "重庆市": "municipality",
        "阿拉善盟": "league",
        "大兴安岭地区": "administrative-area",
        "海南藏族自治州": "autonomous-prefecture",
        "西藏自治区": "autonomous-region",
        "德阳市罗江区": "district",
        "万柏林区": "district",
    }.items():
        assert place_facts(name).kinds == (kind,), name
        assert len(place_facts(name).uppers) == 1, name


def test_every_kind_has_a_title_and_is_told_by_the_end_of_a_name() -> None:
    assert list(kind_titles()) == locality_kinds()
    assert [
        kind for kind in locality_kinds() if kind not in kinds_by_ending(KINDS[kind]["locality"]["name"])
    ] == []


def test_divisions_are_those_of_the_mainland() -> None:
    tiers = [one.tier for one in all_divisions()]
    assert (tiers.count("province"), tiers.count("prefecture")) == (31, 333)
    assert 2_800 < tiers.count("county") < 2_900
    assert [one.upper for one in find_divisions("错那市")] == [("西藏自治区", "山南市")]  # a city since 2023
    assert all(kinds_by_ending(one.name, one.tier) for one in all_divisions())
