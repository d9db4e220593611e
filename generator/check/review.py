"""Checks of a profile: its form against the schema, then its content against the rules."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import MORE, Finding, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.check.context import ReviewContext
from generator.check.form.profile import check_form
from generator.check.rules import (
    bounds,
    figures,
    idle,
    indicators,
    nothing,
    official,
    outline,
    places,
    references,
    relations,
    results,
    sentences,
    unconfirmed,
    unlikely,
    upper,
    words,
)
from generator.locality.profile import Profile

__all__ = ["check_content", "check_form"]

_RULES = (
    *indicators.RULES,
    *figures.RULES,
    *bounds.RULES,
    *unlikely.RULES,
    *relations.RULES,
    *sentences.RULES,
    *outline.RULES,
    *references.RULES,
    *results.RULES,
    *idle.RULES,
    *words.RULES,
    *upper.RULES,
    *places.RULES,
    *nothing.RULES,
    *unconfirmed.RULES,
    *official.RULES,
)
# What these say of a profile depends on the topics of its outline.
_OF_OUTLINE = {
    *bounds.RULES,
    *outline.RULES,
    *references.RULES,
    *results.RULES,
    *idle.RULES,
}


def check_content(profile: Profile, uppers: tuple[Profile, ...] = (), *, whole: bool = True) -> list[Finding]:
    """Return what a reviewer would object to, in file order; `uppers` are the plans above, nearest first.

    Where the outline is not the profile's own, not `whole`, leave out what depends on it.
    """
    subject = ReviewContext(profile, uppers)
    rules = (rule for rule in _RULES if whole or rule not in _OF_OUTLINE)
    findings = (finding for rule in rules for finding in _first(rule(subject)))
    return sorted(findings, key=lambda finding: finding.place)


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings of a rule's function until there are more of one rule than anybody reads."""
    for finding in few_of_each(findings, MOST_FINDINGS):
        yield finding
        if finding.rule == MORE:
            return
