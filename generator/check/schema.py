"""The form of a profile, by Cerberus, against a schema compiled from the period and the lexicon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cerberus import Validator, errors
from cerberus.schema import SchemaRegistry

from generator import lexicon
from generator.check.cerberus_report import CerberusReport
from generator.diagnostics import Finding
from generator.outline import kind_of
from generator.patterns import words_of
from generator.period import Period, load_period, mapping, period_ids
from generator.resources import templates_folder
from generator.source import Data, Source, load

_NUMBER_WORDS = {"n", "cjk"}
_SWITCHES = {"true": True, "false": False}
_CHANGES = {"at", "remove", "before", "after"}


def check_form(source: Source) -> list[Finding]:
    """Everything in a profile that does not have the form its schema asks for, in file order."""
    if not isinstance(source.data, dict) or not source.data:
        return [Finding("profile-empty", source.place(()), {})]
    period_id = source.data.get("period")
    known = period_id in period_ids()
    vocabulary = _vocabulary(load_period(str(period_id)) if known else None)
    schemas = _compiled(mapping(load(templates_folder() / "schema" / "profile.yaml").data), vocabulary)
    registry = SchemaRegistry()
    registry.extend({name: schema for name, schema in schemas.items() if name != "profile"})
    schema = schemas["profile"] if known else {"period": schemas["profile"]["period"]}
    validator = _Validator(schema, schema_registry=registry, allow_unknown=not known)
    validator.validate(source.data, normalize=False)
    report = CerberusReport(source, _words(schemas))
    findings = [finding for error in validator._errors for finding in report.findings(error)]  # noqa: SLF001  # the list keeps codes and paths, the public mapping only English words
    return sorted(findings, key=lambda finding: finding.place)


def _vocabulary(period: Period | None) -> dict[str, Any]:
    """What the words that begin with @ stand for."""
    ids = list(period.indicators) if period else []
    return {
        "@periods": period_ids(),
        "@kinds": lexicon.kinds(),
        "@settings": lexicon.settings(),
        "@functions": lexicon.functions(),
        "@outlines": period.names("outlines", ".yaml") if period else [],
        "@duty_forms": list(mapping(period.settings["duties"])) if period else [],
        "@forms": ["plan", *_forms(period)],
        "@attributes": list(period.attributes) if period else [],
        "@indicators": {key: {"type": "dict", "nullable": True, "schema": "indicator"} for key in ids},
    }


def _forms(period: Period | None) -> list[str]:
    return [name for name in period.names("forms", ".xml.j2") if name != "fields"] if period else []


def _compiled(data: Data, vocabulary: dict[str, Any]) -> Any:
    if isinstance(data, dict):
        return {key: _SWITCHES.get(str(value), _compiled(value, vocabulary)) for key, value in data.items()}
    return vocabulary[data] if isinstance(data, str) and data.startswith("@") else data


class _Validator(Validator):  # type: ignore[misc]  # Cerberus has no types
    """Cerberus with the checks that an outline needs; each error it adds is named by a rule's id."""

    def _check_with_block(self, field: Any, value: Data) -> None:
        if isinstance(value, dict) and (kind_of(value) or "topics" in value):
            self._nested(field, "node", value)
        elif isinstance(value, (dict, list)):
            for index, entry in enumerate(value) if isinstance(value, list) else [(None, value)]:
                self._entry(field, index, entry)

    def _check_with_entry(self, field: Any, value: Data) -> None:
        self._entry(field, None, value)

    def _entry(self, field: Any, index: int | None, value: Data) -> None:
        if isinstance(value, dict) and ("topic" in value or "own" in value):
            self._nested(field, "entry", value, index)
        elif not isinstance(value, str):
            self._error(field, "outline-block")

    def _check_with_change(self, field: Any, value: Data) -> None:
        if not _CHANGES & set(mapping(value)):
            self._error(field, "outline-block")

    def _check_with_pattern(self, field: Any, value: Data) -> None:
        if isinstance(value, str) and not words_of(value) <= _NUMBER_WORDS:
            self._error(field, "outline-pattern")

    def _check_with_part(self, field: Any, value: Data) -> None:
        self._nested(
            field, "part", {"form": value} if isinstance(value, str) else value, unknown={"type": "string"}
        )

    def _nested(
        self, field: Any, name: str, value: Data, index: int | None = None, *, unknown: Any = False
    ) -> None:
        crumb = field if index is None else (field, index)
        child = self._get_child_validator(
            document_crumb=crumb,
            schema_crumb=(field, "check_with"),
            schema=self.schema_registry.get(name),
            allow_unknown=unknown,
        )
        if not child(value, normalize=False):
            self._error(field, errors.MAPPING_SCHEMA, child._errors)  # noqa: SLF001


def _words(schemas: Data) -> Iterator[str]:
    """Every key that some schema knows."""
    for key, value in mapping(schemas).items():
        yield key
        yield from _words(value)
