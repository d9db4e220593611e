"""Read the pages of a PDF: lines, and the tables that stand among them."""

from __future__ import annotations

from generator.word.outside.printed_lines import read_lines
from generator.word.reader import BareBlock, BareLine


def read_pages(content: bytes, file: str) -> list[BareBlock]:
    """Return the lines and tables of the PDF `file` from `content`, what poppler says of its words (XHTML).

    Raise ValueError if that is of no such form, PlanError (`docx-excess`) at more than any plan has.
    """
    pages = read_lines(content, file)
    return [BareLine(line.text(pages.margin)) for line in pages.lines]
