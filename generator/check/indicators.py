"""Rules about indicators: against the national set, the baseline, the last period's results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from generator.check.language import language
from generator.check.subject import CELLS, Subject
from generator.diagnostics import Finding
from generator.indicators import PlanIndicator
from generator.source import mapping, texts
from generator.values import Kind, Relation, Value, amount_in, base_unit

_LIKE = 0.75


def indicator_missing(subject: Subject) -> Iterator[Finding]:
    """Report each national indicator that the profile does not name at all."""
    named = mapping(subject.profile.at("indicators"))
    place = subject.profile.source.key_place(("indicators",))
    for row, national in subject.national():
        if row.id not in named:
            yield Finding(
                "indicator-missing",
                place,
                {"indicator": row.name, "id": row.id, "source": national.target.source},
            )


def indicator_unknown(subject: Subject) -> Iterator[Finding]:
    """Report each indicator of the locality's own that looks like a misspelt national one."""
    named = mapping(subject.profile.at("indicators"))
    missing = {
        key: national for key, national in subject.profile.period.indicators.items() if key not in named
    }
    names = {national.name: key for key, national in missing.items()}
    for row in subject.figures.indicators.values():
        if row.national:
            continue
        by_id = get_close_matches(row.id, missing, cutoff=_LIKE)
        by_name = (names[name] for name in get_close_matches(row.name, names, cutoff=_LIKE))
        if found := next(iter([*by_id, *by_name]), None):
            facts = {"indicator": row.name, "national": missing[found].name, "id": found}
            place = subject.profile.source.key_place(("indicators", row.id))
            yield Finding("indicator-unknown", place, {**facts, "source": missing[found].target.source})


def attribute_changed(subject: Subject) -> Iterator[Finding]:
    """Report each indicator that is less or more binding than the national one."""
    order = subject.profile.period.attributes
    for row, national in subject.national():
        if row.attribute != national.attribute and row.attribute in order:
            weaker = order.index(row.attribute) > order.index(national.attribute)
            rule = "attribute-weaker" if weaker else "attribute-stricter"
            yield subject.indicator(rule, row, "attribute")


def name_differs(subject: Subject) -> Iterator[Finding]:
    """Report each national indicator under another name."""
    for row, national in subject.national():
        if row.name != national.name:
            yield subject.indicator("name-differs", row, "name", national=national.name)


def unit_differs(subject: Subject) -> Iterator[Finding]:
    """Report each national indicator in another unit, with its figures converted to the national unit."""
    for row, national in subject.national():
        if row.unit in {"", national.unit}:
            continue
        alike = (base_unit(row.unit) or base_unit(national.unit)) == national.unit
        figures = _counted(subject, row) if alike else {}
        facts = {"value": "、".join(figures), "converted": "、".join(figures.values())}
        yield subject.indicator("unit-differs", row, "unit", unit=row.unit, national=national.unit, **facts)


def target_below_national(subject: Subject) -> Iterator[Finding]:
    """Report each percentage whose target falls short of the confirmed national one."""
    for row, national in subject.national():
        bound, value = national.target, subject.value(row, "target")
        if value is None or national.kind != "percent" or not bound.confirmed:
            continue
        if value.meets(bound.value, higher_is_better=national.higher_is_better) is False:
            facts = {"value": value.text, "national": bound.value.text}
            yield subject.indicator("target-below-national", row, "target", **facts)


def target_unclear(subject: Subject) -> Iterator[Finding]:
    """Report each share whose target is words or a dash, unlike the national number; 应保尽保 is 100."""
    for row, national in subject.national():
        value = subject.value(row, "target")
        if value and national.kind == "percent" and _evades(value):
            facts = {"value": value.text, "national": national.target.value.text}
            yield subject.indicator("target-unclear", row, "target", **facts)


def target_below_baseline(subject: Subject) -> Iterator[Finding]:
    """Report each target worse than its baseline, except for growth, which may well slow down."""
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
            yield subject.indicator(
                "target-below-baseline", row, "target", value=value.text, baseline=baseline.text
            )


def target_below_achieved(subject: Subject) -> Iterator[Finding]:
    """Report each percentage whose target is below what the last period already reached."""
    results = {indicator: path for path, indicator in reversed(list(subject.results()))}
    for indicator, path in results.items():
        row, achieved = subject.figures.indicators.get(indicator), subject.profile.value(path)
        value = subject.value(row, "target") if row else None
        if row and value and achieved and _is_share(row) and _falls_short(row, value, achieved):
            yield subject.indicator(
                "target-below-achieved", row, "target", value=value.text, achieved=achieved.text
            )


