"""Hold the numbers in a plan's sentences against its tables, and against one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from itertools import islice

from generator.base.diagnostics import Finding
from generator.base.limits import MOST_COMPARISONS
from generator.base.units import base_unit, plain_digits
from generator.base.values import ComparisonSign, read_value
from generator.check.language import sentence_patterns
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind, PlanLine
from generator.check.outside.sentences import Number, numbers_in, pairs_of
from generator.check.outside.vocabulary import pattern, pattern_of, words
from generator.check.rules import indicators
from generator.check.value_kinds import higher_is_better
from generator.document import Division
from generator.locality.figures import Slot

_LIKE = 0.55  # of the pairs of characters of a figure's name, which its sentence has
_TELLING = 1_000  # smaller numbers of two groups may well be equal
_STRICT = {ComparisonSign.ABOVE, ComparisonSign.BELOW}


class Time(Enum):
    """Say of which time a sentence or a figure is: what was reached, or what is aimed at."""

    PAST = auto()
    COMING = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold a figure as a sentence would write it: the pairs of its names, its unit and time, its slot."""

    slot: Slot
    name: str
    names: tuple[frozenset[str], ...]
    unit: str
    time: Time
    amount: Decimal


def mentions_of(subject: PlanContext) -> list[Mention]:
    """Return the figures of a plan's tables that a sentence may repeat."""
    return list(_mentions(subject))


def _mentions(subject: PlanContext) -> Iterator[Mention]:
    for row in subject.figures.indicators.values():
        names = {row.name, row.national.name if row.national else row.name}
        cells = {
            f"completion.{row.id}.result": Time.PAST,
            f"indicators.{row.id}.baseline": Time.PAST,
            f"indicators.{row.id}.target": Time.COMING,
        }
        for path, time in cells.items():
            slot = subject.figures.slot(path)
            if slot.value is None or slot.amount is None or slot.value.end or slot.value.about:
                continue
            unit = "%" if slot.value.percent else base_unit(row.unit) or _national_unit(row.national)
            yield Mention(slot, row.name, tuple(map(pairs_of, names)), _unit(unit), time, slot.amount)


def _national_unit(national: object) -> str:
    return str(getattr(national, "unit", ""))


def _unit(word: str) -> str:
    return sentence_patterns().same_units.get(word, word)


def text_contradicts(subject: PlanContext) -> Iterator[Finding]:
    """Report each number in a sentence that gives another value to a figure of the tables, of one time."""
    for line, number, about in _compared(subject):
        alike = _alike(subject, line, number, about)
        value = read_value(number.written)
        if not alike or any(each.amount == value.amount for each in alike):
            continue
        found = max(alike, key=lambda each: len(each.name))
        facts = {"what": found.name, "value": number.text, "other": found.slot.in_full}
        where = subject.said_at(found.slot.path)
        yield subject.at_line("text-contradicts", line, number.text, where=where, **facts)


def text_above_target(subject: PlanContext) -> Iterator[Finding]:
    """Report a share that a sentence says was reached already, and that is beyond the target."""
    told = {str(each.facts.get("indicator")) for each in indicators.target_below_achieved(subject)}
    for line, number, about in _compared(subject):
        if number.unit != "%":
            continue
        for each in (mention for mention in about if mention.time is Time.COMING):
            row = subject.figures.indicators[each.slot.path.split(".")[1]]
            reached, target = read_value(number.written), each.slot.value
            below = target and target.meets(reached, higher_is_better=higher_is_better(row)) is False
            if below and row.name not in told and _time_of(subject, line, number) is Time.PAST:
                told.add(row.name)
                facts = {"value": each.slot.text, "achieved": number.text}
                yield subject.indicator_finding("target-below-achieved", row, "target", **facts)


def relation_differs(subject: PlanContext) -> Iterator[Finding]:
    """Report a sentence that makes of a target beyond a number (>98) that number itself (达到98%)."""
    for line, number, about in _compared(subject):
        coming = [each for each in about if each.time is Time.COMING]
        for found in _alike(subject, line, number, coming):
            value = found.slot.value
            same = value and value.relation in _STRICT and found.amount == read_value(number.written).amount
            if same and not pattern("at_least").search(number.clause + number.behind):
                facts = {"what": found.name, "value": number.text, "other": found.slot.in_full}
                where = subject.said_at(found.slot.path)
                yield subject.at_line("plan-relation", line, number.text, where=where, **facts)
                break


