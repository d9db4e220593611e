"""Write a table as a workbook (.xlsx) to be printed, or read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from generator.formats.workbook.book import new_book
from generator.formats.workbook.look import Look, cut
from generator.formats.workbook.sealing import sealed

_HEADER = 1  # the title stands above it


def write_table(title: str, rows: Sequence[Sequence[str]], widths: Sequence[float], tab: str) -> bytes:
    """Return a workbook of one sheet: the `title`, and `rows`, whose first is the header.

    `widths` are those of the columns, in characters; `tab` is the name of the sheet.
    """
    stream = BytesIO()
    book = new_book(stream, title, tab)
    look, page = Look(book), book.add_worksheet(tab)
    page.write_string(0, 0, title, look.heading)
    page.set_row(0, look.heading_height)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for number, cells in enumerate(rows, start=_HEADER):
        form = look.header if number == _HEADER else look.cell
        for column, text in enumerate(cells):
            page.write_string(number, column, cut(text), form)
        page.set_row(number, look.height(zip(cells, widths, strict=True)))
    page.autofilter(_HEADER, 0, len(rows), len(widths) - 1)
    page.freeze_panes(_HEADER + 1, 0)
    page.repeat_rows(_HEADER)
    look.set_up_page(page, title)
    book.close()
    return sealed(stream.getvalue())
