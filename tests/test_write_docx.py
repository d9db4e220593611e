"""Test the Word file besides its words: contents, imprint, letters, landscape pages, rows, the digest."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from lxml import etree
from plans import bare, document
from samples import written
from word_files import part, read

from generator.document import Column, Contents, Department, Duties, Task, TaskTable, Text
from generator.document.contents import list_contents
from generator.pipeline.verify import FileState, verify
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.word.writer.columns import FittedColumns
from generator.word.writer.inline import InlineWriter
from generator.word.writer.tables import TableWriter

# --- contents -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("levels", "instruction"),
    [
        (["chapter", "section"], 'TOC \\o "1-2" \\h \\z'),
        (["section"], 'TOC \\o "2-2" \\h \\z'),
        (["chapter", "box", "annex"], 'TOC \\o "1-1" \\t "专栏标题,3" \\h \\z'),
        (["chapter", "measure"], 'TOC \\t "Heading 1,1,标题 1,1,Heading 3,3,标题 3,3" \\f C \\h \\z'),
    ],
)
def test_contents_renew_to_what_they_list(levels: list[str], instruction: str) -> None:
    parts = [{"form": "contents", "levels": levels}, "plan"]
    content = write_docx(document({**bare("county"), "parts": parts}), official_style_sheet(), {}, {})
    fields = [e.text.strip() for e in part(content, "word/document.xml").iter(qn("w:instrText")) if e.text]
    assert fields[0] == instruction


def test_what_is_no_heading_of_a_style_has_a_field_for_the_contents() -> None:
    measure = {"measure": "m", "title": '推进“双百” A"B\\C & <D>', "topics": [{"own": "一句话。"}]}
    chapter = {"chapter": "own", "title": "甲", "body": [measure]}
    parts = [{"form": "contents", "levels": ["chapter", "measure", "annex"]}, "plan", "task-division"]
    draft = document({**bare("county"), "parts": parts, "outline": {"chapters": [chapter]}})
    content = write_docx(draft, official_style_sheet(), {}, {})
    codes = [e.text or "" for e in part(content, "word/document.xml").iter(qn("w:instrText"))]
    assert [code.strip() for code in codes if code.startswith(" TC ")] == [
        r'TC "1.推进“双百” A\"B\\C & <D>" \f C \l 3',
        r'TC "附件：重点任务分工表" \f C \l 1',
    ]
    assert read(content, draft) == draft


def test_pages_of_a_chapter_and_an_annex_of_one_key_are_told_apart() -> None:
    chapter = {"chapter": "task-division", "title": "甲", "topics": [{"own": "一句话。"}]}
    parts = ["contents", "plan", "task-division"]
    draft = document({**bare("county"), "parts": parts, "outline": {"chapters": [chapter]}})
    pages = {("chapter", "task-division"): "2", ("annex", "task-division"): "3"}
    [contents] = [part for part in list_contents(draft, pages).parts if isinstance(part, Contents)]
    assert [entry.page for entry in contents.entries] == ["2", "3"]


# --- the record ---------------------------------------------------------------------------------------------


def recorded(copies: str) -> etree._Element:
    """Return the main part of a plan with an imprint."""
    record = {"form": "imprint", "copies": copies, "issuer": "青石县人民政府办公室", "date": "2022年6月14日"}
    draft = document({**bare("county"), "parts": ["plan", record]})
    return part(write_docx(draft, official_style_sheet(), {}, {}), "word/document.xml")


def test_the_record_hangs_on_a_paragraph_of_its_own() -> None:
    """Check it because LibreOffice loses a box that hangs on text which crosses a page."""
    [box] = recorded("县委办公室。").iter(qn("w:drawing"))
    anchor = next(box.iterancestors(qn("w:p")))
    assert [
        t for t in anchor.iter(qn("w:t")) if next(t.iterancestors(qn("w:txbxContent")), None) is None
    ] == []


def test_a_record_too_high_to_be_pinned_stands_in_the_text() -> None:
    body = recorded("某某局，" * 300)
    assert list(body.iter(qn("w:drawing"))) == []
    assert "某某局，" * 299 + "某某局。" in "".join(t.text or "" for t in body.iter(qn("w:t")))


def test_a_longer_record_has_a_higher_box() -> None:
    heights = []
    for copies in ("县委办公室。", "县委办公室，" * 12):
        [extent] = recorded(copies).iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
        )
        heights.append(int(extent.get("cy", "0")))
    assert heights[0] < heights[1]


# --- letters and wide pages -------------------------------------------------------------------------------


def test_an_official_letter_has_its_masthead_and_its_two_red_lines() -> None:
    """Check GB/T 9704-2012, 10.1: 30 and 20 mm from the page's edges, 170 mm wide, no number on page 1."""
    content = written("letter")
    section = next(part(content, "word/document.xml").iter(qn("w:sectPr")))
    margin = section.find(qn("w:pgMar"))
    assert margin is not None
    assert section.find(qn("w:titlePg")) is not None
    edges = [int(margin.get(qn(f"w:{edge}"), "0")) * 25.4 / 1440 for edge in ("header", "footer")]
    assert edges == [pytest.approx(30, abs=0.1), pytest.approx(20, abs=0.1)]
    for style, kind in (("masthead", "thickThinSmallGap"), ("letter-foot", "thinThickSmallGap")):
        [look] = [
            s for s in part(content, "word/styles.xml").iter(qn("w:style")) if s.get(qn("w:styleId")) == style
        ]
        rule, indent = look.find(f".//{qn('w:bottom')}"), look.find(f".//{qn('w:ind')}")
        assert rule is not None
        assert indent is not None
        assert (rule.get(qn("w:val")), rule.get(qn("w:color"))) == (kind, "FF0000")
        beyond = sum(int(indent.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
        assert 156 - beyond * 25.4 / 1440 == pytest.approx(170, abs=0.5)


def test_a_cover_has_no_page_number() -> None:
    parts = [{"form": "cover", "issuer": "青石县残联", "date": "2026年11月"}, "plan"]
    content = write_docx(document({**bare("county"), "parts": parts}), official_style_sheet(), {}, {})
    links = {
        relation.get("Id"): relation.get("Target")
        for relation in part(content, "word/_rels/document.xml.rels")
    }
    cover, plan = (
        [
            part(content, f"word/{links[footer.get(qn('r:id'))]}")
            for footer in section.iter(qn("w:footerReference"))
        ]
        for section in part(content, "word/document.xml").iter(qn("w:sectPr"))
    )
    assert [len(footers) for footers in (cover, plan)] == [2, 2]
    assert ["".join(footer.itertext()) for footer in cover] == ["", ""]
    assert all("PAGE" in "".join(footer.itertext()) for footer in plan)


def test_the_last_row_of_a_table_stays_with_its_note() -> None:
    """Check that it has a table of its own; the rows before it may split."""
    data = {**bare("county"), "indicators": {"home_accessibility": {"target": "[450]"}}}
    [table] = [
        table
        for table in part(
            write_docx(document(data), official_style_sheet(), {}, {}), "word/document.xml"
        ).iter(qn("w:tbl"))
        if "五年累计数" in "".join(table.itertext())
    ]
    kept = [bool([*row.iter(qn("w:keepNext"))]) for row in table.iter(qn("w:tr"))]
    assert kept == [False] * (len(kept) - 2) + [True, False]


def test_the_number_of_a_wide_page_stands_where_upright_pages_have_it() -> None:
    """Check GB/T 9704-2012, 8: turned, beside the edge that is the lower one of an upright page."""
    content = written("big")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        footers = [name for name in package.namelist() if name.startswith("word/footer")]
    drawing = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
    shape = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
    turned = [
        root
        for root in (part(content, name) for name in footers)
        if next(root.iter(f"{drawing}anchor"), None) is not None
    ]
    assert len(turned) == 2
    for root in turned:
        across, down = [int(o.text or 0) / 36000 for o in root.iter(f"{drawing}posOffset")]
        assert across == pytest.approx(official_style_sheet().page.footer, abs=0.1)
        assert down == pytest.approx(28, abs=0.1)
        assert next(root.iter(f"{shape}bodyPr")).get("vert") == "vert"
        assert "".join(t.text or "" for t in root.iter(qn("w:t"))) == "— 1 —"


# --- the digest ---------------------------------------------------------------------------------------------


def test_the_digest_does_not_hang_on_the_zip(tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    with zipfile.ZipFile(io.BytesIO(written("dengkou"))) as old, zipfile.ZipFile(file, "w") as new:
        for name in reversed(old.namelist()):
            new.writestr(name, old.read(name))
    assert file.read_bytes() != written("dengkou")
    assert verify(file).state is FileState.INTACT


# --- rows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lines", "whole"), [(1, True), (12, True), (13, False)])
@pytest.mark.parametrize("longest", ["task", "duties"])
def test_a_row_stays_on_one_page_unless_it_is_tall(lines: int, whole: bool, longest: str) -> None:  # noqa: FBT001
    sheet = official_style_sheet()
    measure = sheet.page.text_width
    columns = tuple(Column(name, name) for name in ("number", "task", "duties"))
    texts = {"number": "1", "task": "办", "duties": "局"} | {longest: "字" * 999}
    widths = FittedColumns(sheet, columns, [[*texts.values()]], measure).widths
    width = dict(zip(texts, widths, strict=True))[longest]
    room = int((width - 2 * sheet.cell_margin) / sheet.character_width("table-text"))
    words = texts | {longest: "字" * room * lines}
    duties = Duties((Department("federation", words["duties"]),), ())
    table = TaskTable("t", columns, (Task("k", (Text(words["task"]),), duties),))
    written = TableWriter(InlineWriter(sheet, {}), measure).tasks(table)
    assert written.count("<w:cantSplit/>") == 1 + whole  # with the row of headings
