"""Test the Word files of the five plans: what is in them, and how they are laid out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from conftest import ROOT
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from generator.document import Box, Division, Document, Plan, nodes_in, plain, runs_in
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

PLANS = sorted((ROOT / "profiles").glob("*.yaml"))


def written(file: Path) -> tuple[Document, bytes]:
    """Return a profile's document and its Word file."""
    profile = check(file).profile
    assert profile is not None
    document = compose(profile)
    return document, write_docx(document, official_style_sheet(), {}, {})


@pytest.fixture(scope="module", params=PLANS, ids=lambda file: file.stem)
def plan(request: pytest.FixtureRequest) -> tuple[Document, docx.document.Document]:
    """Return a document, and its Word file read back by python-docx."""
    document, content = written(request.param)
    return document, docx.Document(io.BytesIO(content))


def texts(element: etree._Element) -> str:
    """Return all the text of an element."""
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def test_every_run_of_the_document_stands_in_the_file(plan: tuple[Document, docx.document.Document]) -> None:
    document, word = plan
    text = texts(word.element.body)
    runs = [plain((run,)) for run in runs_in(document)]
    assert [run for run in runs if run not in text] == []


def test_headings_are_real_headings_in_order(plan: tuple[Document, docx.document.Document]) -> None:
    document, word = plan
    part = next(part for part in document.parts if isinstance(part, Plan))
    blocks = [b for b in nodes_in(part) if isinstance(b, Division) and b.title and not b.run_in]
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name.startswith("Heading")]
    assert headings == [block.number + block.title for block in blocks]


def test_the_page_is_that_of_the_standard(plan: tuple[Document, docx.document.Document]) -> None:
    section = plan[1].sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    for measure, length in zip(measures, (210, 297, 37, 28), strict=True):
        assert measure is not None
        assert abs(measure - Mm(length)) < Mm(0.1)


def test_page_numbers_stand_outside_on_odd_and_even_pages(
    plan: tuple[Document, docx.document.Document],
) -> None:
    word = plan[1]
    assert word.settings.odd_and_even_pages_header_footer
    for footer in (word.sections[0].footer, word.sections[0].even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"


def test_a_box_is_a_table_whose_label_repeats_on_every_page(
    plan: tuple[Document, docx.document.Document],
) -> None:
    document, word = plan
    part = next(part for part in document.parts if isinstance(part, Plan))
    labels = [block.number + block.title for block in nodes_in(part) if isinstance(block, Box)]
    tables = {texts(table._tbl.tr_lst[0]): table for table in word.tables}
    assert [label for label in labels if label not in tables] == []
    for label in labels:
        assert tables[label]._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_grids_and_cells_agree_so_that_every_office_draws_the_same_table(
    plan: tuple[Document, docx.document.Document],
) -> None:
    for table in plan[1].element.body.iter(qn("w:tbl")):
        grid = [int(column.get(qn("w:w"), "0")) for column in table.iter(qn("w:gridCol"))]
        for row in table.iter(qn("w:tr")):
            widths = [int(width.get(qn("w:w"), "0")) for width in row.iter(qn("w:tcW"))]
            assert sum(widths) == sum(grid)


def test_the_same_profile_gives_the_same_bytes() -> None:
    assert written(PLANS[0])[1] == written(PLANS[0])[1]


def test_the_package_holds_only_parts_that_something_uses() -> None:
    names = zipfile.ZipFile(io.BytesIO(written(PLANS[0])[1])).namelist()
    assert names[0] == "[Content_Types].xml"
    assert not [name for name in names if "stylesWithEffects" in name or "thumbnail" in name]
