"""The check of a library's data against templates/schema/templates.yaml: the program's own, or a folder's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from cerberus.schema import SchemaRegistry

from generator.base.diagnostics import Finding, Place, PlanError
from generator.base.resources import OVER, folders, period_ids, resource, templates_folder
from generator.base.spelling import nearest
from generator.check.form.cerberus_report import CerberusReport
from generator.check.form.department_order import CHECKED, check_order
from generator.check.form.form_manifests import check_manifest
from generator.check.form.schema import FormValidator, check_outline, no_mapping
from generator.check.form.schema_files import check_schemas
from generator.check.form.vocabulary import field_macros, filled
from generator.library import lexicon
from generator.library.national_set import read_national_set
from generator.library.outline import topics_astray
from generator.library.period import CATALOGUES, Period, load_period
from generator.library.template_index import SHELVES, topic_names
from generator.yaml_source import Data, Source, load, load_data, mapping, strings, texts

# A period that extends no other has no other source for these.
_NEEDED = ("words", "title", "indicator_title", "completion_title", "outlines", "drafted", "form", "duties")
_TIERS = {"county", "prefecture", "province"}
_SCHEMAS = "schema"
_WORDS = "library"  # the file of the folder of schemas that is none
_BY_TOPIC = ("titles", "powers")
_WORD = re.compile(r"\{\w+\}")


def check_library_data(folder: Path) -> list[Finding]:
    """Return findings for the data in `folder`, the program's own or what is laid over it."""
    files = sorted(folder.rglob("*.yaml"))
    outlines = [file for file in files if file.parent.name == "outlines"]
    findings = _in_files(file for file in files if file not in outlines)
    return findings or _in_files(outlines)  # the check of an outline needs a valid period


def _in_files(files: Iterable[Path]) -> list[Finding]:
    """Return findings for files of data; a slip that stops the check of several is told once."""
    found = (finding for file in files for finding in check_data(file))
    return [*{(each.rule, each.place, *each.facts.items()): each for each in found}.values()]


def check_data(file: Path) -> list[Finding]:
    """Return findings for one file of data; its name and folder decide which schema applies."""
    folder = file.parent.name.removesuffix(OVER)
    try:
        source = load(file)
        if folder == "outlines":
            return _check_default_outline(source, load_period(file.parent.parent.name.removesuffix(OVER)))
        if folder == _SCHEMAS and file.stem != _WORDS:
            return check_schemas(source, _Validator, _vocabulary())
        if folder == "forms":
            return list(_check_schema(source, "form")) or check_manifest(source)
        name = file.stem if folder == "lexicon" else f"{folder}/{file.stem}"
        if folder in period_ids():
            return list(_period_file(source, file))
        found = list(_check_schema(source, name))
        return found or (list(check_order(source)) if name in CHECKED else [])
    except PlanError as error:
        return error.findings


def _check_default_outline(source: Source, period: Period) -> list[Finding]:
    """Return findings for a default outline: its form, then the topics that the library has not."""
    if faults := check_outline(source, period):
        return faults
    name = Path(source.file).stem
    return (
        []
        if resource(f"{period.id}/outlines/{name}.yaml") != Path(source.file)
        else list(topics_astray(period, name))
    )


def _period_file(source: Source, file: Path) -> Iterator[Finding]:
    """Check a file of a period."""
    if file.stem == "indicators":
        read_national_set(source)
    elif file.stem in CATALOGUES:
        yield from _check_schema(source, "catalogue")
    elif file.stem in ("relations", "meanings"):
        yield from _check_schema(source, file.stem)
    elif file.stem in _BY_TOPIC:
        yield from list(_check_schema(source, file.stem)) or _untopical(source, file)
    elif file.stem == "period":
        yield from _check_schema(source, "period")
        yield from _incomplete_period(source, file)


def _untopical(source: Source, file: Path) -> Iterator[Finding]:
    """Report each topic that a file says something of and the library has not: it would do nothing."""
    period = load_period(file.parent.name.removesuffix(OVER))
    for shelf in SHELVES:
        known = topic_names(shelf, period.folders)
        for name, titles in mapping(mapping(source.data).get(shelf)).items():
            for macro in mapping(titles):
                if (topic := f"{name}.{macro}") not in known:
                    facts = {"topic": topic, "guess": nearest(topic, known)}
                    yield Finding("topic-unknown", source.key_place((shelf, name, macro)), facts)


