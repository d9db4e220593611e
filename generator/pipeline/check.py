"""Check a profile's file: load it, validate it by the schema, check its content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding, PlanError, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.check.acceptance import accept, accept_among_others
from generator.check.findings.rulebook import is_blocking
from generator.check.form.profile import check_form
from generator.check.review import check_content
from generator.check.sparing import is_sound, spared, without_changes
from generator.library.outline import walk_outline
from generator.locality.indicators import plan_indicators
from generator.locality.profile import Profile, load_source, make_profile
from generator.pipeline.support.upper_plans import upper_profiles
from generator.yaml_source import RepeatedKeysError, Source

_MEASURES = {"measure", "item"}


class Checked(NamedTuple):
    """Hold a profile's file and its findings; `profile` is None if they make a draft impossible.

    `reviewed` is the profile whose content was checked: also one whose own outline could not be read.
    """

    file: Path
    profile: Profile | None
    findings: list[Finding]
    reviewed: Profile | None = None

    @property
    def part(self) -> Profile | None:
        """Return the profile that shares the targets of the level above."""
        return self.profile

    @property
    def indicators(self) -> int:
        """Return the number of indicators of the plan."""
        return len(plan_indicators(self.reviewed)) if self.reviewed else 0

    @property
    def measures(self) -> int:
        """Return the number of measures and box items in the outline."""
        return (
            sum(node.kind in _MEASURES for node in walk_outline(self.profile.outline.body))
            if self.profile
            else 0
        )


def check(file: Path, upper: Profile | None = None) -> Checked:
    """Load the profile in `file` and check it.

    Report whatever is wrong with it as findings, and never raise for it. `upper` is the profile of the level
    above; without it, use those in the same folder that the profile names.
    """
    source, said, form = _read(file)
    rest = spared(source, form) if source and is_sound(said) else None
    if rest is None:
        return Checked(file, None, _listed([*said, *form]))
    profile, whole, faults = _profile(*rest)
    if profile is None:
        return Checked(file, None, _listed([*said, *form, *faults]))
    found = [*form, *faults, *check_content(profile, upper_profiles(profile, upper), whole=whole)]
    found = sorted(found, key=lambda finding: finding.place)
    settled = accept(profile, found) if whole else accept_among_others(profile, found)
    findings = _listed([*said, *sorted(settled, key=lambda finding: finding.place)])
    return Checked(file, profile if whole and is_sound(form) else None, findings, profile)


def _read(file: Path) -> tuple[Source | None, list[Finding], list[Finding]]:
    """Return what stands in `file`, None if it cannot be read, and what is wrong with its text and form."""
    try:
        source, said = load_source(file)
        form = check_form(source)  # which reads the period's own files too
    except RepeatedKeysError as error:
        form = [*error.findings, *check_form(error.source)]
        return error.source, [], sorted(form, key=lambda finding: finding.place)
    except PlanError as error:
        return None, [], error.findings
    return source, said, form


def _profile(source: Source, whole: bool) -> tuple[Profile | None, bool, list[Finding]]:  # noqa: FBT001  # as `spared` returns them
    """Return the profile in `source`, whether its outline is `whole`, and what is wrong with that.

    If it cannot be read, the profile has its period's outline beside its own texts; None if that fails too.
    """
    try:
        return make_profile(source), whole, []
    except PlanError as error:
        faults = error.findings
    try:
        return replace(make_profile(without_changes(source)), source=source), False, faults
    except PlanError:
        return None, False, faults


def _listed(findings: list[Finding]) -> list[Finding]:
    """Return `findings` without those of a rule that are more than anybody reads."""
    return list(few_of_each(findings, MOST_FINDINGS))


def lacking(checked: Checked) -> list[Finding]:
    """Return a finding for each value in whose place the plan prints 【待补】.

    Return what is wrong instead where the plan cannot be composed, and nothing without a profile or with one
    of which that is known. A plan that cannot have gaps is not composed.
    """
    from generator.pipeline.support.completeness import may_have_gaps  # noqa: PLC0415  # a draft tells gaps itself

    if checked.profile is None or any(map(is_blocking, checked.findings)):
        return []
    if not may_have_gaps(checked.profile):
        return []
    from generator.pipeline.support.composing import compose  # noqa: PLC0415  # a complete plan loads no templates
    from generator.pipeline.support.marks import Marks  # noqa: PLC0415  # nor the classes of the Document

    try:
        return Marks(checked.profile, compose(checked.profile)).findings()
    except PlanError as error:
        return error.findings
