"""Write pieces of a document as Markdown, and read what a parser finds in it."""

from __future__ import annotations

import pytest

from generator.document import (
    Block,
    Cell,
    Column,
    Department,
    Document,
    Duties,
    Figure,
    IndicatorRow,
    IndicatorTable,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    Task,
    TaskTable,
    Text,
)
from generator.formats.markdown import write_md

STRONG_TAGS = {"<strong>", "</strong>"}  # the only HTML that is meant


def parsed(markdown: str) -> list[tuple[str, str]]:
    """Return each piece of text in Markdown, with the elements around it: (blockquote p, 文字)."""
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
    """Return a document of parts as Markdown."""
    return write_md(Document("规划", "磴口县", "2021-2025", parts))


def plan(*body: Block) -> str:
    """Return a plan as Markdown, without its title."""
    return markdown(Plan("plan", "规划", body=body)).removeprefix("# 规划\n\n")


def para(text: str) -> Paragraph:
    """Return a paragraph of plain words."""
    return Paragraph("p", (Passage("x", (Text(text),)),))


def table(text: str, categories: str = "none") -> IndicatorTable:
    """Return a table of two columns and one row."""
    cells = (Cell("name", (Text("岗位"),)), Cell("target", (Figure(text, "x"),)))
    row = IndicatorRow("jobs", cells, "就业", "1.")
    return IndicatorTable("i", "指标", (Column("name", "名称"), Column("target", "目标")), (row,), categories)


def tasks(text: str) -> TaskTable:
    """Return a table of one task."""
    duties = Duties((Department("health", text),), ())
    return TaskTable(
        "t",
        (Column("number", "号"), Column("task", "任务"), Column("duties", "单位")),
        (Task("k", (), duties),),
    )


def line(*runs: Run) -> str:
    """Return a paragraph of runs as Markdown."""
    return plan(Paragraph("p", (Passage("x", runs),)))
