"""Test the outline of a plan: the period's own, a profile's changes to it, or the profile's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.base.diagnostics import Place, PlanError
from generator.library.outline import BLOCKS, Outline, OutlineBlock, OutlineEntry, block_kind, read_outline
from generator.library.period import Period, load_period
from generator.yaml_source import Data, parse

SMALL = """
preamble: [[background.preamble]]
chapters:
  - chapter: background
    title: 背景
    body: [[background.population]]
  - chapter: tasks
    title: 任务
    body:
      - {measure: training, title: 培训, topics: [jobs.training], lead: federation, with: [health, audit]}
      - box: box_security
        title: 专栏
        groups:
          - group: funds
            title: 资金类
            items:
              - {item: living, title: 低保, topics: [security.living]}
              - {item: care, title: 护理, topics: [security.care]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Period:
    """Return a period whose county outline is SMALL."""
    (tmp_path / "outlines").mkdir()
    (tmp_path / "outlines" / "county.yaml").write_text(SMALL, "utf-8")
    (tmp_path / "outlines" / "other.yaml").write_text("chapters: [{chapter: other, title: 另}]", "utf-8")
    form: dict[str, Data] = {"numbering": {"chapter": "{cjk}、", "measure": "{n}."}, "unit_prefix": "true"}
    settings: dict[str, Data] = {"outlines": {"county": "county", "county.city": "other"}, "form": form}
    return replace(load_period("2021-2025"), folders=(tmp_path,), settings=settings)


def outline(period: Period, **own: object) -> Outline:
    """Return the outline of a county's profile whose `outline` holds `own`."""
    text = yaml.safe_dump({"outline": own} if own else {"title": "规划"}, allow_unicode=True)
    return read_outline(parse(text, "p.yaml"), period, "county")


def nodes(body: tuple[OutlineBlock, ...]) -> Iterator[OutlineBlock]:
    """Yield every node in printed order."""
    for node in body:
        yield node
        yield from nodes(node.body)


def keys(found: Outline) -> list[str]:
    """Return the keys of all blocks but paragraphs, in printed order."""
    return [node.key for node in nodes(found.body) if node.kind != "paragraph"]


def node(found: Outline, key: str) -> OutlineBlock:
    """Return the block with this key."""
    return next(block for block in nodes(found.body) if block.key == key)


BOX = ["box_security", "box_security.funds", "box_security.living", "box_security.care"]
ALL = ["background", "tasks", "training", *BOX]


def test_without_an_outline_of_its_own_a_profile_has_its_tiers(small: Period) -> None:
    found = outline(small)
    assert keys(found) == ALL
    assert [entry.key for block in nodes(found.body) for entry in block.entries] == [
        "preamble/background.preamble",
        "background/background.population",
        "training/jobs.training",
        "box_security.living/security.living",
        "box_security.care/security.care",
    ]


def test_a_setting_may_have_an_outline_of_its_own(small: Period) -> None:
    source = parse("title: 规划", "p.yaml")
    assert keys(read_outline(source, small, "county", "city")) == ["other"]
    assert keys(read_outline(source, small, "county", "urban")) == ALL
    extends = parse("outline: {extends: county}", "p.yaml")
    assert keys(read_outline(extends, small, "county", "city")) == ALL
    changed = parse("outline: {changes: [{at: other, title: 改}]}", "p.yaml")
    assert node(read_outline(changed, small, "county", "city"), "other").title == "改"


def test_a_block_keeps_what_the_outline_says_of_it(small: Period) -> None:
    training = node(outline(small), "training")
    assert (training.kind, training.title) == ("measure", "培训")
    assert (training.lead, training.support) == (("federation",), ("health", "audit"))


def test_an_outline_extends_another_that_there_is(small: Period) -> None:
    assert keys(outline(small, extends="other")) == ["other"]
    with pytest.raises(PlanError) as caught:
        outline(small, extends="missing")
    assert [(f.rule, f.facts) for f in caught.value.findings] == [("outline-unknown", {"name": "missing"})]


def test_chapters_of_its_own_replace_the_whole_outline(small: Period) -> None:
    assert keys(outline(small, chapters=[{"chapter": "mine", "title": "章"}])) == ["mine"]


def test_a_form_of_its_own_is_laid_upon_the_periods(small: Period) -> None:
    form = outline(small, form={"numbering": {"measure": "（{n}）"}, "unit_prefix": "false"}).form
    assert form.part("numbering") == {"chapter": "{cjk}、", "measure": "（{n}）"}
    assert form.unit_prefix is False
    assert outline(small).form.unit_prefix is True
    assert form.part("missing") == {}


NEW = {"measure": "new", "title": "新"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"remove": "background"}, ALL[1:]),
        ({"remove": "box_security"}, ALL[:3]),
        ({"remove": "box_security.funds"}, ALL[:4]),
        ({"remove": "box_security.living"}, [key for key in ALL if key != "box_security.living"]),
        ({"before": "training", "add": NEW}, [*ALL[:2], "new", *ALL[2:]]),
        ({"after": "training", "add": NEW}, [*ALL[:3], "new", *ALL[3:]]),
        ({"before": "background", "add": {"chapter": "first"}}, ["first", *ALL]),
        ({"after": "box_security.care", "add": {"item": "last"}}, [*ALL, "box_security.last"]),
        ({"at": "training", "title": "改"}, ALL),
        ({"at": "tasks", "body": [NEW]}, ["background", "tasks", "new"]),
    ],
)
def test_a_change_changes_the_block_it_names(
    small: Period, change: dict[str, object], expected: list[str]
) -> None:
    assert keys(outline(small, changes=[change])) == expected


