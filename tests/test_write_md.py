"""Test a Document as Markdown: headings, boxes, tables and parts as their forms word them."""

from __future__ import annotations

from dataclasses import replace

from md_pages import line, markdown, para, parsed, plan, table, tasks

from generator.document import (
    Annex,
    Box,
    Cell,
    Chapter,
    Column,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    Item,
    Letter,
    Measure,
    Paragraph,
    Passage,
    Plan,
    Section,
    Text,
)


def test_what_has_no_words_takes_no_line() -> None:
    assert markdown(Annex("a", "", "表")) == "# 表\n"
    assert plan(replace(table("1"), title=""), Measure("m", "", (Box("b", ""),))).startswith("| 名称")


def test_strong_words_in_quotation_marks_are_strong_inside_a_sentence_too() -> None:
    found = line(Text("实施"), Text("“五个一”工程", strong=True), Text("。"))
    assert found == "实施<strong>“五个一”工程</strong>。\n"
    assert line(Text("实施"), Text("工程", strong=True), Text("。")) == "实施**工程**。\n"


def test_two_gaps_that_meet_are_set_as_one() -> None:
    assert line(Gap("【甲】", "x"), Gap("【乙】", "y")) == "`【甲】【乙】`\n"


def test_a_gap_with_a_bar_stays_in_its_cell() -> None:
    row = IndicatorRow("jobs", (Cell("name", (Gap("甲|乙", "x"),)), Cell("target", ())))
    assert ("td", "甲|乙") in parsed(plan(replace(table("1"), rows=(row,))))


def test_the_kinds_of_headings_are_levels_of_headings() -> None:
    body = Chapter(
        "c", "章", (Section("s", "节", (Measure("m", "条", number="1."),), number="（一）"),), number="一、"
    )
    assert plan(body) == "## 一、章\n\n### （一）节\n\n#### 1.条\n"


def test_a_heading_runs_into_its_first_paragraph_alone() -> None:
    body = Measure("m", "条", (para("甲。"), para("乙。")), run_in=True, number="1.")
    assert plan(body) == "**1.条。** 甲。\n\n乙。\n"


def test_a_heading_without_a_title_is_the_number_of_its_paragraph() -> None:
    assert plan(Measure("m", "", (para("甲。"),), number="1.")) == "1\\.甲。\n"


def test_a_gap_is_set_as_code_and_strong_words_are_strong() -> None:
    runs = (Text("甲。", strong=True), Text("服务"), Gap("【待补】", "x"), Figure(">350", "y"))
    assert plan(Paragraph("p", (Passage("x", runs),))) == "**甲。** 服务`【待补】`\\>350\n"


def test_a_box_is_a_quote_of_its_table_its_items_and_its_groups() -> None:
    items = (Item("i", "项", (para("甲。"), para("乙。")), mark="：", number="1."),)
    box = Box(
        "b",
        "专栏",
        groups=(Group("g", "类", items, "一、", body=(para("丙。"),)),),
        items=items,
        table=table("90"),
        number="专栏1  ",
    )
    lines = ["**专栏1  专栏**", "", "| 名称 | 目标 |", "| --- | --- |", "| 1.岗位 | 90 |", ""]
    lines += ["1\\.项：甲。乙。", "", "**一、类**", "", "丙。", "", "1\\.项：甲。乙。"]
    assert plan(box) == "\n".join(f"> {line}" if line else ">" for line in lines) + "\n"


def test_categories_stand_in_rows_of_their_own_where_that_is_said() -> None:
    rows = tuple(replace(table("9").rows[0], key=key, category=key[0]) for key in ("甲1", "甲2", "乙1"))
    lines = plan(replace(table("9", "rows"), rows=rows, note="注：五年")).split("\n")
    row = "| 1.岗位 | 9 |"
    assert lines[4:] == ["| **甲** | |", row, row, "| **乙** | |", row, "", "注：五年", ""]


def test_cells_of_a_task_stand_under_the_columns_that_there_are() -> None:
    columns = (Column("duties", "单位"), Column("task", "任务"), Column("period", "时限"))
    found = parsed(plan(replace(tasks("县卫健委"), columns=columns)))
    assert found == [
        ("th", "单位"),
        ("th", "任务"),
        ("th", "时限"),
        ("td", "县卫健委"),
        ("td", ""),
        ("td", ""),
    ]


def test_parts_stand_in_order_as_their_forms_word_them() -> None:
    letter = Letter(
        "l",
        "函",
        (Text("各单位："),),
        (para("请阅。"),),
        ((Text("附件：1.甲"),), (Text("2.乙"),)),
        (Text("县府"),),
    )
    found = markdown(
        letter, Plan("plan", "规划", "（讨论稿）"), Annex("a", "附件", "表"), Imprint("i", (Text("县委"),))
    )
    letters = ["# 函", "各单位：", "请阅。", "附件：1.甲", "2\\.乙", "县府"]
    assert found == "\n\n".join([*letters, "# 规划", "（讨论稿）", "**附件**", "# 表", "---", "县委"]) + "\n"
