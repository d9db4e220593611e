"""Test the index of templates: what is legal Jinja is understood, however it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.diagnostics import PlanError
from generator.library.form_index import _fields
from generator.library.template_facts import template_facts
from generator.library.template_gaps import gaps_of_topic
from generator.library.template_index import paths_in_topic, topic_names, topic_words
from generator.library.template_sentences import sentences_of_topic

PLAIN = """\
{% macro told() %}
{% if tier == "county" %}为{{ say.count("commitments.homes", "户") }}改造。
{% else %}组织{{ doc("plan") }}。{% endif %}
{% if has("names.park") %}建设{{ names("park") }}。{% endif %}
{{ _inner("achievements.trained") }}
{% endmacro %}
{% macro _inner(path) %}{% if has(path) %}培训{{ say.count(path, "人") }}{% endif %}{% endmacro %}
"""
COUNT = 'say.count("commitments.homes", "户")'
INNER = '_inner("achievements.trained")'
SPELLINGS = {
    "no blank behind a tag": [("{% ", "{%"), (" %}", "%}")],
    "blanks taken away": [("{% if", "{%- if"), ("{% endif %}", "{% endif -%}"), ("{% macro", "{%- macro")],
    "single quotes": [('"', "'")],
    "line breaks in a call": [("say.count(", "say.count(\n   "), ('", "户', '",\n   "户')],
    "line breaks in a tag": [("{% macro told() %}", "{% macro\n told(\n) %}"), ('has("', 'has(\n"')],
    "an end that takes blanks away": [("{% endmacro %}", "{% endmacro -%}")],
    "arguments by name": [(COUNT, COUNT.replace('"户"', 'unit="户"'))],
    "a condition in brackets": [('tier == "county"', '(tier == "county")'), ("has(path)", "(has(path))")],
    "a choice of one": [('tier == "county"', 'tier in ["county"]'), ("has(path)", "not not has(path)")],
    "the branches turned round": [('tier == "county"', 'not tier != "county"')],
    "a default that nobody gives": [("_inner(path)", "_inner(path, unit=none)")],
    "a comment with tags in it": [("培训", "{# {% endmacro %} {{ doc('law') }} #}培训")],
    "trimmed by a filter": [(INNER, f"{INNER} | trim")],
}
PLACES = [("county", "city"), ("province", "agrarian"), ("", "")]


def folders(home: Path, text: str) -> tuple[Path, ...]:
    """Return a period's folders with one file of topics, which says `text`."""
    file = home / "topics" / "work.xml.j2"
    file.parent.mkdir(parents=True)
    file.write_text(text, "utf-8")
    return (home,)


def known(home: Path, text: str) -> list[object]:
    """Return all that the index tells of the topic work.told."""
    place = folders(home, text)
    told: list[object] = [topic_names("topics", place), topic_words("topics", "work.told", place)]
    for tier, setting in PLACES:
        where = ("topics", "work.told", place, tier, setting)
        said = "".join(sentences_of_topic(*where).split()).replace("；", "")
        told += [paths_in_topic(*where), gaps_of_topic(*where), said]
    return told


def test_a_topic_is_known_by_what_it_reads_prints_and_lacks(tmp_path: Path) -> None:
    names, words, paths, gaps, said, *others = known(tmp_path, PLAIN)
    assert names == {"work.told"}
    assert words == "为户改造。组织建设"
    assert {each for each in paths if "results." not in each} == {  # type: ignore[attr-defined]
        "commitments.homes",
        "names.park",
        "achievements.trained",
    }
    assert gaps == {"commitments.homes"}
    assert said == "为{commitments.homes}改造。建设。"
    assert others[1] == set()
    assert others[2] == "组织。建设。"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_legal_jinja_is_understood_however_it_is_written(spelling: str, tmp_path: Path) -> None:
    text = PLAIN
    for old, new in SPELLINGS[spelling]:
        assert old in text
        text = text.replace(old, new)
    assert known(tmp_path / "other", text) == known(tmp_path / "plain", PLAIN)


CONDITIONS = {
    'has("commitments.x")': True,
    'has("commitments.x") and tier == "county"': True,
    'not (not has("commitments.x"))': True,
    'has("commitments.x") or has("commitments.y")': False,
    'not has("commitments.x")': False,
    'tier == "county"': False,
    'not (not has("commitments.x") or tier == "county")': True,
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_gap_is_possible_unless_the_figure_is_asked_for_first(condition: str, tmp_path: Path) -> None:
    said = '{{ say.count("commitments.x", "户") }}'
    for number, text in enumerate(
        (
            f"{{% if {condition} %}}{said}{{% endif %}}",
            f'{{{{ say.count("commitments.x", "户") if {condition} }}}}',
        )
    ):
        place = folders(tmp_path / str(number), f"{{% macro told() %}}{text}{{% endmacro %}}")
        found = gaps_of_topic("topics", "work.told", place, "", "")
        assert (found == set()) is CONDITIONS[condition]


def test_a_branch_is_reached_only_where_those_before_it_are_not(tmp_path: Path) -> None:
    text = """{% macro told() %}{% if tier == "county" and setting == "city" %}{{ names("a") }}
{% elif tier == "county" %}{{ names("b") }}{% elif tier in ("province", "prefecture") %}{{ names("c") }}
{% else %}{{ names("d") }}{% endif %}{% endmacro %}"""
    place = folders(tmp_path, text)
    for tier, setting, only in (("county", "city", "a"), ("county", "urban", "b"), ("province", "city", "c")):
        found = paths_in_topic("topics", "work.told", place, tier, setting)
        assert {path for path in found if path.startswith("names.")} == {f"names.{only}"}
    found = paths_in_topic("topics", "work.told", place)
    assert {path for path in found if path.startswith("names.")} == {f"names.{each}" for each in "abcd"}


def test_a_field_is_known_wherever_its_call_is_broken(tmp_path: Path) -> None:
    file = tmp_path / "letter.xml.j2"
    file.write_text(
        '<issuer>{{ field(form,\n  "issuer",\n  "发函单位") }}</issuer>'
        "{% set sent = [reach(form, 'mail', '电子邮箱', '发至', true)] | select %}"
        '{% if field(form, "date", "成文日期") %}有{% endif %}{{ _wanted("联系人", form, "contact") }}',
        "utf-8",
    )
    assert list(_fields(template_facts(file))) == [
        ("field", "issuer", "发函单位", False),
        ("reach", "mail", "电子邮箱", True),
        ("field", "date", "成文日期", False),
    ]


def test_what_is_no_jinja_is_told_at_its_line(tmp_path: Path) -> None:
    place = folders(
        tmp_path, "{% macro a() %}好。{% endmacro %}\n{% macro b() %}\n{{ say.count( }}\n{% endmacro %}\n"
    )
    assert topic_names("topics", place) == set()  # and of other templates, all
    with pytest.raises(PlanError) as caught:
        paths_in_topic("topics", "work.a", place)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.place.line) == ("template-error", 3)
    assert finding.place.file.endswith("work.xml.j2")
