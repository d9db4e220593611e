"""Test whose county is whose, by kind (levels.yaml), and that in no order of files anything counts twice."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st

from generator.library.divisions import AdministrativeDivision, all_divisions, divisions_below
from generator.library.lexicon import Locality
from generator.locality.levels import Standing, full_path, levels
from generator.yaml_source import load, mapping, texts

CASES = mapping(load(Path(__file__).parent / "cases/levels.yaml").data)


def locality(name: str, tier: str, upper: tuple[str, ...]) -> Locality:
    """Return a place of which nothing but its levels matters."""
    return Locality(name, "county", tier, "agrarian", upper)


def read(row: object) -> Locality:
    """Return the place of a row of a case."""
    assert isinstance(row, list)
    return locality(str(row[0]), str(row[1]), tuple(texts(row[2])))


@pytest.mark.parametrize("case", CASES)
def test_each_place_stands_as_it_does(case: str) -> None:
    data = mapping(CASES[case])
    rows = data["places"]
    assert isinstance(rows, list)
    found = levels(read(data["whole"]), [read(row) for row in rows])
    said = [f"{each.standing} {each.other}".strip() if each.listed else "unlisted" for each in found.stands]
    assert said == texts(data["stands"])
    if "missing" in data:
        assert [each.name for each in found.missing] == str(data["missing"]).split()


def of(division: AdministrativeDivision) -> Locality:
    """Return the place of a division."""
    return locality(division.name, division.tier, division.upper)


PROVINCES = [each for each in all_divisions() if each.tier == "province"]


@one_in(4)
@given(st.sampled_from(PROVINCES), st.integers(0, 10**6))
def test_in_any_order_no_county_counts_twice_and_who_is_missing_is_not_given(
    province: AdministrativeDivision, seed: int
) -> None:
    below = [each for each in all_divisions() if each.upper[:1] == (province.name,)]
    chance = random.Random(seed)
    picked = chance.choices([*below, *chance.sample(all_divisions(), 5)], k=12)
    results = []
    for order in (picked, picked[::-1], sorted(picked)):
        found = levels(of(province), list(map(of, order)))
        parts = [full_path(of(order[number])) for number in found.parts]
        assert len(set(parts)) == len(parts)
        for one in parts:
            assert [other for other in parts if other != one and one[: len(other)] == other] == []
        covered = {county for path in parts for county in counties(path)}
        assert covered == {county for each in picked if each in below for county in counties(path_of(each))}
        absent = {county for each in found.missing for county in counties(path_of(each))}
        assert absent | covered == set(counties((province.name,)))
        assert not absent & covered
        results.append((set(parts), found.missing))
    assert results[1:] == results[:-1]


def path_of(division: AdministrativeDivision) -> tuple[str, ...]:
    """Return the path of a division: its name behind those of the levels above."""
    return (*division.upper, division.name)


def counties(path: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the paths of the counties of a place, itself if it has none below."""
    below = divisions_below(path)
    return [county for each in below for county in counties(path_of(each))] or [path]


def test_of_files_of_one_place_that_with_the_greatest_rank_counts_in_any_order() -> None:
    whole, county = locality("三明市", "prefecture", ()), locality("明溪县", "county", ())
    for ranks in (["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]):
        found = levels(whole, [county] * 3, ranks)
        assert found.parts == [ranks.index("c")]
        assert {each.other for each in found.stands if each.standing is Standing.TWICE} == {
            str(ranks.index("c"))
        }
