"""Test the plans of the levels above: which files beside a profile are found, and which above those."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Command

from generator.pipeline.support import upper_plans
from generator.pipeline.support.upper_plans import load_profile, upper_profiles

CITY = """\
period: 2021-2025
locality: {name: 临汾市, kind: prefecture, upper: [山西省]}
indicators:
  assistive_devices: {target: ≥90}
"""
COUNTY = """\
period: 2021-2025
locality: {name: 安泽县, kind: county, upper: [山西省, 临汾市]}
indicators:
  assistive_devices: {baseline: "80", target: "85"}
"""
BELOW = "目标“85”达不到临汾市规划的 ≥90"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """Return a county's profile, in a folder of its own."""
    return written(tmp_path / "county.yaml", COUNTY)


def written(file: Path, text: str) -> Path:
    """Write a file with this text; return it."""
    file.write_text(text, encoding="utf-8")
    return file


def above(file: Path, given: Path | None = None) -> list[str]:
    """Return the names of the files above a profile, the nearest first."""
    found = upper_profiles(load_profile(file), load_profile(given) if given else None)
    return [Path(each.source.file).stem for each in found]


# --- which files are found ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        CITY,
        f"# name: 某某市，由上一期档案转来\n{CITY}",
        f"achievements:\n  trained: {{name: 培训人数, value: '12', unit: 人}}\n{CITY}",
        "# 上一期的说明，name: 某某市\n" * 500 + CITY,
        CITY.replace("name: ", "name：").replace("kind: ", "kind："),
        CITY.replace("locality: {name: 临汾市, kind", "locality：\n  name：临汾市\n  kind")
        .replace(", upper", "\n  upper")
        .replace("]}", "]"),
        CITY.replace("locality: {name: 临汾市", "'locality': {\"name\": '临汾市'"),
        CITY.replace("locality: {name: 临汾市, ", "locality: {").replace(
            "[山西省]}", "[山西省], name:\n  临汾市}"
        ),
    ],
    ids=["plain", "comment", "name before", "long head", "full width", "block", "quoted", "last"],
)
def test_a_plan_above_is_found_however_its_name_is_written(text: str, county: Path, command: Command) -> None:
    written(county.with_name("city.yaml"), text)
    assert BELOW in command("check", county).all


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_plan_above_is_found_in_every_encoding_that_is_read(
    encoding: str, county: Path, command: Command
) -> None:
    county.with_name("city.yaml").write_bytes(CITY.encode(encoding))
    assert BELOW in command("check", county).all


@pytest.mark.parametrize("name", ["city.yml", "city.YAML", ".city.yaml"])
def test_a_plan_above_is_found_by_every_ending_of_a_profile(
    name: str, county: Path, command: Command
) -> None:
    written(county.with_name(name), CITY)
    assert BELOW in command("check", county).all


@pytest.mark.parametrize(
    "text",
    [
        CITY.replace("2021-2025", "2026-2030"),
        CITY.replace("临汾市", "临汾市辖区"),
        CITY.replace("临汾市", "临"),
        CITY.replace("临汾市", "运城市") + "# name: 临汾市\n",
        CITY.replace("kind: prefecture", "kind: 市"),
        f"{CITY}  assistive_devices: [\n",
        "",
    ],
    ids=["another period", "longer name", "shorter name", "in a comment", "refused", "broken", "empty"],
)
def test_what_is_no_plan_above_of_the_same_period_is_passed_over(
    text: str, county: Path, command: Command
) -> None:
    written(county.with_name("city.yaml"), text)
    said = command("check", county)
    assert "upper" not in said.all.replace("upper-document-missing", "")


def test_of_two_plans_of_a_name_the_one_of_the_profile_s_period_counts(
    county: Path, command: Command
) -> None:
    written(county.with_name("city-1.yaml"), CITY)
    written(county.with_name("city-2.yaml"), CITY.replace("2021-2025", "2026-2030"))
    written(county.with_name("city-3.yaml"), CITY.replace("≥90", "["))
    assert BELOW in command("check", county).all


# --- those above in turn ------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [False, True])
def test_what_is_above_a_plan_above_is_found_in_turn(given: bool, county: Path) -> None:  # noqa: FBT001  # a case
    written(county, COUNTY.replace("[山西省, 临汾市]", "[临汾市]"))
    city = written(county.with_name("city.yaml"), CITY)
    written(
        county.with_name("province.yaml"), "period: 2021-2025\nlocality: {name: 山西省, kind: province}\n"
    )
    assert above(county, city if given else None) == ["city", "province"]


def test_a_plan_above_is_named_once_and_the_nearest_stands_first(county: Path) -> None:
    written(county.with_name("a.yaml"), "period: 2021-2025\nlocality: {name: 山西省, kind: province}\n")
    written(county.with_name("city.yaml"), CITY)
    assert above(county) == ["city", "a"]


@pytest.mark.parametrize("given", [False, True])
def test_a_circle_of_levels_has_an_end(given: bool, county: Path) -> None:  # noqa: FBT001  # a case
    city = written(county.with_name("city.yaml"), CITY.replace("[山西省]", "[山西省, 安泽县, 临汾市]"))
    province = "period: 2021-2025\nlocality: {name: 山西省, kind: province, upper: [临汾市]}\n"
    written(county.with_name("province.yaml"), province)
    assert above(county, city if given else None) == ["city", "province"]


def test_a_plan_is_not_above_itself(county: Path) -> None:
    city = written(county.with_name("city.yaml"), CITY)
    written(
        county.with_name("province.yaml"), "period: 2021-2025\nlocality: {name: 山西省, kind: province}\n"
    )
    assert above(city, city) == ["province"]


# --- the one given ------------------------------------------------------------------------------------


def test_a_plan_given_of_another_period_is_told_and_not_compared(county: Path, command: Command) -> None:
    city = written(county.with_name("city.yaml"), CITY.replace("2021-2025", "2026-2030"))
    said = command("check", "--upper", city, county)
    assert "county.yaml:1:9 提醒 upper-period\n" in said.all
    assert "target-below-upper" not in said.all
    assert command("check", "--strict", "--upper", city, county).code == 1


# --- how often is read --------------------------------------------------------------------------------


def test_a_folder_is_read_once_and_only_what_may_be_above_is_parsed(
    county: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    written(county.with_name("city.yaml"), CITY)
    others = [
        written(county.with_name(f"{n}.yaml"), COUNTY.replace("安泽县", f"安泽{n}县")) for n in range(20)
    ]
    looked_at, parsed = counted(monkeypatch, "read_whole"), counted(monkeypatch, "load_source")
    assert command("check", county, *others).all.count(BELOW) == 21
    assert len(looked_at) == 22
    assert parsed == [str(county.with_name("city.yaml"))]


def test_no_folder_is_read_for_a_plan_that_names_none_above(
    county: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    written(county, COUNTY.replace(", upper: [山西省, 临汾市]", ""))
    looked_at = counted(monkeypatch, "read_whole")
    command("check", county)
    assert looked_at == []


def counted(monkeypatch: pytest.MonkeyPatch, name: str) -> list[str]:
    """Record the files with which a function of the chain is called from now on."""
    files, function = [], getattr(upper_plans, name)

    def counting(file: Path, *rest: int) -> object:
        files.append(str(file))
        return function(file, *rest)

    monkeypatch.setattr(upper_plans, name, counting)
    return files
