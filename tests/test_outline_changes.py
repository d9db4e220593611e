"""Test what changes do to an outline: blocks and passages added, replaced, removed, moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_outline import BACKGROUND, block, changed, keys, preamble, said, small_period

from generator.base.diagnostics import PlanError
from generator.library.outline import Outline, read_outline, walk_outline
from generator.library.period import Period
from generator.yaml_source import parse


@pytest.fixture(scope="module")
def period(tmp_path_factory: pytest.TempPathFactory) -> Period:
    """Return the small period."""
    return small_period(tmp_path_factory.mktemp("period"))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{at: preamble, own: 全是自己的话。}", [["全是自己的话。"]]),
        ("{at: 前言, topics: [words.aim, {own: 结合实际。}]}", [["words.aim", "结合实际。"]]),
        ("{at: preamble, body: [[words.aim], [{own: 第二段。}]]}", [["words.aim"], ["第二段。"]]),
        ("{remove: preamble}", []),
        ("{replace: 第一段, by: {own: 换掉。}}", [["换掉。"]]),
        ("{before: preamble, add: {own: 甲。}}", [["甲。"], ["words.aim", "words.basis"]]),
        (
            "{after: preamble, add: [words.lead, {own: 乙。}]}",
            [["words.aim", "words.basis"], ["words.lead", "乙。"]],
        ),
        ("{at: preamble, add: {own: 末句。}}", [["words.aim", "words.basis", "末句。"]]),
        ("{at: preamble, remove: words.aim}", [["words.basis"]]),
        ("{after: words.aim, add: {own: 中间。}}", [["words.aim", "中间。", "words.basis"]]),
        ("{replace: 制定本规划, by: {own: 特制定本规划。}}", [["words.aim", "特制定本规划。"]]),
        ("{move: words.basis, before: words.aim}", [["words.basis", "words.aim"]]),
    ],
)
def test_the_first_part_is_changed_by_its_key_or_by_what_it_is_called(
    period: Period, change: str, expected: list[list[str]]
) -> None:
    without_same = [change] if "words.lead" not in change else ["{remove: words.lead}", change]
    assert preamble(changed(period, *without_same)) == expected


@pytest.mark.parametrize("block_name", ["background", "编制背景"])
@pytest.mark.parametrize("topic", ["words.lead", "短板还不少", "同时要看到，短板"])
def test_one_topic_of_a_paragraph_is_replaced_left_out_or_has_company(
    period: Period, block_name: str, topic: str
) -> None:
    for scope in ("", f"at: {block_name}, "):
        for change, expected in {
            f"remove: {topic}": ["words.results", "words.income"],
            f"replace: {topic}, by: {{own: 甲。}}": ["words.results", "甲。", "words.income"],
            f"before: {topic}, add: {{own: 甲。}}": ["words.results", "甲。", *BACKGROUND[1:]],
            f"after: {topic}, add: {{own: 甲。}}": [*BACKGROUND[:2], "甲。", "words.income"],
            f"move: {topic}, after: words.income": ["words.results", "words.income", "words.lead"],
        }.items():
            outline = changed(period, f"{{{scope}{change}}}")
            assert said(block(outline, "background").body)[0] == expected
            assert preamble(outline) == [["words.aim", "words.basis"]]


def test_a_passage_keeps_its_key_when_one_beside_it_changes(period: Period) -> None:
    plain = block(changed(period, "{at: tasks, title: 任务}"), "background").body[0].entries
    other = block(changed(period, "{remove: words.lead}"), "background").body[0].entries
    assert [entry.key for entry in other] == [plain[0].key, plain[2].key]


def test_a_topic_that_is_a_whole_paragraph_is_changed_as_one(period: Period) -> None:
    assert said(block(changed(period, "{remove: words.outlook}"), "background").body) == [BACKGROUND]
    after = changed(period, "{after: 今后五年, add: words.housing}", "{remove: housing}")
    assert said(block(after, "background").body)[1] == ["words.outlook", "words.housing"]
    instead = changed(period, "{replace: 今后五年, by: [{own: 甲。}, {own: 乙。}]}")
    assert said(block(instead, "background").body)[1] == ["甲。", "乙。"]


def test_the_last_topic_takes_its_paragraph_along(period: Period) -> None:
    outline = changed(period, *(f"{{remove: {topic}}}" for topic in (*BACKGROUND, "words.housing")))
    assert said(block(outline, "background").body) == [["words.outlook"]]
    assert block(outline, "housing").body == ()


def test_a_block_moves_before_or_after_another(period: Period) -> None:
    moved = changed(period, "{move: aid, after: 保障住房安全}")
    assert keys(moved, "measure") == ["housing", "aid"]
    assert block(moved, "aid") == block(changed(period, "{at: tasks, title: 任务}"), "aid")
    assert keys(changed(period, "{move: tasks, before: background}"), "chapter") == ["tasks", "background"]
    assert keys(changed(period, "{move: box_security.care, before: box_security.living}"), "item") == [
        "box_security.care",
        "box_security.living",
    ]
    elsewhere = changed(period, "{move: box_goals, before: aid}")
    assert [node.key for node in block(elsewhere, "security").body if node.kind != "paragraph"][:2] == [
        "box_goals",
        "aid",
    ]


def test_what_moves_into_a_block_stands_at_its_end(period: Period) -> None:
    moved = changed(period, "{move: aid, into: background}", "{move: words.outlook, into: 保障住房安全}")
    assert [node.key for node in block(moved, "background").body if node.kind != "paragraph"] == [
        "box_goals",
        "aid",
    ]
    assert said(block(moved, "housing").body) == [["words.housing", "words.outlook"]]
    new = "{after: security, add: {section: new, title: 新的一节}}"
    taken = changed(period, new, "{move: aid, into: new}", "{move: housing, into: 新的一节}")
    assert [node.key for node in block(taken, "new").body] == ["aid", "housing"]
    assert preamble(changed(period, "{move: words.lead, into: preamble}")) == [
        ["words.aim", "words.basis", "words.lead"]
    ]
    box = "{after: box_security, add: {box: more, title: 更多}}"
    item = changed(period, box, "{move: box_security.living, into: more}")
    assert keys(item, "item") == ["box_security.care", "more.living"]


def test_what_is_added_at_a_block_stands_at_its_end(period: Period) -> None:
    outline = changed(
        period,
        "{at: aid, add: {own: 末句。}}",
        "{at: 编制背景, add: {own: 又一句。}}",
        "{at: security, add: {measure: last, title: 最后一条, own: 一句。}}",
        "{at: box_security, add: {item: last, title: 最后一项, own: 一项。}}",
        "{at: security, add: {own: 引语。}}",
    )
    assert said(block(outline, "aid").body) == [["words.aid", "words.medical", "末句。"]]
    assert said(block(outline, "background").body)[1] == ["words.outlook", "又一句。"]
    assert keys(outline, "measure", "item")[-1:] == ["last"]
    assert keys(outline, "item")[-1] == "box_security.last"
    assert said(block(outline, "security").body) == [["words.security", "引语。"]]


def test_sentences_added_at_a_block_without_any_stand_before_the_blocks_in_it(period: Period) -> None:
    outline = changed(period, "{at: tasks, add: {own: 引语。}}")
    assert [node.kind for node in block(outline, "tasks").body] == ["paragraph", "section"]


def test_own_sentences_of_a_block_replace_its_paragraphs_and_no_block_in_it(period: Period) -> None:
    outline = changed(period, "{at: background, own: 全是自己的话。}", "{at: security, own: 引语。}")
    assert said(block(outline, "background").body) == [["全是自己的话。"]]
    assert keys(outline, "box", "measure") == ["box_goals", "aid", "housing", "box_security"]
    assert said(block(outline, "security").body) == [["引语。"]]


def test_a_block_may_be_replaced_by_another(period: Period) -> None:
    outline = changed(period, "{replace: 保障住房安全, by: {measure: homes, title: 住有所居, own: 甲。}}")
    assert keys(outline, "measure") == ["aid", "homes"]
    assert said(block(outline, "homes").body) == [["甲。"]]


def test_topics_and_own_sentences_of_one_block_are_one_paragraph(period: Period) -> None:
    outline = changed(period, "{after: aid, add: {measure: m, topics: [words.new], own: 甲。}}")
    assert said(block(outline, "m").body) == [["words.new", "甲。"]]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "{after: words.lead, add: {own: 甲。, new_paragraph: true}}",
            [BACKGROUND[:2], ["甲。", "words.income"], ["words.outlook"]],
        ),
        (
            "{replace: words.income, by: {topic: words.income, new_paragraph: true}}",
            [BACKGROUND[:2], ["words.income"], ["words.outlook"]],
        ),
        (
            "{replace: words.income, by: [{own: 甲。, new_paragraph: true}, {own: 乙, new_paragraph: true}]}",
            [BACKGROUND[:2], ["甲。"], ["乙"], ["words.outlook"]],
        ),
        (
            '{after: words.income, add: {own: "甲。\\n乙。", new_paragraph: true}}',
            [BACKGROUND, ["甲。"], ["乙。"], ["words.outlook"]],
        ),
        (
            "{before: words.results, add: {own: 甲。, new_paragraph: true}}",
            [["甲。", *BACKGROUND], ["words.outlook"]],
        ),
        ("{move: words.outlook, after: words.income}", [[*BACKGROUND, "words.outlook"]]),
    ],
)
def test_a_passage_begins_a_paragraph_where_it_is_told_to(
    period: Period, change: str, expected: list[list[str]]
) -> None:
    outline = changed(period, change)
    assert said(block(outline, "background").body) == expected


def test_the_text_of_a_row_goes_with_the_first_paragraph_of_a_sentence(period: Period) -> None:
    row = '{at: housing, add: {own: "甲。\\n乙。", lead: housing, task: 一行}}'
    entries = [node.entries[-1] for node in block(changed(period, row), "housing").body]
    assert [(each.own, each.lead, each.task) for each in entries] == [
        ("甲。", ("housing",), "一行"),
        ("乙。", (), ""),
    ]
    assert block(changed(period, "{at: aid, task: 一行}"), "aid").task == "一行"


NAMES = st.sampled_from(
    [
        "aid",
        "housing",
        "security",
        "box_goals",
        "words.lead",
        "words.income",
        "words.outlook",
        "words.medical",
    ]
)


@given(NAMES, NAMES, st.sampled_from(["before", "after", "into"]))
def test_a_move_loses_nothing_and_doubles_nothing(period: Period, what: str, beside: str, verb: str) -> None:
    before = changed(period, "{at: tasks, title: 重点任务}")
    try:
        after = changed(period, f"{{move: {what}, {verb}: {beside}}}")
    except PlanError:
        return
    assert sorted(keys(after, "chapter", "section", "measure", "box", "item")) == sorted(
        keys(before, "chapter", "section", "measure", "box", "item")
    )
    assert sorted(_topics(after)) == sorted(_topics(before))


def _topics(outline: Outline) -> list[str]:
    return [entry.topic for node in walk_outline(outline.body) for entry in node.entries]


def test_changes_leave_the_period_and_the_source_as_they_are(period: Period) -> None:
    before = changed(period, "{at: tasks, title: 重点任务}")
    text = "outline: {changes: [{remove: words.lead}, {move: aid, after: housing}, {at: preamble, own: 甲}]}"
    source = parse(text, "p.yaml")
    read_outline(source, period, "county")
    assert source == parse(text, "p.yaml")
    assert changed(period, "{at: tasks, title: 重点任务}") == before
