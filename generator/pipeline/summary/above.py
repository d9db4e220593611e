"""Read what stands above the places of a summary: a profile, a plan, or the country, which drafts no plan."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from generator.library.divisions import COUNTRY, country_names
from generator.library.lexicon import Locality, locality_kinds, read_locality, tiers
from generator.library.period import Indicator
from generator.locality.profile import Profile, load_source
from generator.pipeline.check_plan import upper_plan
from generator.pipeline.support.plan_files import is_plan
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source import Data, Source, mapping, parse, strings


class Above(NamedTuple):
    """Hold what the user names as the level above: a file, or the country by its name and the `period`."""

    file: Path
    period: str = ""


@lru_cache(1)
def above_profile(above: Above) -> Profile:
    """Return the profile of the level above; raise PlanError if it cannot be read.

    That of the country is a file as short as one likes, or none: it has the national indicators' figures.
    """
    name = str(above.file)
    if name in country_names() and not lexists(above.file):
        return _country(parse(f"period: {above.period}\nlocality: {{name: {name}}}", name))
    if is_plan(above.file):
        return upper_plan(above.file)
    source, _ = load_source(above.file)
    return _country(source) if _name(source) in country_names() else validated_profile(source)


def _name(source: Source) -> str:
    return strings(mapping(source.data).get("locality")).get("name", "").strip()


def _country(source: Source) -> Profile:
    """Return the profile of the country: checked as that of a province, it stands above them all."""
    data, name = mapping(source.data), _name(source)
    locality: dict[str, Data] = {"name": name, "kind": _province_kind(name)}
    profile = validated_profile(replace(source, data={**data, "locality": locality}))
    figures = {**mapping(profile.source.data), "indicators": _with_national(profile)}
    return replace(
        profile,
        source=replace(profile.source, data=figures),
        locality=Locality(name, COUNTRY, COUNTRY, profile.locality.setting, ()),
    )


def _province_kind(name: str) -> str:
    """Return a kind of place of the highest tier."""
    return next(
        kind for kind in locality_kinds() if read_locality({"name": name, "kind": kind}).tier == tiers()[-1]
    )


def _with_national(profile: Profile) -> dict[str, Data]:
    """Return the indicators of the country's profile, with those of the national set where it has none."""
    own = mapping(profile.at("indicators"))
    national = {key: dict[str, Data](_cells(row)) for key, row in profile.period.indicators.items()}
    return {**own, **{key: {**cells, **mapping(own.get(key))} for key, cells in national.items()}}


def _cells(row: Indicator) -> dict[str, str]:
    """Return baseline and target of a national indicator, as far as somebody has confirmed them."""
    cells = {"baseline": row.baseline, "target": row.target}
    return {key: cell.value.text for key, cell in cells.items() if cell.confirmed and cell.value.text}


def is_country(profile: Profile) -> bool:
    """Return whether a profile is that of the country, to whose plan no place is checked: rules do that."""
    return profile.locality.tier == COUNTRY
