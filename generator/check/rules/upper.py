"""Rules along the chain of levels: a plan against the plans above it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.check.context import ReviewContext
from generator.check.value_kinds import higher_is_better, is_share
from generator.locality.indicators import plan_indicators, rows_by_word


def target_below_upper(subject: ReviewContext) -> Iterator[Finding]:
    """Report each share whose target falls short of that in a plan above, of the same period."""
    period = subject.profile.period.id
    uppers = [upper for upper in subject.uppers if upper.period.id == period]
    rows_above = [(upper, rows_by_word(plan_indicators(upper))) for upper in uppers]
    for row in subject.figures.indicators.values():
        value = subject.value(row, "target")
        if not value or not is_share(row):
            continue
        for upper, rows in rows_above:
            same = rows.get(row.id) or (None if row.national else rows.get(row.name))
            bound = upper.value(f"indicators.{same.id}.target") if same else None
            if bound and value.meets(bound, higher_is_better=higher_is_better(row)) is False:
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
