"""Hold the cells of a plan's tables against one another: signs for no value, kinds of values, results."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.base.diagnostics import Finding
from generator.base.values import ComparisonSign, Value, ValueKind, read_value
from generator.check.outside.context import PlanContext


def none_signs(subject: PlanContext) -> Iterator[Finding]:
    """Report a table that says in several ways that there is no value: — and ——."""
    for table in dict.fromkeys(id(row.table) for row in subject.rows):
        rows = [row for row in subject.rows if id(row.table) == table]
        signs: dict[str, str] = {}
        for row in rows:
            for text in row.cells.values():
                if read_value(text or "0").kind is ValueKind.NONE or set(text) <= set("-—–"):
                    signs.setdefault(text, row.name) if text else None
        if len(signs) > 1:
            odd = next(row for row in rows if row.name == list(signs.values())[1])
            yield subject.at_line("plan-none-signs", odd.line, signs="、".join(f"“{each}”" for each in signs))


def kinds_differ(subject: PlanContext) -> Iterator[Finding]:
    """Report an indicator whose baseline is a number and whose target is words, which nobody can compare."""
    for row in subject.figures.indicators.values():
        baseline, target = subject.value(row, "baseline"), subject.value(row, "target")
        if baseline and target and baseline.amount is not None and target.kind is ValueKind.WORDS:
            yield subject.indicator_finding(
                "plan-kinds", row, "baseline", value=baseline.text, other=target.text
            )


def results_differ(subject: PlanContext) -> Iterator[Finding]:
    """Report a baseline that the plan's own table of the last period's results contradicts.

    A baseline of a later year may be more than the result, and not less.
    """
    for row in subject.figures.indicators.values():
        baseline = subject.figures.slot(f"indicators.{row.id}.baseline")
        result = subject.figures.slot(f"completion.{row.id}.result")
        if not (baseline.value and result.value) or baseline.amount is None or result.amount is None:
            continue
        if _same(baseline.value, result.value, baseline.amount, result.amount):
            continue
        facts = {"what": row.name, "value": baseline.in_full, "other": result.in_full}
        where = subject.said_at(f"completion.{row.id}.result")
        yield subject.finding_at("text-contradicts", f"indicators.{row.id}.baseline", where=where, **facts)


def _same(baseline: Value, result: Value, one: Decimal, other: Decimal) -> bool:
    """Return whether a result is what a baseline says, which may be beyond a number (>90)."""
    if baseline.relation is ComparisonSign.ABOVE:
        return other > one
    if baseline.relation is ComparisonSign.AT_LEAST or baseline.rounded or result.rounded:
        return other >= one
    return other == one


RULES = (none_signs, kinds_differ, results_differ)