def baseline_missing(subject: Subject) -> Iterator[Finding]:
    """Report each dash, or nothing and no column for it, where the national table has a baseline."""
    form = subject.profile.outline.form.part("indicators")
    column = "baseline" in texts(form["columns"])
    named = mapping(subject.profile.at("indicators"))
    for row, national in subject.national():
        value = subject.value(row, "baseline")
        missing = not column if value is None else value.kind is Kind.NONE
        if row.id in named and national.baseline.value.kind is not Kind.NONE and missing:
            path = f"indicators.{row.id}.baseline"
            facts = {"year": subject.figures.baseline_year, "path": path}
            department = subject.profile.lexicon.department(row.department)
            yield subject.indicator("baseline-missing", row, "baseline", department=department, **facts)


def baseline_year(subject: Subject) -> Iterator[Finding]:
    """Report baselines of another year than the last one of the period before."""
    national = subject.profile.period.baseline_year
    if subject.figures.baseline_year != national:
        yield subject.at(
            "baseline-year", "baseline_year", year=subject.figures.baseline_year, national=national
        )


def percent_range(subject: Subject) -> Iterator[Finding]:
    """Report each share below 0 or above 100 %."""
    for row in subject.figures.indicators.values():
        for column in ("baseline", "target"):
            value = subject.value(row, column)
            if value and _is_share(row) and _out_of_range(value):
                yield subject.indicator("percent-range", row, column, value=value.text)
    for group in ("achievements", "commitments"):
        for slot in (subject.figures.slot(f"{group}.{key}") for key in mapping(subject.profile.at(group))):
            if (
                slot.unit == "%"
                and slot.value
                and not language().growth.search(slot.name)
                and _out_of_range(slot.value)
            ):
                yield subject.at("percent-range", slot.path, indicator=slot.name, value=slot.value.text)


def percent_twice(subject: Subject) -> Iterator[Finding]:
    """Report each value with % whose indicator's name ends in （%）."""
    for row in subject.figures.indicators.values():
        for column in ("baseline", "target"):
            value = subject.value(row, column)
            if value and value.percent and row.unit == "%":
                yield subject.indicator("percent-twice", row, column, value=value.text)


def cumulative(subject: Subject) -> Iterator[Finding]:
    """Report each total in brackets beside a figure without brackets."""
    for row in subject.figures.indicators.values():
        baseline, value = subject.value(row, "baseline"), subject.value(row, "target")
        if (
            baseline
            and value
            and {baseline.kind, value.kind} == {Kind.NUMBER}
            and baseline.cumulative != value.cumulative
        ):
            yield subject.indicator(
                "cumulative-mismatch", row, "target", value=value.text, baseline=baseline.text
            )


def _falls_short(row: PlanIndicator, value: Value, reached: Value) -> bool:
    higher = row.national.higher_is_better if row.national else True
    return value.meets(reached, higher_is_better=higher) is False and value.relation not in _OPEN


def _is_share(row: PlanIndicator) -> bool:
    """Return whether an indicator is a share of a whole; growth is none."""
    if row.national:
        return row.national.kind == "percent"
    return row.unit == "%" and not _is_growth(row)


def _is_growth(row: PlanIndicator) -> bool:
    return row.national.kind == "growth" if row.national else bool(language().growth.search(row.name))


def _out_of_range(value: Value) -> bool:
    return value.amount is not None and not 0 <= value.amount <= 100  # noqa: PLR2004  # per cent


def _evades(value: Value) -> bool:
    """Return whether a target is a dash, or words that do not say 100 % (with digits they are unreadable)."""
    words = value.kind is Kind.WORDS and not re.search(r"\d", value.text)
    return value.kind is Kind.NONE or (words and not language().whole.fullmatch(value.text))


def _counted(subject: Subject, row: PlanIndicator) -> dict[str, str]:
    """Return the numeric figures of an indicator, each as written with its amount in the base unit."""
    values = (subject.value(row, column) for column in CELLS)
    return {
        value.text: value.with_amount(amount)
        for value in values
        if value and (amount := amount_in(value, row.unit)) is not None
    }


_OPEN = {Relation.BELOW, Relation.AT_MOST}

RULES = (
    indicator_missing,
    indicator_unknown,
    attribute_changed,
    name_differs,
    unit_differs,
    target_below_national,
    target_unclear,
    target_below_baseline,
    target_below_achieved,
    baseline_missing,
    baseline_year,
    percent_range,
    percent_twice,
    cumulative,
)
