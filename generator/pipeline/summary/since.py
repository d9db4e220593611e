"""Tell what changed since the last summary, by the data that it wrote."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.files import read_whole
from generator.formats.summary import Arrival, PlaceChange, PlaceRow, Summary
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
    """Return `summary` with what changed in each place since `last`, whatever its files are called.

    A place is not late whose plan was there in time, even if it was mended after the deadline.
    """
    day, before = strings(dict(last)).get("made", ""), _places(last)
    in_time = bool(summary.deadline) and day <= summary.deadline
    there = {key for key, old in before.items() if in_time and _state(old) == Arrival.RECEIVED}
    places = tuple(
        replace(each, late=False) if (each.upper, each.name) in there and _is_here(each) else each
        for each in summary.places
    )
    summary = replace(summary, places=places)
    now = mapping(json.loads(json.dumps(summary_data(summary)), parse_int=str))
    after = _places(now)
    old_figures, new_figures = _figures(last), _figures(now)
    changes = []
    for key in {**after, **before}:
        old, new = before.get(key), after.get(key)
        figures = old_figures.get(_part(old), {}), new_figures.get(_part(new), {})
        changes.append(_change(key[1], old, new, *figures))
    return replace(summary, since=day, changes=tuple(each for each in changes if not each.is_empty))


def _is_here(place: PlaceRow) -> bool:
    return place.arrival is Arrival.RECEIVED


def _state(place: Data) -> str:
    return strings(place).get("arrival", "")


def _part(place: Data) -> str:
    """Return the number of a place's cells in each row, "" if it has none."""
    return strings(place).get("part", "")


def _change(name: str, old: Data, new: Data, before: _Figures, after: _Figures) -> PlaceChange:
    was, now = strings(old), strings(new)
    arrival = was.get("arrival", ""), now.get("arrival", "")
    share = was.get("share", ""), now.get("share", "")
    came, gone = _remarks(new) - _remarks(old), _remarks(old) - _remarks(new)
    return PlaceChange(
        name,
        arrival if arrival[0] != arrival[1] else None,
        share if share[0] != share[1] else None,
        tuple(_changed(before, after)),
        tuple(came),
        tuple(gone),
    )


def _changed(before: _Figures, after: _Figures) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each figure that changed, as it was and as it is."""
    for path in {**after, **before}:
        old, new = (each.get(path, ("", ""))[1] for each in (before, after))
        if old != new:
            yield (after.get(path) or before[path])[0], old, new


def _places(data: Mapping[str, Data]) -> dict[tuple[str, str], Data]:
    """Return the places of a summary's data by name behind that of the level above."""
    rows = ((strings(each), each) for each in _rows(data.get("places")))
    return {(words.get("upper", ""), words.get("name", "")): each for words, each in rows}


def _remarks(place: Data) -> Counter[str]:
    """Return how often a place has each kind of remark, by their titles."""
    return Counter(strings(each).get("title", "") for each in _rows(mapping(place).get("remarks")))


def _figures(data: Mapping[str, Data]) -> dict[str, _Figures]:
    """Return the figures of each place, by the number of its cells."""
    found: dict[str, _Figures] = {}
    for row in _rows(data.get("figures")):
        words = strings(row)
        unit = words.get("unit", "")
        name = f"{words.get('name', '')}（{unit}）" if unit else words.get("name", "")
        for number, part in enumerate(_rows(mapping(row).get("parts"))):
            if text := strings(part).get("text", ""):
                found.setdefault(str(number), {})[words.get("path", "")] = name, text
    return found


def _rows(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []
