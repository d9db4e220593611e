"""Find what a plan still lacks, which department has it, and where in the plan it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from generator.base.diagnostics import Finding
from generator.locality.profile import Profile
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.pipeline.support.marks import GapState
from generator.pipeline.support.missing import MissingKind, MissingValue, PlanPaths

__all__ = ["GapState", "Gaps", "MissingKind", "MissingValue", "find_gaps"]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Hold what one profile lacks; `profile` is None if its file cannot be used, and `findings` say why.

    `given` names the department of each figure, document and name that has a value.
    """

    file: Path
    profile: Profile | None
    findings: tuple[Finding, ...]
    given: tuple[str, ...] = ()
    missing: tuple[MissingValue, ...] = ()
    is_whole: bool = True

    @property
    def filled(self) -> int:
        """Return the number of figures, documents and names that have a value."""
        return len(self.given)

    @property
    def needed(self) -> int:
        """Return the number of figures, documents and names in whose place the draft has a mark."""
        return sum(each.needed for each in self.missing)

    @property
    def needed_by(self) -> dict[str, int]:
        """Return how many figures each department has to give or to confirm, those with any."""
        found = Counter(each.department for each in self.missing if each.needed)
        return {name: found[name] for name in self.owners if found[name]}

    def kinds(self) -> dict[MissingKind, tuple[int, int]]:
        """Return how many values of each kind are missing, and in how many places the draft marks them."""
        found = {kind: [each for each in self.missing if each.kind is kind] for kind in MissingKind}
        return {kind: (len(missing), sum(each.marks for each in missing)) for kind, missing in found.items()}

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
        """Return the missing values by department, in the order of `owners`, and in that of their kinds."""
        found: dict[str, list[MissingValue]] = {}
        kinds = [*MissingKind]
        for each in sorted(self.missing, key=lambda each: kinds.index(each.kind)):
            found.setdefault(each.department, []).append(each)
        return {name: found[name] for name in self.owners if name in found}

    def only(self, names: Collection[str]) -> Gaps:
        """Return only what these departments are asked for."""
        given = tuple(name for name in self.given if name in names)
        missing = tuple(each for each in self.missing if each.department in names)
        return replace(self, given=given, missing=missing, is_whole=False)


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
    return Gaps(file, profile, (), given, tuple(paths.missing()))
