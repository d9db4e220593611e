"""Test the words by which a locality names itself, its surroundings and its departments."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.base.patterns import words_of
from generator.library.lexicon import (
    Lexicon,
    Locality,
    build_lexicon,
    department_functions,
    locality_kinds,
    locality_settings,
    read_locality,
)
from generator.yaml_source import Data

COUNTY: dict[str, Data] = {"name": "磴口县", "kind": "county"}


def place(kind: str, *upper: str, setting: str = "") -> Locality:
    """Return a locality of a kind below these levels."""
    data: dict[str, Data] = {"name": "青石", "kind": kind, "upper": list(upper)}
    return read_locality({**data, "setting": setting} if setting else data)


def words(where: Locality, *, unit_prefix: bool = True, **terms: str) -> Lexicon:
    """Return the lexicon of a locality with terms of its own."""
    return build_lexicon(where, terms=terms, departments={}, unit_prefix=unit_prefix)


def test_a_locality_takes_tier_and_setting_from_its_kind() -> None:
    assert read_locality(COUNTY) == Locality("磴口县", "county", "county", "agrarian", ())


def test_a_setting_of_its_own_wins_over_its_kinds() -> None:
    assert read_locality({**COUNTY, "setting": "pastoral"}).setting == "pastoral"


@pytest.mark.parametrize(("upper", "read"), [(["甲省", "乙市"], ("甲省", "乙市")), ("甲省", ("甲省",))])
def test_the_levels_above_may_be_one_or_several(upper: Data, read: tuple[str, ...]) -> None:
    assert read_locality({**COUNTY, "upper": upper}).upper == read


@pytest.mark.parametrize("setting", ["", *locality_settings()])
@pytest.mark.parametrize("kind", locality_kinds())
@pytest.mark.parametrize("upper", [(), ("甲省",), ("甲自治区", "乙盟")])
def test_every_term_and_department_is_filled_in_for_every_kind(
    kind: str, setting: str, upper: tuple[str, ...]
) -> None:
    found = words(place(kind, *upper, setting=setting))
    texts = {**found.terms, **found.departments}
    assert {key: text for key, text in texts.items() if words_of(text) or not text} in ({}, {"parents": ""})


@pytest.mark.parametrize(
    ("kind", "term", "word"),
    [
        ("county", "whole", "全县"),
        ("county", "committee", "县委"),
        ("county", "disability_committee", "县政府残疾人工作委员会"),
        ("county", "rural", "农村"),
        ("county", "lower", "各乡镇（街道）"),
        ("county", "levels", "县级"),
        ("banner", "township", "苏木乡镇（街道）"),
        ("banner", "village_committee", "嘎查村（居）委会"),
        ("district", "three_tiers", "区、镇、村三级"),
        ("county-city", "above_and_self", "省、市及我市"),
        ("prefecture", "levels", "市、县级"),
        ("autonomous-prefecture", "lower_government", "各县（市）人民政府"),
        ("league", "government", "盟行署"),
        ("league", "two_tiers", "盟、旗县两级"),
        ("province", "province_whole", "全省"),
        ("province", "above", "国家"),
        ("autonomous-region", "whole", "全区"),
        ("autonomous-region", "province_whole", "全区"),
        ("municipality", "whole", "全市"),
    ],
)
def test_a_kind_of_locality_has_its_own_words(kind: str, term: str, word: str) -> None:
    assert words(place(kind)).terms[term] == word


@pytest.mark.parametrize(
    ("kind", "setting", "term", "word"),
    [
        ("county", "urban", "city_whole", "城区"),  # the setting wins over the tier
        ("league", "pastoral", "county_unit", "旗县（市）"),  # the kind wins over the setting
        ("league", "agrarian", "local_rules", "规范性文件"),  # the kind wins over the common words
        ("county", "agrarian", "level_and_lower", "县级"),  # the tier wins over the common words
        ("district", "city", "lower_government", "各街道办事处"),
        ("prefecture", "city", "lower_government", "各区人民政府"),  # of districts, not of streets
        ("prefecture", "city", "three_tiers", "市、区、街道、社区四级"),
    ],
)
def test_kinds_win_over_settings_and_settings_over_tiers(
    kind: str, setting: str, term: str, word: str
) -> None:
    assert words(place(kind, setting=setting)).terms[term] == word


@pytest.mark.parametrize(
    ("upper", "parents", "whole"),
    [
        ((), "省、市", "全省"),
        (("内蒙古自治区", "巴彦淖尔市"), "自治区、市", "全区"),
        (("内蒙古自治区", "锡林郭勒盟"), "自治区、盟", "全区"),
        (("四川省", "凉山彝族自治州"), "省、州", "全省"),
        (("西藏自治区", "阿里地区"), "自治区、地区", "全区"),
        (("重庆市",), "市", "全市"),
        (("兵团",), "兵团", "全兵团"),
    ],
)
def test_the_levels_above_are_called_by_their_kind(upper: tuple[str, ...], parents: str, whole: str) -> None:
    terms = words(place("county", *upper)).terms
    assert (terms["parents"], terms["province_whole"]) == (parents, whole)
    assert terms["national"] == f"国家和{parents}"
    assert terms["above_and_self"] == f"{parents}、县"


def test_a_term_of_its_own_wins_and_reaches_the_terms_that_use_it() -> None:
    found = words(place("county"), township_short="苏木镇", government="县人民政府")
    assert found.terms["township_short"] == "苏木镇"
    assert found.terms["lower"] == "各苏木镇（街道）"
    assert found.terms["disability_committee"] == "县人民政府残疾人工作委员会"
    assert found.department("townships") == "各苏木镇人民政府"


def test_a_term_of_its_own_stands_as_it_is() -> None:
    assert words(place("county"), level="{unit}本级").terms["level"] == "{unit}本级"


def test_a_term_that_leads_back_to_itself_does_not_grow_without_end() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "from generator.library.lexicon import build_lexicon, read_locality\n"
        "place = read_locality({'name': '青石县', 'kind': 'county'})\n"
        "build_lexicon(place, terms={'unit': '{whole}'}, departments={})"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)  # noqa: S603  # our own code
    assert run.returncode == 0, run.stderr


def test_a_term_of_its_own_is_not_filled_in_inside_others() -> None:
    terms = words(place("county"), unit="{whole}", level="{unit}本级").terms
    assert (terms["whole"], terms["levels"], terms["disability_committee"]) == (
        "全{whole}",
        "{unit}本级",
        "{whole}政府残疾人工作委员会",
    )


def test_terms_of_the_lexicon_that_lead_in_a_circle_stand_as_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    circle = {"a": "{b}甲{b}", "b": "{a}乙{a}", "c": "{a}丙", "d": "{e}", "e": "丁"}
    monkeypatch.setattr("generator.library.lexicon._term_patterns", lambda _: circle)
    terms = words(place("county")).terms
    assert {key: terms[key] for key in circle} == {**circle, "c": "{b}甲{b}丙", "d": "丁"}


def test_the_place_is_the_locality_whatever_the_terms_say() -> None:
    assert words(place("county"), place="别处").terms["place"] == "青石"


@pytest.mark.parametrize(
    ("kind", "function", "name"),
    [
        ("county", "development_reform", "县发改局"),
        ("prefecture", "development_reform", "市发改委"),
        ("province", "development_reform", "省发展改革委"),
        ("autonomous-region", "health", "自治区卫生健康委"),
        ("banner", "federation", "旗残联"),
        ("league", "court", "盟中级人民法院"),
        ("district", "youth_league", "团区委"),
        ("county", "cyberspace", "县委网信办"),
    ],
)
def test_a_department_is_called_by_tier_and_unit(kind: str, function: str, name: str) -> None:
    assert words(place(kind)).department(function) == name


@pytest.mark.parametrize(
    ("function", "name"),
    [
        ("federation", "残联"),
        ("court", "人民法院"),
        ("cyberspace", "网信办"),
        ("youth_league", "团委"),
        ("townships", "各乡镇"),
    ],
)
def test_without_the_prefix_a_department_goes_by_its_short_name(function: str, name: str) -> None:
    assert words(place("county"), unit_prefix=False).department(function) == name


def test_no_short_name_has_the_unit_in_it() -> None:
    found = words(place("banner"), unit_prefix=False).departments
    assert {function: name for function, name in found.items() if name.startswith("旗")} == {}


def test_a_departments_own_name_wins_with_and_without_the_prefix() -> None:
    own = {"health": "卫健委", "archives": "县档案馆"}
    for prefix in (True, False):
        found = build_lexicon(place("county"), terms={}, departments=own, unit_prefix=prefix)
        assert (found.department("health"), found.department("archives")) == ("卫健委", "县档案馆")


def test_a_function_that_nobody_named_is_called_by_itself() -> None:
    assert words(place("county")).department("县档案馆") == "县档案馆"


def test_the_lexicon_names_every_function_it_lists() -> None:
    assert list(words(place("county")).departments) == department_functions()
