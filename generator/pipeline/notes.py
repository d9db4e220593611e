"""Findings as comments: which figure or block of a document each one is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, Place
from generator.document import Division, Document, Figure, Gap, Plan, part_runs, walk
from generator.profile import Profile
from generator.source import dotted

Target = tuple[str, str]


def targets(
    document: Document, profile: Profile, diagnostics: Iterable[Diagnostic]
) -> dict[Target, list[Diagnostic]]:
    """Findings by what they are about: ("figure", path), ("division", key) or, failing that, the plan.

    A finding is about the figure that stands at its place in the profile, or whose row begins there; about
    the heading whose entry in the outline stands there.
    """
    places: dict[Place, Target] = {}
    for place, target in (*_figures(document, profile), *_divisions(document, profile)):
        places.setdefault(place, target)
    plan = next((part.key for part in document.parts if isinstance(part, Plan)), document.parts[0].key)
    found: dict[Target, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        found[places.get(diagnostic.place, ("part", plan))].append(diagnostic)
    return dict(found)


def _figures(document: Document, profile: Profile) -> Iterator[tuple[Place, Target]]:
    """The places of each figure: its value, its key and the keys above it but for the group's."""
    runs = (run for part in document.parts for run in part_runs(part))
    paths = dict.fromkeys(run.source for run in runs if isinstance(run, (Figure, Gap)))
    for source in paths:
        path = dotted(source)
        for length in range(len(path), 1, -1):
            for place in (profile.source.places.get(path[:length]), profile.source.keys.get(path[:length])):
                if place:
                    yield place, ("figure", source)


def _divisions(document: Document, profile: Profile) -> Iterator[tuple[Place, Target]]:
    for part in document.parts:
        for block in walk(part.body) if isinstance(part, Plan) else ():
            if isinstance(block, Division):
                key = block.key.rsplit(".", 1)[-1]
                yield profile.source.find(key, ("outline",)), ("division", block.key)
