"""A profile's file checked: load, schema, profile, content."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.check import check_content, check_form
from generator.diagnostics import Finding, PlanError
from generator.profile import Profile, load_source, make_profile
from generator.rulebook import stops


@dataclass(frozen=True, slots=True)
class Checked:
    """A profile's file after its checks; `profile` is None if what was found makes a draft impossible."""

    file: Path
    profile: Profile | None
    findings: list[Finding]


def check(file: Path) -> Checked:
    """Load a profile and check it; never raises for what the file says."""
    try:
        source = load_source(file)
        findings = check_form(source)
        if any(map(stops, findings)):
            return Checked(file, None, findings)
        profile = make_profile(source)
    except PlanError as error:
        return Checked(file, None, error.findings)
    return Checked(file, profile, [*findings, *check_content(profile)])
