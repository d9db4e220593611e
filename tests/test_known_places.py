"""Test the words of real places (cases/known_places.yaml), and that what is known fits the divisions."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import plans
import pytest
import yaml
from commands import CASES, Command

from generator.base.resources import resource
from generator.check.review import check_content
from generator.formats.markdown import write_md
from generator.library.divisions import all_divisions, counties_below
from generator.library.known_places import known_place, unsupported_place
from generator.library.lexicon import (
    build_lexicon,
    department_functions,
    kinds_by_ending,
    locality_settings,
    read_locality,
    term_names,
    township_words,
)
from generator.yaml_source import Data, load_data, mapping, strings, texts

PLACES: list[dict[str, Any]] = yaml.safe_load((CASES / "known_places.yaml").read_text("utf-8"))
KNOWN = mapping(load_data(resource("lexicon/known_places.yaml")))
TOWNSHIPS = mapping(mapping(load_data(resource("lexicon/townships.yaml")))["provinces"])
PERIODS = ["2021-2025", "2026-2030"]
NEW = {"内蒙古自治区", "神农架林区", "六枝特区", "阿里地区"}
every_place = pytest.mark.parametrize("case", PLACES, ids=lambda case: case["place"]["name"])


@every_place
def test_a_known_place_has_its_own_words_and_departments(case: dict[str, Any]) -> None:
    words = build_lexicon(read_locality(case["place"]), terms={}, departments={}, drafted="2026-09")
    for expected, found in (
        (case.get("terms", {}), words.terms),
        (case.get("departments", {}), words.departments),
    ):
        assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("case", [case for case in PLACES if "new" in case or case["place"]["name"] in NEW])
def test_new_writes_the_setting_of_a_known_place(
    case: dict[str, Any], command: Command, tmp_path: Path
) -> None:
    place = case["place"]
    above = ["--upper", "、".join(place["upper"])] if "upper" in place else []
    assert command("new", "a.yaml", "--name", place["name"], *above).code == 0
    written = yaml.safe_load((tmp_path / "a.yaml").read_text("utf-8"))["locality"]
    assert written == {**place, **case.get("new", {})}


@pytest.mark.parametrize("name", ["北京市", "上海市"])
def test_a_city_without_counties_never_speaks_of_them(name: str) -> None:
    text = write_md(
        plans.document({"period": PERIODS[-1], "locality": {"name": name, "kind": "municipality"}})
    )
    assert re.findall("区（县）|各县|区县|县级", text) == []


@pytest.mark.parametrize("period", PERIODS)
def test_a_pastoral_place_without_sumu_never_speaks_of_them(period: str) -> None:
    upper = ["青海省", "果洛藏族自治州"]
    place = {"name": "玛多县", "kind": "county", "upper": upper}
    text = write_md(plans.document({"period": period, "locality": place}))
    assert "农牧区" in text
    assert re.findall("苏木|嘎查|(?<!农业)农村", text) == []


def test_what_a_profile_says_wins_over_what_is_known() -> None:
    place: dict[str, Data] = {"name": "昆山市", "kind": "county-city", "upper": ["江苏省", "苏州市"]}
    place["townships"] = "乡镇"
    words = build_lexicon(read_locality(place), terms={"rural": "乡村"}, departments={"health": "市健康局"})
    assert words.terms["lower_government"] == "各乡镇人民政府"
    assert (words.terms["rural"], words.department("health")) == ("乡村", "市健康局")


def test_every_name_is_a_division_and_every_word_is_known() -> None:
    names = {name for one in all_divisions() for name in (one.name, "".join((*one.upper[1:], one.name)))}
    entries = [mapping(entry) for entry in texts_of("places")]
    said = {
        name for entry in entries for key in ("names", "within", "except") for name in texts(entry.get(key))
    }
    assert said - names == set()
    assert {str(entry["setting"]) for entry in entries if "setting" in entry} <= set(locality_settings())
    assert {key for entry in entries for key in strings(entry.get("terms"))} <= term_names()
    assert {key for entry in entries for key in strings(entry.get("departments"))} <= set(
        department_functions()
    )


def texts_of(key: str) -> list[Any]:
    """Return a list of known_places.yaml."""
    found = KNOWN[key]
    assert isinstance(found, list)
    return found


def test_townships_are_those_of_divisions_each_once() -> None:
    names = {
        (one.upper[0], name)
        for one in all_divisions()
        if one.upper
        for name in (one.name, "".join((*one.upper[1:], one.name)))
    }
    listed = [
        (province, name)
        for province, groups in TOWNSHIPS.items()
        for row in strings(groups).values()
        for name in row.split()
    ]
    assert [key for key, times in Counter(listed).items() if times > 1] == []
    assert set(listed) - names == set()
    words = {word for groups in TOWNSHIPS.values() for word in mapping(groups)}
    assert words - set(township_words()) == {"街道"}  # which a setting says


def test_a_division_speaks_of_what_it_has_below_it_and_of_nothing_else() -> None:
    below = mapping(mapping(mapping(load_data(resource("lexicon/places.yaml")))["terms"])["below"])
    kinds = {one: kinds_by_ending(one.name, one.tier)[0] for one in all_divisions() if one.tier != "county"}
    places = {one: kind for one, kind in kinds.items() if kind in below}
    assert len(places) > 330  # the prefectures and the four cities
    for one, kind in places.items():
        place = read_locality({"name": one.name, "kind": kind, "upper": list(one.upper)})
        unit = build_lexicon(place, terms={}, departments={}).terms["county_unit"]
        counties = counties_below(one.name, one.upper) or []
        marks = {mark for mark in "旗县市区" if any(name.endswith(mark) for name in counties)}
        assert {mark for mark in "旗县市区" if mark in unit} == marks, (one.name, unit)


@pytest.mark.parametrize(
    ("name", "kind", "upper", "what"),
    [
        ("第八师", "prefecture", ["新疆生产建设兵团"], "兵团"),
        ("一四三团", "county", ["新疆生产建设兵团", "第八师"], "兵团"),
        ("石河子市", "county-city", ["新疆维吾尔自治区"], "兵团"),
        ("青石经济技术开发区", "district", ["某某省", "某某市"], "开发区"),
        ("西咸新区", "district", ["陕西省"], "开发区"),
        ("滨海新区", "district", ["天津市"], ""),
        ("浦东新区", "district", ["上海市"], ""),
        ("团风县", "county", ["湖北省", "黄冈市"], ""),
        ("师宗县", "county", ["云南省", "曲靖市"], ""),
        ("青石县", "county", ["某某省", "某某市"], ""),
    ],
)
def test_what_has_no_kind_is_told(name: str, kind: str, upper: list[str], what: str) -> None:
    place = {"name": name, "kind": kind, "upper": upper}
    found = [
        each
        for each in check_content(plans.profile({"period": "2026-2030", "locality": place}))
        if each.rule == "place-unsupported"
    ]
    assert [what in each.facts["what"] for each in found] == ([True] if what else [])


def test_no_division_but_those_named_is_taken_for_something_else() -> None:
    named = {name for entry in texts_of("unsupported") for name in texts(mapping(entry).get("names"))}
    assert {one.name for one in all_divisions() if unsupported_place(one.name, one.upper)} == named


def test_a_place_that_nobody_knows_has_nothing_of_its_own() -> None:
    assert known_place("青石县", "county", ("某某省", "某某市")) == known_place("青石县", "county", ())
    assert not known_place("青石县", "county", ()).terms


def test_two_functions_of_one_department_print_its_name_once() -> None:
    own = {"culture_tourism": "县文体旅局", "sports": "县文体旅局", "education": "县文体旅局"}
    place = {"name": "青石县", "kind": "county"}
    text = write_md(plans.document({"period": PERIODS[-1], "locality": place, "departments": own}))
    duties = re.findall("（([^（）]*负责)）", text)
    assert any("县文体旅局" in each for each in duties)
    assert [each for each in duties if each.count("县文体旅局") > 1] == []
