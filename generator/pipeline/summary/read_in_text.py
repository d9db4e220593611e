"""Read the figures of an outside plan out of its sentences, beside those of its tables."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from generator.base.diagnostics import PlanError
from generator.document import Document
from generator.locality.profile import Profile
from generator.pipeline.support.imported.whole import Origin, read_plan
from generator.pipeline.support.upper_plans import validated_profile
from generator.yaml_source import Data, key_path, mapping


class ReadInText(NamedTuple):
    """Hold the profile of a plan with the figures of its sentences too, and how many these are."""

    profile: Profile
    figures: int


def with_sentences(profile: Profile, document: Document) -> ReadInText:
    """Return what the tables of an outside plan say (`profile`) with the figures that its text has.

    What could be two things is left out, and so is everything where the figures make no profile together.
    """
    place = profile.locality
    origin = Origin(place.name, place.kind, place.upper, profile.period.id)
    read = read_plan(document, origin, profile.period, lambda _: None)
    data, count = profile.source.data, 0
    for path, reading in read.readings.read.items():
        if path in profile.period.catalogue and profile.value(path) is None:
            data, count = _with(data, [str(key) for key in key_path(path)], reading.value), count + 1
    try:
        return ReadInText(validated_profile(replace(profile.source, data=data)), count)
    except PlanError:
        return ReadInText(profile, 0)


def _with(data: Data, keys: list[str], value: str) -> Data:
    """Return `data` with `value` at the end of `keys`."""
    if not keys:
        return {**data, "value": value} if isinstance(data, dict) else value
    below = mapping(data)
    return {**below, keys[0]: _with(below.get(keys[0]), keys[1:], value)}
