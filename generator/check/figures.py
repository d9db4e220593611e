"""Rules about figures: left open, unreadable, at odds with one another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from generator.check.subject import Subject
from generator.diagnostics import Finding
from generator.figures import Slot
from generator.period import mapping, texts
from generator.values import Kind, Relation, Value, read

_COLUMNS = ("baseline", "target")
_PARTS = ("severe", "mild")
_TELLING = 1_000  # two groups may well have the same small number
_WRITTEN = re.compile(r"(?<![\d.{\w])(\d[\d.,]*[余多]?[万亿]?[余多]?)\s*(%|[名人户个家次件所项期])")
_CLAUSE = re.compile(r"[^，。；：]+")
_LIKE = 0.6


def figure_open(subject: Subject) -> Iterator[Finding]:
    """A figure that the tables need and the profile leaves out or leaves at XX."""
    profile = subject.profile
    named = mapping(profile.at("indicators"))
    columns = [name for name in texts(profile.outline.form.part("indicators")["columns"]) if name in _COLUMNS]
    paths = [
        f"indicators.{key}.{name}" for key in subject.figures.indicators if key in named for name in columns
    ]
    others = [
        f"{group}.{key}" for group in ("achievements", "commitments") for key in mapping(profile.at(group))
    ]
    for path in [*paths, *others]:
        slot = subject.figures.slot(path)
        facts = {"what": slot.name, "department": slot.department, "path": path}
        if slot.value is None and not slot.default:
            yield subject.at("gap", path, **facts)
        elif slot.value is not None and slot.value.kind is Kind.PLACEHOLDER:
            yield subject.at("placeholder", path, value=slot.value.text, **facts)


def value_unreadable(subject: Subject) -> Iterator[Finding]:
    """A figure of an indicator or of the population that has digits and yet is no number."""
    indicators = (f"indicators.{key}.{column}" for key in subject.figures.indicators for column in _COLUMNS)
    population = (f"population.{key}" for key in mapping(subject.profile.at("population")))
    for path in (*indicators, *population):
        slot = subject.figures.slot(path)
        if slot.value and slot.value.kind is Kind.WORDS and re.search(r"\d", slot.value.text):
            yield subject.at("value-unreadable", path, what=slot.name, value=slot.value.text)


def population_sum(subject: Subject) -> Iterator[Finding]:
    """Parts of the population that do not add up to the whole."""
    total = _exact(subject.profile.value("population.certified"))
    grades = mapping(subject.profile.at("population.by_grade"))
    groups = [[f"population.{part}" for part in _PARTS], [f"population.by_grade.{grade}" for grade in grades]]
    for paths in groups:
        amounts = [_exact(subject.profile.value(path)) for path in paths]
        known = [amount for amount in amounts if amount is not None]
        if total is None or not known or len(known) < len(amounts) or sum(known) == total:
            continue
        parts = "、".join(subject.figures.slot(path).name for path in paths)
        yield subject.at(
            "population-sum", "population.certified", parts=parts, sum=str(sum(known)), total=str(total)
        )


def same_figure(subject: Subject) -> Iterator[Finding]:
    """Two groups of people with one and the same large number."""
    slots = [
        subject.figures.slot(f"achievements.{key}") for key in mapping(subject.profile.at("achievements"))
    ]
    for first, second in combinations(slots, 2):
        amount = _amount(second.value)
        if (
            amount is not None
            and amount >= _TELLING
            and amount == _amount(first.value)
            and first.unit == second.unit
        ):
            facts = {"first": first.name, "second": second.name, "value": _text(second)}
            yield subject.at("same-figure", second.path, **facts)


def result_contradicts(subject: Subject) -> Iterator[Finding]:
    """A result of the last period that is not the baseline of its indicator."""
    for path, indicator in subject.results():
        row, result = subject.figures.indicators.get(indicator), subject.figures.slot(path)
        baseline = subject.value(row, "baseline") if row else None
        if row and baseline and result.value and _disagree(result.value, baseline):
            facts = {"what": result.name, "value": _text(result), "other": baseline.text}
            year = subject.figures.baseline_year
            yield subject.at("text-contradicts", path, where=f"“{row.name}”{year}年基期值", **facts)


def sentence_contradicts(subject: Subject) -> Iterator[Finding]:
    """A number typed into a sentence that names a figure of the profile and gives it another value."""
    slots = list(_named_slots(subject))
    for path, text in subject.own_texts():
        if path[-1] != "own":
            continue
        for clause in _CLAUSE.findall(text):
            for written, unit in _WRITTEN.findall(clause):
                alike = [slot for slot in slots if slot.unit[-1:] == unit and _names(clause, slot.name)]
                if found := _other(read(written), alike):
                    facts = {"what": found.name, "where": f"档案 {found.path}", "other": _text(found)}
                    place = subject.profile.source.place(path)
                    yield Finding("text-contradicts", place, {**facts, "value": f"{written}{unit}"})


def total_below_parts(subject: Subject) -> Iterator[Finding]:
    """A target smaller than what sentences and boxes promise of it."""
    scales = {"万": 10_000}
    for row in subject.figures.indicators.values():
        parts = [path for path, entry in subject.profile.period.catalogue.items() if entry.part_of == row.id]
        slots = [slot for path in parts if (slot := subject.figures.slot(path)).value]
        promised = sum((amount for slot in slots if (amount := _amount(slot.value)) is not None), Decimal(0))
        value = subject.value(row, "target")
        total = _amount(value)
        if value is None or total is None or total * scales.get(row.unit[:1], 1) >= promised:
            continue
        facts = {"value": f"{value.text}（{row.unit}）", "parts": "、".join(slot.name for slot in slots)}
        yield subject.indicator("total-below-parts", row, "target", sum=str(promised), **facts)


def _other(value: Value, slots: list[Slot]) -> Slot | None:
    """The figure that a typed value contradicts: none of those it may stand for has that value."""
    if any(_amount(slot.value) in {None, value.amount} for slot in slots):
        return None
    return max(slots, key=lambda slot: len(slot.name), default=None)


def _named_slots(subject: Subject) -> Iterator[Slot]:
    for group in ("population", "achievements", "commitments"):
        for key in mapping(subject.profile.at(group)):
            yield subject.figures.slot(f"{group}.{key}")
    for key in subject.figures.indicators:
        for column in _COLUMNS:
            slot = subject.figures.slot(f"indicators.{key}.{column}")
            yield Slot(slot.path, slot.value, slot.name.split("（")[0], slot.unit, slot.department)


def _names(clause: str, name: str) -> bool:
    """Whether a clause speaks of a figure: most pairs of characters of the name stand in it."""
    pairs = {name[n : n + 2] for n in range(len(name) - 1)}
    return bool(pairs) and sum(pair in clause for pair in pairs) / len(pairs) >= _LIKE


def _disagree(result: Value, baseline: Value) -> bool:
    """Whether a result and a baseline cannot both be true."""
    if result.amount is None or baseline.amount is None:
        return False
    if baseline.relation is Relation.EQUAL and result.relation is Relation.EQUAL:
        return result.amount != baseline.amount and not (result.approximate or baseline.approximate)
    return result.meets(baseline) is False and baseline.meets(result) is False


def _exact(value: Value | None) -> Decimal | None:
    return value.amount if value and value.relation is Relation.EQUAL and not value.approximate else None


def _amount(value: Value | None) -> Decimal | None:
    return value.amount if value else None


def _text(slot: Slot) -> str:
    return slot.value.text if slot.value else ""


RULES = (
    figure_open,
    value_unreadable,
    population_sum,
    same_figure,
    result_contradicts,
    sentence_contradicts,
    total_below_parts,
)
