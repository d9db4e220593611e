"""Test the Chinese titles of topics: each has its own, and an outline may name it by that as by its key."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from examples import one_in
from hypothesis import given
from hypothesis import strategies as st
from marks import attack, sampled

from generator.base.diagnostics import Finding, PlanError
from generator.base.resources import period_ids
from generator.library.outline import Outline, default_data, read_outline, unknown_topic
from generator.library.outline.naming import Names, find_target
from generator.library.outline.targets import Target, find_targets
from generator.library.period import Period, load_period
from generator.library.template_index import SHELVES, topic_names, topic_words
from generator.library.topic_titles import bare, topic_key, topic_titles
from generator.locality.profile import make_profile
from generator.pipeline.support.outline_listing import outline_listing
from generator.yaml_source import Data, mapping, parse

SHORTEST, LONGEST = 4, 12
PARTS = 24  # of the topics of an outline, of which one is tried by default
KINDS = [(of, name) for of in period_ids() for name in ("county", "county.city", "prefecture", "province")]
OWN = """
outline:
  preamble: [[{0}]]
  chapters:
    - chapter: only
      title: 重点任务
      body:
        - [{{own: 话。}}, ——{1}]
        - {{measure: m, title: 一条, topics: [{{topic: {0}, lead: [federation]}}], own: 话。}}
        - {{box: b, title: 专栏, items: [{{item: i, title: 一项, topics: [{2}]}}]}}
