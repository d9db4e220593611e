"""Test that a province puts together what its cities have put together, and counts nothing twice."""

from __future__ import annotations

import json
import random
import re
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from commands import Command
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled
from summaries import CITY, COUNTIES, summary_of, target, told_words
from word_files import edited

from generator.check.findings.groups import report_words
from generator.formats.summary import Arrival, Summary
from generator.formats.summary_data import summary_data
from generator.formats.workbook.summary import write_summary

FIGURE = "home_accessibility"
CITIES = {"海口市": ("秀英区", "龙华区", "琼山区"), "三亚市": ("海棠区", "吉阳区")}


def profile(folder: Path, name: str, kind: str, upper: str, promise: int) -> Path:
    """Write the profile of a place with a thousand certified persons; return its file."""
    file = folder / f"{name}.yaml"
    above = f", upper: [{upper}]" if upper else ""
    file.write_text(
        f"period: 2026-2030\nlocality: {{name: {name}, kind: {kind}{above}}}\n"
        f'population: {{certified: 1000}}\nindicators: {{{FIGURE}: {{target: "[{promise}]"}}}}\n',
        "utf-8",
    )
    return file


def book(summary: Summary) -> bytes:
    """Return the workbook of a summary."""
    return write_summary(
        summary, told_words(), report_words("summary_sheets"), report_words("summary_columns")
    )


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the profiles of a province, of two cities, of their counties, and the cities' workbooks."""
    folder = tmp_path_factory.mktemp("海南省")
    for city, counties in CITIES.items():
        above = profile(folder, city, "prefecture", "海南省", 1000)
        files = [profile(folder, name, "district", f"海南省, {city}", 100) for name in counties]
        (folder / f"{city}汇总.xlsx").write_bytes(book(summary_of(above, files)))
    return profile(folder, "海南省", "province", "", 9000)


@cache
def of(province: Path, names: tuple[str, ...]) -> Summary:
    """Return the summary of files in the folder of a province, in their order."""
    return summary_of(province, [province.with_name(name) for name in names])


SOURCES = [
    *(f"{name}.yaml" for counties in CITIES.values() for name in counties),
    *(f"{city}{end}" for city in CITIES for end in (".yaml", "汇总.xlsx")),
]


@one_in(2)
@given(picked=st.sets(st.sampled_from(SOURCES), min_size=1), seed=st.integers(0, 99))
def test_in_any_order_profiles_and_workbooks_of_places_count_once(
    province: Path, picked: set[str], seed: int
) -> None:
    chance = random.Random(seed)
    order = sorted(picked)
    first = of(province, tuple(order))
    chance.shuffle(order)
    assert summary_data(of(province, tuple(order))) == summary_data(first)
    expected = 0
    for city, counties in CITIES.items():
        known = {f"{city}.yaml", f"{city}汇总.xlsx"} & picked
        expected += 1000 if known else 100 * len({f"{name}.yaml" for name in counties} & picked)
    row = target(first, FIGURE)
    assert [row.total, sum(row.known)] == [expected] * 2
    named = [(each.upper, each.name) for each in first.places]
    assert len(set(named)) == len(named)


def test_a_workbook_tells_of_the_counties_that_the_city_has_put_together(tmp_path: Path) -> None:
    above = profile(tmp_path, "福建省", "province", "", 9000)
    file = tmp_path / "三明市汇总.xlsx"
    city = summary_of(CITY, COUNTIES, date(2026, 11, 29))
    file.write_bytes(book(city))
    found = summary_of(above, [file])
    mine = [each for each in found.places if each.upper == "三明市"]
    assert [(each.name, each.arrival) for each in mine] == [(each.name, each.arrival) for each in city.places]
    for one, other in zip(mine, city.places, strict=True):
        assert (one.share, one.errors, one.lacking, one.saved) == (
            other.share,
            other.errors,
            other.lacking,
            other.saved,
        )
        assert {each.rule for each in one.remarks} == {each.rule for each in other.remarks}
    assert found.alike == city.alike
    for row in city.rows:
        whole = next((each for each in found.rows if each.path == row.path), None)
        assert whole is None or whole.cells[0].text == row.whole.text
    units = summary_of(CITY, [file, *COUNTIES[1:]])  # as if nobody but the city had that of 三元区
    assert target(units, "vocational_training").total == target(city, "vocational_training").total


