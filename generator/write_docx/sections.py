"""Sections: pages of one shape with their size, grid, headers and footers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.ooxml import pages, text
from generator.style_sheet import Page
from generator.write_docx import parts
from generator.write_docx.pen import Pen

_PLACES = {"default": "page-number-odd", "even": "page-number-even"}


@dataclass(frozen=True, slots=True)
class Story:
    """A header or footer: its relationship, its kind (header, footer) and its XML."""

    link: str
    kind: str
    xml: str


def sections(paged: Sequence[parts.Pages], pen: Pen) -> tuple[str, list[Story]]:
    """The whole body in sections, and the headers and footers that they refer to."""
    stories: dict[str, Story] = {}
    content = ""
    for n, group in enumerate(paged):
        links = {}
        for (kind, place), story in _stories(group, pen).items():
            link = f"{kind}-{group.shape}-{place}" + (f"-{n}" if place == "first" else "")
            links[kind, place] = link
            tag = "hdr" if kind == "header" else "ftr"
            stories.setdefault(link, Story(link, kind, pages.story(tag, story)))
        properties = _properties(group.shape, links, pen)
        last = n == len(paged) - 1
        content += "".join(_closed(group.lines, properties, pen, last=last))
    return content, list(stories.values())


def _closed(lines: list[str], properties: str, pen: Pen, *, last: bool) -> list[str]:
    """The lines of a section with its properties: in its last paragraph, or behind it in the last section.

    A table cannot end a section, nor can a paragraph that holds only a control end one before the last:
    LibreOffice then prints the control in the next section.
    """
    if not lines or not (text.is_paragraph if last else text.has_words)(lines[-1]):
        lines = [*lines, pen.paragraph("spacer", "")]
    if last:
        return [*lines, properties]
    return [*lines[:-1], pages.end_section(lines[-1], properties)]


def _properties(shape: str, links: dict[tuple[str, str], str], pen: Pen) -> str:
    page = pen.sheet.page
    names = ("width", "height", "top", "bottom", "left", "right", "header", "footer")
    lengths = {name: getattr(page, name) for name in names}
    if shape == parts.LETTER:
        lengths |= pen.sheet.letter
    if shape == parts.WIDE:
        lengths |= _turned(page)
    return pages.section(links, lengths, page.line)


def _turned(page: Page) -> dict[str, float]:
    """The page on its side: its binding edge on top (GB/T 9704-2012, 8)."""
    return {
        "width": page.height,
        "height": page.width,
        "top": page.left,
        "left": page.bottom,
        "right": page.top,
        "bottom": page.right,
    }


def _stories(group: parts.Pages, pen: Pen) -> dict[tuple[str, str], str]:
    """The headers and footers of pages by kind and place."""
    numbers = {place: pen.paragraph(role, text.page_number()) for place, role in _PLACES.items()}
    match group.shape:
        case parts.WIDE:
            return {("footer", place): _beside(number, pen) for place, number in numbers.items()}
        case parts.COVER:
            return {("footer", place): pen.paragraph(role, "") for place, role in _PLACES.items()}
        case parts.LETTER:
            raised = pages.twips_of_mm(pen.sheet.page.footer - pen.sheet.letter["footer"])
            first = {
                ("header", "first"): pen.line("masthead", group.masthead),
                ("footer", "first"): pen.paragraph("letter-foot", ""),
            }
            return first | {
                ("footer", place): pen.paragraph(role, text.page_number(), after=raised)
                for place, role in _PLACES.items()
            }
        case _:
            return {("footer", place): number for place, number in numbers.items()}


def _beside(number: str, pen: Pen) -> str:
    """A page number at the edge where upright pages have it, pinned there and turned (8)."""
    page = pen.sheet.page
    look = pen.sheet.paragraphs["page-number-odd"]
    box = pages.pinned(
        next(pen.shapes),
        number,
        title=look["name"],
        width=round(float(look["line"]) * 20),
        height=page.measure,
        across=pages.at(pages.twips_of_mm(page.footer)),
        down=pages.at(pages.twips_of_mm(page.left)),
        turned=True,
    )
    return pen.paragraph("spacer", box)
