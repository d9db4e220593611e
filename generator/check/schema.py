"""The form of a profile, by Cerberus, against a schema compiled from the period and the lexicon."""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from generator.check.cerberus_light import SchemaRegistry, Validator, errors
from generator.check.cerberus_report import CerberusReport
from generator.check.vocabulary import compiled, key_words
from generator.diagnostics import Finding
from generator.outline import CHANGES, kinds_of
from generator.patterns import LONGEST, fill
from generator.period import Period, load_period
from generator.resources import period_ids
from generator.source import Data, Source, mapping

_NUMBER_WORDS = {"n", "cjk"}
_TYPES: dict[type, str] = {str: "string", list: "list", dict: "dict"}
_PLAIN = {"type", "check_with"}
_OURS = (errors.CUSTOM.code, errors.CUSTOM.rule)


def check_form(source: Source) -> list[Finding]:
    """Everything in a profile that does not have the form its schema asks for, in file order."""
    if not isinstance(source.data, dict) or not source.data:
        return [Finding("profile-empty", source.place(()), {})]
    period_id = source.data.get("period")
    validator, indicators = _validator(str(period_id) if period_id in period_ids() else "")
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

    It takes our schema as valid, which a test proves, and so saves every run the proof. Items of a list that
    need no more than their type and a check of ours get no validator of their own: `field` is then the
    crumbs of the item.
    """

    _valid_schemas: ClassVar[set[Any]] = _Anything()

    def _error(self, *args: Any) -> None:
        """Record an error; an unknown key takes along the keys that are known where it stands."""
        if len(args) > 1 and args[1] is errors.UNKNOWN_FIELD:
            super()._error(*args, tuple(self.schema))
        else:
            super()._error(*args)

    def _validate_schema(self, schema: Any, field: Any, value: Data) -> None:
        if not isinstance(value, list) or not _in_place(value, schema):
            super()._validate_schema(schema, field, value)
        elif name := schema.get("check_with"):
            check = getattr(self, f"_check_with_{name}")
            for index, item in enumerate(value):
                check((field, index), item)

    # Cerberus reads what a rule may say from its handler's docstring.
    _validate_schema.__doc__ = Validator._validate_schema.__doc__  # noqa: SLF001

    def _check_with_block(self, field: Any, value: Data) -> None:
        kinds = kinds_of(value)
        if isinstance(value, dict) and (kinds or "topics" in value or "title" in value):
            if len(kinds) != 1 and (kinds or "title" in value):
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
        if isinstance(value, dict) and ("topic" in value or "own" in value):
            self._nested(field, "entry", value)
        elif not isinstance(value, str):
            self._wrong(block, value, "outline-block")

    def _check_with_change(self, field: Any, value: Data) -> None:
        verbs = set(CHANGES) & set(mapping(value))
        if len(verbs) != 1 or ("add" in mapping(value)) != bool(verbs & {"before", "after"}):
            self._wrong(field, value, "outline-verb")
        self._nested(field, "change", mapping(value))

    def _check_with_pattern(self, field: Any, value: Data) -> None:
        unfit = isinstance(value, str) and set("{}｛｝") & set(fill(value, dict.fromkeys(_NUMBER_WORDS, "")))
        if unfit or len(value or "") > LONGEST:
            self._wrong(field, value, "outline-pattern")

    def _check_with_part(self, field: Any, value: Data) -> None:
        part: Data = {"form": value} if isinstance(value, str) else value
        self._nested(field, "part", part, demanding=True)

    def _check_with_parts(self, field: Any, value: Data) -> None:
        forms = [part if isinstance(part, str) else mapping(part).get("form") for part in value or []]
        for index, form in enumerate(map(str, forms)):
            if form in map(str, forms[:index]):
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


def _in_place(items: list[Data], schema: Any) -> bool:
    """Whether items have the type that their rules ask for, and they ask for no more but a check of ours."""
    if not schema.keys() <= _PLAIN:
        return False
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return all(_TYPES.get(type(item)) in types for item in items)


def _crumbs(field: Any) -> tuple[Any, ...]:
    return field if isinstance(field, tuple) else (field,)