def _numbers(subject: PlanContext) -> Iterator[tuple[PlanLine, Number]]:
    """Yield the numbers in the sentences of a plan, each with its line; none of sentences on other years."""
    period = subject.profile.period
    years = {subject.figures.baseline_year, period.baseline_year, period.target_year}
    for line in subject.plan_lines:
        if line.kind in {LineKind.TEXT, LineKind.TITLE}:
            yield from ((line, number) for number in numbers_in(line.text, frozenset(years)))


@lru_cache(maxsize=1)  # several rules ask for those of one plan
def _compared(subject: PlanContext) -> list[tuple[PlanLine, Number, list[Mention]]]:
    """Return the numbers of a plan's sentences that are about figures of its tables, each with these.

    Compare no more than any plan has.
    """
    mentions = mentions_of(subject)
    numbers = islice(_numbers(subject), MOST_COMPARISONS // max(len(mentions), 1))
    found = ((line, number, _about(number, mentions)) for line, number in numbers)
    return [each for each in found if each[2]]


def _alike(subject: PlanContext, line: PlanLine, number: Number, about: list[Mention]) -> list[Mention]:
    """Return the mentions of `about` of the figure that `number` gives a value, if they are of its time."""
    time = _time_of(subject, line, number) if about else None
    found = [each for each in about if each.time is time]
    best = max((_share(each, number) for each in found), default=0.0)
    return [each for each in found if _share(each, number) == best]


def _about(number: Number, mentions: list[Mention]) -> list[Mention]:
    """Return the `mentions` of figures of which the clause of `number` speaks."""
    unit = _unit(number.unit)
    alike = (each for each in mentions if each.unit == unit and _share(each, number) >= _LIKE)
    return [each for each in alike if all(word in each.name for word in number.elsewhere)]


def _share(mention: Mention, number: Number) -> float:
    return max((len(names & number.pairs) / len(names) for names in mention.names if names), default=0)


def _time_of(subject: PlanContext, line: PlanLine, number: Number) -> Time:
    """Return of which time a sentence is: as its words say, else as the headings above it do."""
    period = subject.profile.period
    if pattern_of("coming", period).search(number.sentence):
        return Time.COMING
    if pattern_of("past", period).search(number.sentence):
        return Time.PAST
    titles = (node.title for node in line.path if isinstance(node, Division))
    return Time.PAST if any(_is_past_title(title) for title in titles) else Time.COMING


@lru_cache(maxsize=256)
def _is_past_title(title: str) -> bool:
    return any(word in title for word in words("past_titles"))


def parts_above_target(subject: PlanContext) -> Iterator[Finding]:
    """Report a number of people that a sentence promises of an indicator's target, and that is more than it.

    What is part of which target the catalogue of figures says (`part_of`).
    """
    period = subject.profile.period
    parts = {path: entry for path, entry in period.catalogue.items() if entry.part_of}
    named = [(subject.figures.slot(path).name, entry) for path, entry in parts.items()]
    for line, number in _numbers(subject):
        amount = read_value(number.written).amount
        for name, entry in named:
            names = pairs_of(name)
            slot = subject.figures.slot(f"indicators.{entry.part_of}.target")
            if amount is None or slot.amount is None or slot.amount >= amount or not names:
                continue
            about = pairs_of(number.sentence) | pairs_of(getattr(line.path[-2], "title", ""))
            alike = len(names & about) >= _LIKE * len(names) and _unit(number.unit) == _unit(entry.unit)
            if alike and _time_of(subject, line, number) is Time.COMING:
                facts = {"parts": name, "sum": plain_digits(amount)}
                row = subject.figures.indicators[entry.part_of]
                facts |= {"indicator": row.name, "value": slot.in_full, "source": ""}
                yield subject.at_line("total-below-parts", line, number.text, **facts)
                break


def same_figure(subject: PlanContext) -> Iterator[Finding]:
    """Report two groups of people to whom one paragraph gives the same large number."""
    for line in subject.plan_lines:
        if line.kind is not LineKind.TEXT:
            continue
        seen: dict[str, str] = {}
        for found in pattern("people").finditer(line.text):
            written, group = found[1] + found[2], found[3]
            amount = read_value(found[1]).amount
            if amount is None or amount < _TELLING or found[2]:
                continue
            first = seen.setdefault(written, group)
            if first != group:
                yield subject.at_line(
                    "same-figure", line, f"{written}{group}", first=first, second=group, value=written
                )


RULES = (
    text_contradicts,
    text_above_target,
    relation_differs,
    parts_above_target,
    same_figure,
)
