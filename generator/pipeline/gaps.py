"""Find what a plan still lacks, which department has it, and where in the plan it goes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import GapState
from generator.pipeline.support.missing import MissingValue, PlanPaths

__all__ = ["GapState", "Gaps", "MissingValue", "find_gaps"]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold what one profile lacks; `profile` is None if its file cannot be used, and `findings` say why.

    `given` names the department of each figure, document and name that has a value; `marks` is the number of
    places that the draft marks as still to be filled in.
    """

    file: Path
    profile: Profile | None
    findings: tuple[Finding, ...]
    given: tuple[str, ...] = ()
    missing: tuple[MissingValue, ...] = ()
    marks: int = 0

    @property
    def filled(self) -> int:
        """Return the number of figures, documents and names that have a value."""
        return len(self.given)

    @property
    def questions(self) -> int:
        """Return the number of indicators to be confirmed as a whole.

        They count among `missing`, but are no figures.
        """
        return sum(not each.figure for each in self.missing)

    @property
    def needed(self) -> int:
        """Return the number of figures, documents and names in whose place the draft has a mark."""
        return sum(each.needed for each in self.missing)

    @property
    def filling(self) -> int:
        """Return the number of those that are missing altogether, and not to be confirmed."""
        return sum(each.state is GapState.FILL for each in self.missing)

    @property
    def offered(self) -> int:
        """Return the number of those that the plan would print once they are there, and does without."""
        return sum(each.state is GapState.OFFER for each in self.missing)

    @property
    def asked(self) -> int:
        """Return the number of figures, documents and names that the plan has or cannot do without."""
        return self.filled + self.needed

    @property
    def share(self) -> int:
        """Return the per cent of them that have a value, rounded down: 100 only if all have."""
        return self.filled * 100 // self.asked if self.asked else 100

    @property
    def owners(self) -> list[str]:
        """Return the departments of all that the plan asks for, in the order of the lexicon.

        Return "" (nobody) last.
        """
        order = list(self.profile.lexicon.departments.values()) if self.profile else []
        found = {*self.given, *(each.department for each in self.missing)}
        return sorted(
            found, key=lambda name: (not name, order.index(name) if name in order else len(order), name)
        )

    def departments(self) -> dict[str, list[MissingValue]]:
        """Return the missing values by department, in the order of `owners`, the optional ones last."""
        found: dict[str, list[MissingValue]] = {}
        for each in sorted(self.missing, key=lambda each: each.state is GapState.OFFER):
            found.setdefault(each.department, []).append(each)
        return {name: found[name] for name in self.owners if name in found}

    def only(self, names: Collection[str]) -> Gaps:
        """Return only what these departments are asked for, without the number of places."""
        given = tuple(name for name in self.given if name in names)
        missing = tuple(each for each in self.missing if each.department in names)
        return replace(self, given=given, missing=missing, marks=0)


def find_gaps(file: Path) -> Gaps:
    """Find what the plan of the profile in `file` lacks.

    Report what is wrong with it as findings; raise PlanError where a template stops its plan.
    """
    checked = check(file)
    profile = checked.profile
    if profile is None:
        return Gaps(file, None, tuple(checked.findings))
    document = compose(profile)
    paths = PlanPaths(profile, document)
    given = tuple(paths.figures.slot(path).department for path in paths.filled())
    return Gaps(file, profile, (), given, tuple(paths.missing()), paths.marks.count()[GapState.FILL])
