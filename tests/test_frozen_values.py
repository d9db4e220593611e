"""Try to change values from a template in every way that Jinja2 spells, and to bring in controls."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from copy import deepcopy
from pathlib import Path

import pytest
from conftest import ROOT
from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.base.diagnostics import PlanError
from generator.base.templating import sandbox
from generator.document.draft_xml import read_draft
from generator.locality.render import _Rendering, render
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
CONTROLS = ["&#13;", "&#xD;", "&#x0d;", "&#x85;", "&#8232;", "&#x202e;", "&#x200b;", "&#127;"]


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


@pytest.mark.parametrize("control", CONTROLS)
@pytest.mark.parametrize("where", ['title="', 'label="', "<passage", "</passage>", "<p "])
def test_a_control_character_is_found_however_it_is_written(where: str, control: str) -> None:
    draft = render(load_profile(PLAN))
    place = draft.index(where) + len(where)
    if where.startswith("<p"):
        place = draft.index(">", place) + 1
    at_fault = f"{draft[:place]}{control}{draft[place:]}"
    with pytest.raises(PlanError) as stopped:
        read_draft(at_fault)
    assert [finding.rule for finding in stopped.value.findings] == ["draft-xml"]


def test_a_draft_of_ours_has_none(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(PLAN.read_text("utf-8").replace("\n", "\r\n"), "utf-8", newline="")
    assert read_draft(render(load_profile(file))) == read_draft(render(load_profile(PLAN)))
