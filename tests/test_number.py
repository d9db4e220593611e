"""Test the numbers of headings, boxes, items, indicators and tasks."""

from __future__ import annotations

import re
from dataclasses import replace

import plans
import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_files import read

from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Division,
    Document,
    Duties,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Plan,
    Section,
    Task,
    TaskTable,
    Text,
    nodes_in,
)
from generator.document.number import cjk, number
from generator.formats.markdown import write_md
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

counts = st.integers(1, 9999)
LEVELS: list[type[Division]] = [Chapter, Section, Measure]


def document(*parts: Part) -> Document:
    """Return a document of parts."""
    return Document("规划", "磴口县", "2021-2025", parts)


def numbered(*body: Block, numbering: Numbering | None = None) -> tuple[Block, ...]:
    """Return the body of a plan after numbering."""
    (part,) = number(document(Plan("plan", "规划", body=body, numbering=numbering or Numbering()))).parts
    assert isinstance(part, Plan)
    return part.body


def headings(blocks: tuple[Block, ...]) -> list[str]:
    """Return the numbers of divisions and boxes in printed order."""
    return [
        block.number
        for block in nodes_in(Plan("plan", "规划", body=blocks))
        if isinstance(block, (Division, Box))
    ]


def indicators(count: int) -> IndicatorTable:
    """Return a table of so many indicators."""
    rows = tuple(IndicatorRow(f"i{n}", (Cell("name", (Text("就业"),)),)) for n in range(count))
    return IndicatorTable("indicators", "主要指标", (Column("name", "指标"),), rows)


def items(count: int) -> tuple[Item, ...]:
    """Return so many items of a box."""
    return tuple(Item(f"item{n}", "项目", ()) for n in range(count))


def box(blocks: tuple[Block, ...]) -> Box:
    """Return the first of the blocks, which is a box."""
    assert isinstance(blocks[0], Box)
    return blocks[0]


def count_of(words: str) -> int:
    """Read a Chinese number: digits gather, units multiply."""
    total = digit = 0
    for character in words:
        if character in "千百十":
            total += (digit or 1) * {"千": 1000, "百": 100, "十": 10}[character]
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(character)
    return total + digit


@given(counts)
def test_a_chinese_number_reads_back_as_its_count(count: int) -> None:
    assert count_of(cjk(count)) == count


