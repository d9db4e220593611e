"""Rules along the chain of levels: a plan against the plans above it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext


def target_below_upper(subject: ReviewContext) -> Iterator[Finding]:
    """Report each share whose target falls short of that in a plan above, of the same period."""
    period = subject.profile.period.id
    uppers = [upper for upper in subject.uppers if upper.period.id == period]
    for row in subject.figures.indicators.values():
        national, value = row.national, subject.value(row, "target")
        for upper in uppers:
            bound = upper.value(f"indicators.{row.id}.target")
            if not value or not bound or not national or national.kind != "percent":
                continue
            if value.meets(bound, higher_is_better=national.higher_is_better) is False:
                facts = {"value": value.text, "bound": bound.text, "upper": upper.locality.name}
                yield subject.indicator_finding("target-below-upper", row, "target", **facts)
                break


def upper_period(subject: ReviewContext) -> Iterator[Finding]:
    """Report each plan above of another period: nothing of it can be compared."""
    period = subject.profile.period.id
    for upper in subject.uppers:
        if upper.period.id != period:
            facts = {"upper": upper.locality.name, "other": upper.period.id, "period": period}
            yield subject.finding_at("upper-period", "period", **facts)


RULES = (target_below_upper, upper_period)
