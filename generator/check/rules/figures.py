"""Report figures that are left open, unreadable or at odds with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.base.diagnostics import Finding
from generator.base.units import base_unit, plain_digits
from generator.base.value_grammar import PLACEHOLDER_CHARACTERS
from generator.base.values import ComparisonSign, Value, ValueKind
from generator.check.context import CELLS, WORDED, ReviewContext
from generator.check.plan_paths import paths_in_plan
from generator.check.value_kinds import figure_kind, value_facts, value_fault
from generator.locality.figures import Slot
from generator.yaml_source import mapping, strings, texts

_RESULTS = ("target", "result")
_BARE = re.compile(r"[\d.,，余多万亿%]+")
_TELLING = 1_000  # smaller numbers of two groups may well be equal
_UP, _DOWN = {ComparisonSign.ABOVE, ComparisonSign.AT_LEAST}, {ComparisonSign.BELOW, ComparisonSign.AT_MOST}
_OPEN = re.compile(
    # not inside a word, a figure's path in braces, or a year (二〇〇八年)
    rf"(?<![A-Za-z0-9_.{{〇一二三四五六七八九])[{PLACEHOLDER_CHARACTERS}]{{2,}}(?![A-Za-z0-9_])"
)


def figure_open(subject: ReviewContext) -> Iterator[Finding]:
    """Report a figure that the profile leaves at XX, or that nobody has looked at since last period.

    Of one that no sentence of the plan prints, `figure-unused` tells that.
    """
    profile = subject.profile
    named = mapping(profile.at("indicators"))
    columns = [name for name in texts(profile.outline.form.part("indicators")["columns"]) if name in CELLS]
    paths = [
        f"indicators.{key}.{name}" for key in subject.figures.indicators if key in named for name in columns
    ]
    results = [
        f"completion.{key}.{column}"
        for key, row in mapping(profile.at("completion")).items()
        for column in _RESULTS
        if column in mapping(row)
    ]
    read = paths_in_plan(subject)
    printed = (path for path in subject.named_figures() if _is_read(path, read, subject))
    for path in [*paths, *printed, *results]:
        slot = subject.figures.slot(path)
        if slot.value is not None and slot.value.kind is ValueKind.PLACEHOLDER:
            rule = "figure-unconfirmed" if slot.value.unconfirmed else "placeholder"
            facts = {"what": slot.name, "department": slot.department, "path": path}
            yield subject.finding_at(rule, path, value=slot.value.text, **facts)


def _is_read(path: str, read: set[str], subject: ReviewContext) -> bool:
    """Return whether a sentence of the plan reads a figure; what it counts of people it always may."""
    group = f"results.{strings(subject.profile.at(path)).get('group')}"
    return path.startswith("population.") or path in read or group in read


def sentence_open(subject: ReviewContext) -> Iterator[Finding]:
    """Report XX typed into a sentence or a title of the locality's own."""
    for path, text in subject.own_texts:
        for left in _OPEN.findall(text) if path[-1] in WORDED else []:
            facts = {"value": left, "path": ".".join(map(str, path)), "department": ""}
            yield Finding("placeholder", subject.profile.source.place(path), facts)


def value_faults(subject: ReviewContext) -> Iterator[Finding]:
    """Report a figure that is no value of its kind and unit; one without a unit may be any words.

    Cells of indicators are judged by Cerberus.
    """
    rows = mapping(subject.profile.at("completion"))
    results = (f"completion.{key}.{column}" for key in rows for column in _RESULTS)
    for slot in map(subject.figures.slot, [*subject.named_figures(), *results]):
        if slot.value and (rule := _value_fault(slot, slot.value)):
            facts = value_facts(rule, slot.name, slot.text, slot.unit)
            yield subject.finding_at(rule, slot.path, **facts)


def _value_fault(slot: Slot, value: Value) -> str:
    """Return the rule that a figure's value breaks, "" where it breaks none."""
    if not slot.unit and value.kind is ValueKind.WORDS and re.search(r"\d", slot.text):
        return "value-unreadable" if _BARE.fullmatch(slot.text) else ""
    kind = figure_kind(slot.name, slot.unit) if slot.unit else ""
    return value_fault(value, kind, slot.unit, slot.name, goal=False)


def same_figure(subject: ReviewContext) -> Iterator[Finding]:
    """Report each group of people with the same large number as one before it, once, beside the first.

    What is said around a number belongs to it: 近2000 is not 2000余, nor is the total [2000] of a period.
    """
    slots = [
        subject.figures.slot(f"achievements.{key}") for key in mapping(subject.profile.at("achievements"))
    ]
    first_of: dict[tuple[str, str], Slot] = {}
    for slot in slots:
        if slot.value is None or slot.amount is None or slot.amount < _TELLING or slot.value.vague:
            continue
        said = f"{slot.value.with_amount(slot.amount)}{slot.value.tail}"
        first = first_of.setdefault((said, base_unit(slot.unit)), slot)
        if first is not slot:
            facts = {"first": first.name, "second": slot.name, "value": slot.text}
            yield subject.finding_at("same-figure", slot.path, **facts)


def result_contradicts(subject: ReviewContext) -> Iterator[Finding]:
    """Report a result of the last period that is not its indicator's baseline, where both are of one year."""
    if subject.figures.baseline_year != subject.profile.period.baseline_year:
        return
    for path, indicator in subject.results():
        row, result = subject.figures.indicators.get(indicator), subject.figures.slot(path)
        baseline = subject.figures.slot(f"indicators.{row.id}.baseline") if row else None
        if row and baseline and _disagree(result, baseline):
            facts = {"what": result.name, "value": result.in_full, "other": baseline.in_full}
            year = subject.figures.baseline_year
            yield subject.finding_at("text-contradicts", path, where=f"“{row.name}”{year}年基期值", **facts)


def total_below_parts(subject: ReviewContext) -> Iterator[Finding]:
    """Report a target smaller than what sentences and boxes promise of it."""
    for row in subject.figures.indicators.values():
        parts = [path for path, entry in subject.profile.period.catalogue.items() if entry.part_of == row.id]
        slots = [slot for path in parts if (slot := subject.figures.slot(path)).amount is not None]
        promised = Decimal(sum(filter(None, (slot.amount for slot in slots))))
        target = subject.figures.slot(f"indicators.{row.id}.target")
        if not slots or target.amount is None or target.amount >= promised:
            continue
        facts = {"value": f"{target.text}（{row.unit}）", "parts": "、".join(slot.name for slot in slots)}
        yield subject.indicator_finding(
            "total-below-parts", row, "target", sum=plain_digits(promised), **facts
        )


def _disagree(one: Slot, other: Slot) -> bool:
    """Return whether two figures cannot both be true; of round ones (9800余, 85～90) nothing is said."""
    if any(slot.value and slot.value.rounded for slot in (one, other)):
        return False
    return _surpasses(one, other) or _surpasses(other, one)


def _surpasses(one: Slot, other: Slot) -> bool:
    """Return whether `one` is more than `other`, whatever they stand for: 90 and <85, >90 and 90."""
    floor, ceiling = one.amount, other.amount
    lower, upper = (slot.value.relation if slot.value else None for slot in (one, other))
    if floor is None or ceiling is None or lower in _DOWN or upper in _UP:
        return False
    return floor > ceiling or (
        floor == ceiling and (lower is ComparisonSign.ABOVE or upper is ComparisonSign.BELOW)
    )


RULES = (
    figure_open,
    sentence_open,
    value_faults,
    same_figure,
    result_contradicts,
    total_below_parts,
)