def test_a_change_at_a_block_replaces_the_fields_it_names_alone(small: Period) -> None:
    before = node(outline(small), "training")
    changes = [{"at": "training", "title": "技能培训", "with": ["health"], "numbered": "false"}]
    after = node(outline(small, changes=changes), "training")
    assert (after.title, after.support, after.numbered) == ("技能培训", ("health",), "false")
    assert (after.kind, after.lead, after.body) == (before.kind, before.lead, before.body)


def test_a_paragraph_may_be_added_beside_a_block(small: Period) -> None:
    found = outline(small, changes=[{"after": "training", "add": ["culture.sport", {"own": "自己的话"}]}])
    added = node(found, "tasks").body[1]
    assert [(entry.topic, entry.own) for entry in added.entries] == [("culture.sport", ""), ("", "自己的话")]


def test_changes_apply_one_after_the_other(small: Period) -> None:
    changes = [
        {"after": "training", "add": NEW},
        {"at": "new", "title": "更新"},
        {"before": "new", "add": {"measure": "newer"}},
        {"remove": "training"},
    ]
    found = outline(small, changes=changes)
    assert keys(found) == [*ALL[:2], "newer", "new", *ALL[3:]]
    assert node(found, "new").title == "更新"


def test_changes_apply_to_chapters_of_its_own_and_leave_the_source_as_it_is(small: Period) -> None:
    own = "outline: {chapters: [{chapter: mine}, {chapter: yours}], changes: [{remove: mine}]}"
    source = parse(own, "p.yaml")
    assert keys(read_outline(source, small, "county")) == ["yours"]
    assert source == parse(own, "p.yaml")


def test_a_change_leaves_the_periods_outline_as_it_is(small: Period) -> None:
    outline(small, changes=[{"remove": "training"}, {"at": "tasks", "title": "改"}])
    assert keys(outline(small)) == ALL
    assert node(outline(small), "tasks").title == "任务"


@pytest.mark.parametrize("verb", ["at", "remove", "before", "after"])
def test_a_change_at_an_unknown_key_is_an_error_where_it_is_written(small: Period, verb: str) -> None:
    text = f"outline:\n  changes:\n    - {{remove: training}}\n    - {{{verb}: nowhere, add: {{box: b}}}}"
    with pytest.raises(PlanError) as caught:
        read_outline(parse(text, "p.yaml"), small, "county")
    (finding,) = caught.value.findings
    assert (finding.rule, finding.facts["key"], finding.facts["guess"]) == ("outline-change", "nowhere", "")
    assert finding.facts["known"] == "背景、任务、专栏、资金类"
    assert finding.place == Place("p.yaml", 4, len(f"    - {{{verb}: ") + 1)


