"""Leave out of a profile what is wrong in its acceptances or its outline, so that the rest can be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.base.diagnostics import Finding, Place
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.yaml_source import Data, KeyPath, Source, mapping

_ACCEPTED, _OUTLINE = "accepted", "outline"
_OF_PLACE = 2  # the keys of a path that say which part of a section has a fault
_SETTINGS = ("extends", "form")  # what of an outline has its own effect on tables and figures


def is_sound(findings: Iterable[Finding]) -> bool:
    """Return whether none of `findings` makes a draft impossible."""
    return not any(map(is_blocking, findings))


def spared(source: Source, findings: list[Finding]) -> tuple[Source, bool] | None:
    """Return `source` without what `findings` reject in it, and whether its outline is left whole.

    Only acceptances and the outline can be spared: return None if something else is wrong.
    """
    if is_sound(findings):
        return source, True
    where = _faulty(source, findings)
    sections = {path[0] for path in where if path}
    if () in where or not sections <= {_ACCEPTED, _OUTLINE}:
        return None
    rest = _without_acceptances(source, where) if _ACCEPTED in sections else source
    rest = without_changes(rest, where) if _OUTLINE in sections else rest
    return (rest, _OUTLINE not in sections) if is_sound(check_form(rest)) else None


def without_changes(source: Source, faulty: Iterable[KeyPath] = ()) -> Source:
    """Return `source` with nothing of its outline but the settings that are not among the `faulty` paths."""
    data, outline = mapping(source.data), mapping(mapping(source.data).get(_OUTLINE))
    wrong = {path[1] for path in faulty if len(path) == _OF_PLACE and path[0] == _OUTLINE}
    kept = {key: outline[key] for key in _SETTINGS if key in outline and key not in wrong}
    return replace(source, data={**data, _OUTLINE: kept})


def _faulty(source: Source, findings: list[Finding]) -> set[KeyPath]:
    """Return the first keys of the path at which each finding stands that makes a draft impossible."""
    paths: dict[Place, KeyPath] = {}
    for table in (source.places, source.keys):
        for path, place in table.items():
            if len(path) >= len(paths.get(place, ())):  # the first key stands where its mapping does
                paths[place] = path
    return {paths.get(each.place, ())[:_OF_PLACE] for each in findings if is_blocking(each)}


def _without_acceptances(source: Source, faulty: set[KeyPath]) -> Source:
    """Return `source` without the acceptances at the `faulty` paths; without all if there is no list."""
    data = mapping(source.data)
    rows, wrong = data.get(_ACCEPTED), {path[1] for path in faulty if len(path) == _OF_PLACE}
    listed = rows if isinstance(rows, list) else []
    kept: list[Data] = [row for number, row in enumerate(listed) if number not in wrong]
    numbers = {number: n for n, number in enumerate(n for n in range(len(listed)) if n not in wrong)}
    places, keys = (_renumbered(table, numbers) for table in (source.places, source.keys))
    return replace(source, data={**data, _ACCEPTED: kept}, places=places, keys=keys)


def _renumbered(table: dict[KeyPath, Place], numbers: dict[int, int]) -> dict[KeyPath, Place]:
    """Return `table` with the paths of the acceptances that are left, by their new `numbers`."""
    found: dict[KeyPath, Place] = {}
    for path, place in table.items():
        if path[:1] != (_ACCEPTED,) or len(path) == 1:
            found[path] = place
        elif path[1] in numbers:
            found[(_ACCEPTED, numbers[int(path[1])], *path[2:])] = place
    return found
