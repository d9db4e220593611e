"""Write a profile to be filled in: every figure that its plan asks for, by department, each explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.base.characters import one_line
from generator.base.patterns import fill
from generator.base.resources import templates_folder
from generator.base.templating import fill_in, sandbox
from generator.base.values import ValueKind
from generator.check.context import ReviewContext
from generator.check.form.vocabulary import form_words, key_words
from generator.check.plan_paths import paths_in_plan
from generator.library import lexicon
from generator.library.form_index import form_fields
from generator.library.known_places import known_place, townships_date
from generator.library.outline import walk_outline
from generator.library.period import CATALOGUES
from generator.locality.figures import Figures
from generator.locality.indicators import PlanIndicator, left_out_indicators, plan_indicators
from generator.locality.profile import Profile, drafting_month
from generator.pipeline.support.outline_listing import outline_listing
from generator.yaml_source import mapping
from generator.yaml_source.write import yaml_flow, yaml_scalar

_SHOWN = {"chapter", "section", "measure", "box"}
_ALWAYS = {"population.certified"}
_FACTS = ("title", "subtitle", "status", "drafted", "baseline_year")
_TEMPLATE = "profile.yaml.j2"


@dataclass(frozen=True, slots=True)
class BlankEntry:
    """Hold a key of the profile with its name, unit, value and last period's value (`last`).

    An entry that is not `active` becomes a comment. `source` says where the value was read.
    """

    key: str
    name: str
    unit: str = ""
    value: str = ""
    last: str = ""
    active: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True)
class Prefilled:
    """Hold what a new profile takes over from an old one.

    `values` (as YAML), `last`, last period's text, and `sources`, where a value was read, go by path,
    `sections` by key. `parts` are lines of YAML, `completion` the rows of last period's indicators, `notes`
    lines for the head of the file; `origin` is the date of the divisions that the levels above come from.
    `lines` are the text of the old file, named `file`, to append as comments.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    completion: tuple[dict[str, Any], ...] = ()
    origin: str = ""
    notes: tuple[str, ...] = ()
    file: str = ""
    lines: tuple[str, ...] = ()


def write_blank(profile: Profile, prefilled: Prefilled) -> str:
    """Return the text of a profile's file with everything to fill in.

    `profile` holds what is known so far. Raise PlanError if the template fails.
    """
    context = _on_one_line({**_facts(profile), **_tables(profile, prefilled)}) | _prefilled(prefilled)
    environment = sandbox((templates_folder() / "profile",), markup=False)
    return fill_in(environment, _TEMPLATE, context, profile.source.file).rstrip("\n") + "\n"


def _facts(profile: Profile) -> dict[str, Any]:
    """Return what the template prints about the place and the period."""
    period, place = profile.period, profile.locality
    words = {**profile.lexicon.terms, "period": period.words["name"]}
    return {
        "place": place.name,
        "name": yaml_scalar(place.name),
        "kind": place.kind,
        "kinds": lexicon.kind_titles(),
        "setting": place.setting,
        "setting_chosen": bool(profile.text("locality.setting")),
        "tier": place.tier,
        "confirmed": known_place(place.name, place.kind, place.upper).confirmed,
        "townships": place.townships if place.townships in lexicon.township_words() else "",
        "townships_date": townships_date(),
        "upper": yaml_flow(list(place.upper)) if place.upper else "",
        "period": period.id,
        "words": period.words,
        "word": key_words(),
        "title": fill(str(period.settings["title"]), words),
        "drafted": drafting_month({}, period),
        "baseline_year": period.baseline_year,
        "target_year": period.target_year,
        "attributes": period.attributes,
    }


def _tables(profile: Profile, prefilled: Prefilled) -> dict[str, Any]:
    """Return what the template lists: blanks by group and department, departments, terms, blocks, forms."""
    nodes = list(walk_outline(profile.outline.body))
    used = {function for node in nodes for function in (*node.lead, *node.support)}
    terms = {name: text for name, text in profile.lexicon.terms.items() if name in lexicon.term_names()}
    departments = {
        key: profile.lexicon.department(key) for key in lexicon.department_functions() if key in used
    }
    varying = lexicon.varying_departments()
    return {
        "groups": {
            **{group: _by_department(profile, _blanks(profile, prefilled, group)) for group in CATALOGUES},
            "indicators": _by_department(profile, _indicators(profile, prefilled)),
        },
        "left_out": list(_left_out(profile, prefilled)),
        "departments": _one_line({key: name for key, name in departments.items() if key not in varying}),
        "varying_departments": _one_line({key: departments[key] for key in varying if key in departments}),
        "terms": _one_line(terms),
        "blocks": [{"key": node.key, "title": node.title} for node in nodes if node.kind in _SHOWN],
        "listing": [one_line(line) for line in outline_listing(profile)],
        "forms": [_form(form, title, profile) for form, title in form_words().items()],
    }


