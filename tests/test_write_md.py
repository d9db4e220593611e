"""A Document as Markdown: what stands in the document comes out as text, never as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Department,
    Document,
    Duties,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    Section,
    Task,
    TaskTable,
    Text,
    plain,
)
from generator.write_md import write_md

HOSTILE = "*甲* _乙_ <b>丙</b> |丁| [戊](x) ![己][y] `庚` ~~辛~~ <!-- \\# #"
MARKS = "甲1.)*_`#|<>[](!~\\:\"'=—"
STRONG_TAGS = {"<strong>", "</strong>"}  # the only HTML that is meant
inline = st.text(f"{MARKS} -+“”。&;", min_size=1, max_size=12)


def parsed(markdown: str) -> list[tuple[str, str]]:
    """Each piece of text in Markdown, with the elements around it: (blockquote p, 文字)."""
    library = pytest.importorskip("markdown_it")
    around: list[str] = []
    found = []
    for token in library.MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        if token.type == "inline":
            inside = [child for child in token.children if child.content not in STRONG_TAGS]
            assert {child.type for child in inside} <= {"text", "strong_open", "strong_close", "code_inline"}
            found.append((" ".join(around), "".join(child.content for child in inside)))
        elif token.nesting == 1 and token.tag not in {"table", "thead", "tbody", "tr"}:
            around.append(token.tag)
        elif token.nesting == -1 and token.tag not in {"table", "thead", "tbody", "tr"}:
            around.pop()
        elif token.nesting == 0:
            found.append((token.type, token.content))
    return found


def markdown(*parts: Part) -> str:
    """A document of parts as Markdown."""
    return write_md(Document("规划", "磴口县", "2021-2025", parts))


def plan(*body: Block) -> str:
    """A plan as Markdown, without its title."""
    return markdown(Plan("plan", "规划", body=body)).removeprefix("# 规划\n\n")


def para(text: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph("p", (Passage("x", (Text(text),)),))


def table(text: str, categories: str = "none") -> IndicatorTable:
    """A table of two columns and one row."""
    cells = (Cell("name", (Text("岗位"),)), Cell("target", (Figure(text, "x"),)))
    row = IndicatorRow("jobs", cells, "就业", "1.")
    return IndicatorTable("i", "指标", (Column("name", "名称"), Column("target", "目标")), (row,), categories)


def group(text: str) -> str:
    """A group of a box with words of its own."""
    return plan(Box("b", "专栏", (Group("g", "类", body=(para(text),)),)))


def tasks(text: str) -> TaskTable:
    """A table of one task."""
    duties = Duties((Department("health", text),), ())
    return TaskTable(
        "t",
        (Column("number", "号"), Column("task", "任务"), Column("duties", "单位")),
        (Task("k", (), duties),),
    )


SPOTS: dict[str, Callable[[str], str]] = {
    "title": lambda text: markdown(Plan("plan", text)),
    "status": lambda text: markdown(Plan("plan", "规划", text)),
    "label": lambda text: markdown(Plan("plan", "规划", label=text)),
    "chapter": lambda text: plan(Chapter("c", text)),
    "run-in heading": lambda text: plan(Measure("m", text, (para("文"),), run_in=True)),
    "paragraph": lambda text: plan(para(text)),
    "strong": lambda text: plan(Paragraph("p", (Passage("x", (Text(text, strong=True), Text("文"))),))),
    "figure": lambda text: plan(Paragraph("p", (Passage("x", (Figure(text, "x"),)),))),
    "box": lambda text: plan(Box("b", text)),
    "group": lambda text: plan(Box("b", "专栏", (Group("g", text),))),
    "group text": group,
    "item": lambda text: plan(Box("b", "专栏", items=(Item("i", text, ()),))),
    "item text": lambda text: plan(Box("b", "专栏", items=(Item("i", "项", (para(text),)),))),
    "cell": lambda text: plan(table(text)),
    "table title": lambda text: plan(replace(table("1"), title=text)),
    "column": lambda text: plan(
        replace(table("1"), columns=(Column("name", text), Column("target", "目标")))
    ),
    "note": lambda text: plan(replace(table("1"), note=text)),
    "department": lambda text: plan(tasks(text)),
    "letter": lambda text: markdown(Letter("l", text)),
    "recipients": lambda text: markdown(Letter("l", "函", (Text(text),))),
    "attachment": lambda text: markdown(Letter("l", "函", attachments=((Text(text),),))),
    "letter note": lambda text: markdown(Letter("l", "函", note=text)),
    "annex label": lambda text: markdown(Annex("a", text, "表")),
    "imprint": lambda text: markdown(Imprint("i", (Text(text),))),
    "issuer": lambda text: markdown(Letter("l", "函", issuer=(Text(text),))),
    "date": lambda text: markdown(Letter("l", "函", date=(Text(text),))),
}


@pytest.mark.parametrize("spot", SPOTS)
def test_marks_come_out_as_text_wherever_they_stand(spot: str) -> None:
    assert [text for _, text in parsed(SPOTS[spot](HOSTILE)) if HOSTILE in text] != []


@given(inline)
def test_a_paragraph_comes_out_as_the_text_it_is(text: str) -> None:
    assert parsed(plan(para(text))) == [("p", text.rstrip(" ") or " ")]


@given(inline)
def test_a_cell_comes_out_as_the_text_it_is(text: str) -> None:
    assert [text for around, text in parsed(plan(table(text))) if around == "td"] == [
        "1.岗位",
        text.strip(" "),
    ]


@pytest.mark.parametrize(
    "text", ["2025. 年底前", "2025) 年底前", "1. 一是", "3.5万", "> 引", "# 题", "```", "***"]
)
@pytest.mark.parametrize("spot", ["paragraph", "figure", "run-in heading", "item", "cell"])
def test_the_head_of_a_line_opens_no_list_no_quote_and_no_heading(spot: str, text: str) -> None:
    words = [found for around, found in parsed(SPOTS[spot](text)) if around.split()[-1] in {"p", "td"}]
    assert [found for found in words if found.startswith(text)] != []


@pytest.mark.parametrize("text", ["- 一是", "+ 一是", "---", "    缩进"])
def test_a_hyphen_or_an_indent_at_the_head_of_a_paragraph_is_text(text: str) -> None:
    assert parsed(plan(para(text))) == [("p", text)]


@pytest.mark.parametrize("text", ["甲&copy;乙", "&lt;b&gt;", "&nbsp;"])
def test_an_entity_in_the_text_is_text(text: str) -> None:
    assert parsed(plan(para(text))) == [("p", text)]


@pytest.mark.parametrize("text", ["2025. 年底前", "- 一是", "---", "　缩进"])
@pytest.mark.parametrize(
    "spot",
    [
        "group text",
        "item",
        "note",
        "letter note",
        "imprint",
        "recipients",
        "issuer",
        "date",
        "box",
        "annex label",
    ],
)
def test_the_head_of_other_lines_is_text_too(spot: str, text: str) -> None:
    assert [found for _, found in parsed(SPOTS[spot](text)) if found.startswith(text)] != []


@pytest.mark.parametrize("title", ["条", ""])
def test_a_run_in_heading_before_a_box_or_a_table_stands_by_itself(title: str) -> None:
    found = parsed(plan(Measure("m", title, (Box("b", "专栏"),), run_in=True, number="1.")))
    assert found == [("h4", f"1.{title}"), ("blockquote p", "专栏")]
    assert ("th", "名称") in parsed(plan(Measure("m", title, (table("1"),), run_in=True, number="1.")))


def test_what_has_no_words_takes_no_line() -> None:
    assert markdown(Annex("a", "", "表")) == "# 表\n"
    assert plan(replace(table("1"), title=""), Measure("m", "", (Box("b", ""),))).startswith("| 名称")


def line(*runs: Run) -> str:
    """A paragraph of runs as Markdown."""
    return plan(Paragraph("p", (Passage("x", runs),)))


def test_strong_words_in_quotation_marks_are_strong_inside_a_sentence_too() -> None:
    found = line(Text("实施"), Text("“五个一”工程", strong=True), Text("。"))
    assert found == "实施<strong>“五个一”工程</strong>。\n"
    assert line(Text("实施"), Text("工程", strong=True), Text("。")) == "实施**工程**。\n"


@given(
    st.lists(
        st.one_of(
            st.builds(Text, inline, st.booleans()),
            st.builds(Gap, st.text("甲`|\\* 【】", min_size=1, max_size=6), st.just("x")),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_runs_come_out_as_the_text_they_are_whatever_stands_beside_them(runs: list[Run]) -> None:
    ((around, text),) = parsed(line(*runs))
    assert around == "p"
    assert text.replace(" ", "") == plain(tuple(runs)).replace(" ", "")


@pytest.mark.parametrize("text", ["待补`甲`", "`", "甲``乙"])
def test_a_gap_that_holds_a_backtick_is_whole(text: str) -> None:
    assert parsed(line(Gap(text, "x"))) == [("p", text)]


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
        "b", "专栏", (Group("g", "类", items, (para("丙。"),), "一、"),), items, table("90"), number="专栏1  "
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
