"""Test what a secretary would send back: where the record stands, page numbers, names broken in two.

cases/pages/names.yaml has names of bodies with their lines, letter.yaml every part, with names that are long.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from commands import CASES
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from hypothesis import given
from hypothesis import strategies as st
from office import Office, Page
from pdf_text import BOTTOM, LEFT, RIGHT, page_number, squashed
from word_files import edited, part, read

from generator.document import (
    Annex,
    Box,
    Column,
    Department,
    Document,
    Duties,
    Imprint,
    Item,
    Paragraph,
    Passage,
    Plan,
    Task,
    TaskTable,
    Text,
    nodes_in,
)
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose
from generator.pipeline.tracked_changes import redline
from generator.word.ooxml.names import DOCUMENT_PART as MAIN
from generator.word.ooxml.names import WORD
from generator.word.reader.looks import other_looks
from generator.word.reader.package import open_package
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx
from generator.word.writer.blocks import BlockWriter
from generator.word.writer.inline import InlineWriter
from generator.word.writer.titles import filled_lines, name_lines, width_of
from generator.yaml_source import load_data, mapping, texts

FOLDER = CASES / "pages"
NAMES = load_data(FOLDER / "names.yaml")
assert isinstance(NAMES, list)
PLACES = ("青石县", "临夏回族自治州积石山保安族东乡族撒拉族自治县", "双江拉祜族佤族布朗族傣族自治县")
MASTHEAD = [PLACES[-1], "人民政府残疾人工作委员会办公室"]
PLAN = "plan"
WORDS = {"w": WORD}
EM = 16.0
FULL = 21  # lines of body below a title fill a page


@cache
def letter() -> Document:
    """Return the document of the file with every part."""
    profile = check(FOLDER / "letter.yaml").profile
    assert profile is not None
    return compose(profile)


@cache
def word_of(document: Document) -> bytes:
    """Return the Word file of a document."""
    return write_docx(document, official_style_sheet(), {}, {})


def opened(document: Document) -> WordDocument:
    """Return the Word file of a document as python-docx reads it."""
    return docx.Document(io.BytesIO(word_of(document)))


def with_record(lines: int) -> Document:
    """Return a plan of a title and so many lines of text, and a record."""
    body = tuple(Paragraph(f"p{n}", (Passage(f"s{n}", (Text(f"第{n}段。"),)),)) for n in range(lines))
    record = Imprint(
        "imprint", (Text("抄送：县委办公室。"),), (Text("青石县人民政府"),), (Text("2026年印发"),)
    )
    return Document("规划", "青石县", "2026-2030", (Plan(PLAN, "青石县规划", body=body), record))


def with_tasks(*names: str, tasks: int = 2) -> Document:
    """Return an annex with a table of so many `tasks`, of which the departments `names` lead the first."""
    columns = (Column("number", "序号"), Column("task", "工作任务"), Column("duties", "责任单位"))
    first, other = (
        Duties(tuple(Department("", name) for name in each), ()) for each in (names, ("县教育局",))
    )
    both = (Task("a", (Text("提升职业技能"),), first, "1"), Task("b", (Text("办好特殊教育"),), other, "2"))
    annex = Annex("a", "附件", "分工表", (TaskTable("tasks", columns, both[:tasks]),))
    return Document("规划", "青石县", "2026-2030", (Plan(PLAN, "规划"), annex))


@pytest.mark.parametrize("case", NAMES, ids=str)
def test_a_name_is_broken_behind_its_parts(case: object) -> None:
    known = mapping(case)  # type: ignore[arg-type]  # a list of mappings
    sheet = official_style_sheet()
    lines = name_lines(
        str(known["name"]), float(str(known["width"])), sheet.title_words, (*sheet.name_ends, *PLACES)
    )
    assert lines == texts(known["lines"])


@pytest.mark.parametrize("case", NAMES, ids=str)
def test_every_line_of_a_masthead_holds_its_part_of_the_name(case: object) -> None:
    sheet = official_style_sheet()
    writer = BlockWriter(InlineWriter(sheet, {}), sheet.page.text_width, PLACES)
    name = str(mapping(case)["name"])  # type: ignore[arg-type]  # a list of mappings
    [written] = writer.fitted("masthead", [(Text(name),)])
    lines = re.findall(r'(?:<w:sz w:val="(\d+)"/>.*?)?<w:t xml:space="preserve">(.*?)</w:t>', written)
    assert "".join(text for _, text in lines) == name
    own = float(sheet.paragraphs["masthead"]["size"])
    for half_points, text in lines:
        size = float(half_points or 2 * own) / 2
        assert float(sheet.paragraphs["masthead"]["least"]) <= size <= own
        assert width_of(text) <= sheet.characters_of("masthead", sheet.page.text_width, size)


@given(st.text(), st.floats(1, 30), st.lists(st.text(max_size=4), max_size=4))
def test_the_lines_of_a_name_are_the_name(name: str, width: float, ends: list[str]) -> None:
    assert "".join(name_lines(name, width, ends, ends)) == name


@given(st.text(), st.floats(3, 30), st.lists(st.text(max_size=4), max_size=4))
def test_the_lines_of_a_filled_text_are_the_text(text: str, width: float, words: list[str]) -> None:
    lines = filled_lines(text, width + 2, width, words)
    assert "".join(lines) == text
    assert all(lines[1:])


def test_attachments_are_broken_between_words_below_their_first_character() -> None:
    words = official_style_sheet().title_words
    text = "附件：青石县残疾人保障和发展规划（征求意见稿）"
    assert filled_lines(text, 22, 19, words) == ["附件：青石县残疾人保障和发展规划", "（征求意见稿）"]
    assert filled_lines(text, 30, 27, words) == [text]
    assert filled_lines(text, 11, 8, words) == ["附件：青石县残疾人", "保障和发展规划", "（征求意见稿）"]


def test_the_record_has_a_section_of_its_own_on_an_even_page_without_number() -> None:
    for document in (letter(), with_record(1)):
        *others, record = opened(document).sections
        assert record.start_type == WD_SECTION.EVEN_PAGE
        assert {section.start_type for section in others} == {WD_SECTION.NEW_PAGE}
        for footer in (record.footer, record.even_page_footer):
            assert not footer.is_linked_to_previous
            assert not footer._element.xpath(".//w:instrText")  # a field has no API


def test_a_record_without_issuer_and_date_has_no_rules_and_comes_back() -> None:
    whole = with_record(1)
    plan, record = whole.parts
    assert isinstance(record, Imprint)
    for changed, rules in (
        (record, 3),
        (replace(record, date=()), 3),
        (replace(record, issuer=(), date=()), 0),
        (replace(record, copies=()), 3),
    ):
        document = replace(whole, parts=(plan, changed))
        borders = part(word_of(document), MAIN).xpath("//w:tblBorders/*", namespaces=WORDS)
        assert len(borders) == rules
        assert read(word_of(document), document) == document


def test_a_record_that_an_office_program_wrote_twice_looks_as_before() -> None:
    *plans, record = with_record(1).parts
    assert isinstance(record, Imprint)
    document = replace(with_record(1), parts=(*plans, replace(record, issuer=(), date=())))
    fallback = r"(<mc:Choice .*?<w:txbxContent>(.*?)</w:txbxContent>.*?</mc:Choice>)"
    twice = r"\1<mc:Fallback><w:pict><w:txbxContent>\2</w:txbxContent></w:pict></mc:Fallback>"
    doubled = edited(word_of(document), lambda xml: re.sub(fallback, twice, xml))
    assert doubled != word_of(document)
    packages = (open_package(content, "plan.docx") for content in (doubled, word_of(document)))
    assert other_looks(*packages) == []


def test_no_section_ends_in_the_paragraph_that_ends_a_field() -> None:
    ends = opened(letter()).element.body.xpath("./w:p[w:pPr/w:sectPr]")
    assert len(ends) == len(opened(letter()).sections) - 1
    assert [end for end in ends if end.xpath("./w:r/w:fldChar")] == []


def test_a_masthead_too_long_for_a_line_shrinks_and_breaks_behind_a_part_of_the_name() -> None:
    sheet = official_style_sheet().paragraphs["masthead"]
    headers = [section.first_page_header for section in opened(letter()).sections]
    [header] = [header for header in headers if not header.is_linked_to_previous]
    sizes = {run.font.size.pt for paragraph in header.paragraphs for run in paragraph.runs if run.font.size}
    assert [line for paragraph in header.paragraphs for line in paragraph.text.split("\n")] == MASTHEAD
    assert len(sizes) == 1
    assert float(sheet["least"]) <= sizes.pop() < float(sheet["size"])


def test_what_is_broken_and_pinned_comes_back_as_it_was() -> None:
    assert read(word_of(letter()), letter()) == letter()


def test_a_table_whose_columns_are_wider_now_is_no_other_table() -> None:
    old, new = with_tasks("县残联"), with_tasks("县残联", *["县人力资源和社会保障局", "县教育局"] * 3)
    widths = [part(word_of(each), MAIN).xpath("//w:gridCol/@w:w", namespaces=WORDS) for each in (old, new)]
    assert widths[0] != widths[1]
    merged = part(redline(old, new), MAIN)
    assert merged.xpath("//w:trPr/w:ins | //w:trPr/w:del", namespaces=WORDS) == []
    assert merged.xpath("count(//w:tr[.//w:ins])", namespaces=WORDS) == 1


def test_a_row_that_went_stands_in_the_columns_of_its_table() -> None:
    old, new = with_tasks("县残联"), with_tasks(*["县人力资源和社会保障局", "县教育局"] * 3, tasks=1)
    merged = part(redline(old, new), MAIN)
    assert merged.xpath("count(//w:trPr/w:del)", namespaces=WORDS) == 1
    grid = merged.xpath("//w:gridCol/@w:w", namespaces=WORDS)
    for row in merged.xpath("//w:tr", namespaces=WORDS):
        assert row.xpath("./w:tc/w:tcPr/w:tcW/@w:w", namespaces=WORDS) == grid


@pytest.mark.parametrize(("word", "ragged"), [("a" * 12, False), ("a" * 13, True), ("a@b.cn " * 9, False)])
def test_a_paragraph_is_not_justified_if_a_latin_word_would_stretch_a_line(
    word: str, *, ragged: bool
) -> None:
    text = (Paragraph("p", (Passage("s", (Text(f"电子邮箱：{word}。"),)),)),)
    box = Box("b", "专栏", items=(Item("i", "项", text),))
    document = Document("规划", "青石县", "2026-2030", (Plan(PLAN, "青石县规划", body=(*text, box)),))
    sides = part(word_of(document), MAIN).xpath("//w:p/w:pPr/w:jc/@w:val", namespaces=WORDS)
    assert sides == ["left", "left"] * ragged
    assert read(word_of(document), document) == document


@pytest.mark.office
@pytest.mark.parametrize(("lines", "text"), [(3, 1), (FULL + 3, 2), (2 * FULL + 3, 3)])
def test_the_record_stands_on_the_next_even_page(
    office: Office, tmp_path: Path, lines: int, text: int
) -> None:
    pages = laid(office, tmp_path, with_record(lines))
    *before, last = pages
    assert len(pages) == text + 1 + (text + 1) % 2
    assert [squashed("".join(word.text for word in page_number(page))) for page in before[:text]] == [
        f"—{n}—" for n in range(1, text + 1)
    ]
    assert [page.words for page in before[text:]] == [()] * (text % 2 == 0)
    assert [line.text for line in last.lines] == ["抄送：县委办公室。", "青石县人民政府2026年印发"]
    assert last.lines[-1].bottom == pytest.approx(BOTTOM, abs=6)


@pytest.mark.office
def test_every_page_but_covers_first_pages_of_letters_and_the_record_has_its_number(
    office: Office, tmp_path: Path
) -> None:
    pages = laid(office, tmp_path, letter())
    bare = [page.number for page in pages if not page_number(page)]
    contents = next(page.number for page in pages if "目录" in [line.text for line in page.lines])
    masthead = next(page.number for page in pages if _letterhead(page))
    end = len(pages)
    assert bare[:2] == [contents - 1, masthead] == [1, masthead]
    assert bare[2:] in ([end], [end - 1, end])
    assert end % 2 == 0


@pytest.mark.office
def test_no_department_is_broken_in_the_table_and_no_line_stretched(office: Office, tmp_path: Path) -> None:
    pages = laid(office, tmp_path, letter())
    lines = [line.text for page in pages if page.width > page.height for line in page.lines]
    names = {
        department.name
        for block in nodes_in(letter())
        if isinstance(block, TaskTable)
        for task in block.tasks
        for department in (*task.duties.lead, *task.duties.support)
    }
    assert len(names) > 20
    whole = {name: sum(line.count(name) for line in lines) for name in names}
    assert whole == {name: "".join(lines).count(name) for name in names}
    assert 0 not in whole.values()
    body = [line for page in pages for line in page.lines if abs(line.height - 1.3 * EM) < 0.5]
    full = [line for line in body if line.right - line.left > RIGHT - LEFT - EM]
    assert [line.text for line in full if line.characters * EM < 0.8 * (RIGHT - LEFT)] == []


def _letterhead(page: Page) -> bool:
    """Return whether a page begins with a masthead."""
    return [line.text for line in page.lines[:2]] == MASTHEAD


def laid(office: Office, folder: Path, document: Document) -> tuple[Page, ...]:
    """Return the pages of a document, with those that only fill a sheet."""
    file = folder / "file.docx"
    file.write_bytes(word_of(document))
    return office.laid_out(file, blank=True)