def _prefilled(prefilled: Prefilled) -> dict[str, Any]:
    """Return what the template prints of the old profile, with empty defaults."""
    sections = ("locality", "categories", "departments", "terms", "outline", "accepted", *CATALOGUES)
    return {
        "sections": {**dict.fromkeys(sections, ""), **prefilled.sections},
        "last": _on_one_line({**dict.fromkeys(_FACTS, ""), **prefilled.last}),
        "kept": {**dict.fromkeys(_FACTS, ""), **prefilled.values},
        "parts": prefilled.parts,
        "parts_listed": {line.strip("- ").removeprefix("form: ") for line in prefilled.parts},
        "completion": _on_one_line(prefilled.completion),
        "origin": one_line(prefilled.origin),
        "notes": _on_one_line(prefilled.notes),
        "appendix": {"file": prefilled.file, "lines": prefilled.lines} if prefilled.file else None,
    }


def _blanks(profile: Profile, prefilled: Prefilled, group: str) -> Iterator[tuple[str, BlankEntry]]:
    """Yield the department and the blank of each figure of a group, the profile's own last."""
    asked, figures, catalogue = asks_for(profile), Figures(profile), profile.period.catalogue
    known = [path for path in catalogue if path.startswith(f"{group}.") and path.count(".") == 1]
    own = [f"{group}.{key}" for key in mapping(profile.at(group)) if f"{group}.{key}" not in catalogue]
    for path in (*known, *own):
        slot, value = figures.slot(path), prefilled.values.get(path, "")
        told = path in own or bool(mapping(profile.at(path)))  # more than the value
        if told and not value:
            value = yaml_flow(profile.at(path))
        key, last = path.partition(".")[2], prefilled.last.get(path, "")
        source = prefilled.sources.get(path, "")
        active = told or asked(path) or bool(source)
        yield slot.department, BlankEntry(key, slot.name, slot.unit, value, last, active, source)


def asks_for(profile: Profile) -> Callable[[str], bool]:
    """Return a function that tells whether the plan would print the value at a path.

    The paths are those of figures, documents and names.
    """
    return (paths_in_plan(ReviewContext(profile)) | _ALWAYS).__contains__


def _indicators(profile: Profile, prefilled: Prefilled) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the department and the facts of each indicator of the plan, with the cells to fill in."""
    for row in plan_indicators(profile):
        facts = {"key": row.id, "name": row.name, "unit": row.unit, "attribute": row.attribute}
        cells = list(_cells(row, profile, prefilled))
        department = profile.lexicon.department(row.department)
        yield department, {**facts, "confirmed": row.confirmed, "cells": cells}


def _left_out(profile: Profile, prefilled: Prefilled) -> Iterator[BlankEntry]:
    """Yield the national indicators that the profile leaves out, each with what else it says of them."""
    for key, row in left_out_indicators(profile).items():
        name = profile.period.indicators[key].name
        yield BlankEntry(key, name, value=yaml_flow(row), last=prefilled.last.get(f"indicators.{key}", ""))


def _cells(row: PlanIndicator, profile: Profile, prefilled: Prefilled) -> Iterator[BlankEntry]:
    """Yield an indicator's own attributes, then its baseline and its target."""
    period, words = profile.period, key_words()
    path = f"indicators.{row.id}"
    for key in mapping(profile.at(path)):
        if key not in {"baseline", "target"}:
            yield BlankEntry(key, words[key], value=yaml_scalar(profile.text(f"{path}.{key}")))
    dash = row.national.baseline.value if row.national else None
    default = dash.text if dash and dash.kind is ValueKind.NONE else ""
    for key, year in (("baseline", period.baseline_year), ("target", period.target_year)):
        cell = f"{path}.{key}"
        value = prefilled.values.get(cell, default if key == "baseline" else "")
        last, source = prefilled.last.get(cell, ""), prefilled.sources.get(cell, "")
        yield BlankEntry(key, f"{year}年{words[key]}", value=value, last=last, source=source)


def _one_line(words: Mapping[str, str]) -> dict[str, str]:
    """Return the words with line breaks replaced by spaces, so that a comment can hold them.

    Drop empty ones.
    """
    return {key: " ".join(text.split()) for key, text in words.items() if text.strip()}


def _on_one_line(data: Any) -> Any:  # noqa: ANN401  # whatever the template prints
    """Return data for the template with every text on one line.

    The template prints texts in comments, where a line break would begin a line of YAML. Keys and values are
    YAML already, and remain as they are.
    """
    match data:
        case str():
            return one_line(data)
        case BlankEntry():
            words = {"name": data.name, "unit": data.unit, "last": data.last, "source": data.source}
            return replace(data, **_on_one_line(words))
        case dict():
            return {key: _on_one_line(each) for key, each in data.items()}
        case list() | tuple():
            return [_on_one_line(each) for each in data]
        case _:
            return data


def _by_department(profile: Profile, found: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
    """Group blanks by department, in the order of the lexicon's departments."""
    departments: dict[str, list[Any]] = {}
    for department, blank in found:
        departments.setdefault(department, []).append(blank)
    order = list(profile.lexicon.departments.values())
    names = sorted(departments, key=lambda name: order.index(name) if name in order else len(order))
    return [{"department": name, "blanks": departments[name]} for name in names]


def _form(form: str, title: str, profile: Profile) -> dict[str, Any]:
    """Return the key, the title and the fields of a form."""
    fields = form_fields(form, profile.period)
    return {"key": form, "title": title, "fields": [{"key": key, "title": fields[key]} for key in fields]}
