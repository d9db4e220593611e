"""Remarks on places of a profile, put where they belong in its document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.base.diagnostics import Place
from generator.document import Division, Document, Figure, Gap, Imprint, Plan, nodes_in, runs_in
from generator.library.outline import block_place
from generator.locality.profile import Profile
from generator.yaml_source import key_path

Target = tuple[str, str]


class Remark(NamedTuple):
    """Words on a place of the profile."""

    place: Place
    text: str


def placed(remarks: Iterable[Remark], document: Document, profile: Profile) -> dict[Target, list[str]]:
    """Return the remarks by what they are about: ("figure", path), ("division", key), else the plan.

    A remark is about the figure that stands at its place in the profile, or whose row begins there; about
    the heading whose entry in the outline stands there.
    """
    if not (listed := list(remarks)):
        return {}
    places: dict[Place, Target] = {}
    for place, target in (*_figures(document, profile), *_divisions(document, profile)):
        places.setdefault(place, target)
    parts = [
        part for part in document.parts if not isinstance(part, Imprint)
    ]  # Word has no comments in boxes
    plan = next((part.key for part in parts if isinstance(part, Plan)), parts[0].key if parts else "")
    found: dict[Target, list[str]] = defaultdict(list)
    for remark in listed:
        found[places.get(remark.place, ("part", plan))].append(remark.text)
    return dict(found)


def _figures(document: Document, profile: Profile) -> Iterator[tuple[Place, Target]]:
    """Yield the places of each figure: its value, its key and the keys above it but for the group's."""
    runs = runs_in(document)
    paths = dict.fromkeys(run.source for run in runs if isinstance(run, (Figure, Gap)))
    for source in paths:
        path = key_path(source)
        for length in range(len(path), 1, -1):
            for place in (profile.source.places.get(path[:length]), profile.source.keys.get(path[:length])):
                if place:
                    yield place, ("figure", source)


def _divisions(document: Document, profile: Profile) -> Iterator[tuple[Place, Target]]:
    for part in document.parts:
        for block in nodes_in(part) if isinstance(part, Plan) else ():
            if isinstance(block, Division):
                yield block_place(profile.source, block.key), ("division", block.key)
