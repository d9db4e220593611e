"""Check plans as they stand for `plandraft check`, and write what was found into a copy as comments."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.base.diagnostics import Diagnostic, Finding
from generator.base.patterns import fill
from generator.base.resources import shown
from generator.base.time_of_writing import Authorship
from generator.check.findings.groups import group_of, report_words
from generator.cli.report import print_line, report
from generator.locality.profile import Profile
from generator.pipeline.check import Checked
from generator.pipeline.check_plan import CheckedPlan, check_plan_file, upper_plan, write_commented
from generator.pipeline.support.failures import attempt
from generator.pipeline.support.plan_files import Given


def upper_in(file: Path) -> tuple[Profile | None, list[Finding]]:
    """Return the plan of the level above in `file`, as a profile, and the findings that make it unusable."""
    return attempt(partial(upper_plan, file), file)


def checked_plan(file: Path, given: Given, above: Profile | None) -> CheckedPlan:
    """Return what checking the plan in `file` found, or why it could not be checked."""
    checked, trouble = attempt(partial(check_plan_file, file, given, above), file)
    return checked or CheckedPlan(file, trouble)


def write_comments(
    checked: Sequence[Checked | CheckedPlan],
    into: Path,
    diagnostics: Sequence[Diagnostic],
    written: Authorship,
    *,
    force: bool,
) -> bool:
    """Write the one plan of `checked` with `diagnostics` as comments to `into`; return whether it was.

    Say how many there are, or why not.
    """
    plan = next((one for one in checked if isinstance(one, CheckedPlan) and one.subject), None)
    if plan is None:
        return False
    found = [each for each in diagnostics if each.place.where and not group_of(each).run]
    kept, trouble = attempt(partial(write_commented, plan, into, found, written, force=force), into)
    report([*(kept or []), *trouble])
    if not trouble:
        line = report_words("check_misuses")["written"]
        print_line(fill(line, {"file": shown(str(into)), "count": len(found)}), err=True)
    return not trouble
