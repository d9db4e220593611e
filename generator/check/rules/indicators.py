"""Hold indicators against the national set, the baseline and the last period's results.

What of the national set is form (attribute, unit, kind of value, a misspelt indicator) is judged by Cerberus.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.base.values import ComparisonSign, Value, ValueKind
from generator.check.context import ReviewContext
from generator.check.value_kinds import higher_is_better, is_growth, is_share
from generator.locality.indicators import PlanIndicator, rows_by_word
from generator.yaml_source import KeyPath, mapping, texts


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
    """Report a target worse than where the period begins.

    Growth may well slow down, and the totals of two periods (in brackets) are two different things.
    """
    for row in subject.figures.indicators.values():
        baseline, value = subject.value(row, "baseline"), subject.value(row, "target")
        if is_growth(row) or not baseline or not value or baseline.cumulative or value.cumulative:
            continue
        if _falls_short(row, value, baseline):
            yield subject.indicator_finding(
                "target-below-baseline", row, "target", value=value.text, baseline=baseline.text
            )


def target_below_achieved(subject: ReviewContext) -> Iterator[Finding]:
    """Report a percentage whose target is below what the last period already reached."""
    results = {indicator: path for path, indicator in reversed(list(subject.results()))}
    for indicator, path in results.items():
        row, achieved = subject.figures.indicators.get(indicator), subject.profile.value(path)
        value = subject.value(row, "target") if row else None
        if row and value and achieved and is_share(row) and _falls_short(row, value, achieved):
            yield subject.indicator_finding(
                "target-below-achieved", row, "target", value=value.text, achieved=achieved.text
            )


def baseline_missing(subject: ReviewContext) -> Iterator[Finding]:
    """Report a dash where the national table has a baseline, in a table with a column for it."""
    form = subject.profile.outline.form.part("indicators")
    if "baseline" not in texts(form["columns"]):
        return
    named = mapping(subject.profile.at("indicators"))
    for row, national in subject.national():
        value = subject.value(row, "baseline")
        missing = value is not None and value.kind is ValueKind.NONE
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
            if value and value.amount is not None and row.unit == "%" and "%" in value.cell(row.unit):
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


def _order_faults(subject: ReviewContext, known: dict[str, PlanIndicator]) -> Iterator[Finding]:
    """Report each entry of `order` that names no row, or one that an entry before it names."""
    seen: set[str] = set()
    for index, name in enumerate(texts(subject.profile.outline.form.part("indicators").get("order"))):
        path = ("outline", "form", "indicators", "order", index)
        if name not in known:
            yield _unknown_row(subject, name, known, path)
            continue
        row = known[name]
        if row.id in seen:
            yield Finding("order-twice", subject.profile.source.place(path), {"indicator": row.name})
        seen.add(row.id)


def indicator_place(subject: ReviewContext) -> Iterator[Finding]:
    """Report a row whose place (`before`, `after`, `order`) names no row, or two, or comes back to itself."""
    rows = subject.figures.indicators
    known = rows_by_word(rows.values())
    yield from _order_faults(subject, known)
    beside = {row.id: row.after or row.before for row in rows.values() if row.after or row.before}
    ring = _ring({key: known[word].id for key, word in beside.items() if word in known})
    for key, word in beside.items():
        path = ("indicators", key, "after" if rows[key].after else "before")
        if word not in known:
            yield _unknown_row(subject, word, known, path)
        elif key in ring or (rows[key].after and rows[key].before):
            place = subject.profile.source.place(path)
            yield Finding("indicator-place", place, {"indicator": rows[key].name})


def _ring(beside: Mapping[str, str]) -> set[str]:
    """Return the keys that come back to themselves by the keys beside which they stand."""
    ring, seen = set[str](), set[str]()
    for start in beside:
        way: dict[str, int] = {}
        key = start
        while key in beside and key not in seen:
            seen.add(key)
            way[key] = len(way)
            key = beside[key]
        if key in way:
            ring.update(list(way)[way[key] :])
    return ring


def _unknown_row(subject: ReviewContext, name: str, known: Collection[str], path: KeyPath) -> Finding:
    likely = known if len(known) <= _MOST_WORDS else ()  # no plan has more; each guess takes a look at all
    facts = {"name": name, "guess": nearest(name, likely), "typed": ""}
    return Finding("reference-unknown", subject.profile.source.place(path), facts)


def _falls_short(row: PlanIndicator, value: Value, reached: Value) -> bool:
    """Return whether a target is worse than what was reached; <5 may be anything where higher is better."""
    higher = higher_is_better(row)
    open_side = _DOWN if higher else _UP
    return value.meets(reached, higher_is_better=higher) is False and value.relation not in open_side


_MOST_WORDS = 1_000
_DOWN = {ComparisonSign.BELOW, ComparisonSign.AT_MOST}
_UP = {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST}

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
    indicator_place,
)
