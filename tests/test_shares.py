"""Test how localities share out the total of the level above: the table of `check --upper`."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from commands import Command

from generator.base.diagnostics import Place
from generator.pipeline.support.allocation import Allocation, Below, allocations, profiles_below
from generator.pipeline.support.shortfalls import shortfalls
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


def below_city(city: Path, *files: Path) -> Below:
    """Return the profiles in `files` as parts of that of the level above."""
    return profiles_below(load_profile(city), [load_profile(file) for file in files])


def training(city: Path, *files: Path) -> Allocation:
    """Return how the level above divides its total for training."""
    (share,) = allocations(below_city(city, *files))
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


def test_a_place_given_twice_counts_once(city: Path, command: Command) -> None:
    files = [below(city, stem, "target: '500'", "古县") for stem in ("a", "b")]
    for order in (files, files[::-1]):
        said = command("check", "--upper", city, *order)
        assert "各地合计 500\n   古县 500\n" in said.out
        assert "a.yaml:2:18 提醒 place-twice" in said.all
        assert "合计里算的是 b.yaml" in said.all


def test_two_places_of_one_name_are_two(city: Path) -> None:
    province = place(city, "江苏省", "province")
    files = []
    for above in ("南京市", "徐州市"):
        file = place(city, "鼓楼区", "district", "江苏省", above)
        files.append(file.rename(file.with_name(f"{above}.yaml")))
    assert training(province, *files).parts == (("鼓楼区", Decimal(600)), ("鼓楼区", Decimal(600)))


def test_a_file_counts_once_and_the_plan_above_is_no_part_of_itself(city: Path) -> None:
    county = below(city, "a", "target: '500'")
    link = city.with_name("link.yaml")
    link.symlink_to(county)
    assert training(city, county, city, county, link).total == Decimal(500)


def test_a_plan_of_another_period_is_no_part(city: Path) -> None:
    county = below(city, "a", "target: '500'")
    later = below(city, "b", "target: '500'", period="2026-2030")
    assert training(city, county, later).total == Decimal(500)
    assert list(allocations(below_city(city, later))) == []


def test_without_plans_below_nothing_is_short(city: Path, command: Command) -> None:
    broken = below(city, "a", "target: [")
    said = command("check", "--upper", city, broken)
    assert "parts-below-whole" not in said.all
    assert "上级 1000" not in said.out


def test_a_part_without_a_number_is_a_dash_and_leaves_the_sum_open(city: Path, command: Command) -> None:
    files = [below(city, "a", "target: '500'"), below(city, "b", "target: XX", "古县")]
    said = command("check", "--upper", city, *files)
    assert "各地合计 500\n   安泽县 500\n   古县 ——（还没有定）\n" in said.out
    assert "parts-below-whole" not in said.all


@pytest.mark.parametrize(("second", "short"), [("499", ["999"]), ("500", []), ("501", [])])
def test_parts_are_short_where_they_give_less_than_the_whole(
    second: str, short: list[str], city: Path
) -> None:
    files = below(city, "a", "target: '500'"), below(city, "b", f"target: '{second}'", "古县")
    parts = below_city(city, *files)
    found = [each for each in shortfalls(parts, list(allocations(parts))) if each.rule == "parts-below-whole"]
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
    found = list(allocations(below_city(city, one, other, third)))
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


def promised(city: Path, name: str, people: str, row: str) -> Path:
    """Write the profile of a county with so many certified persons, that promises as `row` says."""
    file = below(city, name, row, name)
    file.write_text(f"{file.read_text('utf-8')}population: {{certified: '{people}'}}\n", encoding="utf-8")
    return file


def desk(city: Path, *targets: str) -> list[Path]:
    """Let the level above promise a five-year total of 1000 to 5000 people; return counties of 1000 each."""
    text = CITY.replace('target: "1000"', 'target: "[1000]"')
    city.write_text(f"{text}population: {{certified: '5000'}}\n", encoding="utf-8")
    names = ("尧都区", "曲沃县", "翼城县", "襄汾县", "洪洞县")
    rows = zip(names, targets, strict=False)
    return [promised(city, name, "1000", f"target: '{target}'") for name, target in rows]


def rules(said: str, city: Path, *files: Path) -> list[str]:
    """Return the rules about plans below that are told, of those that begin with `said`."""
    parts = below_city(city, *files)
    return [each.rule for each in shortfalls(parts, list(allocations(parts))) if each.rule.startswith(said)]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        (["[200]"] * 5, []),
        (["[200]"] * 4, []),  # the others of seventeen are missing: these have their share
        (["[150]"] * 5, ["parts-below-whole"]),
        (["[200]", "[200]", "[200]", "200"], ["part-annual"]),
        (["[200]", "[200]", "[200]", "[20]"], ["part-unlike", "parts-below-whole"]),
        (["[900]", "[70]", "[70]", "[70]"], ["part-unlike", "parts-below-whole-hidden"]),
        (["[200]", "[200]", "[200]", "XX"], []),
    ],
)
def test_what_does_not_add_up_is_told(targets: list[str], expected: list[str], city: Path) -> None:
    files = desk(city, *targets)
    found = rules("part", city, *files)
    assert [each for each in found if each != "parts-missing"] == expected


def test_who_is_missing_is_named(city: Path, command: Command) -> None:
    said = command("check", "--upper", city, *desk(city, *["[200]"] * 5))
    assert "临汾市下面还有 12 个没有给出：古县、安泽县、" in said.all
    assert "parts-missing" not in command("check", "--upper", city, *desk(city, "[200]")).all


def test_an_unlikely_target_is_accepted_by_the_county_that_has_it(city: Path, command: Command) -> None:
    files = desk(city, "[200]", "[200]", "[200]", "[20]")
    at = "at: indicators.vocational_training.target, reason: 县里不办班"
    text = files[3].read_text("utf-8")
    assert " part-unlike\n" in command("check", "--upper", city, *files).out
    files[3].write_text(f"{text}accepted: [{{rule: part-unlike, {at}}}]\n", encoding="utf-8")
    said = command("check", "--upper", city, *files)
    assert " part-unlike\n" not in said.all
    assert "part-unlike" not in command("check", files[3]).all


def test_results_of_all_parts_are_no_more_than_the_whole_has(city: Path) -> None:
    files = desk(city, *["[200]"] * 5)
    city.write_text(city.read_text("utf-8").replace("'5000'", "'4999'"), encoding="utf-8")
    assert rules("parts-above", city, *files) == ["parts-above-upper"]
    assert rules("parts-above", city, *files[:4]) == []
