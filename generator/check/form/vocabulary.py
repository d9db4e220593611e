"""Compile the schema of a profile: fill its @words in from the period, its national set and the lexicon."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.base.resources import period_ids, templates_folder
from generator.library import lexicon
from generator.library.form_index import all_form_fields
from generator.library.form_manifest import form_names
from generator.library.period import Indicator, Period, load_period, period_titles
from generator.yaml_source import Data, load_data, mapping, strings, texts

_SWITCHES = {"true": True, "false": False}
_PLAN = "plan"
NO_SCHEMAS = {"words", "fields", "forms", "uses"}


def compiled(period: Period | None) -> dict[str, Any]:
    """Return Cerberus schemas by name; `profile` is the whole, the others are what it refers to.

    Each national indicator of the period has a schema of its own, `indicator-<id>`.
    """
    schemas = {name: schema for name, schema in _file().items() if name not in NO_SCHEMAS}
    national, words = schemas.pop("indicator"), _vocabulary(period)
    known: dict[str, Any] = filled(schemas, words)
    for key, indicator in period.indicators.items() if period else ():
        known[f"indicator-{key}"] = filled(national, words | _of_indicator(indicator))
    for schema in known.values():
        if isinstance(schema.get("extends"), str):  # elsewhere it is a key that a profile may have
            schema.update(known["bases"][schema.pop("extends")])
    del known["bases"]
    kinds = mapping(_file()["fields"])
    for field, (kind, title) in (all_form_fields(period) if period else {}).items():
        known["part"][field] = {**filled(kinds.get(kind, kinds["field"]), {}), "meta": {"title": title}}
    return known


def vocabulary_words() -> set[str]:
    """Return the words that begin with @ and stand for something in the schema of a profile."""
    period = load_period(period_ids()[-1])
    national = (each._replace(confirmed=True) for each in period.indicators.values())
    return {*_vocabulary(period), *(word for each in national for word in _of_indicator(each))}


def field_macros() -> list[str]:
    """Return the macros by which forms print fields."""
    return list(mapping(_file()["fields"]))


def key_words() -> dict[str, str]:
    """Return what each key of a profile holds, in Chinese."""
    return strings(_file()["words"])


def form_words() -> dict[str, str]:
    """Return what each form is called in Chinese, in the order in which they stand in a draft.

    Those of which the schema says no place stand before the plan.
    """
    names, order = form_names(), texts(_file()["forms"])
    first = order.index(_PLAN)
    others = [form for form in names if form not in order]
    return {form: names.get(form, form) for form in (*order[:first], *others, *order[first:])}


def key_titles() -> dict[str, str]:
    """Return what the keys that a profile may have as values are called in Chinese: 县 for county.

    They are those of kinds, settings, forms and periods.
    """
    return {**period_titles(), **lexicon.kind_titles(), **lexicon.setting_titles(), **form_words()}


@cache
def _file() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "profile.yaml"))


def _vocabulary(period: Period | None) -> dict[str, Any]:
    """Return what the words that begin with @ stand for."""
    words = {
        "@periods": period_ids(),
        "@kinds": lexicon.locality_kinds(),
        "@settings": lexicon.locality_settings(),
        "@townships": lexicon.township_words(),
        "@functions": lexicon.department_functions(),
    }
    return words | (_of_period(period) if period else {})


def _of_period(period: Period) -> dict[str, Any]:
    population = {path.split(".")[1] for path in period.catalogue if path.startswith("population.")}
    return {
        "@outlines": period.names("outlines", ".yaml"),
        "@duty_forms": list(mapping(period.settings["duties"])),
        "@forms": [
            "plan",
            *(name for name in period.names("forms", ".xml.j2") if name not in {"fields", "plan"}),
        ],
        "@attributes": list(period.attributes),
        "@population": sorted(population),
        "@indicators": {key: _reference(indicator) for key, indicator in period.indicators.items()},
        "@national_names": {key: indicator.name for key, indicator in period.indicators.items()},
    }


def _reference(indicator: Indicator) -> dict[str, Any]:
    """Return the rules of an indicator's key, which refer to its own schema."""
    return {
        "type": "dict",
        "nullable": True,
        "schema": f"indicator-{indicator.id}",
        "allow_unknown": False,
        "meta": {"title": indicator.name},
    }


def _of_indicator(indicator: Indicator) -> dict[str, Any]:
    """Return what the national set says of an indicator; an unconfirmed one says its kind and unit alone."""
    known = {
        "@national_attribute": [indicator.attribute],
        "@national_unit": [indicator.unit],
        "@national_target": [indicator.target.value.text],
    }
    return {"@value_kind": indicator.kind, "@unit": indicator.unit} | (known if indicator.confirmed else {})


def filled(data: Data, vocabulary: dict[str, Any]) -> Any:
    """Return a schema with its switches and its words that begin with @ filled in, unknown ones by []."""
    if isinstance(data, dict):
        return {key: _SWITCHES.get(str(value), filled(value, vocabulary)) for key, value in data.items()}
    return vocabulary.get(data, []) if isinstance(data, str) and data.startswith("@") else data
