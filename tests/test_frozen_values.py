"""Try to change values from a template in every way that Jinja2 spells."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy

import pytest
from conftest import ROOT
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base.templating import sandbox
from generator.locality.render import _Rendering
from generator.pipeline.support.upper_plans import load_profile

PLAN = ROOT / "profiles" / "dawukou.yaml"
VALUES: dict[str, object] = {
    "dict": {"a": "1", "b": "2"},
    "list": ["b", "a"],
    "set": {"a", "b"},
    "nested": {"a": {"b": ["c"]}},
}
METHODS = {
    "dict": [
        "clear()",
        "pop('a')",
        "popitem()",
        "update({'a': '3'})",
        "update(a='3')",
        "setdefault('c', '3')",
    ],
    "list": ["append('c')", "clear()", "pop()", "reverse()", "sort()", "insert(0, 'c')", "extend(['c'])"],
    "set": ["add('c')", "clear()", "discard('a')", "remove('a')", "pop()", "update(['c'])"],
    "nested": ["clear()", "update({'a': '3'})", "a.clear()", "a.b.append('d')", "a.update({'b': '3'})"],
}
WAYS = [
    "{{ x.METHOD(WORDS) }}",
    "{{ x['METHOD'](WORDS) }}",
    "{{ (x|attr('METHOD'))(WORDS) }}",
    "{{ ([x]|map(attribute='METHOD')|first)(WORDS) }}",
    "{{ dict.METHOD(x, WORDS) }}",
    "{{ dict['METHOD'](x, WORDS) }}",
    "{{ (dict|attr('METHOD'))(x, WORDS) }}",
    "{{ ([dict]|map(attribute='METHOD')|first)(x, WORDS) }}",
    "{% set d = dict %}{{ d.METHOD(x, WORDS) }}",
    "{{ x.__class__.METHOD(x, WORDS) }}",
    "{% set n = namespace(x) %}{{ n.METHOD(WORDS) }}",
    "{% set n = namespace(d=dict) %}{{ n.d.METHOD(x, WORDS) }}",
    "{% set n = namespace(x) %}{% set n.a = '3' %}",
    "{{ dict(x).METHOD(WORDS) }}",
]


@pytest.fixture(scope="module")
def environment() -> ImmutableSandboxedEnvironment:
    """Return the sandbox of templates."""
    return sandbox((ROOT / "templates" / "common",))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", VALUES)
def test_no_template_changes_a_value(kind: str, way: str, environment: ImmutableSandboxedEnvironment) -> None:
    value = deepcopy(VALUES[kind])
    for called in METHODS[kind]:
        *inner, method = called.rpartition("(")[0].split(".")
        words = called.rpartition("(")[2].removesuffix(")")
        text = way.replace("x", ".".join(["x", *inner])).replace("WORDS", words).replace("METHOD", method)
        with suppress(TemplateError, TypeError, ValueError, AttributeError):
            environment.from_string(text).render(x=value)
        assert value == VALUES[kind], text


def test_what_profiles_share_is_handed_out_frozen() -> None:
    context = _Rendering(load_profile(PLAN)).context
    for name in ("term", "duty_forms"):
        assert isinstance(context[name], Mapping)
        assert not hasattr(context[name], "update")
