"""Tell what changed since the last summary, by the data that it wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern
from typing import NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.formats.summary import Arrival, PlaceChange, PlaceRow, Summary
from generator.locality.profile import Profile
from generator.pipeline.summary.last_data import read_data
from generator.yaml_source import Data, mapping, strings

_Key = tuple[str, str]  # the level above a place, and its name
_Figures = list[tuple[str, str, str]]  # what is another one: its name, as it was and as it is


class _State(NamedTuple):
    """Hold how far a place was; `part` is the number of its cells in each row, "" if it has none."""

    arrival: str
    share: str
    part: str
    titles: tuple[str, ...]


class _Row(NamedTuple):
    """Hold a figure's name with its unit, and what the plan of each part says."""

    name: str
    texts: tuple[str, ...]

    def of(self, place: _State | None) -> str:
        """Return what the plan of a place says, "" for nothing."""
        part = place.part if place else ""
        return self.texts[int(part)] if part.isdecimal() and int(part) < len(self.texts) else ""


@dataclass(frozen=True, slots=True)
class Last:
    """Hold what a summary of the day `made` said, as far as the next one is compared with it."""

    made: str = ""
    places: dict[_Key, _State] = field(default_factory=dict)
    rows: dict[str, _Row] = field(default_factory=dict)

    def take_place(self, data: Data) -> None:
        """Take the data of a place."""
        words = strings(data)
        titles = tuple(intern(strings(each).get("title", "")) for each in _rows(mapping(data).get("remarks")))
        found = _State(words.get("arrival", ""), words.get("share", ""), words.get("part", ""), titles)
        self.places[words.get("upper", ""), words.get("name", "")] = found

    def take_row(self, data: Data) -> None:
        """Take the data of a figure."""
        words = strings(data)
        texts = tuple(intern(strings(each).get("text", "")) for each in _rows(mapping(data).get("parts")))
        self.rows[words.get("path", "")] = _Row(_named(words.get("name", ""), words.get("unit", "")), texts)


def read_last(file: Path, above: Profile) -> Last:
    """Return what the last summary in `file` said.

    Raise PlanError if it cannot be read, or is about another place or period than `above`.
    """
    found = Last()
    said = strings(mapping(read_data(file, {"places": found.take_place, "figures": found.take_row})))
    if (said.get("place"), said.get("period")) != (above.locality.name, above.period.id):
        facts = {"place": above.locality.name, "period": above.period.id}
        raise PlanError([Finding("summary-other", Place(str(file)), facts)])
    return replace(found, made=said.get("made", ""))


def with_changes(summary: Summary, last: Last) -> Summary:
    """Return `summary` with what changed in each place since `last`, whatever its files are called.

    A place is not late whose plan was there in time, even if it was mended after the deadline.
    """
    in_time = bool(summary.deadline) and last.made <= summary.deadline
    there = {key for key, old in last.places.items() if in_time and old.arrival == Arrival.RECEIVED}
    places = tuple(
        replace(each, late=False) if (each.upper, each.name) in there and _is_here(each) else each
        for each in summary.places
    )
    summary = replace(summary, places=places)
    now = {(each.upper, each.name): _state(each) for each in places}
    keys = {**now, **last.places}
    figures = _changed(summary, now, last, keys)
    changes = (_change(key, last.places.get(key), now.get(key), figures.get(key, [])) for key in keys)
    return replace(summary, since=last.made, changes=tuple(each for each in changes if not each.is_empty))


def _is_here(place: PlaceRow) -> bool:
    return place.arrival is Arrival.RECEIVED


def _state(place: PlaceRow) -> _State:
    part = "" if place.part is None else str(place.part)
    return _State(place.arrival.value, str(place.share), part, tuple(each.title for each in place.remarks))


def _change(key: _Key, old: _State | None, new: _State | None, figures: _Figures) -> PlaceChange:
    was, now = (each or _State("", "", "", ()) for each in (old, new))
    before, after = Counter(was.titles), Counter(now.titles)
    return PlaceChange(
        key[1],
        (was.arrival, now.arrival) if was.arrival != now.arrival else None,
        (was.share, now.share) if was.share != now.share else None,
        tuple(figures),
        tuple(after - before),
        tuple(before - after),
    )


def _changed(
    summary: Summary, now: Mapping[_Key, _State], last: Last, keys: Mapping[_Key, _State]
) -> dict[_Key, _Figures]:
    """Return of each place the figures that changed, row by row."""
    found: dict[_Key, _Figures] = {}
    for old, new in _pairs(summary, last):
        for key in keys:
            before, after = old.of(last.places.get(key)), new.of(now.get(key))
            if before != after:
                found.setdefault(key, []).append(((new if after else old).name or old.name, before, after))
    return found


def _pairs(summary: Summary, last: Last) -> Iterator[tuple[_Row, _Row]]:
    """Yield what the last summary and this one have of each figure, those of this one first."""
    nothing, seen = _Row("", ()), set()
    for row in summary.rows:
        seen.add(row.path)
        new = _Row(_named(row.name, row.unit), tuple(cell.text for cell in row.cells))
        yield last.rows.get(row.path, nothing), new
    yield from ((old, nothing) for path, old in last.rows.items() if path not in seen)


def _named(name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit else name


def _rows(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []
