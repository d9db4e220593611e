"""Judge the form of a profile by Cerberus, against a schema compiled from the period and the lexicon."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from typing import Any

from cerberus import Validator, errors
from cerberus.schema import SchemaRegistry, UnvalidatedSchema

from generator.base.diagnostics import Finding
from generator.base.spelling import nearest
from generator.base.values import Value, read_value
from generator.check.form import shapes
from generator.check.form.cerberus_report import CerberusReport
from generator.check.form.vocabulary import compiled, key_words
from generator.check.value_kinds import is_evasive, own_kind, value_fault
from generator.library.period import Period
from generator.yaml_source import Data, Source, mapping

_OURS = (errors.CUSTOM.code, errors.CUSTOM.rule)
_LIKE = 0.75
_OF_ITEMS = {"type", "check_with"}  # the rules of a list's items that need no validator of their own


def judge(source: Source, period: Period | None) -> list[Finding]:
    """Return what Cerberus finds wrong with a profile of a period, in file order; None is no known period."""
    validator = form_validator(period)
    validator.validate(source.data, normalize=False)
    return CerberusReport(source, period, key_words()).told(validator._errors)  # noqa: SLF001  # the list keeps codes and paths, the public mapping only English words


def check_outline(source: Source, period: Period) -> list[Finding]:
    """Return everything in a default outline that does not have the form of a profile's own."""
    if not isinstance(source.data, dict):
        return [no_mapping(source)]
    schemas = compiled(period)
    validator = FormValidator(schemas["outline"], schema_registry=_registry(schemas))
    validator.validate(source.data, normalize=False)
    return CerberusReport(source, words=key_words()).told(validator._errors)  # noqa: SLF001  # as above


def no_mapping(source: Source) -> Finding:
    """Return the finding about a whole file that should have been a mapping."""
    return Finding("type-wrong", source.place(()), {"expected": "“键: 值”"})


@cache
def form_validator(period: Period | None) -> FormValidator:
    """Return the validator of a period's profiles, built once; without a period it judges that key alone."""
    schemas = compiled(period)
    schema = schemas["profile"] if period else {"period": schemas["profile"]["period"]}
    # a test proves that the schema is one; to prove it in every process takes a tenth of a check
    proven = UnvalidatedSchema(schema)
    return FormValidator(proven, schema_registry=_registry(schemas), allow_unknown=period is None)


def _registry(schemas: dict[str, Any]) -> SchemaRegistry:
    registry = SchemaRegistry()
    registry.extend(schemas)
    return registry


