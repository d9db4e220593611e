"""The sheet that says how answers are written, and where in the plan each is used."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.formats.workbook.look import Look, cut, name_titles
from generator.formats.workbook.questions import Question, QuestionSheet, Request
from generator.formats.workbook.words import sheet_words, workbook_words
from generator.yaml_source import Data, mapping, texts

_FIGURES = "figures"
_PROTECTED = {"format_columns": True, "format_rows": True}


def write_guide(book: Workbook, look: Look, request: Request) -> None:
    """Add the guide to `book`: first how values are written, then the places of each figure."""
    said = mapping(workbook_words()["guide"])
    page = book.add_worksheet(str(sheet_words("guide")["title"]))
    for column, width in enumerate(texts(said["widths"])):
        page.set_column(column, column, float(width))
    page.write_string(0, 0, str(said["heading"]), look.heading)
    page.set_row(0, look.heading_height)
    kind = "values" if any(sheet.kind == _FIGURES for sheet in request.sheets) else "words"
    values = [[str(n), *texts(row)] for n, row in enumerate(_rows(said[kind]), start=1)]
    asked = [each for sheet in request.sheets for each in sheet.questions if _is_told(sheet, each)]
    used = [
        [str(n), each.name, str(said["between"]).join(each.used) or str(said["unused"])]
        for n, each in enumerate(asked, start=1)
    ]
    tables = [(texts(said["values_header"]), values)]
    tables += [(texts(said["used_header"]), used)] if used else []
    row = 2
    for header, rows in tables:
        page.repeat_rows(row)  # of the last table; the others are short
        name_titles(book, page, (row, 1), (row + len(rows), 2))
        row = _table(page, look, row, [header, *rows]) + 1
    look.set_up_page(page, request.title)
    page.protect("", _PROTECTED)


def _is_told(sheet: QuestionSheet, question: Question) -> bool:
    """Return whether the guide tells where an answer is used: a field of a letter stands in its letter."""
    return sheet.kind == _FIGURES or bool(question.used)


def _rows(data: Data) -> list[Data]:
    return data if isinstance(data, list) else []


def _table(page: Worksheet, look: Look, first: int, rows: Sequence[Sequence[str]]) -> int:
    """Write `rows`, the header first, from the row `first` on; return the row behind them."""
    widths = [float(width) for width in texts(mapping(workbook_words()["guide"])["widths"])]
    for row, cells in enumerate(rows, start=first):
        page.set_row(row, look.height(zip(cells, widths, strict=True)))
        for column, text in enumerate(cells):
            usual = look.cell if column else look.centred
            page.write_string(row, column, cut(text), look.header if row == first else usual)
    return first + len(rows)
