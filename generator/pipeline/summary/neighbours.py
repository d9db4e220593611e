"""Compare the plans of neighbours, the places of one level above: which are alike, what is each one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.formats.summary import Likeness, OwnWords
from generator.locality.levels import full_path
from generator.pipeline.summary.gathering import Gathered, letters
from generator.pipeline.summary.likeness import likenesses
from generator.pipeline.summary.own_words import own_words

MOST_ALIKE = 200  # pairs that a summary names


def where(one: Gathered) -> tuple[str, ...]:
    """Return the name of a place behind the levels above it."""
    return full_path(one.locality) if one.locality else (one.file.name,)


def alike(received: Sequence[Gathered], files: Sequence[Gathered]) -> list[Likeness]:
    """Return the likest pairs of neighbours among the places `received`, and those that `files` tell of."""
    found = []
    for near in _neighbours(received):
        for (one, other), (there, back) in likenesses([each.text for each in near]).items():
            found.append(Likeness(where(near[one])[-1], where(near[other])[-1], there, back))
    said = {frozenset((each.one, each.other)) for each in found}
    carried = (each for one in files for each in one.alike)
    found += [each for each in carried if frozenset((each.one, each.other)) not in said]
    return sorted(found, key=lambda each: (-max(each.there, each.back), each.one, each.other))[:MOST_ALIKE]


def own(received: Sequence[Gathered], files: Sequence[Gathered]) -> Iterator[OwnWords]:
    """Yield what is each place's own by its plan, then what `files` tell of others."""
    said = set()
    for near in _neighbours(received):
        plans = [each for each in near if each.packed]
        names = [where(each)[-1] for each in plans]
        for found in own_words(names, [each.sentences for each in plans], letters):
            said.add(found.name)
            yield found
    yield from (each for one in files for each in one.own if each.name not in said)


def _neighbours(received: Sequence[Gathered]) -> Iterator[list[Gathered]]:
    """Yield the places of one level above together."""
    ordered = sorted(received, key=lambda one: where(one)[:-1])
    for _, group in groupby(ordered, key=lambda one: where(one)[:-1]):
        yield list(group)
