"""Test how localities share out the total of the level above: the table of `check --upper`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from commands import Command

from generator.base.diagnostics import Place
from generator.pipeline.support.allocation import Allocation, allocations, shortfalls
from generator.pipeline.support.upper_plans import load_profile

CITY = """\
period: 2021-2025
locality: {name: 临汾市, kind: prefecture, upper: [山西省]}
indicators:
  vocational_training: {target: "1000"}
"""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """Return the profile of the level above, which promises a thousand."""
    file = tmp_path / "city.yaml"
    file.write_text(CITY, encoding="utf-8")
    return file


def below(city: Path, stem: str, row: str, name: str = "安泽县", *, period: str = "2021-2025") -> Path:
    """Write a profile of the level below, in the city's folder; return it."""
    file = city.with_name(f"{stem}.yaml")
    place = f"{{name: {name}, kind: county, upper: [山西省, 临汾市]}}"
    text = f"period: {period}\nlocality: {place}\nindicators:\n  vocational_training: {{{row}}}\n"
    file.write_text(text, encoding="utf-8")
    return file


def training(city: Path, *files: Path) -> Allocation:
    """Return how the level above divides its total for training."""
    (share,) = allocations(load_profile(city), [load_profile(file) for file in files])
    return share


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        ("unit: 万, target: '0.02'", "200"),
        ("unit: 万人, target: '>[0.02]'", "200"),
        ("unit: 亿, target: '0.000002'", "200"),
        ("target: 0.02万", "200"),
        ("target: '200'", "200"),
    ],
)
def test_a_part_counts_in_the_base_unit(row: str, amount: str, city: Path) -> None:
    assert training(city, below(city, "a", row)).parts == (("安泽县", Decimal(amount)),)


def test_the_whole_counts_in_the_base_unit(city: Path, command: Command) -> None:
    city.write_text(CITY.replace('target: "1000"', "unit: 万人, target: '0.1'"), encoding="utf-8")
    files = [below(city, "a", "unit: 万, target: '0.0950'"), below(city, "b", "target: '10'", "古县")]
    said = command("check", "--upper", city, *files)
    assert "（人）：上级 1000，各地合计 960\n   安泽县 950\n" in said.out
    assert "各地目标合计 960 人，低于上级目标 1000 人" in said.all


def test_one_part_of_many_says_nothing_of_the_whole(city: Path, command: Command) -> None:
    said = command("check", "--upper", city, below(city, "a", "target: '10'"))
    assert "各地合计 10\n" in said.out
    assert "parts-below-whole" not in said.all


def test_two_of_one_name_are_two(city: Path, command: Command) -> None:
    files = [below(city, stem, "target: '500'", "鼓楼区") for stem in ("a", "b")]
    said = command("check", "--upper", city, *files)
    assert "各地合计 1000\n   鼓楼区 500\n   鼓楼区 500\n" in said.out
    assert "parts-below-whole" not in said.all


def test_a_file_counts_once_and_the_plan_above_is_no_part_of_itself(city: Path) -> None:
    county = below(city, "a", "target: '500'")
    link = city.with_name("link.yaml")
    link.symlink_to(county)
    assert training(city, county, city, county, link).total == Decimal(500)


def test_a_plan_of_another_period_is_no_part(city: Path) -> None:
    county = below(city, "a", "target: '500'")
    later = below(city, "b", "target: '500'", period="2026-2030")
    assert training(city, county, later).total == Decimal(500)
    assert list(allocations(load_profile(city), [load_profile(later)])) == []


def test_without_plans_below_nothing_is_short(city: Path, command: Command) -> None:
    broken = below(city, "a", "target: [")
    said = command("check", "--upper", city, broken)
    assert "parts-below-whole" not in said.all
    assert "上级 1000" not in said.out


def test_a_part_without_a_number_is_a_dash_and_leaves_the_sum_open(city: Path, command: Command) -> None:
    files = [below(city, "a", "target: '500'"), below(city, "b", "target: XX", "古县")]
    said = command("check", "--upper", city, *files)
    assert "各地合计 500\n   安泽县 500\n   古县 ——\n" in said.out
    assert "parts-below-whole" not in said.all