"""


@cache
def period_of(of: str) -> Period:
    """Return a period, loaded once."""
    return load_period(of)


@cache
def default(of: str, kind: str) -> dict[str, Data]:
    """Return the default outline of a tier, or of a tier in a setting, as data."""
    return default_data(period_of(of), str(mapping(period_of(of).settings["outlines"])[kind]))


def names(of: str) -> Names:
    """Return what the library of a period calls things."""
    return Names(period_of(of).folders, ())


def owner(data: dict[str, Data], target: Target) -> Target | None:
    """Return the innermost block in which `target` stands, if there is one."""
    around = (block for block in find_targets(data) if not block.is_entry)
    return max(
        (block for block in around if target.path[: len(block.path)] == block.path),
        key=lambda block: len(block.path),
        default=None,
    )


def topics(of: str, kind: str) -> list[Target]:
    """Return the topics of a default outline."""
    return [target for target in find_targets(default(of, kind)) if target.kind == "topic"]


def changed(of: str, kind: str, outline: dict[str, Data]) -> Outline:
    """Return the default outline of a kind with what a profile says of it."""
    tier, _, setting = kind.partition(".")
    return read_outline(parse(yaml.safe_dump({"outline": outline}), "p.yaml"), period_of(of), tier, setting)


@pytest.mark.parametrize("of", period_ids())
def test_every_topic_has_a_short_title_that_no_other_topic_has(of: str) -> None:
    folders = period_of(of).folders
    titles = topic_titles(folders)
    assert {shelf: topic_names(shelf, folders) for shelf in SHELVES} == {
        shelf: {key for where, key in titles if where == shelf} for shelf in SHELVES
    }
    assert [title for title in titles.values() if not SHORTEST <= len(title) <= LONGEST] == []
    counts = Counter(map(bare, titles.values()))
    assert [title for title, count in counts.items() if count > 1] == []
    assert [title for title in titles.values() if bare(title) != title] == []


@pytest.mark.parametrize("of", period_ids())
def test_a_title_names_nothing_that_its_words_named_before_there_were_titles(of: str) -> None:
    """No title is in a block's title or another topic's sentence: what profiles say keeps its meaning."""
    period = period_of(of)
    titles = topic_titles(period.folders)
    words = {each: bare(topic_words(*each, period.folders)) for each in titles}
    whole = "\n".join(words.values())
    assert [title for each, title in titles.items() if whole.count(title) > words[each].count(title)] == []
    blocks = "\n".join(
        bare(block.title)
        for name in period.names("outlines", ".yaml")
        for block in find_targets(mapping(period.outline(name).data))
        if not block.is_entry
    )
    assert [title for title in titles.values() if title in blocks] == []


@pytest.mark.parametrize(
    "plan",
    sampled(
        [(*kind, part) for kind in KINDS for part in range(PARTS)],
        [(of, "county.city", 0) for of in period_ids()],
        attack,
    ),
)
def test_a_topic_is_found_by_its_title_as_by_its_key(plan: tuple[str, str, int]) -> None:
    of, kind, part = plan
    data, called = default(of, kind), names(of)
    place = parse("", "p.yaml").key_place(())
    for topic in topics(of, kind)[part::PARTS]:
        title = called.title(topic)
        assert find_target(title, data, None, called, place) == topic
        assert find_target(f" “{title}” ", data, None, called, place) == topic
        assert find_target(called.shown(topic), data, None, called, place) == topic
        assert find_target(topic.key, data, owner(data, topic), called, place) == topic
        assert topic_key(topic.shelf, title, called.folders) == topic.key


@pytest.mark.parametrize("plan", sampled(KINDS, [(of, "county") for of in period_ids()], attack))
@given(data=st.data())
@one_in(4)
def test_a_change_to_a_topic_by_its_title_is_the_change_by_its_key(
    plan: tuple[str, str], data: st.DataObject
) -> None:
    of, kind = plan
    listed = topics(of, kind)
    topic, other = data.draw(st.sampled_from(listed)), data.draw(st.sampled_from(listed))
    around, called = owner(default(of, kind), topic), names(of)
    at: dict[str, Data] = {"at": around.key if around else "preamble"}
    new: dict[str, Data] = {"own": "本地自己的话。"}
    changes: dict[str, dict[str, Data]] = {
        "replace": {"by": new},
        "remove": {},
        "before": {"add": new},
        "after": {"add": new},
    }
    verb = data.draw(st.sampled_from(sorted(changes)))
    by_key = changed(of, kind, {"changes": [{**at, verb: topic.key, **changes[verb]}]})
    title = called.title(topic)
    assert changed(of, kind, {"changes": [{verb: title, **changes[verb]}]}) == by_key
    assert changed(of, kind, {"changes": [{**at, verb: title, **changes[verb]}]}) == by_key
    beside = owner(default(of, kind), other)
    if topic != other and around == beside:
        moved = changed(of, kind, {"changes": [{**at, "move": topic.key, "after": other.key}]})
        titled: dict[str, Data] = {"move": title, "after": called.title(other)}
        assert changed(of, kind, {"changes": [titled]}) == moved


@given(st.data())
@one_in(4)
def test_own_lists_name_topics_by_title_as_by_key(data: st.DataObject) -> None:
    of = data.draw(st.sampled_from(period_ids()))
    folders = period_of(of).folders
    known = sorted(topic_titles(folders))
    topic, second = (
        data.draw(st.sampled_from([each for each in known if each[0] == "topics"])) for _ in "12"
    )
    boxed = data.draw(st.sampled_from([each for each in known if each[0] == "boxes"]))
    by_key, by_title = (
        read_outline(parse(OWN.format(*called), "p.yaml"), period_of(of), "county")
        for called in zip(
            *((each[1], topic_titles(folders)[each]) for each in (topic, second, boxed)), strict=True
        )
    )
    assert by_title == by_key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("第一章 编制背景", "background"),
        ("（二）基本原则", "principles"),
        ("2.强化残疾人分层分类社会救助", "social_assistance"),
        ("2．强化残疾人分层分类社会救助", "social_assistance"),
        ("专栏2  残疾人社会保障重点项目", "box_security"),
        ("3. 低保应保尽保", "security.minimum_living"),
        ("五年总体目标", "requirements.goal_2030"),
    ],
)
def test_a_title_may_have_the_number_that_a_draft_prints_before_it(typed: str, key: str) -> None:
    place = parse("", "p.yaml").key_place(())
    assert find_target(typed, default("2026-2030", "county"), None, names("2026-2030"), place).key == key


def found(of: str, outline: dict[str, Data]) -> Finding:
    """Return the one finding that prevents an outline."""
    with pytest.raises(PlanError) as caught:
        changed(of, "county", outline)
    (finding,) = caught.value.findings
    return finding


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("低保应保進保", "低保应保尽保（security.minimum_living）"),
        ("就业辅导队伍", "就业辅导员队伍（employment.counsellors）"),
        ("有数字技能课程的", "数字技能课程（employment.training_digital）"),
    ],
)
def test_a_near_miss_is_told_with_title_and_key(typed: str, meant: str) -> None:
    finding = found("2026-2030", {"changes": [{"remove": typed}]})
    assert finding.rule == "outline-change"
    assert finding.facts["guess"].startswith(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("数字技能课", "数字技能课程（employment.training_digital）"),
        ("employment.training_digitl", "数字技能课程（employment.training_digital）"),
    ],
)
def test_a_near_miss_in_a_list_of_ones_own_is_told_so_too(typed: str, meant: str) -> None:
    source = parse(f"outline: {{changes: [{{at: care, topics: [{typed}]}}]}}", "p.yaml")
    finding = unknown_topic(source, period_of("2026-2030"), "topics", typed)
    assert (finding.rule, finding.place.column) == ("topic-unknown", 41)
    assert finding.facts["guess"] == meant


@pytest.mark.parametrize("earlier", ["特教教师表彰", "特教教师表彰（education.teacher_awards）"])
def test_a_title_of_an_earlier_version_names_its_topic_still(earlier: str) -> None:
    folders = period_of(period_ids()[-1]).folders
    assert topic_titles(folders)["topics", "education.teacher_awards"] not in earlier
    assert topic_key("topics", earlier, folders) == "education.teacher_awards"


def test_a_title_with_the_key_of_another_topic_names_nothing() -> None:
    finding = found("2026-2030", {"changes": [{"remove": "数字技能课程（employment.masters）"}]})
    assert finding.rule == "outline-change"
    assert "（employment.training_digital）" in finding.facts["guess"]


def test_a_title_that_two_topics_have_is_told_apart_by_their_keys(tmp_path: Path) -> None:
    (tmp_path / "titles.yaml").write_text(
        "topics: {employment: {masters: 数字技能课程}, city: {training: ''}}", "utf-8"
    )
    period = replace(period_of("2026-2030"), folders=(tmp_path, *period_of("2026-2030").folders))
    source = parse("outline: {changes: [{remove: 数字技能课程}]}", "p.yaml")
    with pytest.raises(PlanError) as caught:
        read_outline(source, period, "county")
    (finding,) = caught.value.findings
    assert finding.rule == "outline-ambiguous"
    assert finding.facts["known"] == (
        "数字技能课程（employment.training_digital）、数字技能课程（employment.masters）"
    )
    assert topic_key("topics", "数字技能课程", period.folders) == "数字技能课程"
    assert "（employment.masters）" in unknown_topic(source, period, "topics", "数字技能课程").facts["guess"]
    assert topic_titles(period.folders)["topics", "city.training"] == "城区短期技能课程"


def test_every_line_of_the_list_in_a_new_profile_names_what_it_lists() -> None:
    source = parse("period: 2026-2030\nlocality: {name: 青石县, kind: county}\n", "p.yaml")
    listed = list(outline_listing(make_profile(source)))
    assert len(listed) == len(set(listed))
    data, called = default("2026-2030", "county"), Names(period_of("2026-2030").folders, ("第一段",))
    for line in listed[::7]:
        named = line.strip().removeprefix("- ")
        target = find_target(named, data, None, called, source.key_place(()))
        assert named in {called.shown(target), "第一段（preamble）"}
