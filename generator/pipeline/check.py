"""A profile's file checked: load, schema, profile, content."""

from __future__ import annotations

from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from generator.check import check_content, check_form
from generator.diagnostics import Finding, PlanError
from generator.files import write_whole
from generator.indicators import plan_indicators
from generator.outline import walk
from generator.pipeline.chain import uppers
from generator.profile import Profile, load_source, make_profile
from generator.rulebook import stops
from generator.source.mend import mend
from generator.source.read import read_text

_MEASURES = {"measure", "item"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile's file after its checks; `profile` is None if what was found makes a draft impossible.

    `indicators` and `measures` say how much was looked at.
    """

    file: Path
    profile: Profile | None
    findings: list[Finding]

    @property
    def indicators(self) -> int:
        """How many indicators the plan has."""
        return len(plan_indicators(self.profile)) if self.profile else 0

    @property
    def measures(self) -> int:
        """How many measures and box items the outline has."""
        return sum(node.kind in _MEASURES for node in walk(self.profile.outline.body)) if self.profile else 0


def check(file: Path, upper: Profile | None = None) -> Checked:
    """Load a profile and check it; never raises for what the file says.

    `upper` is the profile of the level above; without it, those in the same folder that the profile names.
    """
    try:
        source, said = load_source(file)
        form = check_form(source)
        if any(map(stops, [*said, *form])):
            return Checked(file, None, [*said, *form])
        profile = make_profile(source)
    except PlanError as error:
        return Checked(file, None, error.findings)
    found = [*form, *check_content(profile, uppers(profile, upper))]
    return Checked(file, profile, [*said, *sorted(found, key=lambda finding: finding.place)])


def fix(file: Path) -> list[Finding]:
    """Write a profile's slips of the keyboard as they were meant, in UTF-8; returns what was mended.

    Comments and everything else stay as they are. Raises PlanError if the file cannot be read or written.
    """
    text, said = read_text(file)
    mended, slips = mend(text, str(file))
    if said or slips:
        write_whole({Path(realpath(file)): mended.encode()})  # what a link leads to is what was read
    return [*said, *slips]
