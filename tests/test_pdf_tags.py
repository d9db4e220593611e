"""Test the PDF that LibreOffice exports for PDF/UA: its tag tree, language and title."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.oxml.ns import qn
from office import Office, Tag, catalog, information, run, tags
from pdf_text import squashed
from samples import PLANS, SAMPLES, composed, written

from generator.document import Annex, Chapter, Division, Measure, Paragraph, Plan, Section, nodes_in

LEVELS = {Chapter.level: "H1", Section.level: "H2", Measure.level: "H3"}
RECORD = "抄送"
pytestmark = pytest.mark.office


def inline(division: Division) -> bool:
    """Return whether a heading stands at the head of its first paragraph and is none in the outline."""
    return (
        (division.run_in or not division.title)
        and bool(division.body)
        and isinstance(division.body[0], Paragraph)
    )


def headings(name: str) -> list[tuple[str, str]]:
    """Return the headings of a sample in order, each with the tag of its level."""
    blocks = [block for part in composed(name).parts if isinstance(part, Plan) for block in nodes_in(part)]
    found = [block for block in blocks if isinstance(block, Division) and not inline(block)]
    return [(LEVELS[block.level], squashed(block.number + block.title)) for block in found]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_pdf_is_tagged_and_says_that_it_is_for_everyone(office: Office, name: str) -> None:
    pdf = office.pdf(name)
    assert information(pdf)["Tagged"] == "yes"
    assert "/Marked true" in catalog(pdf)
    assert re.search(r"pdfuaid:part\D+1\b", run(["pdfinfo", "-meta", str(pdf)]))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_language_of_the_pdf_is_chinese(office: Office, name: str) -> None:
    assert "/Lang(zh-CN)" in catalog(office.pdf(name))


@pytest.mark.parametrize("name", SAMPLES)
def test_readers_show_the_title_and_not_the_name_of_the_file(office: Office, name: str) -> None:
    pdf = office.pdf(name)
    assert information(pdf)["Title"] == composed(name).title
    assert "/DisplayDocTitle true" in catalog(pdf)


@pytest.mark.parametrize("name", PLANS)
def test_the_headings_of_the_tag_tree_are_those_of_the_document(office: Office, name: str) -> None:
    wanted = headings(name)
    titles = {text for _, text in wanted}
    found = [(tag.type, text) for tag in tags(office.pdf(name)) if (text := squashed(tag.text)) in titles]
    assert [heading for heading in found if heading[0].startswith("H")] == wanted


@pytest.mark.parametrize("name", SAMPLES)
def test_every_heading_of_the_outline_is_a_heading_of_the_tag_tree(office: Office, name: str) -> None:
    types = [tag.type for tag in tags(office.pdf(name), text=False)]
    annexes = sum(isinstance(part, Annex) for part in composed(name).parts)
    for level in LEVELS.values():
        least = sum(tag == level for tag, _ in headings(name)) + annexes * (level == "H1")
        assert types.count(level) >= least


@pytest.mark.parametrize("name", SAMPLES)
def test_the_tables_of_the_tag_tree_have_header_cells(office: Office, name: str) -> None:
    tables = list(docx.Document(io.BytesIO(written(name))).element.body.iter(qn("w:tbl")))
    records = sum(RECORD in "".join(table.itertext())[:9] for table in tables)
    found = list(tables_of(tags(office.pdf(name), text=False)))
    assert len(found) == len(tables)
    assert sum("TH" not in [tag.type for tag in table] for table in found) <= records


def tables_of(tree: list[Tag]) -> list[list[Tag]]:
    """Return the tables of a tag tree, each as the tags that it holds."""
    tables: list[list[Tag]] = []
    depth = None
    for tag in tree:
        if depth is not None and tag.depth > depth:
            tables[-1].append(tag)
        elif tag.type == "Table":
            tables.append([])
            depth = tag.depth
        else:
            depth = None
    return tables
