"""The form of a profile, by Cerberus, against a schema compiled from the period and the lexicon."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from cerberus import Validator, errors
from cerberus.schema import SchemaRegistry

from generator.check import shapes
from generator.check.cerberus_report import CerberusReport
from generator.check.vocabulary import compiled, key_words
from generator.diagnostics import Finding
from generator.period import Period, load_period
from generator.source import Data, Source, mapping

_OURS = (errors.CUSTOM.code, errors.CUSTOM.rule)


def judged(source: Source, period_id: str) -> list[Finding]:
    """What Cerberus finds wrong with a profile's form, in file order; `period_id` is "" for no known one."""
    validator, indicators = _validator(period_id)
    validator.validate(source.data, normalize=False)
    return CerberusReport(source, indicators, key_words()).told(validator._errors)  # noqa: SLF001  # the list keeps codes and paths, the public mapping only English words


def check_outline(source: Source, period: Period) -> list[Finding]:
    """Everything in a default outline that does not have the form of a profile's own."""
    if not isinstance(source.data, dict):
        return [no_mapping(source)]
    schemas = compiled(period)
    validator = FormValidator(schemas["outline"], schema_registry=_registry(schemas))
    validator.validate(source.data, normalize=False)
    return CerberusReport(source, words=key_words()).told(validator._errors)  # noqa: SLF001  # as above


def no_mapping(source: Source) -> Finding:
    """What is told of a whole file that should have been a mapping."""
    return Finding("type-wrong", source.place(()), {"expected": "“键: 值”"})


@cache
def _validator(period_id: str) -> tuple[FormValidator, dict[str, Any]]:
    """The validator of a period's profiles, and its schema of indicators; "" is no known period."""
    schemas = compiled(load_period(period_id) if period_id else None)
    schema = schemas["profile"] if period_id else {"period": schemas["profile"]["period"]}
    validator = FormValidator(schema, schema_registry=_registry(schemas), allow_unknown=not period_id)
    return validator, schemas["profile"]["indicators"]["schema"]


def _registry(schemas: dict[str, Any]) -> SchemaRegistry:
    registry = SchemaRegistry()
    registry.extend(schemas)
    return registry


class _Anything(set[Any]):
    """Has whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


class FormValidator(Validator):  # type: ignore[misc]  # Cerberus has no types
    """Cerberus with the checks that an outline needs; each error it adds is named by a rule's id.

    It takes our schema as valid, which a test proves, and so saves every run the proof.
    """

    _valid_schemas: ClassVar[set[Any]] = _Anything()

    def _error(self, *args: Any) -> None:
        """Record an error; an unknown key takes along the keys that are known where it stands."""
        if len(args) > 1 and args[1] is errors.UNKNOWN_FIELD:
            super()._error(*args, tuple(self.schema))
        else:
            super()._error(*args)

    def _check_with_block(self, field: Any, value: Data) -> None:
        if shapes.is_node(value):
            if not shapes.has_one_kind(value):
                self._wrong(field, value, "outline-block")
            self._nested(field, "node", value)
        elif isinstance(value, dict):
            self._check_with_entry(field, value)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                self._entry((*_crumbs(field), index), entry, block=field)

    def _check_with_entry(self, field: Any, value: Data) -> None:
        self._entry(field, value, block=field)

    def _entry(self, field: Any, value: Data, block: Any) -> None:
        if shapes.is_entry(value):
            self._nested(field, "entry", value)
        elif not isinstance(value, str):
            self._wrong(block, value, "outline-block")

    def _check_with_change(self, field: Any, value: Data) -> None:
        if not shapes.has_one_verb(value):
            self._wrong(field, value, "outline-verb")
        self._nested(field, "change", value)

    def _check_with_pattern(self, field: Any, value: Data) -> None:
        if not shapes.is_pattern(value):
            self._wrong(field, value, "outline-pattern")

    def _check_with_part(self, field: Any, value: Data) -> None:
        self._nested(field, "part", shapes.as_part(value), demanding=True)

    def _check_with_parts(self, field: Any, value: Data) -> None:
        for index in shapes.repeated(value):
            self._wrong((field, index), value, "part-twice")

    def _nested(self, field: Any, name: str, value: Data, *, demanding: bool = False) -> None:
        """Hold a mapping against a named schema; only a `demanding` one has keys that must be there."""
        child = self._get_child_validator(
            document_crumb=field,
            schema=self.schema_registry.get(name),
            allow_unknown=False,
        )
        if not child(mapping(value), normalize=False, update=not demanding):
            self._error(child._errors)  # noqa: SLF001  # with their paths in the whole document

    def _wrong(self, field: Any, value: Data, rule: str) -> None:
        """Record an error of our own."""
        path = (*self.document_path, *_crumbs(field))
        self._error([errors.ValidationError(path, self.schema_path, *_OURS, None, value, (rule,))])


def _crumbs(field: Any) -> tuple[Any, ...]:
    return field if isinstance(field, tuple) else (field,)
