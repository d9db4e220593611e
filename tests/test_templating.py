"""Test the sandbox of templates: what it forbids, and the compiled templates that it caches."""

from __future__ import annotations

import tempfile
from pathlib import Path

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from marks import attack
from markupsafe import Markup, escape

from generator.base import resources
from generator.base.diagnostics import PlanError
from generator.base.limits import MOST_DRAFT_CHARACTERS
from generator.base.templating import fill_in, sandbox
from generator.check.findings.rulebook import to_diagnostic
from generator.formats.markdown import write_md


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of templates."""
    return tmp_path


def filled(folder: Path, text: str, most: int = MOST_DRAFT_CHARACTERS, **context: object) -> str:
    """Fill in a template of this text, with so many characters at most."""
    (folder / "a.j2").write_text(text, encoding="utf-8")
    return fill_in(sandbox((folder,)), "a.j2", context, "a.yaml", most)


@pytest.mark.parametrize(
    "text",
    [
        "{{ x.__class__ }}",
        "{{ x.__class__.__mro__ }}",
        "{{ y.append(1) }}",
        "{{ y.append.__self__ }}",
        "{{ f.__globals__ }}",
        "{{ f.__code__ }}",
        "{{ (x | attr('__class__')) }}",
        "{{ missing }}",
        "{{ 'x'.format.__self__ }}",
        "{{ ['x'.format, 'x'.format][1]('a') ~ '{0.__class__}'.format(x) ~ '{0.__class__}'.format(x) }}",
    ],
)
def test_templates_reach_nothing_but_what_they_are_given(folder: Path, text: str) -> None:
    with pytest.raises(PlanError):
        filled(folder, text, x="1", y=[1], f=lambda: 1)


@given(st.text() | st.builds(Markup, st.text()) | st.integers() | st.none())
def test_a_value_is_printed_as_jinja2_prints_it(value: object) -> None:
    environment = sandbox(())
    assert environment.from_string("{{ value }}").render(value=value) == escape(value)


def test_what_a_mapping_holds_is_reached_by_a_dot_but_for_what_every_mapping_has(folder: Path) -> None:
    x = {"rural": "农村", "values": "值", "none": None}
    assert filled(folder, "{{ x.rural }}{{ x['values'] }}{{ x.values is string }}", x=x) == "农村值False"
    assert filled(folder, "{{ x.none is none }}{{ x.other is defined }}", x=x) == "TrueFalse"


def test_what_is_safe_of_one_type_is_not_taken_as_safe_of_another(folder: Path) -> None:
    class Open:
        append = "as its own"

    environment = sandbox((folder,))
    assert environment.is_safe_attribute(Open(), "append", "as its own")
    assert not environment.is_safe_attribute([], "append", [].append)
    assert environment.is_safe_attribute(Open(), "append", "as its own")


def test_compiled_templates_are_kept_and_follow_their_source(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = folder / "kept"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(kept))
    assert filled(folder, "one") == "one"
    assert len(list(kept.rglob("*.cache"))) == 1
    assert filled(folder, "one") == "one"
    assert filled(folder, "two") == "two"


@pytest.mark.parametrize("left", [0, 1, 20, -1])
def test_a_compiled_template_that_is_no_longer_whole_is_compiled_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch, left: int
) -> None:
    kept = folder / "kept"
    kept.mkdir()
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(kept))
    filled(folder, "one")
    (file,) = kept.rglob("*.cache")
    whole = file.read_bytes()
    file.write_bytes(whole[:left])
    assert filled(folder, "one") == "one"
    assert file.read_bytes() == whole


def test_macros_are_called_as_jinja_calls_them(folder: Path) -> None:
    text = (
        "{% macro one(a, b='&') %}<{{ a }}{{ b }}{{ kwargs | length }}{{ varargs | join }}>{% endmacro %}"
        "{% macro two(a) %}[{{ a }}{{ caller() }}]{% endmacro %}"
        "{% for n in [1, 2] %}{{ one(n) }}{{ one(n, b='<', c=3) }}{{ one(n, 4, 5, 6) }}"
        "{% call two(n) %}{{ n }}&amp;{% endcall %}{% endfor %}{{ one('&' | safe) }}"
    )
    plain = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined).from_string(text)
    assert filled(folder, text) == plain.render()
    with pytest.raises(PlanError):
        filled(folder, "{% macro one() %}{{ missing }}{% endmacro %}{{ one() }}")


def test_a_draft_needs_no_folder_to_keep_them_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(folder / "gone" / "away"))
    assert filled(folder, "one") == "one"


def test_what_cannot_be_written_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", full)
    assert filled(folder, "three") == "three"


def test_text_without_end_is_told_as_such(folder: Path) -> None:
    assert filled(folder, "{{ x * 1000 }}", 1_000, x="甲") == "甲" * 1_000
    for text in ("{{ x * 1001 }}", "{% macro a() %}{{ x * 600 }}{% endmacro %}{{ a() }}{{ a() }}"):
        with pytest.raises(PlanError) as caught:
            filled(folder, text, 1_000, x="甲")
        assert [finding.rule for finding in caught.value.findings] == ["draft-large"]


@pytest.mark.parametrize(
    "text", ["\n{{ 1/0 }}", "\n{{ x.y.z() }}", "\n{{ [].a }}", "\n{{ f(1, 2) }}", "\n{{ f() }}"]
)
def test_whatever_a_template_fails_with_is_told_at_its_line(folder: Path, text: str) -> None:
    with pytest.raises(PlanError) as caught:
        filled(folder, text, x="1", f=lambda key: {}[key])
    (finding,) = caught.value.findings
    assert (finding.rule, finding.place.line) == ("template-error", 2)


IN_CHINESE = {
    "{{ nothing }}": "没有“nothing”这个名字",
    "{{ [].a.b }}": "没有“a”这一项",
    "{{ [][1].b }}": "没有“1”这一项",
    "{{ [] | first }}": "用了没有的东西",
    "{{ ''.__class__.x }}": "模板不许用“__class__”",
    "{{ x.fill(1)(2) }}": "没有“fill”这一项",
    "{{ x | lost }}": "没有“lost”这个过滤器",
    "{{ x is lost }}": "没有“lost”这个判断",
    "{% lost %}": "不认识标签“lost”，或者它的开头没有写",
    "{% endif %}": "不认识标签“endif”，或者它的开头没有写",
    "{% if x %}": "标签“if”没有结束",
    "{% if x %}{% endfor %}": "标签“if”没有结束",
    "{% for x %}{% endfor %}": "这里应当是“in”",
    "{# x": "没有写完，后面缺结束的标签",
    "{{ x }": "这里不该有“}”",
    "{{ x ! }}": "这里不该有“!”",
    "{{ x + }}": "这里还没有写完",
    "{{ x y }}": "这里应当结束，多了别的东西",
    "{% include 'x' %}": "找不到要引用的模板",
    "{% macro a() %}{% endmacro %}{{ a(1) }}": "宏“a”的参数给得不对",
    "{% block a %}{% endblock %}{% block a %}{% endblock %}": "写法不对",
    "{{ 1 / 0 }}": "除数是 0",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}": "宏互相调用，没有尽头",
    "{{ 9.0 ** 999 }}": "数太大",
    "{{ f('a') }}": "没有要用的那一项",
    "{{ 1 + 'a' }}": "值用不到这里",
    "{{ broken() }}": "模板运行时出了意外",
}


@pytest.mark.parametrize(("text", "said"), IN_CHINESE.items())
def test_what_a_template_fails_with_is_told_in_chinese(folder: Path, text: str, said: str) -> None:
    def broken() -> None:
        raise LookupError

    with pytest.raises(PlanError) as caught:
        filled(folder, text, x="1", f=lambda key: {}[key], broken=broken)
    assert [to_diagnostic(finding).message for finding in caught.value.findings] == [f"模板出错：{said}"]


def test_templates_from_elsewhere_are_never_kept_compiled(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, elsewhere = folder / "kept", folder / "elsewhere" / "common+"
    kept.mkdir()
    elsewhere.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(kept))
    monkeypatch.setattr(resources, "_laid", [(elsewhere.parent, "x")])
    assert filled(elsewhere, "one") == "one"
    assert not list(kept.rglob("*.cache"))


def test_a_profile_alone_makes_no_draft_without_end() -> None:
    own = {"own": "{names.x}" * 3_000}
    chapter = {"chapter": "a", "title": "章", "body": [{"topics": [own]}]}
    data = {**plans.bare("county"), "names": {"x": "长" * 20_000}, "outline": {"chapters": [chapter]}}
    with pytest.raises(PlanError) as caught:
        plans.document(data)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.place.file) == ("draft-large", "made-up.yaml")


@attack
def test_a_thousand_rows_and_values_of_twenty_thousand_characters_are_drafted() -> None:
    row = {"name": "指标", "unit": "%", "attribute": "预期性", "target": "60"}
    long = [{"topics": [{"own": "话" * 20_000}]} for _ in range(50)]
    data = {
        **plans.bare("county"),
        "indicators": {f"i{n}": dict(row) for n in range(1_000)},
        "outline": {"chapters": [{"chapter": "a", "title": "章", "body": [*long, {"table": "indicators"}]}]},
    }
    text = write_md(plans.document(data))
    assert text.count("话" * 20_000) == 50
    assert text.count("\n| ") > 1_000
