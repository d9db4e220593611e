"""Hold indicators against the national set, the baseline and the last period's results.

What of the national set is form (attribute, unit, kind of value, a misspelt indicator) is judged by Cerberus.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.base.diagnostics import Finding
from generator.base.values import ComparisonSign, Value, ValueKind
from generator.check.context import ReviewContext
from generator.check.language import sentence_patterns
from generator.locality.indicators import PlanIndicator
from generator.yaml_source import mapping, texts


def indicator_missing(subject: ReviewContext) -> Iterator[Finding]:
    """Report a national indicator that the profile does not name at all."""
    named = mapping(subject.profile.at("indicators"))
    place = subject.profile.source.key_place(("indicators",))
    for row, national in subject.national():
        if row.id not in named:
            yield Finding(
                "indicator-missing",
                place,
                {"indicator": row.name, "id": row.id, "source": national.target.source},
            )


def name_differs(subject: ReviewContext) -> Iterator[Finding]:
    """Report a national indicator under another name."""
    for row, national in subject.national():
        if row.name != national.name:
            yield subject.indicator_finding("name-differs", row, "name", national=national.name)


def target_below_national(subject: ReviewContext) -> Iterator[Finding]:
    """Report a percentage whose target falls short of the confirmed national one."""
    for row, national in subject.national():
        bound, value = national.target, subject.value(row, "target")
        if value is None or national.kind != "percent" or not bound.confirmed:
            continue
        if value.meets(bound.value, higher_is_better=national.higher_is_better) is False:
            facts = {"value": value.text, "national": bound.value.text}
            yield subject.indicator_finding("target-below-national", row, "target", **facts)


def target_below_baseline(subject: ReviewContext) -> Iterator[Finding]:
    """Report a target worse than where the period begins; growth may well slow down."""
    for row in subject.figures.indicators.values():
        if _is_growth(row):
            continue
        baseline, value = subject.value(row, "baseline"), subject.value(row, "target")
        if (
            baseline
            and value
            and baseline.cumulative == value.cumulative
            and _falls_short(row, value, baseline)
        ):
            yield subject.indicator_finding(
                "target-below-baseline", row, "target", value=value.text, baseline=baseline.text
            )


def target_below_achieved(subject: ReviewContext) -> Iterator[Finding]:
    """Report a percentage whose target is below what the last period already reached."""
    results = {indicator: path for path, indicator in reversed(list(subject.results()))}
    for indicator, path in results.items():
        row, achieved = subject.figures.indicators.get(indicator), subject.profile.value(path)
        value = subject.value(row, "target") if row else None
        if row and value and achieved and _is_share(row) and _falls_short(row, value, achieved):
            yield subject.indicator_finding(
                "target-below-achieved", row, "target", value=value.text, achieved=achieved.text
            )


def baseline_missing(subject: ReviewContext) -> Iterator[Finding]:
    """Report a dash, or nothing and no column for it, where the national table has a baseline."""
    form = subject.profile.outline.form.part("indicators")
    column = "baseline" in texts(form["columns"])
    named = mapping(subject.profile.at("indicators"))
    for row, national in subject.national():
        value = subject.value(row, "baseline")
        missing = not column if value is None else value.kind is ValueKind.NONE
        if row.id in named and national.baseline.value.kind is not ValueKind.NONE and missing:
            path = f"indicators.{row.id}.baseline"
            facts = {"year": subject.figures.baseline_year, "path": path}
            department = subject.profile.lexicon.department(row.department)
            yield subject.indicator_finding(
                "baseline-missing", row, "baseline", department=department, **facts
            )


def baseline_year(subject: ReviewContext) -> Iterator[Finding]:
    """Report baselines of another year than the last one of the period before."""
    national = subject.profile.period.baseline_year
    if subject.figures.baseline_year != national:
        yield subject.finding_at(
            "baseline-year", "baseline_year", year=subject.figures.baseline_year, national=national
        )


def percent_twice(subject: ReviewContext) -> Iterator[Finding]:
    """Report a value with % under a name with （%）."""
    for row in subject.figures.indicators.values():
        for column in ("baseline", "target"):
            value = subject.value(row, column)
            if value and value.cell(row.unit).endswith("%") and row.unit == "%":
                yield subject.indicator_finding("percent-twice", row, column, value=value.text)


def cumulative(subject: ReviewContext) -> Iterator[Finding]:
    """Report a total in brackets beside a figure without."""
    for row in subject.figures.indicators.values():
        baseline, value = subject.value(row, "baseline"), subject.value(row, "target")
        if (
            baseline
            and value
            and {baseline.kind, value.kind} == {ValueKind.NUMBER}
            and baseline.cumulative != value.cumulative
        ):
            yield subject.indicator_finding(
                "cumulative-mismatch", row, "target", value=value.text, baseline=baseline.text
            )


def _falls_short(row: PlanIndicator, value: Value, reached: Value) -> bool:
    higher = row.national.higher_is_better if row.national else True
    return value.meets(reached, higher_is_better=higher) is False and value.relation not in _OPEN


def _is_share(row: PlanIndicator) -> bool:
    """Return whether an indicator is a share of a whole, which growth is not."""
    if row.national:
        return row.national.kind == "percent"
    return row.unit == "%" and not _is_growth(row)


def _is_growth(row: PlanIndicator) -> bool:
    return (
        row.national.kind == "growth" if row.national else bool(sentence_patterns().growth.search(row.name))
    )


_OPEN = {ComparisonSign.BELOW, ComparisonSign.AT_MOST}

RULES = (
    indicator_missing,
    name_differs,
    target_below_national,
    target_below_baseline,
    target_below_achieved,
    baseline_missing,
    baseline_year,
    percent_twice,
    cumulative,
)
