"""Test changes to an outline by what they name: blocks and topics, by key and by words."""

from __future__ import annotations

from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.base.diagnostics import Finding, PlanError
from generator.check.form.profile import check_form
from generator.library.outline import Outline, OutlineBlock, read_outline, walk_outline
from generator.library.period import Period, load_period
from generator.yaml_source import Data, parse

DEFAULT = """
preamble: [[words.aim, words.basis]]
chapters:
  - chapter: background
    title: 编制背景
    body:
      - [words.results, words.lead, words.income]
      - words.outlook
      - {box: box_goals, title: 主要指标, table: indicators}
  - chapter: tasks
    title: 重点任务
    body:
      - section: security
        title: 社会保障
        topics: [words.security]
        body:
          - {measure: aid, title: 完善社会救助, topics: [words.aid, words.medical], lead: federation}
          - {measure: housing, title: 保障住房安全, topics: [words.housing]}
          - box: box_security
            title: 社会保障重点项目
            items:
              - {item: living, title: 低保, topics: [box.living]}
              - {item: care, title: 完善社会救助, topics: [box.care]}
"""
TOPICS = {
    "aim": "为促进残疾人全面发展",
    "basis": "依据{{ doc('basis') }}，制定本规划。",
    "results": "过去五年，成效明显。",
    "lead": "同时要看到，短板还不少。",
    "income": "残疾人家庭收入{{ say.count('a.b', '元') }}，仍然偏低。",
    "outlook": "今后五年，机遇很多。",
    "security": "织密保障网。",
    "aid": "及时给予困难残疾人社会救助。",
    "medical": "做好医疗救助。",
    "housing": "改造危房。",
}
BACKGROUND = ["words.results", "words.lead", "words.income"]


@pytest.fixture(scope="module")
def period(tmp_path_factory: pytest.TempPathFactory) -> Period:
    """Return a period whose county outline is DEFAULT, and whose library has TOPICS."""
    folder = tmp_path_factory.mktemp("period")
    for name, macros in {
        "topics/words": TOPICS,
        "boxes/box": {"living": "应保尽保。", "care": "护理补贴。"},
    }.items():
        file = folder / f"{name}.xml.j2"
        file.parent.mkdir()
        texts = (f"{{% macro {name}() %}}\n{text}\n{{% endmacro %}}\n" for name, text in macros.items())
        file.write_text("".join(texts), "utf-8")
    (folder / "outlines").mkdir()
    (folder / "outlines" / "county.yaml").write_text(DEFAULT, "utf-8")
    settings: dict[str, Data] = {
        "outlines": {"county": "county"},
        "form": {},
        "preamble_names": ["前言", "第一段"],
    }
    return replace(load_period("2021-2025"), folders=(folder,), settings=settings)


def changed(period: Period, *changes: str, outline: str = "") -> Outline:
    """Return the outline of a county's profile with these changes, each a mapping in YAML."""
    listed = "".join(f"    - {change}\n" for change in changes)
    return read_outline(parse(f"outline:\n{outline}  changes:\n{listed}", "p.yaml"), period, "county")


def found(period: Period, *changes: str) -> Finding:
    """Return the one finding that prevents these changes."""
    with pytest.raises(PlanError) as caught:
        changed(period, *changes)
    (finding,) = caught.value.findings
    return finding


def block(outline: Outline, key: str) -> OutlineBlock:
    """Return the block with this key."""
    return next(node for node in walk_outline(outline.body) if node.key == key)


def said(nodes: tuple[OutlineBlock, ...]) -> list[list[str]]:
    """Return the paragraphs right among `nodes`, each passage by its topic or its own words."""
    return [
        [entry.topic or entry.own for entry in node.entries] for node in nodes if node.kind == "paragraph"
    ]


def preamble(outline: Outline) -> list[list[str]]:
    """Return the paragraphs before the first chapter."""
    return said(outline.body)


def keys(outline: Outline, *kinds: str) -> list[str]:
    """Return the keys of the blocks of these kinds in order."""
    return [node.key for node in walk_outline(outline.body) if node.kind in kinds]


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
    assert found(period, "{move: aid, after: aid}").rule == "outline-change"
    assert found(period, "{at: 保障, remove: aid}").rule == "outline-ambiguous"


def test_figures_in_the_words_of_a_sentence_count_for_nothing(period: Period) -> None:
    for name in ("残疾人家庭收入8412元，仍然偏低", "收入12.5元，仍"):
        assert said(block(changed(period, f"{{remove: '{name}'}}"), "background").body)[0] == BACKGROUND[:2]


def test_a_sentence_with_other_words_inside_is_guessed(period: Period) -> None:
    finding = found(period, "{remove: 及时给予青石县困难残疾人社会救助}")
    assert finding.facts["guess"].endswith("（words.aid）")


def test_a_block_does_not_go_among_sentences_nor_a_title_to_one(period: Period) -> None:
    assert found(period, "{after: words.lead, add: {measure: new, title: 新}}").rule == "outline-passage"
    assert found(period, "{move: aid, after: words.lead}").rule == "outline-passage"
    assert found(period, "{at: words.lead, title: 新}").rule == "outline-passage"
    assert found(period, "{at: words.lead, add: {own: 甲。}}").rule == "outline-passage"
    assert found(period, "{at: words.lead, remove: words.income}").rule == "outline-passage"
    assert found(period, "{at: preamble, title: 前言}").rule == "outline-preamble"
    assert found(period, "{move: preamble, after: aid}").rule == "outline-preamble"


def test_words_right_in_a_box_or_a_table_are_told(period: Period) -> None:
    assert found(period, "{at: box_security, own: 话。}").rule == "outline-box"
    assert found(period, "{at: box_goals, add: {own: 话。}}").facts == {"key": "box_goals"}
    assert (
        found(period, "{after: aid, add: {box: b, title: 专栏, topics: [words.outlook]}}").rule
        == "outline-box"
    )


def test_topics_and_own_sentences_of_one_block_are_one_paragraph(period: Period) -> None:
    outline = changed(period, "{after: aid, add: {measure: m, topics: [words.new], own: 甲。}}")
    assert said(block(outline, "m").body) == [["words.new", "甲。"]]


@pytest.mark.parametrize(
    ("change", "sound"),
    [
        ("{at: a, title: 新}", True),
        ("{at: a, own: 话}", True),
        ("{at: a, replace: b, by: c.d}", True),
        ("{at: a, move: b, after: c}", True),
        ("{at: a, add: {own: 话}}", True),
        ("{replace: a, by: [{own: 话}, c.d]}", True),
        ("{replace: a}", False),
        ("{replace: a, add: b.c}", False),
        ("{move: a}", False),
        ("{move: a, before: b, after: c}", False),
        ("{move: a, after: b, add: c.d}", False),
        ("{add: {own: 话}}", False),
        ("{at: a, remove: b, title: 新}", False),
        ("{remove: a, replace: b, by: c.d}", False),
        ("{title: 新}", False),
    ],
)
def test_a_change_does_one_complete_thing(change: str, sound: bool) -> None:  # noqa: FBT001  # a case
    head = "period: 2021-2025\nlocality: {name: 青石县, kind: county}\n"
    findings = check_form(parse(f"{head}outline: {{changes: [{change}]}}", "p.yaml"))
    assert [finding.rule for finding in findings] == ([] if sound else ["outline-verb"])


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


@given(NAMES, NAMES, st.sampled_from(["before", "after"]))
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
