"""The check of the files of schemas: whether rules, types, checks and schemas that they name are known."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.check.form.schema import FormValidator
from generator.check.form.vocabulary import NO_SCHEMAS, vocabulary_words
from generator.yaml_source import Data, KeyPath, Source, mapping, texts

_PROFILE, _BASES, _FIELDS, _EXTENDS = "profile", "bases", "fields", "extends"
_CHECK, _WORD = "_check_with_", "@"
_RULES = {"valuesrules", "keysrules", "allow_unknown"}  # whose value is the rules of something
_BEYOND = {"meta", "example"}  # what Cerberus passes over


class _Known(NamedTuple):
    """Hold what a file of schemas may name: schemas, bases, checks, and words that begin with @."""

    schemas: frozenset[str]
    bases: frozenset[str]
    checks: frozenset[str]
    words: Collection[str]


def check_schemas(source: Source, validator: type[FormValidator], words: Collection[str]) -> list[Finding]:
    """Return findings for a file of schemas that `validator` reads; `words` are what @words it knows.

    The schema of a profile has words of its own, and parts that are no schemas.
    """
    data, profile = mapping(source.data), Path(source.file).stem == _PROFILE
    checks = {name.removeprefix(_CHECK) for name in dir(validator) if name.startswith(_CHECK)}
    known = _Known(
        frozenset(data),
        frozenset(mapping(data.get(_BASES)) if profile else ()),
        frozenset(checks),
        [*words, *(vocabulary_words() if profile else ())],
    )
    found: list[Finding] = []
    for name, schema in data.items():
        if not profile or name == _FIELDS or name not in {*NO_SCHEMAS, _BASES}:
            found += _schema(source, (name,), schema, known)
        elif name == _BASES:
            inner = mapping(schema).items()
            found += [each for base, rules in inner for each in _schema(source, (name, base), rules, known)]
    return found


def _schema(source: Source, path: KeyPath, schema: Data, known: _Known) -> Iterator[Finding]:
    """Report what is wrong in a schema: the rules of each key, and the base that it extends."""
    for key, rules in mapping(schema).items():
        if key == _EXTENDS and isinstance(rules, str):
            yield from _unknown(source, (*path, key), rules, known.bases)
        else:
            yield from _rules(source, (*path, key), rules, known)


def _rules(source: Source, path: KeyPath, rules: Data, known: _Known) -> Iterator[Finding]:
    """Report what is wrong in the rules of one key."""
    given = mapping(rules)
    for rule, value in given.items():
        here = (*path, rule)
        if rule not in FormValidator.rules and rule not in _BEYOND:
            facts = {"key": rule, "guess": nearest(rule, FormValidator.rules)}
            yield Finding("key-unknown", source.key_place(here), facts)
        elif isinstance(value, str) and value.startswith(_WORD):
            yield from _unknown(source, here, value, known.words)
        elif rule == "schema" and not isinstance(value, str):
            nested = "dict" in texts(given.get("type")) and "list" not in texts(given.get("type"))
            yield from (_schema if nested else _rules)(source, here, value, known)
        elif rule in _RULES and isinstance(value, dict):
            yield from _rules(source, here, value, known)
        else:
            yield from _value(source, here, value, known)


def _value(source: Source, path: KeyPath, value: Data, known: _Known) -> Iterator[Finding]:
    """Report the value of a rule that names what there is not, or is no expression."""
    rule = path[-1]
    names = {"schema": known.schemas, "check_with": known.checks, "type": [*FormValidator.types_mapping]}
    if rule in names:
        for text in texts(value):
            yield from _unknown(source, path, text, names[str(rule)])
    elif rule == "regex":
        try:
            re.compile(str(value))
        except (re.error, RecursionError, OverflowError):
            yield Finding("value-form", source.place(path), {"value": str(value), "meaning": ""})


def _unknown(source: Source, path: KeyPath, text: str, known: Collection[str]) -> Iterator[Finding]:
    if text not in known:
        yield Finding(
            "value-unknown", source.find(text, path), {"value": text, "guess": nearest(text, known)}
        )
