"""Whether data certainly have the form that their schema asks for.

Most profiles have it, and Cerberus takes long to say so. What is not certainly sound here, or has a rule that
is not known here, is for Cerberus to judge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, TypeAlias

from generator.check import shapes
from generator.source import Data

Test: TypeAlias = Callable[[Any], bool]

_KNOWN = {
    "type", "nullable", "empty", "regex", "allowed", "schema", "allow_unknown", "keysrules", "valuesrules",
    "check_with", "required", "meta",
}  # fmt: skip


def _never(_: Data) -> bool:
    return False


def _always(_: Data) -> bool:
    return True


class Acceptor:
    """The tests of schemas that name one another, each made when it is first asked for."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._made: dict[str, Test] = {}

    def accepts(self, name: str, data: Data) -> bool:
        """Whether data certainly have the form of the schema of this name."""
        if name not in self._made:
            self._made[name] = self._fields(self._schemas[name], _never)
        return self._made[name](data)

    def _fields(self, schema: Mapping[str, Any], unknown: Test) -> Test:
        """The test of a mapping with these fields; `unknown` is that of all others."""
        tests = {key: self._value(rules) for key, rules in schema.items()}
        needed = {key for key, rules in schema.items() if rules.get("required")}
        return lambda data: (
            isinstance(data, dict)
            and needed <= data.keys()
            and all(tests.get(key, unknown)(value) for key, value in data.items())
        )

    def _value(self, rules: Mapping[str, Any]) -> Test:
        """The test of a value with these rules."""
        if rules.keys() - _KNOWN or "type" not in rules:
            return _never
        kinds = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
        made = {"string": (str, self._text), "list": (list, self._items), "dict": (dict, self._pairs)}
        tests: dict[type, Test] = {type(None): _always} if rules.get("nullable") else {}
        for kind in kinds:
            of_kind, test = made[kind]
            tests[of_kind] = test(rules)
        ours = self._ours.get(rules["check_with"], _never) if "check_with" in rules else _always
        return lambda value: tests.get(type(value), _never)(value) and ours(value)

    @staticmethod
    def _text(rules: Mapping[str, Any]) -> Test:
        tests: list[Test] = []
        if rules.get("empty") is False:
            tests.append(bool)
        if "regex" in rules:  # to its end
            tests.append(re.compile(f"(?:{rules['regex']})$").match)  # type: ignore[arg-type]  # a match is true
        if "allowed" in rules:
            tests.append(frozenset(rules["allowed"]).__contains__)
        return lambda value: all(test(value) for test in tests)

    def _items(self, rules: Mapping[str, Any]) -> Test:
        least = rules.get("empty") is False
        item = self._value(rules["schema"]) if isinstance(rules.get("schema"), dict) else _always
        return lambda value: len(value) >= least and all(map(item, value))

    def _pairs(self, rules: Mapping[str, Any]) -> Test:
        tests: list[Test] = [bool] if rules.get("empty") is False else []
        if "keysrules" in rules:
            keys = self._value(rules["keysrules"])
            tests.append(lambda value: all(map(keys, value)))
        if "valuesrules" in rules:
            values = self._value(rules["valuesrules"])
            tests.append(lambda value: all(map(values, value.values())))
        if isinstance(schema := rules.get("schema"), str):
            tests.append(lambda value: self.accepts(schema, value))
        elif schema is not None:
            others = rules.get("allow_unknown")
            tests.append(self._fields(schema, self._value(others) if isinstance(others, dict) else _never))
        return lambda value: all(test(value) for test in tests)

    @cached_property
    def _ours(self) -> dict[str, Test]:
        """The checks of ours that stand behind check_with."""
        return {
            "block": self._block,
            "entry": self._entry,
            "change": lambda value: shapes.has_one_verb(value) and self.accepts("change", value),
            "pattern": shapes.is_pattern,
            "part": lambda value: self.accepts("part", shapes.as_part(value)),
            "parts": lambda value: not shapes.repeated(value),
        }

    def _block(self, value: Data) -> bool:
        if shapes.is_node(value):
            return shapes.has_one_kind(value) and self.accepts("node", value)
        if isinstance(value, list):
            return all(map(self._entry, value))
        return isinstance(value, str) or self._entry(value)

    def _entry(self, value: Data) -> bool:
        return self.accepts("entry", value) if shapes.is_entry(value) else isinstance(value, str)
