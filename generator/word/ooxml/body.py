"""Spell runs, paragraphs and tables of a ready body, which python-docx parses in one go.

Each function returns one element as text. Lengths are twips unless a name says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from generator.word.ooxml.names import MARKUP, RELATIONSHIPS, WORD
from generator.word.ooxml.raw import DRAWING, SHAPE, alternative_text

NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{RELATIONSHIPS}" xmlns:mc="{MARKUP}"'
    f' xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:wps="{SHAPE}"'
)
BORDER_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BREAKS = re.compile(r"([\t\n])")
_BREAK_TAGS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def document(blocks: str) -> str:
    """Return the main part: the blocks, then the properties of the last section, still empty."""
    return f"<w:document {NAMESPACES}><w:body>{blocks}<w:sectPr/></w:body></w:document>"


def story(blocks: str) -> str:
    """Return blocks under a root of their own, to be moved into a header or footer."""
    return f"<w:ftr {NAMESPACES}>{blocks}</w:ftr>"


def run(text: str, style: str = "", points: int = 0) -> str:
    """Return a run of a text in a character style, in the size of its paragraph or in `points`.

    The hint makes “ ” —— …… take the Chinese face (17.3.2.26).
    """
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    size = f'<w:sz w:val="{2 * points}"/><w:szCs w:val="{2 * points}"/>' if points else ""
    return f'<w:r><w:rPr>{look}<w:rFonts w:hint="eastAsia"/>{size}</w:rPr>{_content(text)}</w:r>'


def _content(text: str) -> str:
    if "\t" in text or "\n" in text:
        pieces = (piece for piece in _BREAKS.split(text) if piece)
        return "".join(_BREAK_TAGS.get(piece) or _content(piece) for piece in pieces)
    return f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>'


def tab() -> str:
    """Return a run with a tab."""
    return "<w:r><w:tab/></w:r>"


def line_break() -> str:
    """Return a run that begins a new line of the same paragraph."""
    return "<w:r><w:br/></w:r>"


def paragraph(style: str, runs: str, **properties: int) -> str:
    """Return a paragraph in a style, with direct formatting as `_direct` takes it."""
    named = "" if style == "Normal" else f'<w:pStyle w:val="{style}"/>'
    own = named + (_direct(**properties) if properties else "")
    return f"<w:p><w:pPr>{own}</w:pPr>{runs}</w:p>" if own else f"<w:p>{runs}</w:p>"


def _direct(  # noqa: PLR0913  # one keyword a property
    *,
    page_break: bool | int = False,
    keep: bool | int = False,
    before: int | None = None,
    after: int | None = None,
    left: int | None = None,
    right: int | None = None,
    hanging: int | None = None,
    ragged: bool | int = False,
    height: int | None = None,
) -> str:
    """Return direct paragraph properties: a page break before, keep with next, spacing and indents in twips.

    The lines of a `ragged` paragraph end where their last word does; each is `height` high.
    """
    flags = ("<w:keepNext/>" if keep else "") + ("<w:pageBreakBefore/>" if page_break else "")
    spaces = "".join(
        f' w:{side}="{length}"'
        for side, length in (("before", before), ("after", after))
        if length is not None
    )
    spaces += f' w:line="{height}" w:lineRule="exact"' if height else ""
    space = f"<w:spacing{spaces}/>" if spaces else ""
    sides = (("left", left), ("right", right), ("hanging", hanging))
    indents = "".join(
        f' w:{side}Chars="0" w:{side}="{length}"' for side, length in sides if length is not None
    )
    side = '<w:jc w:val="left"/>' if ragged else ""
    return flags + space + (f"<w:ind{indents}/>" if indents else "") + side


def table(  # noqa: PLR0913  # one keyword a property
    widths: Iterable[int],
    rows: Iterable[str],
    *,
    borders: Mapping[str, str],
    title: str,
    description: str,
    cell_margin: int,
    padding: int,
) -> str:
    """Return a table of fixed layout whose grid equals its cells.

    `borders` gives widths in eighths of a point by side, in the order of BORDER_SIDES; `title` and `description`
    are the alternative text; `cell_margin` is kept free beside, `padding` above and below the text of a cell.
    """
    widths = list(widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="auto"/>'
        for side, width in borders.items()
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{padding}" w:type="dxa"/><w:left w:w="{cell_margin}" w:type="dxa"/>'
        f'<w:bottom w:w="{padding}" w:type="dxa"/><w:right w:w="{cell_margin}" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/>{alternative_text(title, description)}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: str, *, header: bool = False, whole: bool = True) -> str:
    """Return a row; a `header` repeats on every page, a `whole` row does not split over two pages."""
    flags = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{flags}</w:trPr>" if flags else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def cell(width: int, content: str, *, span: int = 1, merge: str = "", open_sides: Iterable[str] = ()) -> str:
    """Return a cell of paragraphs over `span` columns, without a border on its `open_sides`.

    `merge` is restart or continue in a column of vertically merged cells.
    """
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    none = "".join(f'<w:{side} w:val="nil"/>' for side in open_sides)
    borders = f"<w:tcBorders>{none}</w:tcBorders>" if none else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merged}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content or '<w:p/>'}</w:tc>"
    )
