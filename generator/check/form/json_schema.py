"""Write the schema of a profile as JSON Schema (draft 2020-12), for editors that complete and explain."""

from __future__ import annotations

from typing import Any

from generator.check.form.vocabulary import compiled, key_words
from generator.library.period import load_period

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# In YAML a drafter writes 88.6, true or [700] without quotes; our loader reads them as text.
_TYPES: dict[str, list[str]] = {
    "string": ["string", "number", "boolean"],
    "dict": ["object"],
    "list": ["array"],
}
_BRACKETED = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 1, "maxItems": 1}
_SHARE = {"minimum": 0, "maximum": 100}  # of a number; text with a sign or brackets is for the checker
_NATIONAL = ("national_attribute", "national_unit")  # what an indicator has where the profile says nothing
_REFERENCES = {"block": ["node", "entry"], "entry": ["entry"], "part": ["part"], "change": ["change"]}


def json_schema(period_id: str) -> dict[str, Any]:
    """Return the JSON Schema of a profile of this period; titles are Chinese."""
    schemas, words = compiled(load_period(period_id)), key_words()
    definitions = {name: _object(schema, words) for name, schema in schemas.items() if name != "profile"}
    whole = _object(schemas["profile"], words)
    return {"$schema": _DRAFT, "title": "残疾人保障和发展规划档案", **whole, "$defs": definitions}


def _object(schema: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    properties = {key: {**_rules(rules, words), **_told(key, rules, words)} for key, rules in schema.items()}
    required = [key for key, rules in schema.items() if rules.get("required")]
    result: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**result, "required": required} if required else result


def _told(key: str, rules: dict[str, Any], words: dict[str, str]) -> dict[str, str]:
    meaning = rules.get("meta", {}).get("title") or words[key]
    national = [known for rule in _NATIONAL for known in rules.get(rule, [])]
    return {"title": meaning, "description": meaning, **({"default": national[0]} if national else {})}


def _rules(rules: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """Return the JSON Schema of one key's rules."""
    if rules.get("check_with") in _REFERENCES:
        return _block(rules["check_with"])
    names = [rules["type"]] if isinstance(rules["type"], str) else rules["type"]
    result: dict[str, Any] = {"type": [kind for name in names for kind in _TYPES[name]]}
    if rules.get("nullable"):
        result["type"].append("null")
    if "allowed" in rules:
        result["enum"] = [
            *rules["allowed"],
            *([True, False] if rules["allowed"] == ["true", "false"] else []),
            *([None] if rules.get("nullable") else []),
        ]
    if "regex" in rules:
        result = {"type": ["string", "number"], "pattern": f"^{rules['regex']}$"}
    if "dict" in names:
        result |= _mapping(rules, words)
    if "list" in names:
        result["items"] = _rules(rules["schema"], words)
    if rules.get("value_kind") == "percent":
        result |= _SHARE
    field = "title" in rules.get("meta", {})  # of a form: no figure
    figure = rules.get("nullable") and "string" in names and not field
    return {"anyOf": [result, _BRACKETED]} if figure else result


def _mapping(rules: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    schema = rules.get("schema")
    if isinstance(schema, str):
        return {"$ref": f"#/$defs/{schema}"} if rules["type"] == "dict" else {"additionalProperties": True}
    result: dict[str, Any] = {}
    if isinstance(schema, dict):
        result["properties"] = _object(schema, words)["properties"]
        result["required"] = [key for key, inner in schema.items() if inner.get("required")]
    if "valuesrules" in rules:
        result["additionalProperties"] = _rules(rules["valuesrules"], words)
    elif "allow_unknown" in rules:
        result["additionalProperties"] = _rules(rules["allow_unknown"], words)
    elif schema:
        result["additionalProperties"] = False
    if "allowed" in rules.get("keysrules", {}):
        result["propertyNames"] = {"enum": rules["keysrules"]["allowed"]}
    return result


def _block(name: str) -> dict[str, Any]:
    """Return the JSON Schema of a block of an outline: a topic's name, a list of them, or a mapping."""
    references = [{"$ref": f"#/$defs/{reference}"} for reference in _REFERENCES[name]]
    if name == "change":  # the only one that is always a mapping
        return references[0]
    entries = [{"type": "string"}, {"$ref": "#/$defs/entry"}]
    lists = [{"type": "array", "items": {"anyOf": entries}}] if name == "block" else []
    return {"anyOf": [{"type": "string"}, *lists, *references]}
