"""Read what is known of single places beyond their kind: known_places.yaml and townships.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.base.resources import resource
from generator.library.divisions import counties_below, find_divisions, full_names
from generator.yaml_source import Data, load_data, mapping, strings, texts


class KnownPlace(NamedTuple):
    """Hold what is known of one place; `setting` and `townships` are "" where nothing is.

    `terms` and `departments` are patterns by term and by function. `confirmed` is false if something
    of it has yet to be compared with documents of the place.
    """

    setting: str = ""
    townships: str = ""
    terms: Mapping[str, str] = {}
    departments: Mapping[str, str] = {}
    confirmed: bool = True


class Unsupported(NamedTuple):
    """Describe a place that has no kind of its own: what it is, and what to do instead."""

    what: str
    instead: str


@cache
def known_place(name: str, kind: str, upper: tuple[str, ...]) -> KnownPlace:
    """Return what is known of the place `name` of this `kind` below the levels `upper`, the highest first."""
    own, upper = _own_name(name, upper), full_names(upper)
    known = KnownPlace(townships=townships_of(own, upper))
    for entry in _fitting(own, kind, upper):
        words = strings(entry)
        known = KnownPlace(
            words.get("setting", known.setting),
            known.townships,
            {**known.terms, **strings(entry.get("terms"))},
            {**known.departments, **strings(entry.get("departments"))},
            known.confirmed and words["confirmed"] == "true",
        )
    return known


def townships_of(name: str, upper: tuple[str, ...]) -> str:
    """Return what a county or district has below it (镇街道), or "" if that is the default of its kind.

    Return 街道 alone for a place that has nothing else.
    """
    groups = mapping(mapping(_data("townships").get("provinces")).get(upper[0])) if upper else {}
    names = {name, "".join((*upper[1:], name))}
    return next((word for word, listed in strings(groups).items() if names & set(listed.split())), "")


def townships_date() -> str:
    """Return the date of the list of townships, as year-month-day."""
    return str(_data("townships")["date"])


def counties_word(name: str, upper: tuple[str, ...]) -> str | None:
    """Return how the names of the divisions below end, each once (旗县区); None for an unknown place."""
    counties = counties_below(_own_name(name, upper), full_names(upper))
    if counties is None:
        return None
    marks = str(mapping(_data("places")["terms"]).get("below_marks", ""))
    return "".join(mark for mark in marks if any(county.endswith(mark) for county in counties))


def unsupported_place(name: str, upper: tuple[str, ...]) -> Unsupported | None:
    """Return what the place `name` is if no kind of locality fits it, else None."""
    entries = _data("known_places").get("unsupported")
    for entry in map(mapping, entries if isinstance(entries, list) else []):
        words = strings(entry)
        found = "pattern" in words and any(re.search(words["pattern"], each) for each in (name, *upper))
        if _own_name(name, upper) in texts(entry.get("names")) or (found and not find_divisions(name)):
            return Unsupported(words["what"], words["do"])
    return None


def _own_name(name: str, upper: tuple[str, ...]) -> str:
    """Return `name` without the levels above that it may begin with: 某某市某某区."""
    for level in upper:
        name = name.removeprefix(level) or name
    return name


def _fitting(name: str, kind: str, upper: tuple[str, ...]) -> Iterator[dict[str, Data]]:
    """Yield the entries that fit a place, in their order."""
    entries, levels = _data("known_places").get("places"), {name, *upper}
    for entry in map(mapping, entries if isinstance(entries, list) else []):
        named, kinds = texts(entry.get("names")), texts(entry.get("kinds"))
        around = texts(entry.get("within"))
        if (
            (not around or levels & set(around))
            and (not named or name in named)
            and (not kinds or kind in kinds)
            and name not in texts(entry.get("except"))
        ):
            yield entry


@cache
def _data(name: str) -> dict[str, Data]:
    return mapping(load_data(resource(f"lexicon/{name}.yaml")))
