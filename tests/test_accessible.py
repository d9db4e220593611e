"""Test what a screen reader needs of a Word file, read from its XML: outline, language, tables, fields."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from docx.oxml.ns import qn
from largest_plan import long_title
from lxml import etree
from marks import sampled
from plans import bare, document
from samples import KINDS, PLANS, SAMPLES, composed, written
from stories import W, loose_bookmarks, open_fields, story_texts

from generator.document import Contents, Gap, runs_in
from generator.word.style_sheet import official_style_sheet
from generator.word.writer import write_docx

FEW = ("dengkou", "luojiang", "big", "notice-sealed", "letter-gaps", "kind-county", KINDS[-1])
ALL = sampled([*SAMPLES, *KINDS], FEW, pytest.mark.slow)
WITH_TABLES = [*PLANS, "big", "notice", "notice-sealed", *KINDS]


@cache
def part(name: str, file: str) -> etree._Element:
    """Return one part of a sample's Word file."""
    with zipfile.ZipFile(io.BytesIO(written(name))) as package:
        return etree.fromstring(package.read(file))


def body(name: str) -> etree._Element:
    """Return the body of a sample's Word file."""
    found = part(name, "word/document.xml").find(qn("w:body"))
    assert found is not None
    return found


def levels(name: str) -> dict[str, int]:
    """Return the outline level of each style that has one, from 1, by the style's id."""
    return {
        style.get(qn("w:styleId"), ""): int(level.get(qn("w:val"), "0")) + 1
        for style in part(name, "word/styles.xml").iter(qn("w:style"))
        if (level := style.find("w:pPr/w:outlineLvl", W)) is not None
    }


def headings(name: str) -> Iterator[int]:
    """Yield the levels of the headings in order; a paragraph's own level overrides that of its style."""
    known = levels(name)
    for paragraph in body(name).iter(qn("w:p")):
        style, own = paragraph.find("w:pPr/w:pStyle", W), paragraph.find("w:pPr/w:outlineLvl", W)
        level = known.get(style.get(qn("w:val"), ""), 0) if style is not None else 0
        level = int(own.get(qn("w:val"), "0")) + 1 if own is not None else level
        if 0 < level < 10:
            yield level


@pytest.mark.parametrize("name", ALL)
def test_the_outline_skips_no_level(name: str) -> None:
    depth = 0
    for level in headings(name):
        assert level <= depth + 1
        depth = level


@pytest.mark.parametrize("name", ALL)
def test_title_and_language_stand_in_the_properties(name: str) -> None:
    properties = {etree.QName(item).localname: item.text for item in part(name, "docProps/core.xml")}
    assert properties["title"] == composed(name).title
    assert properties["language"] == "zh-CN"


@pytest.mark.parametrize("name", ALL)
def test_the_language_of_the_text_is_chinese(name: str) -> None:
    [whole, latin] = part(name, "word/styles.xml").iter(qn("w:lang"))
    assert {whole.get(qn(f"w:{key}")) for key in ("val", "eastAsia")} == {"zh-CN"}
    assert latin.get(qn("w:eastAsia")) is None


def test_a_title_of_400_characters_is_written() -> None:
    assert write_docx(
        document({**bare("county"), "title": long_title("规划")}), official_style_sheet(), {}, {}
    )


@pytest.mark.parametrize("name", ALL)
def test_no_paragraph_is_empty_but_where_word_needs_one(name: str) -> None:
    """Allow them only between two tables, behind the last one, and where the settings of a section stand."""
    for paragraph in body(name).iter(qn("w:p")):
        held = paragraph.iter(qn("w:t"), qn("w:fldChar"), qn("w:drawing"), qn("w:sectPr"))
        if next(held, None) is not None:
            continue
        before, after = paragraph.getprevious(), paragraph.getnext()
        in_merged = paragraph.getparent().find("w:tcPr/w:vMerge", W) is not None  # type: ignore[union-attr]  # a body or a cell
        behind_table = before is not None and before.tag == qn("w:tbl")
        needed = behind_table and (after is None or after.tag in {qn("w:tbl"), qn("w:sectPr")})
        assert needed or in_merged, etree.tostring(paragraph)


@pytest.mark.parametrize("name", ALL)
def test_tables_have_header_rows_and_are_named_and_described(name: str) -> None:
    for table in body(name).iter(qn("w:tbl")):
        title, text = (
            element.get(qn("w:val"), "") if (element := table.find(f"w:tblPr/w:{tag}", W)) is not None else ""
            for tag in ("tblCaption", "tblDescription")
        )
        first = table.find(qn("w:tr"))
        assert title, "a table without a name"
        assert text, f"{title} is not described"
        assert first is not None
        if title != "版记":
            assert first.find("w:trPr/w:tblHeader", W) is not None, f"{title} has no header row"


@pytest.mark.parametrize("name", ALL)
def test_pictures_and_shapes_have_alternative_text(name: str) -> None:
    described = [shape for shape in body(name).iter() if etree.QName(shape).localname == "docPr"]
    assert all(shape.get("descr") or shape.get("title") for shape in described)


@pytest.mark.parametrize("name", ALL)
def test_fields_are_closed_in_the_story_they_are_opened_in(name: str) -> None:
    assert open_fields(written(name)) == []


@pytest.mark.parametrize("name", ALL)
def test_bookmarks_have_ids_of_their_own_and_an_end(name: str) -> None:
    assert loose_bookmarks(body(name)) == []


@pytest.mark.parametrize("name", ["big"])
def test_links_of_the_contents_lead_to_bookmarks(name: str) -> None:
    [contents] = [part for part in composed(name).parts if isinstance(part, Contents)]
    names = {mark.get(qn("w:name")) for mark in body(name).iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body(name).iter(qn("w:hyperlink"))]
    assert len([link for link in links if link]) >= len(contents.entries)
    assert [link for link in links if link and link not in names] == []


@pytest.mark.parametrize(
    "name",
    sampled(
        [*PLANS, *KINDS, "letter-gaps"],
        [each for each in FEW if each not in {"big", "notice-sealed"}],
        pytest.mark.slow,
    ),
)
def test_a_gap_is_told_by_words_and_not_by_colour(name: str) -> None:
    gaps = Counter(run.text for run in runs_in(composed(name)) if isinstance(run, Gap))
    text = "".join(story_texts(written(name)))
    assert all(gap.strip() for gap in gaps)
    assert [gap for gap, times in gaps.items() if text.count(gap) < times] == []