def typed(content: bytes, old: str, new: str) -> bytes:
    """Return a workbook with a number typed over another one in its second sheet, the targets."""
    changed = edited(
        content, lambda text: text.replace(f"<v>{old}</v>", f"<v>{new}</v>"), "xl/worksheets/sheet2.xml"
    )
    assert changed != content
    return changed


def test_what_somebody_typed_over_in_the_workbook_counts_and_is_told(province: Path) -> None:
    file = province.with_name("海口市改.xlsx")
    file.write_bytes(typed(province.with_name("海口市汇总.xlsx").read_bytes(), "1000", "1234"))
    found = of(province, (file.name,))
    assert target(found, FIGURE).total == Decimal(1234)
    assert target(found, FIGURE).cells[0].text == "[1234]"
    (city,) = [each for each in found.places if each.name == "海口市"]
    (remark,) = [each for each in city.remarks if each.rule == "summary-typed"]
    assert "原来是“[1000]”，改成了“1234”" in remark.message
    assert "summary-typed" not in json.dumps(summary_data(of(province, ("海口市汇总.xlsx",))))


def test_data_of_a_city_do_as_well_as_its_workbook(province: Path) -> None:
    folder = province.parent
    files = [folder / f"{name}.yaml" for name in CITIES["三亚市"]]
    data = folder / "三亚市数据.json"
    city = summary_of(folder / "三亚市.yaml", files)
    data.write_text(json.dumps(summary_data(city), ensure_ascii=False), "utf-8")
    one, other = (summary_data(of(province, (name,))) for name in (data.name, "三亚市汇总.xlsx"))
    assert re.sub(r"三亚市(数据|汇总)\.\w+", "", json.dumps(one, ensure_ascii=False)) == re.sub(
        r"三亚市(数据|汇总)\.\w+", "", json.dumps(other, ensure_ascii=False)
    )


NO_SUMMARIES = [
    "{",
    "[]",
    '{"place": "三亚市"}',
    "[" * 100_000,
    '{"place": "三亚市", "kind": "x", "period": "2026-2030"}',
    '{"place": "三亚市", "kind": "prefecture", "period": "../.."}',
]


@pytest.mark.parametrize("text", sampled(NO_SUMMARIES, ["{"], attack))
def test_what_is_no_summary_is_told_and_stops_nothing(text: str, province: Path, tmp_path: Path) -> None:
    file = tmp_path / "别的.json"
    file.write_text(text, "utf-8")
    found = summary_of(province, [file, province.with_name("秀英区.yaml")])
    (broken,) = [each for each in found.places if each.arrival is Arrival.BROKEN]
    assert [each.rule for each in broken.remarks] == ["summary-none"]
    assert target(found, FIGURE).total == Decimal(100)


HOSTILE = {
    "figures": [
        None,
        {"path": 1, "whole": [], "parts": {}},
        {"path": "indicators.x.target", "parts": [{}] * 9},
    ],
    "places": [
        None,
        [],
        {"name": "甲县", "kind": "county", "arrival": "received", "part": "9" * 400, "above": [1]},
    ],
    "alike": [{"one": "甲", "other": "乙", "there": "NaN", "back": "1e999"}],
    "remarks": [{"message": "<script>"}],
}


@attack
@pytest.mark.parametrize("key", HOSTILE)
def test_hostile_data_are_read_as_far_as_they_go(key: str, province: Path, tmp_path: Path) -> None:
    file = tmp_path / f"{key}.json"
    data = {
        "place": "三亚市",
        "kind": "prefecture",
        "period": "2026-2030",
        "upper": ["海南省"],
        key: HOSTILE[key],
    }
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    found = summary_of(province, [file])
    assert [each.name for each in found.places if each.arrival is Arrival.RECEIVED][:1] == ["三亚市"]


@pytest.mark.slow
def test_another_workbook_is_no_summary(tmp_path: Path, command: Command, province: Path) -> None:
    command("request", COUNTIES[0], "-o", tmp_path, "--all")
    (file,) = tmp_path.glob("*.xlsx")
    said = command("summary", province, file, "--format", "text", "--jobs", "1")
    assert "用不了 1 份" in said.out
    assert not said.english
