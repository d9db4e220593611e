"""Judge the form of a profile by Cerberus."""

from __future__ import annotations

from generator.base.diagnostics import Finding, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.base.resources import period_ids
from generator.check.form.excess import find_excess
from generator.check.form.schema import judge
from generator.library.period import load_period
from generator.yaml_source import Source


def check_form(source: Source) -> list[Finding]:
    """Return what in a profile is not as its schema asks for, in file order; some of it stops no draft."""
    if not isinstance(source.data, dict) or not source.data:
        return [Finding("profile-empty", source.place(()), {})]
    if excess := find_excess(source):
        return list(few_of_each(excess, MOST_FINDINGS))
    period = source.data.get("period")
    return judge(source, load_period(str(period)) if period in period_ids() else None)
