"""Test that what stands in a document comes out of Markdown as text, never as markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from md_pages import line, markdown, para, parsed, plan, table, tasks

from generator.document import (
    Annex,
    Box,
    Chapter,
    Column,
    Figure,
    Gap,
    Group,
    Imprint,
    Item,
    Letter,
    Measure,
    Paragraph,
    Passage,
    Plan,
    Run,
    Text,
    plain,
)

HOSTILE = "*甲* _乙_ <b>丙</b> |丁| [戊](x) ![己][y] `庚` ~~辛~~ <!-- \\# #"
MARKS = "甲1.)*_`#|<>[](!~\\:\"'=—"
inline = st.text(f"{MARKS} -+“”。&;", min_size=1, max_size=12)


def group(text: str) -> str:
    """Return a group of a box with words of its own."""
    return plan(Box("b", "专栏", groups=(Group("g", "类", body=(para(text),)),)))


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
    "group": lambda text: plan(Box("b", "专栏", groups=(Group("g", text),))),
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


def test_a_row_without_a_cell_of_a_column_has_an_empty_one() -> None:
    """Check a table of another's plan, where a merged category stands in its first row alone."""
    columns = (Column("category", "类别"), Column("name", "名称"), Column("target", "目标"))
    assert "|  | 1.岗位 | 90 |" in plan(replace(table("90"), columns=columns))
