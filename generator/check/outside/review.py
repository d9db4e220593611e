"""Hold a plan as it stands against the rules: those of profiles that fit any plan, and those of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from generator.base.diagnostics import MORE, Finding, few_of_each
from generator.base.limits import MOST_FINDINGS
from generator.check.form.schema import judge
from generator.check.outside import duties, headings, marks, tables, titles
from generator.check.outside import figures as plan_figures
from generator.check.outside.context import PlanContext, located
from generator.check.rules import figures, indicators, unlikely, upper, words

PlanRule: TypeAlias = Callable[[PlanContext], Iterator[Finding]]
# What Cerberus says of a plan's indicators that a plan can be blamed for.
_OF_FORM = {
    "attribute-weaker",
    "attribute-stricter",
    "unit-differs",
    "target-unclear",
    "percent-range",
    "range-order",
}
_OF_PERIOD: tuple[PlanRule, ...] = (
    indicators.indicator_missing,
    indicators.name_differs,
    indicators.target_below_national,
    indicators.baseline_missing,
    indicators.baseline_year,
    words.wrong_period_word,
    titles.areas_lacking,
)
_OF_PLACE: tuple[PlanRule, ...] = (words.wrong_level_word, upper.target_below_upper, upper.upper_period)
_OF_DATE: tuple[PlanRule, ...] = (words.meeting_anachronism, words.department_abolished)
_OF_ANY: tuple[PlanRule, ...] = (
    indicators.target_below_baseline,
    indicators.target_below_achieved,
    indicators.percent_twice,
    indicators.cumulative,
    figures.figure_open,
    figures.sentence_open,
    unlikely.fraction_for_percent,
    *headings.RULES,
    *marks.RULES,
    titles.title_differs,
    titles.annex_differs,
    titles.implementation_lacks,
    titles.numbers_differ,
    *duties.RULES,
    *plan_figures.RULES,
    *tables.RULES,
)


def check_plan(subject: PlanContext) -> list[Finding]:
    """Return what a reviewer would object to in a plan, in its order, each at the words concerned."""
    found = [finding for rule in _rules(subject) for finding in _first(rule(subject))]
    placed = sorted((located(subject, each) for each in _once(found)), key=lambda each: each.place)
    return list(few_of_each(placed, MOST_FINDINGS))


def _first(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings of a rule's function until there are more of one rule than anybody reads."""
    for finding in few_of_each(findings, MOST_FINDINGS):
        yield finding
        if finding.rule == MORE:
            return


def _rules(subject: PlanContext) -> Iterator[PlanRule]:
    yield from _OF_ANY
    if subject.known.period:
        yield from (*_OF_PERIOD, form_faults)
    if subject.known.place:
        yield from _OF_PLACE
    if subject.known.place and subject.known.period:
        yield documents_missing
    yield from _OF_DATE if subject.known.date else (departments_gone,)


def documents_missing(subject: PlanContext) -> Iterator[Finding]:
    """Report the levels above of which the plan cites no plan anywhere."""
    yield from words.upper_document_missing(subject.citing)


def departments_gone(subject: PlanContext) -> Iterator[Finding]:
    """Report each body that was abolished before the period began, in a plan without a date."""
    for finding in words.department_abolished(subject):
        if finding.facts.get("successor"):
            yield finding


def form_faults(subject: PlanContext) -> Iterator[Finding]:
    """Report indicators whose attribute, unit or value is not of the national kind, as Cerberus says."""
    for finding in judge(subject.profile.source, subject.profile.period):
        if finding.rule in _OF_FORM:
            yield finding


def _once(findings: list[Finding]) -> list[Finding]:
    """Return `findings` without those that say the same of the same line again."""
    seen = {(each.rule, each.place.line, *sorted(each.facts.items())): each for each in reversed(findings)}
    return list(reversed(seen.values()))
