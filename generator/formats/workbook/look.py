"""The look of workbooks: the formats of cells and the pages they print on, by templates/workbook.yaml."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from unicodedata import east_asian_width

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.base.patterns import fill
from generator.formats.workbook.words import words, workbook_words
from generator.yaml_source import mapping, strings

_A4 = 9
_TEXT = "@"
_HEADING = 1.6  # sizes of its font that the heading is high
_LINE, _AROUND = 1.35, 4  # sizes of its font that a line is high; points around the lines of a cell
_TALLEST = 400  # points; the file format allows 409
_LONGEST = 32_767  # characters of a cell
_LONGEST_HEADER = 255  # characters above a page, in UTF-16


class Look:
    """Hold the formats of one workbook; cells that are to be filled in are text, and unlocked."""

    def __init__(self, book: Workbook) -> None:
        said = words("look")
        size = float(said["heading_size"])
        self.heading_height = size * _HEADING
        self._line = float(said["size"]) * _LINE
        self.line_height = self._line + _AROUND
        cell = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": said["line"]}
        answer = {"locked": False, "num_format": _TEXT, "bg_color": said["answer"]}
        label = {"valign": "vcenter", "bold": True}
        self.heading = _made(book, bold=True, font_size=size, valign="vcenter")
        self.label = _made(book, **label)
        self.plain = _made(book, valign="vcenter")
        self.key = _made(book, num_format=_TEXT)
        self.header = _made(book, **cell, bold=True, align="center", bg_color=said["header"])
        self.cell = _made(book, **cell, align="left")
        self.centred = _made(book, **cell, align="center")
        self.answer = _made(book, **cell, **answer, align="left")
        line = {"bottom": 1, "bottom_color": said["line"], "align": "left", "num_format": _TEXT}
        self.head = {False: _made(book, **line), True: _made(book, **{**line, **answer})}

    def height(self, cells: Iterable[tuple[str, float]]) -> float:
        """Return the height of a row, in points, for texts of cells and the widths of these.

        Not every program fits a row to its text when it opens a workbook.
        """
        lines = max((_lines(text, width) for text, width in cells), default=1)
        return min(lines * self._line + _AROUND, _TALLEST)

    def set_up_page(self, page: Worksheet, title: str) -> None:
        """Print a sheet on A4 across, as wide as the paper, under the `title` of the workbook."""
        printed = mapping(workbook_words()["print"])
        page.set_landscape()
        page.set_paper(_A4)
        page.fit_to_pages(1, 0)
        page.set_margins(**{side: float(inches) for side, inches in strings(printed["margins"]).items()})
        page.set_header(_header(str(printed["header"]), title))
        page.set_footer(str(printed["footer"]))


def name_titles(book: Workbook, page: Worksheet, first: tuple[int, int], last: tuple[int, int]) -> None:
    """Name the header row of a table and its column of names, so that screen readers say them with each cell.

    `first` is the header of that column, `last` the last cell, row and column from 0. JAWS and NVDA know such
    names: ColumnTitleRegion, RowTitleRegion, with a number, the two corners and the number of the sheet.
    """
    row, column = first
    corners = f"{xl_rowcol_to_cell(row, 0)}.{xl_rowcol_to_cell(*last)}.{page.index + 1}".lower()
    sheet = quote_sheetname(page.name)
    for title, cell in (("Column", (row, 0)), ("Row", (row + 1, column))):
        at = xl_rowcol_to_cell(*cell, row_abs=True, col_abs=True)
        book.define_name(f"{title}TitleRegion{row + 1}.{corners}", f"={sheet}!{at}")


def cut(text: str) -> str:
    """Return `text` as far as a cell holds it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _header(pattern: str, title: str) -> str:
    """Return what stands above a page, with as much of the `title` as the file format has room for."""
    shown, header = title, fill(pattern, {"title": title.replace("&", "&&")})
    while len(header.encode("utf-16-le")) > 2 * _LONGEST_HEADER:
        shown = shown[:_LONGEST_HEADER][:-1]
        header = fill(pattern, {"title": f"{shown}…".replace("&", "&&")})
    return header


def _lines(text: str, width: float) -> int:
    """Return the number of lines of `text` in a cell of `width` characters, wide ones counted twice."""
    room = max(width - 1, 1)
    lengths = (sum(1 + (east_asian_width(sign) in "AFW") for sign in line) for line in text.split("\n"))
    return sum(max(1, ceil(length / room)) for length in lengths)


def _made(book: Workbook, **properties: object) -> Format:
    """Return a format of `book` with these properties."""
    return book.add_format(properties)