@given(counts)
def test_a_chinese_number_has_one_zero_for_each_gap_and_none_at_its_ends(count: int) -> None:
    places = zip(f"{count:04}", ("千", "百", "十", ""), strict=True)
    words = "".join(
        "零" if digit == "0" else "零一二三四五六七八九"[int(digit)] + unit for digit, unit in places
    )
    spoken = re.sub("零+", "零", words).strip("零")
    assert cjk(count) == (spoken[1:] if spoken.startswith("一十") else spoken)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (103, "一百零三"),
        (110, "一百一十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (2300, "二千三百"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_count_is_written_as_headings_write_it(count: int, words: str) -> None:
    assert cjk(count) == words


def test_numbering_restarts_in_each_parent() -> None:
    section = Section("s", "节", (Measure("m1", "条"), Measure("m2", "条")))
    chapter = Chapter("c", "章", (section, replace(section, key="t")))
    found = headings(numbered(chapter, replace(chapter, key="d")))
    inside = ["（一）", "1.", "2.", "（二）", "1.", "2."]
    assert found == ["一、", *inside, "二、", *inside]


def test_each_level_counts_by_itself_where_levels_are_mixed() -> None:
    body = (Measure("m", "条"), Section("s", "节"), Measure("n", "条"), Section("t", "节"))
    assert headings(numbered(*body)) == ["1.", "（一）", "2.", "（二）"]


@given(st.lists(st.tuples(st.sampled_from(LEVELS), st.booleans()), max_size=12))
def test_an_unnumbered_heading_has_no_number_and_takes_none(kinds: list[tuple[type[Division], bool]]) -> None:
    pattern = "{n}/{cjk}"
    body = [kind(f"k{n}", "标题", numbered=shown) for n, (kind, shown) in enumerate(kinds)]
    found = headings(numbered(*body, numbering=Numbering(pattern, pattern, pattern)))
    assert [text == "" for text in found] == [not shown for _, shown in kinds]
    for level in LEVELS:
        mine = [text for text, (kind, shown) in zip(found, kinds, strict=True) if kind is level and shown]
        assert mine == [f"{n}/{cjk(n)}" for n in range(1, len(mine) + 1)]


def test_an_empty_pattern_prints_no_number_on_that_level_alone() -> None:
    body = Chapter("c", "章", (Section("s", "节", (Measure("m", "条"),)), Section("t", "节")))
    assert headings(numbered(body, numbering=Numbering(section=""))) == ["一、", "", "1.", ""]


def test_boxes_count_through_the_whole_plan() -> None:
    inner = Section("s", "节", (Box("b2", "专栏"), Measure("m", "条", (Box("b3", "专栏"),))))
    found = headings(numbered(Box("b1", "专栏"), Chapter("c", "章", (inner,)), Box("b4", "专栏")))
    assert [text for text in found if text.startswith("专栏")] == [f"专栏{n}  " for n in range(1, 5)]


def test_groups_and_the_items_of_each_restart_in_each_box() -> None:
    groups = (Group("g", "资金类", items(2)), Group("h", "服务类", items(1)))
    for block in numbered(Box("b", "专栏", groups=groups), Box("c", "专栏", groups=groups)):
        assert isinstance(block, Box)
        assert [(g.number, [i.number for i in g.items]) for g in block.groups] == [
            ("一、", ["1.", "2."]),
            ("二、", ["1."]),
        ]


@pytest.mark.parametrize(("own", "found"), [("", ["1.", "2."]), ("（{cjk}）", ["（一）", "（二）"])])
def test_a_box_has_its_own_item_pattern_or_the_plans(own: str, found: list[str]) -> None:
    held = box(
        numbered(Box("b", "专栏", groups=(Group("g", "类", items(2)),), items=items(2), item_pattern=own))
    )
    assert [item.number for item in held.items] == found
    assert [item.number for item in held.groups[0].items] == found


def test_indicators_count_from_one_in_each_table_in_or_out_of_a_box() -> None:
    held, alone = numbered(Box("b", "专栏", table=indicators(3)), indicators(2))
    assert isinstance(held, Box)
    assert held.table is not None
    assert isinstance(alone, IndicatorTable)
    assert [row.number for row in held.table.rows] == ["1.", "2.", "3."]
    assert [row.number for row in alone.rows] == ["1.", "2."]


def test_every_level_takes_the_pattern_of_its_plan() -> None:
    patterns = Numbering("章{n}", "节{n}", "条{n}", "栏{n}", "类{n}", "项{n}", "标{n}", "任{n}")
    tasks = TaskTable("tasks", (), (Task("task:m", (), Duties((), ())),))
    filled = Box("b", "专栏", groups=(Group("g", "类", items(1)),), items=items(1), table=indicators(1))
    body = (filled, tasks, Chapter("c", "章", (Section("s", "节", (Measure("m", "条"),)),)))
    found = numbered(*body, numbering=patterns)
    held = box(found)
    assert held.table is not None
    assert isinstance(found[1], TaskTable)
    assert headings(found) == ["栏1", "章1", "节1", "条1"]
    assert (held.groups[0].number, held.items[0].number) == ("类1", "项1")
    assert (held.table.rows[0].number, found[1].tasks[0].number) == ("标1", "任1")


def test_an_annex_counts_anew_with_the_patterns_of_the_plan() -> None:
    plan = Plan("plan", "规划", body=(Box("b", "专栏"),), numbering=Numbering(box="栏{n}", task="第{n}"))
    tasks = TaskTable("tasks", (), tuple(Task(f"task:{n}", (), Duties((), ())) for n in range(3)))
    body = (Box("c", "专栏"), tasks)
    for parts, box, numbers in (
        ((plan, Annex("a", "附件", "分工表", body)), "栏1", ["第1", "第2", "第3"]),
        ((Annex("a", "附件", "分工表", body), plan), "栏1", ["第1", "第2", "第3"]),
        ((Annex("a", "附件", "分工表", body),), "专栏1  ", ["1", "2", "3"]),
    ):
        annex = next(part for part in number(document(*parts)).parts if isinstance(part, Annex))
        assert isinstance(annex.body[1], TaskTable)
        assert headings(annex.body) == [box]
        assert [task.number for task in annex.body[1].tasks] == numbers


def test_a_profile_says_how_its_tasks_are_numbered() -> None:
    outline = {"form": {"numbering": {"task": "任务{n}"}}}
    drafted = plans.document({**plans.with_forms(plans.bare("county")), "outline": outline})
    assert "\n| 任务1 | " in write_md(drafted)
    assert read(write_docx(drafted, official_style_sheet(), {}, {}), drafted) == drafted


def test_each_of_two_plans_has_patterns_of_its_own() -> None:
    body, keys = (Chapter("c", "章"),), "ab"
    two = (Plan(key, "规划", body=body, numbering=Numbering(f"{key}{{n}}")) for key in keys)
    parts = number(document(*two)).parts
    assert [headings(part.body) for part in parts if isinstance(part, Plan)] == [["a1"], ["b1"]]


def test_paragraphs_and_letters_stay_as_they_are() -> None:
    paragraph = Paragraph("p", (Passage("x", (Text("1.不是序号"),)),))
    letter = Letter("l", "通知", body=(paragraph,))
    assert number(document(letter)) == document(letter)
    assert numbered(paragraph) == (paragraph,)


def test_numbering_twice_is_numbering_once() -> None:
    body = Chapter("c", "章", (Box("b", "专栏", groups=(Group("g", "类", items(2)),), table=indicators(2)),))
    once = number(document(Plan("plan", "规划", body=(body,))))
    assert number(once) == once