@pytest.mark.parametrize(
    ("changes", "twice"),
    [
        ([{"after": "training", "add": {"measure": "training"}}], ["training"]),
        ([{"after": "training", "add": {"section": "background"}}], ["background"]),
        ([{"after": "box_security.care", "add": {"item": "living"}}], ["box_security.living"]),
        ([{"at": "training", "topics": ["a.b", "a.b"]}], ["training/a.b"]),
        ([{"after": "tasks", "add": {"chapter": "training", "body": [NEW, {**NEW}]}}], ["training", "new"]),
    ],
)
def test_keys_that_stand_twice_are_an_error(
    small: Period, changes: list[dict[str, object]], twice: list[str]
) -> None:
    with pytest.raises(PlanError) as caught:
        outline(small, changes=changes)
    assert [(f.rule, f.facts) for f in caught.value.findings] == [("outline-key", {"key": k}) for k in twice]


def test_the_same_topic_and_the_same_item_may_stand_in_different_blocks(small: Period) -> None:
    box = {"box": "box_other", "items": [{"item": "living", "topics": ["security.living"]}]}
    assert "box_other.living" in keys(outline(small, changes=[{"after": "box_security", "add": box}]))


def test_a_misspelt_key_of_a_default_outline_is_told_where_it_stands(small: Period) -> None:
    file = small.folders[0] / "outlines" / "county.yaml"
    file.write_text("chapters:\n  - {chapter: c, title: 章, topcs: [a.b]}\n", "utf-8")
    with pytest.raises(PlanError) as caught:
        outline(small)
    (finding,) = caught.value.findings
    assert (finding.rule, finding.facts) == ("key-unknown", {"key": "topcs", "guess": "topics"})
    assert finding.place == Place(str(file), 2, 28)


def test_an_entry_is_a_topic_with_its_mark_or_the_localitys_own_words(small: Period) -> None:
    topics = ["a.b", "——a.c", {"topic": "a.d", "lead": "health"}, {"own": "甲"}, {"own": "乙"}]
    (paragraph,) = node(outline(small, chapters=[{"chapter": "c", "topics": topics}]), "c").body
    assert paragraph.entries == (
        OutlineEntry("c/a.b", "topics", "a.b", "", "", (), ()),
        OutlineEntry("c/a.c", "topics", "a.c", "", "——", (), ()),
        OutlineEntry("c/a.d", "topics", "a.d", "", "", ("health",), ()),
        OutlineEntry("c/own.4", "topics", "", "甲", "", (), ()),
        OutlineEntry("c/own.5", "topics", "", "乙", "", (), ()),
    )


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_is_known_by_the_word_that_holds_its_key(kind: str) -> None:
    assert block_kind({"title": "标题", kind: "key"}) == kind


@pytest.mark.parametrize("data", [None, "a.b", ["a.b"], {}, {"topics": ["a.b"]}, {"own": "甲"}])
def test_what_holds_no_key_is_a_paragraph(data: Data) -> None:
    assert block_kind(data) == ""


@pytest.mark.parametrize("name", load_period("2021-2025").names("outlines", ".yaml"))
def test_an_outline_of_the_library_has_no_key_twice(name: str) -> None:
    source = parse(f"outline: {{extends: {name}}}", "p.yaml")
    found = keys(read_outline(source, load_period("2021-2025"), "county"))
    assert len(found) == len(set(found)) > 50


def test_a_change_at_the_key_of_a_measure_does_not_fall_on_an_item() -> None:
    source = parse("outline: {changes: [{at: assistive_devices, title: 新}]}", "p.yaml")
    found = read_outline(source, load_period("2021-2025"), "county")
    assert [block.key for block in nodes(found.body) if block.title == "新"] == ["assistive_devices"]


@pytest.mark.parametrize("kind", ["chapter", "section", "item"])
def test_a_block_stands_only_in_one_that_holds_it(small: Period, kind: str) -> None:
    with pytest.raises(PlanError) as caught:
        outline(small, changes=[{"at": "training", "body": [{kind: "inner"}]}])
    assert [f.rule for f in caught.value.findings] == ["outline-nesting"]
