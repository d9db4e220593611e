"""The marks of a composed plan: each place that is still to be filled in, or to be confirmed."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from generator.base.diagnostics import Finding
from generator.document import Document, Gap, runs_in
from generator.locality.figures import Figures
from generator.locality.origins import Origin, origin
from generator.locality.profile import Profile

_MARK = re.compile(r"【待补：(.*)】")


def has_mark(text: str) -> bool:
    """Return whether a text has the mark of a gap in it: no value does."""
    return _MARK.search(text) is not None


class GapState(StrEnum):
    """Name what to do about a missing value."""

    FILL = "fill"  # the plan prints 【待补】 in its place
    CONFIRM = "confirm"  # the profile has a value that somebody has yet to check
    OFFER = "offer"  # its sentence is printed only once the profile has the value


class Marks:
    """Hold the marks of `document`, the plan of `profile`: `gaps` by the path of what they wait for."""

    def __init__(self, profile: Profile, document: Document) -> None:
        self.profile = profile
        self.gaps: dict[str, list[Gap]] = {}
        for run in runs_in(document):
            if isinstance(run, Gap):
                self.gaps.setdefault(run.source, []).append(run)
        self.figures = Figures(profile)

    def count(self) -> Counter[GapState]:
        """Return the number of places that are marked, by what to do about them."""
        return Counter(self.state(path) for path, gaps in self.gaps.items() for _ in gaps)

    def state(self, path: str) -> GapState:
        """Return what to do about the missing value at `path`."""
        value = self.profile.value(path)
        if is_whole(path) or (value and value.unconfirmed):
            return GapState.CONFIRM
        return GapState.FILL if path in self.gaps else GapState.OFFER

    def name(self, found: Origin) -> str:
        """Return the name of a value; that of a field of a letter stands in its mark."""
        marks = (_MARK.fullmatch(gap.text) for gap in self.gaps.get(found.path, ()))
        return found.name or next((mark[1] for mark in marks if mark), "")

    def findings(self) -> list[Finding]:
        """Return a finding for each value in whose place the plan prints 【待补】, or an XX."""
        found = [origin(path, self.figures) for path in self.gaps if self.state(path) is GapState.FILL]
        file = self.profile.source.file
        return [
            Finding(
                "gap",
                each.place._replace(file=file),
                {"what": self.name(each), "department": each.department, "path": each.path},
            )
            for each in sorted(found, key=lambda each: (each.place, each.path))
        ]


def is_whole(path: str) -> bool:
    """Return whether `path` is that of a whole indicator, which somebody has to look up."""
    return path.startswith("indicators.") and path.count(".") == 1