@pytest.mark.parametrize(("second", "short"), [("499", ["999"]), ("500", []), ("501", [])])
def test_parts_are_short_where_they_give_less_than_the_whole(
    second: str, short: list[str], city: Path
) -> None:
    share = training(city, below(city, "a", "target: '500'"), below(city, "b", f"target: '{second}'"))
    found = shortfalls(load_profile(city), [share])
    assert [finding.facts["sum"] for finding in found] == short
    assert all(finding.place == Place(str(city), 4, 33) for finding in found)


def test_an_indicator_of_its_own_is_shared_out_where_a_part_has_it(city: Path) -> None:
    homes, beds = "homes: {name: 残疾人之家数, unit: 个", "beds: {name: 托养床位数, unit: 张"
    rate = "rate: {name: 协会覆盖率, unit: '%'"
    rows = "".join(f"  {row}, attribute: 预期性, target: '60'}}\n" for row in (homes, beds, rate))
    city.write_text(f"{CITY.rstrip()}\n{rows}", encoding="utf-8")
    one, other, third = (
        below(city, stem, "target: '500'", name)
        for stem, name in (("a", "甲县"), ("b", "乙县"), ("c", "丙县"))
    )
    for file, row in ((one, homes), (other, "dens: {name: 残疾人之家数, unit: 个"), (third, rate)):
        text = f"{file.read_text('utf-8').rstrip()}\n  {row}, attribute: 预期性, target: '20'}}\n"
        file.write_text(text, encoding="utf-8")
    found = list(allocations(load_profile(city), [load_profile(each) for each in (one, other, third)]))
    shared = {each.indicator: each.parts for each in found}
    assert shared.keys() == {"vocational_training", "homes"}
    assert shared["homes"] == (("甲县", Decimal(20)), ("乙县", Decimal(20)), ("丙县", None))


def place(city: Path, name: str, kind: str, *upper: str) -> Path:
    """Write a profile that promises 600 for a place of this name and kind; return its file."""
    file = city.with_name(f"{name}.yaml")
    where = f"{{name: {name}, kind: {kind}, upper: [{', '.join(upper)}]}}"
    text = f"period: 2021-2025\nlocality: {where}\nindicators: {{vocational_training: {{target: '600'}}}}\n"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_county_within_a_city_that_counts_does_not_count_again(city: Path, command: Command) -> None:
    province = place(city, "山西省", "province")
    files = [
        city,
        place(city, "安泽县", "county", "山西省", "临汾市"),
        place(city, "岚县", "county", "山西省", "吕梁市"),
    ]
    share = training(province, *files)
    assert [name for name, _ in share.parts] == ["临汾市", "岚县"]
    said = command("check", "--upper", province, *files)
    assert "各地合计 1600\n   临汾市 1000\n   岚县 600\n" in said.out
    assert "“安泽县”已经算在临汾市里，没有再计入山西省的合计" in said.out + said.err


def test_a_county_of_another_city_does_not_count(city: Path, command: Command) -> None:
    files = [
        place(city, "安泽县", "county", "山西省", "临汾市"),
        place(city, "岚县", "county", "山西省", "吕梁市"),
        place(city, "古县", "county", "山西省"),  # which says no city: it may be this one's
    ]
    assert training(city, *files).total == Decimal(1200)
    said = command("check", "--upper", city, *files)
    assert "各地合计 1200\n   安泽县 600\n   古县 600\n" in said.out
    assert (said.out + said.err).count("“岚县”属于吕梁市，没有计入临汾市的合计") == 1


def test_where_nobody_counts_it_is_told(city: Path, command: Command) -> None:
    said = command("check", "--upper", city, place(city, "岚县", "county", "山西省", "吕梁市"))
    assert "上级 1000，各地合计 0\n" in said.out
    assert "属于吕梁市" in said.out + said.err
    assert "parts-below-whole" not in said.out + said.err
