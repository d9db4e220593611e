"""Find tasks without a lead, duties in several forms, and indicators that no task carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from generator.base.diagnostics import Finding
from generator.base.limits import MOST_COMPARISONS
from generator.check.outside.context import PlanContext
from generator.check.outside.lines import LineKind, PlanLine
from generator.check.outside.sentences import pairs_of
from generator.check.outside.vocabulary import named_patterns, words
from generator.document import Duties, Measure, Node, Paragraph, nodes_in, plain

_MOST = 0.6  # of the measures have duties, where each should
_LIKE = 0.6
_DUTIES = "/duties"
_SHOWN = 30


def task_without_lead(subject: PlanContext) -> Iterator[Finding]:
    """Report each measure that names no department, in a plan where most of them do."""
    measures = [line for line in subject.plan_lines if _is_measure(line)]
    held = [line for line in measures if any(map(_has_duties, (*line.path, *nodes_in(line.node))))]
    if not measures or len(held) < _MOST * len(measures):
        return
    for line in measures:
        if line not in held:
            title = getattr(line.node, "title", "") or line.text
            yield subject.at_line("task-without-lead", line, title=title[:_SHOWN])


def _is_measure(line: PlanLine) -> bool:
    return isinstance(line.node, Measure) and line.kind is LineKind.TITLE


def _has_duties(node: Node) -> bool:
    return getattr(node, "duties", None) is not None


def lead_form_mixed(subject: PlanContext) -> Iterator[Finding]:
    """Report duties that are printed in more than one form, at the first of the rarest form."""
    printed = [(line, form) for line in subject.plan_lines if (form := _form(line))]
    forms = [form for form, _ in Counter(form for _, form in printed).most_common()]
    if len(forms) > 1:
        odd = next(line for line, form in printed if form == forms[-1])
        yield subject.at_line("lead-form-mixed", odd, forms="和".join(forms))


def _form(line: PlanLine) -> str:
    """Return the form of the duties that `line` ends with, as one looks; "" where it has none."""
    if not isinstance(node := line.node, Paragraph):
        return ""
    printed = "".join(plain(each.runs) for each in node.passages if each.key.endswith(_DUTIES))
    found = (form for form, each in named_patterns("duty_forms").items() if printed and each.search(printed))
    return next(found, "")


def indicator_without_task(subject: PlanContext) -> Iterator[Finding]:
    """Report each indicator of the table of which no heading, box or sentence speaks."""
    texts = [pairs_of(line.text) for line in subject.plan_lines if line.kind in _SAYING]
    most = MOST_COMPARISONS // max(len(texts), 1)
    for row in islice(subject.figures.indicators.values(), most):
        names = [pairs_of(name) for name in {row.name, row.national.name if row.national else row.name}]
        said = any(len(each & text) >= _LIKE * len(each) for each in names for text in texts)
        if row.id in subject.named and not said:
            place = subject.profile.place(f"indicators.{row.id}")
            yield Finding("indicator-without-task", place, {"indicator": row.name, "topics": ""})


def departments_differ(subject: PlanContext) -> Iterator[Finding]:
    """Report a department by two names that differ in their last characters alone: 卫健委, 卫健局."""
    known: dict[str, str] = {}
    told: set[str] = set()
    for line in subject.plan_lines:
        for name in _named(line.node):
            end = next((each for each in words("department_ends") if name.endswith(each)), "")
            other = known.setdefault(name.removesuffix(end), name) if end else name
            if other != name and name not in told:
                told.add(name)
                yield subject.at_line("plan-departments", line, name, value=name, other=other)


def _named(node: Node) -> Iterator[str]:
    """Yield the names of the departments that have duties of `node`, or of its passages."""
    holders = (node, *node.passages) if isinstance(node, Paragraph) else (node,)
    for holder in holders:
        if isinstance(duties := getattr(holder, "duties", None), Duties):
            yield from (each.name for each in (*duties.lead, *duties.support))


_SAYING = {LineKind.TEXT, LineKind.TITLE}
RULES = (task_without_lead, lead_form_mixed, indicator_without_task, departments_differ)
