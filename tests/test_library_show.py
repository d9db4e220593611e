"""Test `library show` and `library list`: what a topic says, for whom, with which figures, who uses it."""

from __future__ import annotations

import pytest
from commands import CASES, Command
from conftest import ROOT

from generator.base.resources import period_ids
from generator.document import Passage, nodes_in, plain, runs_in
from generator.library import lexicon
from generator.library.period import load_period
from generator.library.template_index import SHELVES, topic_names
from generator.library.topic_titles import shown_topic
from generator.pipeline.support.composing import compose
from generator.pipeline.support.upper_plans import load_profile
from generator.pipeline.topics import find_topics, view_in_profile, view_topic

LATEST = load_period(period_ids()[-1])
FOUR = "rehabilitation.four_tiers"
ALL = [(shelf, topic) for shelf in SHELVES for topic in sorted(topic_names(shelf, LATEST.folders))]


@pytest.mark.parametrize(
    "name", ["rehabilitation.four_tiers", "四级康复体系", "四级康复体系（rehabilitation.four_tiers）"]
)
def test_a_topic_is_shown_by_key_or_title_for_each_kind_in_its_own_words(name: str) -> None:
    (view,) = view_topic(name, LATEST, ["county", "banner", "province"])
    said = {place: each.blank for each in view.said for place in each.places}
    assert "乡镇、村" in said["县"]
    assert "苏木乡镇、嘎查村" in said["旗"]
    assert "五级康复服务" in said["省"]
    assert view.place.file.endswith("2021-2025/topics/rehabilitation.xml.j2")
    assert [use.where[-1] for use in view.uses if use.outline == "county"] == ["提高残疾人康复服务质量"]


def test_a_topic_is_shown_blank_and_filled_with_its_figures() -> None:
    (view,) = view_topic("background.results_autism", LATEST, ["county", "province"])
    assert [(each.places, each.blank) for each in view.said] == [(("县", "省"), "")]
    assert "12人次" in view.said[0].filled
    assert [(figure.path, figure.gap) for figure in view.figures] == [("achievements.autism_children", False)]
    (target, *_) = view_topic("security.two_subsidies", LATEST, ["county"])
    assert "【待补：" in target.said[0].blank
    assert "90%以上" in target.said[0].filled
    assert {figure.path for figure in target.figures if figure.gap} == {
        "indicators.living_subsidy.target",
        "indicators.care_subsidy.target",
    }


def test_a_topic_that_not_every_level_decides_is_shown_with_who_does(command: Command) -> None:
    shown = command("library", "show", "employment.fund").out
    assert "省级才能定：残疾人就业保障金的征收、使用和监管办法\n" in shown
    assert "才能定" not in command("library", "show", FOUR).out


@pytest.mark.parametrize("number", range(0, len(ALL), len(ALL) // 12))
def test_every_topic_can_be_shown_for_every_kind(number: int) -> None:
    shelf, topic = ALL[number]
    found = view_topic(topic, LATEST, lexicon.locality_kinds())
    assert shown_topic(shelf, topic, LATEST.folders) in {view.shown for view in found}
    assert all(said.filled for view in found for said in view.said)


def test_what_is_shown_for_a_profile_is_what_its_plan_says() -> None:
    profile = load_profile(ROOT / "profiles" / "dengkou.yaml")
    passages = [node for node in nodes_in(compose(profile)) if isinstance(node, Passage)]
    known = {each.key.rpartition("/")[2]: plain(runs_in(each)) for each in passages if "." in each.key}
    topics = [topic for topic in known if topic in topic_names(SHELVES[0], profile.period.folders)]
    for topic in topics[::12]:
        assert known[topic] in [said for _, said in view_in_profile(topic, profile)]


def test_topics_are_found_by_what_they_say_their_titles_and_their_figures() -> None:
    for words, topic in (
        ("家庭医生签约", "rehabilitation.family_doctor"),
        ("四级康复", "rehabilitation.four_tiers"),
        ("family_doctor_rate", "rehabilitation.family_doctor"),
    ):
        assert any(f"（{topic}）" in shown for shown, _ in find_topics(words, LATEST)), words
    assert find_topics("飞船", LATEST) == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("show", "两项补贴制度"), 0, "都填了"),
        (("show", "security.two_subsidee"), 2, "是不是 两项补贴制度（security.two_subsidies）"),
        (("show", "background.results_autism", "--kind", "县"), 0, "（不印）"),
        (("show", "四级康复体系", "--profile", str(CASES / "sound" / "county.yaml")), 0, "上下衔接"),
        (("show", "四级康复体系", "--profile", "没有.yaml"), 2, "没有.yaml"),
        (("list", "家庭医生"), 0, "rehabilitation.family_doctor"),
        (("list", "飞船"), 1, "没有一个要点"),
    ],
)
def test_the_commands_say_it_in_chinese(
    words: tuple[str, ...], code: int, told: str, command: Command
) -> None:
    said = command("library", *words)
    assert said.code == code
    assert told in said.all
