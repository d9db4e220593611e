"""Set up the sections of a python-docx Document: page size, grid, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_HEADER_FOOTER, WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.section import Section
from docx.shared import Mm

from generator.word.ooxml import body, raw
from generator.word.ooxml.body import run
from generator.word.style_sheet import Page, StyleSheet, twips_of_mm
from generator.word.writer.inline import InlineWriter
from generator.word.writer.parts import COVER, LETTER, RECORD, WIDE, Pages

_COLUMNS = "425"  # twips between columns, as Chinese Word has it; there is one column
_FIRST, _ODD, _EVEN = WD_HEADER_FOOTER.FIRST_PAGE, WD_HEADER_FOOTER.PRIMARY, WD_HEADER_FOOTER.EVEN_PAGE
_NUMBERS = {_ODD: "page-number-odd", _EVEN: "page-number-even"}
_STORIES = {
    ("header", _FIRST): "first_page_header",
    ("footer", _FIRST): "first_page_footer",
    ("footer", _ODD): "footer",
    ("footer", _EVEN): "even_page_footer",
}


def set_sections(word: WordDocument, groups: Sequence[Pages], inline: InlineWriter) -> None:
    """End a section behind the blocks of each group, in the order of the body; set up its pages."""
    if not groups:
        return
    _end_sections(word, groups, inline)
    footers: dict[tuple[str, WD_HEADER_FOOTER], str] = {}  # relationships of footers that shapes share
    for group, section, properties in zip(groups, word.sections, word.element.sectPr_lst, strict=True):
        properties.append(OxmlElement("w:cols", {qn("w:space"): _COLUMNS}))
        grid = {qn("w:type"): "lines", qn("w:linePitch"): str(inline.sheet.page.line_pitch)}
        properties.append(OxmlElement("w:docGrid", grid))
        set_page(section, group.shape, inline.sheet)
        for (kind, place), content in _stories(group, inline):
            shared = footers.get((group.shape, place)) if place is not _FIRST else None
            if shared:
                properties.add_footerReference(place, shared)
                continue
            _fill(getattr(section, _STORIES[kind, place]), content)
            if place is not _FIRST:
                footers[group.shape, place] = properties.get_footerReference(place).rId


def _end_sections(word: WordDocument, groups: Sequence[Pages], inline: InlineWriter) -> None:
    """Put the properties of every section but the last into its last paragraph.

    A table cannot end a section, nor can a paragraph that holds only a control or the end of a field end one
    before the last: LibreOffice then prints the control in the next section, and the section's page numbers
    without their numbers. A paragraph of its own, too low to need another page, does it there.
    """
    body, end = word.element.body, 0
    for n, group in enumerate(groups, start=1):
        end += len(group.blocks)
        if not group.blocks or not _can_end(body[end - 1], last=n == len(groups)):
            spacer = OxmlElement("w:p")
            spacer.style = inline.style("section-end")
            body.insert(end, spacer)
            end += 1
        if n < len(groups):  # the properties of the last section stand behind all blocks
            body[end - 1].set_sectPr(OxmlElement("w:sectPr"))


def _can_end(block: Any, *, last: bool) -> bool:
    """Tell whether a block can be the last of its section."""
    if not isinstance(block, CT_P):
        return False
    return last or bool(block.xpath("./w:r | ./w:hyperlink/w:r") and not block.xpath("./w:r/w:fldChar"))


def set_page(section: Section, shape: str, sheet: StyleSheet) -> None:
    """Give a section the page of a shape; a page wider than high lies on its side."""
    page = sheet.page
    lengths = {"header": page.header, "footer": page.footer, **_type_area(page, shape)}
    if shape == LETTER:
        lengths |= sheet.letter
    section.page_width, section.page_height = Mm(lengths["width"]), Mm(lengths["height"])
    if section.page_width > section.page_height:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.bottom_margin = Mm(lengths["top"]), Mm(lengths["bottom"])
    section.left_margin, section.right_margin = Mm(lengths["left"]), Mm(lengths["right"])
    section.header_distance, section.footer_distance = Mm(lengths["header"]), Mm(lengths["footer"])
    section.gutter = 0
    if shape == LETTER:
        section.different_first_page_header_footer = True
    if shape == RECORD:
        section.start_type = WD_SECTION.EVEN_PAGE


def _type_area(page: Page, shape: str) -> dict[str, float]:
    """Return size and margins in mm; a wide page has its binding edge on top (GB/T 9704-2012, 8)."""
    if shape == WIDE:
        return {
            "width": page.height,
            "height": page.width,
            "top": page.left,
            "left": page.bottom,
            "right": page.top,
            "bottom": page.right,
        }
    return {name: getattr(page, name) for name in ("width", "height", "top", "bottom", "left", "right")}


def _stories(group: Pages, inline: InlineWriter) -> Iterator[tuple[tuple[str, WD_HEADER_FOOTER], str]]:
    """Yield kind, place and content of the headers and footers of a group's pages."""
    raised = {}
    if group.shape == LETTER:
        yield ("header", _FIRST), "".join(inline.paragraph("masthead", line) for line in group.masthead)
        yield ("footer", _FIRST), inline.paragraph("letter-foot", "")
        raised = {"after": twips_of_mm(inline.sheet.page.footer - inline.sheet.letter["footer"])}
    for place, role in _NUMBERS.items():
        number = inline.paragraph(role, "" if group.shape in {COVER, RECORD} else _page_number(), **raised)
        yield ("footer", place), _beside(number, inline) if group.shape == WIDE else number


def _page_number() -> str:
    """Return — 1 — as a PAGE field with its dashes (GB/T 9704-2012, 7.5)."""
    return run("— ") + raw.field("PAGE", run("1")) + run(" —")


def _beside(number: str, inline: InlineWriter) -> str:
    """Return a page number at the edge where upright pages have it, pinned there and turned (8)."""
    page = inline.sheet.page
    look = inline.sheet.paragraphs["page-number-odd"]
    box = raw.pinned(
        next(inline.shapes),
        number,
        title=look["name"],
        width=round(float(look["line"]) * 20),
        height=page.text_width,
        across=raw.at(twips_of_mm(page.footer)),
        down=raw.at(twips_of_mm(page.left)),
        turned=True,
    )
    return inline.paragraph("spacer", box)


def _fill(story: Any, content: str) -> None:
    """Make a header or footer of its own, with this content in the stead of python-docx's empty paragraph."""
    story.is_linked_to_previous = False
    story.part.element.clear()
    story.part.element.extend(parse_xml(body.story(content)))
