"""Test how a change names blocks and topics: by key, by title, by words."""

from __future__ import annotations

import pytest
import yaml
from small_outline import BACKGROUND, block, changed, found, keys, said, small_period

from generator.base.diagnostics import PlanError
from generator.library.outline import read_outline, walk_outline
from generator.library.period import Period, load_period
from generator.yaml_source import parse


@pytest.fixture(scope="module")
def period(tmp_path_factory: pytest.TempPathFactory) -> Period:
    """Return the small period."""
    return small_period(tmp_path_factory.mktemp("period"))


def test_a_title_that_several_bear_is_told_with_all_of_them_and_is_plain_within_one(period: Period) -> None:
    finding = found(period, "{at: 完善社会救助, title: 甲}")
    assert finding.rule == "outline-ambiguous"
    assert finding.facts["known"] == "完善社会救助（aid）、完善社会救助（box_security.care）"
    outline = changed(period, "{at: 社会保障重点项目, remove: 完善社会救助}")
    assert keys(outline, "measure", "item") == ["aid", "housing", "box_security.living"]
    assert keys(changed(period, "{at: box_security, remove: living}"), "item") == ["box_security.care"]


def test_a_title_counts_before_its_part_and_punctuation_for_nothing(period: Period) -> None:
    assert block(changed(period, "{at: 社会保障, title: 新}"), "security").title == "新"
    assert block(changed(period, "{at: 住房, title: 新}"), "housing").title == "新"
    assert block(changed(period, "{at: “编制 背景”, title: 新}"), "background").title == "新"


def test_a_name_that_nothing_bears_is_told_with_what_is_like_it_and_what_there_is(period: Period) -> None:
    finding = found(period, "{at: 完善社会救济, title: 甲}")
    assert (finding.rule, finding.place.column) == ("outline-change", 12)
    assert finding.facts["guess"].startswith("完善社会救助（")
    assert (
        finding.facts["known"]
        == "编制背景、主要指标、重点任务、社会保障、完善社会救助、保障住房安全、社会保障重点项目"
    )
    finding = found(period, "{at: 编制背景, remove: 短版还不少}")
    assert finding.facts["known"].startswith("过去五年，成效明显。（words.results）、")
    assert found(period, "{at: 保障, remove: aid}").rule == "outline-ambiguous"


def test_figures_in_the_words_of_a_sentence_count_for_nothing(period: Period) -> None:
    for name in ("残疾人家庭收入8412元，仍然偏低", "收入12.5元，仍"):
        assert said(block(changed(period, f"{{remove: '{name}'}}"), "background").body)[0] == BACKGROUND[:2]


def test_a_sentence_with_other_words_inside_is_guessed(period: Period) -> None:
    finding = found(period, "{remove: 及时给予青石县困难残疾人社会救助}")
    assert finding.facts["guess"].endswith("（words.aid）")


@pytest.mark.parametrize("file", ["county", "prefecture"])
@pytest.mark.parametrize("of", ["2021-2025", "2026-2030"])
def test_every_block_of_a_default_outline_may_be_named_by_its_title_or_is_told_apart(
    of: str, file: str
) -> None:
    known = load_period(of)
    whole = read_outline(parse(f"outline: {{extends: {file}}}", "p.yaml"), known, "county")
    for node in [node for node in walk_outline(whole.body) if node.kind in {"chapter", "section", "measure"}]:
        text = yaml.safe_dump({"outline": {"extends": file, "changes": [{"at": node.title, "title": "新"}]}})
        try:
            found = read_outline(parse(text, "p.yaml"), known, "county")
        except PlanError as error:
            assert [(each.rule, node.key in each.facts["known"]) for each in error.findings] == [  # noqa: PT017
                ("outline-ambiguous", True)
            ]
        else:
            assert block(found, node.key).title == "新"


@pytest.mark.parametrize(
    "title",
    [
        "发展残疾人照护托养服务",
        "发展残疾人照护和托养服务",
        "4.发展残疾人照护托养服务",
        "发展残疾人托养照护服务",
    ],
)
def test_a_title_with_another_word_for_one_thing_is_known(title: str) -> None:
    text = yaml.safe_dump({"outline": {"changes": [{"at": title, "title": "新的题目"}]}}, allow_unicode=True)
    outline = read_outline(parse(text, "p.yaml"), load_period("2026-2030"), "county")
    assert [node.key for node in walk_outline(outline.body) if node.title == "新的题目"] == ["care_services"]
