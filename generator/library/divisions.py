"""The administrative divisions by name, each with the levels above it: templates/lexicon/divisions.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.yaml_source import Data, load_data, mapping, strings, texts

COUNTRY = "country"  # the tier above all provinces: no kind of place is of it
_DIRECT = "direct"
_SHORTEST = 2  # characters by which a province is still known


class AdministrativeDivision(NamedTuple):
    """Describe one division; `upper` are the levels above, the highest first."""

    name: str
    tier: str
    upper: tuple[str, ...]


@cache
def all_divisions() -> tuple[AdministrativeDivision, ...]:
    """Return every division, from province to county."""
    return tuple(_read())


def find_divisions(name: str) -> list[AdministrativeDivision]:
    """Return every division called `name`, which may begin with levels above (某某市某某区)."""
    named = list(_by_name().get(name, ()))  # no division is called as another one behind levels above it
    return named or [division for division in all_divisions() if name in _qualified_names(division)]


def divisions_below(path: tuple[str, ...]) -> tuple[AdministrativeDivision, ...]:
    """Return the divisions directly below a place, by its name behind the levels above, in their order.

    Those of a province are its prefectures and the counties of its own, those of the country (no name at all)
    the provinces; of a county, or of a place that the list does not have, there are none.
    """
    return _below().get(path, ())


def counties_below(name: str, upper: tuple[str, ...]) -> list[str] | None:
    """Return the names of the counties of the province or prefecture `name`, empty if it has none.

    `upper` are the levels above. Return None for any other place.
    """
    provinces = mapping(_data().get("provinces"))
    below = mapping(provinces.get(upper[0] if upper else name))
    if not upper:
        return strings(below).get(_DIRECT, "").split() if name in provinces else None
    return (strings(below).get(name) or "").split() if name in below else None


def full_names(upper: tuple[str, ...]) -> tuple[str, ...]:
    """Return the levels `upper`, the highest first, by their full names where they are cut short: 内蒙古."""
    below: Data = _data().get("provinces")
    found: list[str] = []
    for level in upper:
        begun = [name for name in mapping(below) if name.startswith(level) and len(level) >= _SHORTEST]
        found.append(begun[0] if len(begun) == 1 else level)
        below = mapping(below).get(found[-1])
    return tuple(found)


def country_names() -> list[str]:
    """Return what the whole country is called, the usual name first."""
    return texts(_data().get("country"))


def divisions_date() -> str:
    """Return the date of the list of divisions, as year-month-day."""
    return str(_data()["date"])


@cache
def _by_name() -> dict[str, list[AdministrativeDivision]]:
    """Return the divisions of each name, in their order."""
    found: dict[str, list[AdministrativeDivision]] = {}
    for division in all_divisions():
        found.setdefault(division.name, []).append(division)
    return found


@cache
def _below() -> dict[tuple[str, ...], tuple[AdministrativeDivision, ...]]:
    """Return the divisions directly below each place, by its name behind those of the levels above."""
    found: dict[tuple[str, ...], list[AdministrativeDivision]] = {}
    for division in all_divisions():
        found.setdefault(division.upper, []).append(division)
    return {path: tuple(below) for path, below in found.items()}


def _qualified_names(division: AdministrativeDivision) -> Iterator[str]:
    """Yield the names of `division` that begin with levels above it."""
    if name := division.name:
        for above in reversed(division.upper):
            name = f"{above}{name}"
            yield name
        yield from (f"{above}{division.name}" for above in division.upper)


def _read() -> Iterator[AdministrativeDivision]:
    for province, below in mapping(_data()["provinces"]).items():
        yield AdministrativeDivision(province, "province", ())
        counties = dict.fromkeys(mapping(below), "") | strings(below)
        for prefecture, names in counties.items():
            direct = prefecture == _DIRECT
            if not direct:
                yield AdministrativeDivision(prefecture, "prefecture", (province,))
            upper = (province,) if direct else (province, prefecture)
            yield from (AdministrativeDivision(name, "county", upper) for name in names.split())


@cache
def _data() -> dict[str, Data]:
    return mapping(load_data(resource("lexicon/divisions.yaml")))
