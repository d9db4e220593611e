"""The paths that the topics and own sentences of one plan read."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.check.context import ReviewContext
from generator.library.template_index import paths_lookup

_OWN = re.compile(r"\{([\w.-]+)\}")


def paths_in_plan(subject: ReviewContext) -> set[str]:
    """Return every path that the plan reads, and the basis, which rules read even where no topic does."""
    return {"documents.basis", *paths_in_text(subject)}


@lru_cache(maxsize=1)  # several rules ask for those of one plan
def paths_in_text(subject: ReviewContext) -> frozenset[str]:
    """Return every path that the plan's topics and own sentences read.

    results.x stands for the group x of the locality's own results.
    """
    paths: set[str] = set()
    place = subject.profile.locality
    lookup = paths_lookup(subject.profile.period.folders, place.tier, place.setting)
    for node in subject.nodes:
        paths.update(_OWN.findall(node.task))
        for entry in node.entries:
            paths.update(lookup(entry.shelf, entry.topic), _OWN.findall(entry.own), _OWN.findall(entry.task))
    return frozenset(paths)