def _incomplete_period(source: Source, file: Path) -> Iterator[Finding]:
    """Report what a period lacks: it has every setting itself, or it extends an earlier period."""
    data, period = mapping(source.data), file.parent.name.removesuffix(OVER)
    extended = str(data.get("extends", ""))
    if extended >= period:
        facts = {"value": extended, "guess": "、".join(each for each in period_ids() if each < period)}
        yield Finding("value-unknown", source.place(("extends",)), facts)
    if not extended:
        yield from (
            Finding("key-missing", source.place(()), {"key": key}) for key in _NEEDED if key not in data
        )
        if not resource(f"{period}/indicators.yaml").is_file():
            yield Finding("key-missing", Place(str(file.parent)), {"key": "indicators.yaml"})
    elif extended < period:
        yield from _inherited_in_silence(source, data, period)
    for key in ("name", "previous", "first_year", "last_year"):
        if "words" in data and key not in mapping(data["words"]):
            yield Finding("key-missing", source.key_place(("words",)), {"key": f"words.{key}"})


def _inherited_in_silence(source: Source, data: dict[str, Data], period: str) -> Iterator[Finding]:
    """Report what has a date in it, and a period neither states nor takes from the one before by name."""
    taken, parts = texts(data.get("takes")), dated_parts()
    own = {key for key in parts if key in data or any((each / key).is_file() for each in folders(period))}
    if missing := [key for key in parts if key not in own and key not in taken]:
        what, keys = "、".join(parts[key] for key in missing), ", ".join(missing)
        facts = {"what": what, "key": keys, "base": str(data["extends"])}
        yield Finding("period-inherits", source.key_place(("extends",)), facts)
    for key in sorted(own.intersection(taken)):
        yield Finding(
            "value-unknown", source.find(key, ("takes",)), {"value": key, "guess": ", ".join(missing)}
        )


def _check_schema(source: Source, name: str) -> Iterator[Finding]:
    """Check the data of `source` against the schema called `name`."""
    schemas = _schemas()
    if name not in schemas and Path(source.file).is_relative_to(templates_folder()):
        return  # read by a module of the program, which says itself what it looks for
    if name not in schemas:
        yield Finding("templates-unknown", Place(source.file), {})
        return
    if not isinstance(source.data, dict):
        yield no_mapping(source)
        return
    schema = dict(schemas[name])
    every = schema.pop("*", False)
    registry = SchemaRegistry()
    registry.extend(schemas)
    validator = _Validator(schema, schema_registry=registry, allow_unknown=every)
    validator.validate(source.data, normalize=False)
    yield from CerberusReport(source).told(validator._errors)  # noqa: SLF001  # the list keeps codes and paths


def _schemas() -> dict[str, Any]:
    known: dict[str, Any] = filled(
        mapping(load_data(templates_folder() / "schema" / "templates.yaml")), _vocabulary()
    )
    return known


def _vocabulary() -> dict[str, Any]:
    """Return what the words that begin with @ stand for in the schemas of templates' data."""
    return {
        "@functions": lexicon.department_functions(),
        "@periods": period_ids(),
        "@dated": list(dated_parts()),
        "@groups": list(mapping(mapping(load_data(templates_folder() / "report.yaml"))["groups"])),
        "@macros": field_macros(),
        "@number": r"-?[0-9]+(\.[0-9]+)?",
    }


def dated_parts() -> dict[str, str]:
    """Return what in a period has a date in it, each with what it is called."""
    return strings(mapping(load_data(templates_folder() / "schema" / f"{_WORDS}.yaml"))["dated"])


class _Validator(FormValidator):
    """Add the checks that the templates' data needs."""

    def _check_with_expression(self, field: Any, value: Any) -> None:
        try:
            re.compile(_WORD.sub("x", str(value)))
        except (re.error, RecursionError, OverflowError):
            self._wrong(field, value, "value-form")

    def _check_with_pair(self, field: Any, value: Any) -> None:
        if len(value) != 2:  # noqa: PLR2004  # with support and without
            self._wrong(field, value, "value-form")

    def _check_with_everywhere(self, field: Any, value: Any) -> None:
        """Report a department's name that lacks some kind of place, or is blank."""
        if isinstance(value, dict) and "all" not in value and not value.keys() >= _TIERS:
            self._wrong(field, value, "value-form")
        elif isinstance(value, str) and not value.strip():
            self._wrong(field, value, "value-empty")
