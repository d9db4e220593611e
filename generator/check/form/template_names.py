"""The check of templates: whether the words, macros, departments, figures and documents they name exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import OVER, period_ids, resource, templates_folder
from generator.base.spelling import nearest
from generator.check.form.form_manifests import asked_macro, asking_macros, takes_field, takes_sentence
from generator.library import lexicon
from generator.library.form_manifest import manifest_beside
from generator.library.period import Period, load_period
from generator.library.template_facts import SHELVES, Fact, TemplateFacts, template_facts
from generator.library.template_index import PATH
from generator.yaml_source import Data, load_data, mapping, strings, texts

_SAY, _FORMS = "say", "forms"
_KEY = re.compile(r"\w+")
_CITED = {"doc": "documents", "names": "names", "quoted": "names"}
_KINDS = {"documents": "cited", "names": "cited", "indicators": "indicator"}
_OF_PROFILE = {"figure", "cited", "indicator"}  # which a profile may have though no catalogue has them
_AROUND = {"tier", "setting"}
_OFFERED_TO = {*SHELVES, _FORMS}


class Named(NamedTuple):
    """Hold a name that a template uses, of what kind it is, on which line, and the names that there are."""

    kind: str
    name: str
    line: int
    known: frozenset[str]


def check_template(file: Path) -> list[Finding]:
    """Return findings for what a template names and the library has not; of one that is no Jinja, that."""
    try:
        template = template_facts(file)
        missing = [named for named in _named(file, template) if named.name not in named.known]
    except PlanError as error:
        return error.findings
    lines = file.read_text("utf-8").split("\n") if missing else []
    found = [_finding(file, lines, named) for named in dict.fromkeys(missing)]
    found += [
        Finding("templates-macro", Place(str(file), line, 1), {"name": name}) for name, line in template.twice
    ]
    return sorted(found, key=_place)


def _place(finding: Finding) -> Place:
    return finding.place


def _finding(file: Path, lines: list[str], named: Named) -> Finding:
    """Return the finding for a name at its place: on its line, or on the next that has it."""
    words = mapping(mapping(_words()["names"])[named.kind])
    rule = "templates-figure" if named.kind in _OF_PROFILE else "templates-name"
    facts = {"name": named.name, "guess": nearest(named.name, named.known), **strings(words)}
    first = named.line if named.kind not in _AROUND else 1  # a condition stands before what it guards
    for number, line in enumerate(lines[first - 1 :], start=first):
        if found := re.search(rf"(?<![\w.-]){re.escape(named.name)}(?![\w-])", line) or re.search(
            rf"(?<!\w){re.escape(named.name)}(?!\w)", line
        ):
            return Finding(rule, Place(str(file), number, found.start() + 1), facts)
    return Finding(rule, Place(str(file), named.line, 1), facts)


def _named(file: Path, template: TemplateFacts) -> Iterator[Named]:
    """Yield the names that a template uses."""
    yield from (Named("filter", name, line, _offered("filters")) for name, line in template.filters)
    yield from (Named("test", name, line, frozenset()) for name, line in template.tests)
    period, shelf = _period_of(file), file.parent.name
    known = _offered("names") if shelf in _OFFERED_TO else frozenset()
    for macro in ("", *sorted(template.names)):
        yield from _places(template, macro)
        for fact in template.facts(macro, "name", "word", "call", "const"):
            if fact.kind == "name" and known and fact.text in template.asked:
                yield Named("word", fact.text, fact.line, known)
            elif fact.kind == "word":
                yield _word(fact, period)
            elif fact.kind == "call" and fact.text.startswith(f"{_SAY}."):
                yield Named("macro", fact.text.partition(".")[2], fact.line, _macros_to_say())
            elif fact.kind == "const" and shelf in SHELVES:
                yield from _of_profile(fact, period)
            elif shelf == _FORMS:
                yield from _of_form(fact, file)


def _places(template: TemplateFacts, macro: str) -> Iterator[Named]:
    """Yield the tiers and settings that the conditions of a macro compare with."""
    kinds = mapping(_words()["places"])
    for fact in template.facts(macro, "text", "const", "name", "word", "call"):
        for kind, value in (each for condition, _ in fact.guards for each in _compared(condition)):
            known = lexicon.setting_titles() if kind == "setting" else texts(kinds["tier"])
            yield Named(kind, value, fact.line, frozenset(known))


def _compared(condition: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # what JSON holds
    """Yield each tier or setting in a condition."""
    if isinstance(condition, list) and condition and condition[0] == "place":
        yield from ((str(condition[1]), str(value)) for value in condition[2])
    elif isinstance(condition, list):
        yield from (each for part in condition[1:] for each in _compared(part))


def _of_form(fact: Fact, file: Path) -> Iterator[Named]:
    """Yield what a form asks of its manifest: the macro, and the field that it prints."""
    if fact.kind == "call" and (macro := asked_macro(fact.text)):
        yield Named("macro", macro, fact.line, asking_macros().names)
    elif fact.kind == "const" and fact.first and takes_field(asked_macro(fact.call)):
        yield Named("field", fact.text, fact.line, frozenset(manifest_beside(file).fields))
    elif fact.kind == "const" and fact.first and takes_sentence(asked_macro(fact.call)):
        yield Named("sentence", fact.text, fact.line, frozenset(manifest_beside(file).sentences))


def _word(fact: Fact, period: Period) -> Named:
    """Return a word of the place or of the period."""
    kind, _, name = fact.text.partition(".")
    known = lexicon.term_names() | _offered("terms") if kind == "term" else frozenset(period.words)
    return Named(kind, name, fact.line, frozenset(known))


def _of_profile(fact: Fact, period: Period) -> Iterator[Named]:
    """Yield what a text in an expression names of a profile: a figure, a document, a department, a group."""
    call = fact.call.rpartition(".")[2]
    if PATH.fullmatch(fact.text):
        group, key, *_ = fact.text.split(".")
        known = frozenset(path for path in _paths(period) if path.startswith(f"{group}."))
        yield Named(_KINDS.get(group, "figure"), f"{group}.{key}", fact.line, known)
    elif not fact.first or not _KEY.fullmatch(fact.text):
        return
    elif call in _CITED:
        known = frozenset(key.split(".")[1] for key in _paths(period) if key.startswith(f"{_CITED[call]}."))
        yield Named("cited", fact.text, fact.line, known)
    elif call == "dept":
        yield Named("department", fact.text, fact.line, frozenset(lexicon.department_functions()))
    elif call == "results":
        yield Named("group", fact.text, fact.line, frozenset(mapping(period.settings.get("result_groups"))))


@cache
def _paths(period: Period) -> frozenset[str]:
    """Return what the catalogue and the national sets of a period and of those after it have."""
    later = [load_period(each) for each in period_ids() if each >= period.id]
    catalogue = {".".join(path.split(".")[:2]) for each in later for path in each.catalogue}
    return frozenset(catalogue | {f"indicators.{key}" for each in later for key in each.indicators})


def _period_of(file: Path) -> Period:
    """Return the period that a template belongs to; the first of all for what all have in common."""
    names = [name.removesuffix(OVER) for name in file.parts]
    return load_period(next((name for name in names if name in period_ids()), period_ids()[0]))


@cache
def _macros_to_say() -> frozenset[str]:
    return template_facts(resource("common/say.xml.j2")).names


def _offered(kind: str) -> frozenset[str]:
    """Return the names, or the filters, that templates are offered."""
    return frozenset(texts(mapping(_words()["offered"])[kind]))


@cache
def _words() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "library.yaml"))
