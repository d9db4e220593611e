"""Hold the cells of a plan's tables against one another: signs for no value, kinds of values, results."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.base.diagnostics import Finding
from generator.base.values import ComparisonSign, Value, ValueKind, read_value
from generator.check.outside.context import PlanContext
from generator.check.outside.names import bare_name
from generator.check.outside.vocabulary import pattern


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


def cells_empty(subject: PlanContext) -> Iterator[Finding]:
    """Report each cell for a value in a table of indicators in which nothing stands."""
    for row in subject.rows:
        for column in row.table.columns:
            if column.id in _VALUES and not row.cells.get(column.id, "").strip():
                facts = {"indicator": bare_name(row.name), "heading": "".join(column.heading.split())}
                yield subject.at_line("plan-cell-empty", row.line, **facts)


def cumulative_unexplained(subject: PlanContext) -> Iterator[Finding]:
    """Report the first value in brackets of a table whose note does not say what these are."""
    told: set[int] = set()
    for row in subject.rows:
        if id(row.table) in told or pattern("cumulative").search(row.table.note + row.name):
            continue
        values = (read_value(row.cells.get(column, "")) for column in _VALUES if row.cells.get(column))
        if value := next((each for each in values if each.cumulative), None):
            told.add(id(row.table))
            yield subject.at_line("plan-cumulative", row.line, value=value.text)


_VALUES = ("baseline", "target", "result")
RULES = (none_signs, kinds_differ, results_differ, cells_empty, cumulative_unexplained)
