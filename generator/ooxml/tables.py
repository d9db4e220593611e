"""Tables of fixed layout, whose grid equals their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

BOXED = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(  # noqa: PLR0913  # one keyword a property
    widths: Iterable[int],
    rows: str,
    *,
    rules: Mapping[str, str],
    title: str,
    description: str,
    sides: int,
    padding: int,
) -> str:
    """A table with rules of so many eighths of a point by side, as BOXED names them in order.

    Title and description are its alternative text; `sides` and `padding` are kept free beside and
    above text in every cell, in twips.
    """
    widths = list(widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{width}" w:space="0" w:color="auto"/>'
        for side, width in rules.items()
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:top w:w="{padding}" w:type="dxa"/><w:left w:w="{sides}" w:type="dxa"/>'
        f'<w:bottom w:w="{padding}" w:type="dxa"/><w:right w:w="{sides}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(title)}"/><w:tblDescription w:val="{escape(description)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def row(cells: str, *, header: bool = False, whole: bool = True) -> str:
    """A row; a header row repeats on every page, a whole row does not split over two."""
    flags = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    properties = f"<w:trPr>{flags}</w:trPr>" if flags else ""
    return f"<w:tr>{properties}{cells}</w:tr>"


def cell(width: int, content: str, *, span: int = 1, merge: str = "", open_sides: Iterable[str] = ()) -> str:
    """A cell; `merge` is restart or continue in a column of merged cells; open sides have no rule."""
    spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    rules = "".join(f'<w:{side} w:val="nil"/>' for side in open_sides)
    borders = f"<w:tcBorders>{rules}</w:tcBorders>" if rules else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spans}{merged}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        f"{content or '<w:p/>'}</w:tc>"
    )
