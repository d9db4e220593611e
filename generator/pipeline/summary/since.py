"""Tell what changed since the last summary, by the data that it wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.formats.summary import PlaceChange, Summary
from generator.formats.summary_data import summary_data
from generator.locality.profile import Profile
from generator.yaml_source import Data, mapping, strings

_MOST_BYTES = 100_000_000  # of a summary's data; a province's are three
_Figures = dict[str, tuple[str, str]]  # by path: the name with the unit, and what the place's plan says


def read_last(file: Path, above: Profile) -> dict[str, Data]:
    """Return the data of the last summary in `file`, numbers as texts.

    Raise PlanError if it cannot be read, or is about another place or period than `above`.
    """
    content = read_whole(file, _MOST_BYTES)
    try:
        data = json.loads(content, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        data = None
    said = strings(mapping(data))
    if (said.get("place"), said.get("period")) != (above.locality.name, above.period.id):
        facts = {"place": above.locality.name, "period": above.period.id}
        raise PlanError([Finding("summary-other", Place(str(file)), facts)])
    return mapping(data)


def with_changes(summary: Summary, last: Mapping[str, Data]) -> Summary:
    """Return `summary` with what changed in each place since `last`."""
    now = mapping(json.loads(json.dumps(summary_data(summary)), parse_int=str))
    old_places, new_places = _places(last), _places(now)
    old_figures, new_figures = _figures(last), _figures(now)
    changes = [
        _change(name, old_places.get(name), new_places.get(name), old_figures, new_figures)
        for name in {**new_places, **old_places}
    ]
    day = strings(dict(last)).get("made", "")
    return replace(summary, since=day, changes=tuple(each for each in changes if not each.is_empty))


def _change(
    name: str, old: Data, new: Data, before: Mapping[str, _Figures], after: Mapping[str, _Figures]
) -> PlaceChange:
    was, now = strings(old), strings(new)
    arrival = was.get("arrival", ""), now.get("arrival", "")
    share = was.get("share", ""), now.get("share", "")
    came, gone = _remarks(new) - _remarks(old), _remarks(old) - _remarks(new)
    return PlaceChange(
        name,
        arrival if arrival[0] != arrival[1] else None,
        share if share[0] != share[1] else None,
        tuple(_changed(before.get(name, {}), after.get(name, {}))),
        tuple(came),
        tuple(gone),
    )


def _changed(before: _Figures, after: _Figures) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each figure that changed, as it was and as it is."""
    for path in {**after, **before}:
        old, new = (each.get(path, ("", ""))[1] for each in (before, after))
        if old != new:
            yield (after.get(path) or before[path])[0], old, new


def _places(data: Mapping[str, Data]) -> dict[str, Data]:
    """Return the places of a summary's data by name."""
    return {strings(each).get("name", ""): each for each in _rows(data.get("places"))}


def _remarks(place: Data) -> Counter[str]:
    """Return how often a place has each kind of remark, by their titles."""
    return Counter(strings(each).get("title", "") for each in _rows(mapping(place).get("remarks")))


def _figures(data: Mapping[str, Data]) -> dict[str, _Figures]:
    """Return the figures of each place."""
    found: dict[str, _Figures] = {}
    for row in _rows(data.get("figures")):
        words = strings(row)
        unit = words.get("unit", "")
        name = f"{words.get('name', '')}（{unit}）" if unit else words.get("name", "")
        for part in _rows(mapping(row).get("parts")):
            said = strings(part)
            if text := said.get("text", ""):
                found.setdefault(said.get("place", ""), {})[words.get("path", "")] = name, text
    return found


def _rows(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []
