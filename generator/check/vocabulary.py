"""The schema of a profile, compiled: its @words filled in from the period and the lexicon."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator import lexicon
from generator.check.library import part_fields
from generator.period import Period
from generator.resources import period_ids, templates_folder
from generator.source import Data, load_data, mapping, strings

_INDICATOR = {"type": "dict", "nullable": True, "schema": "indicator", "allow_unknown": False}
_SWITCHES = {"true": True, "false": False}


def compiled(period: Period | None) -> dict[str, Any]:
    """Cerberus schemas by name; `profile` is the whole, the others are what it refers to."""
    schemas = {name: schema for name, schema in _file().items() if name not in {"words", "fields", "forms"}}
    known: dict[str, Any] = filled(schemas, _vocabulary(period))
    for schema in known.values():
        if isinstance(schema.get("extends"), str):  # elsewhere it is a key that a profile may have
            schema.update(known["bases"][schema.pop("extends")])
    del known["bases"]
    kinds = mapping(_file()["fields"])
    for field, (kind, title) in (part_fields(period) if period else {}).items():
        known["part"][field] = {**filled(kinds[kind], {}), "meta": {"title": title}}
    return known


def key_words() -> dict[str, str]:
    """What each key of a profile holds, in Chinese."""
    return strings(_file()["words"])


def form_words() -> dict[str, str]:
    """What each form is called in Chinese, in the order in which they stand in a draft."""
    return strings(_file()["forms"])


@cache
def _file() -> dict[str, Data]:
    return mapping(load_data(templates_folder() / "schema" / "profile.yaml"))


def _vocabulary(period: Period | None) -> dict[str, Any]:
    """What the words that begin with @ stand for."""
    words = {
        "@periods": period_ids(),
        "@kinds": lexicon.kinds(),
        "@settings": lexicon.settings(),
        "@functions": lexicon.functions(),
    }
    return words | (_of_period(period) if period else {})


def _of_period(period: Period) -> dict[str, Any]:
    population = {path.split(".")[1] for path in period.catalogue if path.startswith("population.")}
    return {
        "@outlines": period.names("outlines", ".yaml"),
        "@duty_forms": list(mapping(period.settings["duties"])),
        "@forms": ["plan", *(name for name in period.names("forms", ".xml.j2") if name != "fields")],
        "@attributes": list(period.attributes),
        "@population": sorted(population),
        "@indicators": {
            key: {**_INDICATOR, "meta": {"title": indicator.name}}
            for key, indicator in period.indicators.items()
        },
    }


def filled(data: Data, vocabulary: dict[str, Any]) -> Any:
    """A schema with its switches and the words that begin with @."""
    if isinstance(data, dict):
        return {key: _SWITCHES.get(str(value), filled(value, vocabulary)) for key, value in data.items()}
    return vocabulary.get(data, []) if isinstance(data, str) and data.startswith("@") else data
