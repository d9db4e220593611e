"""Write a Document as draft XML and read it back."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import documents as made_up
import pytest
from conftest import ROOT
from hypothesis import given

from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Contents,
    Document,
    Duties,
    Figure,
    Gap,
    Imprint,
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
    Run,
    Section,
    TaskTable,
    Text,
)
from generator.document.contents import list_contents
from generator.document.draft_xml import read_draft, write_draft
from generator.document.number import number
from generator.document.tasks import collect_tasks
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose

PROFILES = sorted((ROOT / "profiles").glob("*.yaml"))


def document(*parts: Part) -> Document:
    """Return a document of parts."""
    return Document("规划", "磴口县", "2021-2025", parts)


def plan(*body: Block) -> Document:
    """Return a document of one plan."""
    return document(Plan("plan", "规划", body=body))


def line(*runs: Run) -> Document:
    """Return a document of one paragraph."""
    return plan(Paragraph("p¶", (Passage("p", runs),)))


def again(written: Document) -> Document:
    """Return the document read back, with everything computed anew."""
    return list_contents(number(collect_tasks(read_draft(write_draft(written)))))


@given(made_up.documents())
def test_a_document_that_is_written_is_read_back(written: Document) -> None:
    assert read_draft(write_draft(written)) == written


@given(made_up.numbered_documents())
def test_what_was_computed_is_left_out_and_computed_again(written: Document) -> None:
    assert again(written) == written


@given(made_up.numbered_documents())
def test_a_document_is_written_the_same_before_and_after_it_is_numbered(written: Document) -> None:
    assert write_draft(read_draft(write_draft(written))) == write_draft(written)


@pytest.mark.parametrize("file", PROFILES, ids=lambda file: file.stem)
def test_a_real_plan_that_is_written_is_read_back(file: Path) -> None:
    profile = check(file).profile
    assert profile is not None
    written = compose(profile)
    assert again(written) == written


@pytest.mark.parametrize(
    "text",
    [
        *(" ", " 甲 ", "　", "　甲　", "\t甲\t", "\r", "甲\r", "\x85", "\u2028", "\ufeff", "\u00a0"),
        *("<b>&amp;</b>", "]]>", "<!-- -->", "\"'", "&#10;", "{{ x }}", "𠮷", "👩\u200d🦽", "\U0010ffff"),
    ],
)
def test_text_comes_back_to_the_letter_wherever_it_stands(text: str) -> None:
    runs = (Text(text), Figure(text, text), Text(text), Gap(text, text, text), Text(text, strong=True))
    table = IndicatorTable(
        text, text, (Column(text, text),), (IndicatorRow(text, (Cell(text, runs),), text),), text, text
    )
    item = Item(text, text, (Paragraph(text, (Passage(text, runs),)),), mark=text)
    parts = (
        Letter(text, text, runs, (), (runs,), runs, runs, text, masthead=runs, reference=runs),
        Contents(text, text),
        Plan(
            text,
            text,
            text,
            (Chapter(text, text), Box(text, text, items=(item,), table=table, item_pattern=text)),
        ),
        Annex(text, text, text, (TaskTable(text, (Column(text, text),), note=text),)),
        Imprint(text, runs, runs, runs),
    )
    written = Document(text, text, text, parts)
    assert read_draft(write_draft(written)) == written


def test_tabs_and_line_breaks_in_a_title_come_back() -> None:
    written = plan(Chapter("c\n", "甲\t乙\n丙\r丁"))
    assert read_draft(write_draft(written)) == written


@pytest.mark.parametrize("text", ["甲\n乙", "甲 \n 乙", "甲\n", "\n\n甲"])
def test_line_breaks_in_plain_text_come_back(text: str) -> None:
    assert read_draft(write_draft(line(Text(text)))) == line(Text(text))


@pytest.mark.parametrize(("text", "read"), [("甲\n乙", "甲乙"), ("甲 \n 乙", "甲乙"), ("甲\n", "甲")])
def test_line_breaks_in_other_text_are_layout_and_do_not_come_back(text: str, read: str) -> None:
    assert read_draft(write_draft(line(Figure(text, "x")))) == line(Figure(read, "x"))
    assert read_draft(write_draft(line(Text(text, strong=True)))) == line(Text(read, strong=True))


@pytest.mark.parametrize("level", [level.name for level in fields(Numbering)])
@pytest.mark.parametrize("pattern", ["", " ", "{n}", '<{cjk}>&"', "\t"])
def test_a_number_pattern_comes_back_even_an_empty_one(level: str, pattern: str) -> None:
    written = document(Plan("plan", "规划", numbering=Numbering(**{level: pattern})))
    assert read_draft(write_draft(written)) == written


@pytest.mark.parametrize(
    "written",
    [
        Document("", "", "", ()),
        document(Letter("", ""), Contents("", ""), Plan("", ""), Annex("", "", ""), Imprint("")),
        document(Letter("l", "函", attachments=((), ())), Annex("a", "", "", landscape=True)),
        line(),
        line(Text("", strong=True), Figure("", ""), Gap("", "")),
        line(Text("甲", strong=True), Text("乙", strong=True)),
        plan(Paragraph("p¶", ())),
        plan(Paragraph("p¶", (Passage("p", (), Duties((), ())),))),
        plan(Measure("m", "条", duties=Duties((), (), (Text("建成"), Figure("3", "commitments.bases"))))),
        plan(Paragraph("p¶", (Passage("p", (Text("甲"),), Duties((), (), listed=False)),))),
        plan(Measure("m", "", duties=Duties((), ())), Section("s", "", run_in=True, numbered=False)),
        plan(Measure("m", "条", (Chapter("c", "章", (TaskTable("t", ()),)),))),
        plan(Box("b", "", items=(Item("i", "", (), Duties((), ()), mark=""),))),
        plan(IndicatorTable("t", "", (), (IndicatorRow("r", ()),), categories="")),
        plan(IndicatorTable("t", "", (), (IndicatorRow("r", (Cell("", ()), Cell("", ()))),))),
    ],
)
def test_what_is_empty_comes_back_empty(written: Document) -> None:
    assert read_draft(write_draft(written)) == written


def test_what_is_understood_is_not_said() -> None:
    box = Box("b", "专栏", items=(Item("i", "项", ()),), number="专栏1  ")
    found = write_draft(plan(Measure("m", "条", (box,), number="1.")))
    assert found == (
        '<document title="规划" locality="磴口县" period="2021-2025">\n'
        '<plan key="plan" title="规划">\n'
        '<measure key="m" title="条">\n'
        '<box key="b" title="专栏">\n'
        '<item key="i" title="项"></item></box></measure></plan></document>\n'
    )
