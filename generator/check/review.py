"""Checks of a profile: its form against the schema, then its content against the rules."""

from __future__ import annotations

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext
from generator.check.form.profile import check_form
from generator.check.rules import (
    figures,
    idle,
    indicators,
    official,
    outline,
    places,
    references,
    relations,
    results,
    sentences,
    unconfirmed,
    upper,
    words,
)
from generator.locality.profile import Profile

__all__ = ["check_content", "check_form"]

_RULES = (
    *indicators.RULES,
    *figures.RULES,
    *relations.RULES,
    *sentences.RULES,
    *outline.RULES,
    *references.RULES,
    *results.RULES,
    *idle.RULES,
    *words.RULES,
    *upper.RULES,
    *places.RULES,
    *unconfirmed.RULES,
    *official.RULES,
)


def check_content(profile: Profile, uppers: tuple[Profile, ...] = ()) -> list[Finding]:
    """Return what a reviewer would object to, in file order; `uppers` are the plans above, nearest first."""
    subject = ReviewContext(profile, uppers)
    findings = (finding for rule in _RULES for finding in rule(subject))
    return sorted(findings, key=lambda finding: finding.place)
