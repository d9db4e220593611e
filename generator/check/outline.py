"""Rules about the outline: departments, leads, areas and indicators that no task carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from generator import lexicon
from generator.check.subject import Subject
from generator.diagnostics import Finding
from generator.outline import Node
from generator.patterns import fill
from generator.period import mapping, strings

_MACRO = re.compile(r"\{% macro (\w+)\(\)(.*?)\{%-? endmacro", re.DOTALL)
_CALL = re.compile(r"\b(_\w+)\(")
_INDICATOR = re.compile(r"indicators\.(\w+)\.target")
_TEXTLESS = ("chapter", "section", "measure", "item")


def department_unmapped(subject: Subject) -> Iterator[Finding]:
    """A function that leads or takes part and that nobody has named."""
    names = subject.profile.lexicon.departments
    for function in dict.fromkeys(f for node in subject.nodes() for f in _functions(node)):
        if function not in names:
            guess = next(iter(get_close_matches(function, names, n=1)), "")
            facts = {"function": function, "guess": guess}
            yield Finding("department-unmapped", subject.profile.source.find(function), facts)


def department_unused(subject: Subject) -> Iterator[Finding]:
    """A name for a function that the lexicon does not know and no task asks for."""
    used = {function for node in subject.nodes() for function in _functions(node)}
    known = lexicon.functions()
    for function in mapping(subject.profile.at("departments")):
        if function not in known and function not in used:
            facts = {"function": function, "guess": next(iter(get_close_matches(function, known, n=1)), "")}
            yield Finding(
                "department-unused", subject.profile.source.key_place(("departments", function)), facts
            )


def task_without_lead(subject: Subject) -> Iterator[Finding]:
    """A measure without a lead in a plan that prints duties."""
    if subject.profile.outline.form.settings.get("duties") == "none":
        return
    for node in subject.nodes():
        if node.kind == "measure" and not node.lead and any(child.kind == "paragraph" for child in node.body):
            yield Finding("task-without-lead", subject.node_place(node), {"title": node.title or node.key})


def lead_form_mixed(subject: Subject) -> Iterator[Finding]:
    """Duties printed in more than one form."""
    default = str(subject.profile.outline.form.settings.get("duties"))
    forms = Counter(node.duties or default for node in subject.nodes() if node.lead and node.kind != "item")
    printed = [form for form, _ in forms.most_common() if form != "none"]
    if len(printed) > 1:
        odd = next(node for node in subject.nodes() if node.duties == printed[-1])
        patterns = mapping(subject.profile.period.settings["duties"])
        samples = (str(pattern[0]) for form in printed if isinstance(pattern := patterns[form], list))
        told = "和".join(fill(sample, dict.fromkeys(("lead", "support", "all"), "…")) for sample in samples)
        yield Finding("lead-form-mixed", subject.node_place(odd), {"forms": told})


def indicator_without_task(subject: Subject) -> Iterator[Finding]:
    """An indicator whose target no topic of the outline tells."""
    index = _told(subject.profile.period.folders)
    told: set[str] = set()
    for node in subject.nodes():
        for entry in node.entries:
            told |= index.get(entry.topic, set()) | set(_INDICATOR.findall(entry.own))
    for row in subject.figures.indicators.values():
        if row.national and row.id not in told and row.id in mapping(subject.profile.at("indicators")):
            place = subject.profile.source.key_place(("indicators", row.id))
            yield Finding("indicator-without-task", place, {"indicator": row.name})


def outline_gap(subject: Subject) -> Iterator[Finding]:
    """A heading without text, or an area of the national plan that no topic tells of."""
    for node in subject.nodes():
        if node.kind in _TEXTLESS and not node.body:
            yield Finding(
                "outline-gap", subject.node_place(node), {"what": f"{node.title or node.key}的正文"}
            )
    told = {entry.topic.split(".")[0] for node in subject.nodes() for entry in node.entries if entry.topic}
    for area, name in strings(subject.profile.period.settings.get("areas")).items():
        if area not in told and not _own_area(subject, name):
            yield Finding("outline-gap", subject.profile.source.key_place(("outline",)), {"what": name})


def _own_area(subject: Subject, name: str) -> bool:
    """Whether the outline covers an area in words of its own."""
    return any(name[:2] in node.title for node in subject.nodes())


def _functions(node: Node) -> Iterator[str]:
    yield from (*node.lead, *node.support)
    for entry in node.entries:
        yield from (*entry.lead, *entry.support)


@cache
def _told(folders: tuple[Path, ...]) -> dict[str, set[str]]:
    """The indicators whose target each topic tells, itself or through a macro it calls, as templates are written."""
    found: dict[str, set[str]] = {}
    for file in (
        file for folder in folders for shelf in ("topics", "boxes") for file in (folder / shelf).glob("*.j2")
    ):
        macros = dict(_MACRO.findall(file.read_text("utf-8")))
        for macro in macros:
            found.setdefault(f"{file.name.split('.')[0]}.{macro}", set()).update(_indicators(macro, macros))
    return found


def _indicators(macro: str, macros: dict[str, str]) -> set[str]:
    text = macros.get(macro, "")
    called = (_indicators(name, macros) for name in _CALL.findall(text) if name != macro)
    return set(_INDICATOR.findall(text)).union(*called)


RULES = (
    department_unmapped,
    department_unused,
    task_without_lead,
    lead_form_mixed,
    indicator_without_task,
    outline_gap,
)