class FormValidator(Validator):  # type: ignore[misc]  # Cerberus has no types
    """Cerberus with the checks that outlines and indicators need.

    Each error that it adds is named by a rule's id, whatever the rule's severity. Rules of our own see None
    too: Cerberus spares only those of its own a value that is nothing.
    """

    def validate(self, *args: Any, **options: Any) -> bool:
        """Judge a document as Cerberus does, then break the cycles of its error trees."""
        try:
            return bool(super().validate(*args, **options))
        finally:
            self.document_error_tree.tree_root = self.schema_error_tree.tree_root = None

    __call__ = validate

    def _error(self, *args: Any) -> None:
        """Record an error; an unknown key takes along the keys that are known where it stands.

        Nothing but the list is filled: Cerberus would sort it, and grow trees and messages that nobody reads,
        at each error, which takes minutes for some thousands of them.
        """
        if len(args) == 1:
            self._errors.extend(args[0])
        elif args[1] is errors.UNKNOWN_FIELD:
            super()._error(*args, tuple(self.schema))
        else:
            super()._error(*args)

    def _validate_schema(self, schema: Any, field: str, value: Data) -> None:
        """Judge the items of a list one by one where they have no rules but a type, and that is theirs.

        For each list Cerberus would make a validator, which takes a third of a check.

        The rule's arguments are validated against this schema:
        {'type': ['dict', 'string'], 'anyof': [{'check_with': 'schema'}, {'check_with': 'bulk_schema'}]}
        """
        if not isinstance(value, list) or schema.keys() - _OF_ITEMS or not self._has_types(schema, value):
            super()._validate_schema(schema, field, value)
        elif check := schema.get("check_with"):
            for index, item in enumerate(value):
                getattr(self, f"_check_with_{check}")((field, index), item)

    def _has_types(self, schema: dict[str, Any], items: list[Data]) -> bool:
        """Return whether every item is of a type that a schema names."""
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        types = tuple(each for name in names for each in self.types_mapping[name].included_types)
        return all(isinstance(item, types) for item in items)

    def _validate_national_attribute(self, national: list[str], field: str, value: str | None) -> None:
        """Compare an attribute with the national one, if there is one to hold it against.

        The rule's arguments are validated against this schema: {'type': 'list', 'schema': {'type': 'string'}}
        """
        order = self.schema[field]["allowed"]  # the strongest first
        if not national or value not in {*order} - {*national} or self._omitted:
            return
        weaker = order.index(value) > order.index(national[0])
        self._wrong(field, value, "attribute-weaker" if weaker else "attribute-stricter")

    def _validate_national_unit(self, national: list[str], field: str, value: str | None) -> None:
        """Compare a unit with the national one, if there is one to hold it against.

        The rule's arguments are validated against this schema: {'type': 'list', 'schema': {'type': 'string'}}
        """
        if national and value and value not in national and not self._omitted:
            self._wrong(field, value, "unit-differs")

    def _validate_national_target(self, national: list[str], field: str, value: str | None) -> None:
        """Ask for a number where there is a national target to hold a share against.

        The rule's arguments are validated against this schema: {'type': 'list', 'schema': {'type': 'string'}}
        """
        given = self._value(value) if national else None
        if given and is_evasive(given, self.schema[field]["value_kind"], self._unit):
            self._wrong(field, value, "target-unclear")

    def _validate_national_names(self, names: dict[str, str], field: str, value: Data) -> None:
        """Compare own indicators with the national ones that are missing, which they may be misspelt.

        The rule's arguments are validated against this schema: {'type': 'dict'}
        """
        missing = {key: name for key, name in names.items() if key not in mapping(value)}
        keys = {name: key for key, name in missing.items()}
        for own, row in mapping(value).items():
            name, complete = mapping(row).get("name"), "attribute" in mapping(row)
            if own in names or not isinstance(name, str) or not complete:  # else it is told as that
                continue
            by_key = get_close_matches(own, missing, n=1, cutoff=_LIKE)
            by_name = [keys[each] for each in get_close_matches(name, keys, n=1, cutoff=_LIKE)]
            for found in (by_key or by_name)[:1]:
                self._wrong((field, own), found, "indicator-unknown")

    def _validate_value_kind(self, kind: str, field: str, value: str | None) -> None:
        """Hold a cell of an indicator against the kind of value that the indicator has.

        The rule's arguments are validated against this schema: {'type': 'string'}
        """
        given = self._value(value)
        if given and given.text not in self.schema[field].get("national_target", ()):
            kind = own_kind(self.document) if kind == "own" else kind
            name = str(self.document.get("name") or "")
            if rule := value_fault(given, kind, self._unit, name, goal=field == "target"):
                self._wrong(field, value, rule)

    @property
    def _unit(self) -> str:
        """Return the unit of an indicator: its own, else the national one."""
        if "unit" in self.document:
            return str(self.document["unit"] or "")
        return str(self.schema["unit"].get("meta", {}).get("default") or "")

    def _value(self, text: str | None) -> Value | None:
        """Return the value of a cell, None where nothing stands in it or the plan leaves its row out."""
        return read_value(text) if text and text.strip() and not self._omitted else None

    @property
    def _omitted(self) -> bool:
        return bool(self.document.get("omit"))

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
            known = self.schema_registry.get("change")  # verbs that there are not are told by that alone
            value = {key: each for key, each in mapping(value).items() if key in known or nearest(key, known)}
        self._nested(field, "change", value)

    def _check_with_pattern(self, field: Any, value: Data) -> None:
        if not shapes.is_pattern(value):
            self._wrong(field, value, "outline-pattern")

    def _check_with_part(self, field: Any, value: Data) -> None:
        self._nested(field, "part", shapes.as_part(value), demanding=True)

    def _check_with_parts(self, field: Any, value: Data) -> None:
        for index in shapes.repeated(value):
            self._wrong((field, index), value, "part-twice")

    def _check_with_columns(self, field: Any, value: Data) -> None:
        for index in shapes.repeated(value):
            self._wrong((field, index), value, "column-twice")

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
