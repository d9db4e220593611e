"""Test `plandraft schema`: valid JSON Schema, in Chinese, that accepts what the checker accepts."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from cerberus.schema import SchemaError, SchemaRegistry
from conftest import ROOT, Golden

from generator.base.patterns import MAX_LENGTH
from generator.base.resources import period_ids
from generator.check.form.json_schema import json_schema
from generator.check.form.profile import check_form
from generator.check.form.schema import FormValidator
from generator.check.form.vocabulary import compiled
from generator.library.period import load_period
from generator.yaml_source import parse

PROFILES = [*sorted((ROOT / "profiles").glob("*.yaml")), *sorted((ROOT / "tests/cases/sound").glob("*.yaml"))]
KIND = {"period": "2021-2025", "locality": {"name": "青石县", "kind": "county"}}


@pytest.mark.parametrize("period", period_ids())
def test_cerberus_takes_the_schema_as_valid(period: str) -> None:
    schemas = compiled(load_period(period))
    registry = SchemaRegistry()
    registry.extend({name: schema for name, schema in schemas.items() if name != "profile"})
    for schema in schemas.values():
        FormValidator(schema, schema_registry=registry)
    for slip in (
        {"type": "no such type"},
        {"type": "string", "national_unit": "人"},
        {"check_with": "nobody"},
    ):
        with pytest.raises(SchemaError):
            FormValidator({"a": slip})


def test_nothing_of_an_outline_is_demanded_key_by_key() -> None:
    schemas = compiled(load_period(period_ids()[0]))
    demanded = [
        rules.get("required") for name in ("node", "entry", "change") for rules in schemas[name].values()
    ]
    assert not any(demanded)


@pytest.mark.parametrize("period", period_ids())
def test_the_schema_is_valid_by_its_own_meta_schema(period: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(period))


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_an_editor_accepts_what_the_checker_accepts(file: Path) -> None:
    data = yaml.safe_load(file.read_text("utf-8"))
    errors = jsonschema.Draft202012Validator(json_schema("2021-2025")).iter_errors(data)
    assert [error.message for error in errors] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"locality": {"name": "青石县", "kind": "town"}},
        {"indicator": {}},
        {"indicators": {"minimum_living": {"atribute": "约束性"}}},
        {"indicators": {"minimum_living": {"target": 9500}}},
        {"indicators": {"minimum_living": {"attribute": "强制性"}}},
        {"indicators": {"own": {"target": 1}}},
        {"baseline_year": "20"},
        {"outline": {"chapters": [{"chapter": "a", "titel": "b"}]}},
        {"parts": [{"issuer": "某某"}]},
    ],
)
def test_an_editor_marks_what_the_checker_refuses(wrong: dict[str, object]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema("2021-2025"))
    assert not validator.is_valid({**KIND, **wrong})


def test_an_editor_completes_what_the_national_set_says() -> None:
    definitions = json_schema("2021-2025")["$defs"]
    for key, national in load_period("2021-2025").indicators.items():
        fields = definitions[f"indicator-{key}"]["properties"]
        assert fields["unit"]["default"] == national.unit
        assert fields["attribute"]["default"] == national.attribute


@pytest.mark.parametrize(
    "sound",
    [
        {"outline": {"form": {"numbering": {"measure": "X{n}"}}}},
        {"outline": {"form": {"numbering": {"measure": "条" * (MAX_LENGTH - 3) + "{n}"}}}},
        {"outline": {"changes": [{"before": "welfare", "add": {"measure": "visits", "topics": ["a.b"]}}]}},
        {
            "outline": {
                "chapters": [{"chapter": "tasks", "body": [{"topics": ["a.b"], "lead": ["federation"]}]}]
            }
        },
        {
            "outline": {
                "chapters": [{"chapter": "tasks", "body": [{"own": "走访。", "lead": ["federation"]}]}]
            }
        },
        {"parts": ["plan", {"form": "imprint", "issuer": "甲"}, {"form": "cover"}]},
    ],
)
def test_a_profile_may_say_this(sound: dict[str, object]) -> None:
    text = yaml.safe_dump({**KIND, **sound}, allow_unicode=True)
    assert check_form(parse(text, "a.yaml")) == []


def test_every_key_is_explained_in_chinese() -> None:
    def keys(schema: object) -> list[str]:
        if not isinstance(schema, dict):
            return []
        named = schema.get("properties", {})
        bare = [key for key, rules in named.items() if rules.get("description") in {None, key}]
        return bare + [key for value in schema.values() for key in keys(value)]

    assert keys(json_schema("2021-2025")) == []


def test_the_schema_beside_the_profiles_is_current(golden: Golden) -> None:
    text = json.dumps(json_schema(period_ids()[-1]), ensure_ascii=False, indent=2) + "\n"
    golden.check(ROOT / "profiles" / "plandraft.schema.json", text)
