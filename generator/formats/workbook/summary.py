"""Write a summary of many places as a workbook: sums and gaps are formulas, which programs count again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from generator.base.patterns import fill
from generator.base.temporary_folders import temporary_folder
from generator.formats.summary import Arrival, FigureRow, Summary, SummaryCell, cell_note, said_changes
from generator.formats.summary_data import json_pieces
from generator.formats.workbook.book import new_book
from generator.formats.workbook.carried import carry, row_key, write_keys
from generator.formats.workbook.look import Look, cut
from generator.formats.workbook.sealing import sealed
from generator.formats.workbook.summary_charts import MOST_CHARTS, Rows, add_bars

_HEADER = 1  # the title stands above it
_NAME, _COLUMN = 16, 14  # widths in characters
_BELOW = 8  # rows below the places to the first chart
_DRAWN = {"count", "share"}
_KEYS = 6  # rows below the places, behind those that count them
_MOST_CELLS = 50_000  # of a workbook that is made in the memory: a hundred bytes and more a cell
_TALL = 4  # lines of a header with a long name
Words = dict[str, str]


def write_summary(summary: Summary, words: Words, sheets: Words, columns: Words) -> bytes:
    """Return the workbook of `summary`, by words, names of sheets, columns (templates/report.yaml).

    Of thousands of places its rows wait in a temporary folder. Raise OSError if they cannot.
    """
    if len(summary.rows) * len(summary.parts) <= _MOST_CELLS:
        return _written(summary, words, sheets, columns)
    with temporary_folder() as folder:
        return _written(summary, words, sheets, columns, folder)


def _written(
    summary: Summary, words: Words, sheets: Words, columns: Words, folder: Path | None = None
) -> bytes:
    """Return the workbook, whose rows wait in `folder` if there is one."""
    title = fill(words["title"], {"place": summary.place, "period": summary.period})
    stream = BytesIO()
    book = new_book(stream, title, sheets["places"], folder)
    writer = _Writer(book, title, summary, words)
    writer.table(sheets["places"], columns["places"], _place_rows(summary, words), drawn=4)
    targets = [row for row in summary.rows if row.path.endswith(".target")]
    baselines = [row for row in summary.rows if row.path.endswith(".baseline")]
    others = [row for row in summary.rows if not row.path.startswith("indicators.")]
    writer.matrix(sheets["targets"], targets)
    writer.matrix(sheets["baselines"], baselines)
    writer.matrix(sheets["figures"], others)
    writer.allocation(sheets["allocation"], columns["allocation"], targets)
    departments = [
        (name, place, count) for name, lacking in summary.departments().items() for place, count in lacking
    ]
    writer.table(sheets["departments"], columns["departments"], departments)
    common = [(remark.title, len(names), "、".join(names)) for remark, names in summary.common()]
    writer.table(sheets["common"], columns["common"], common, drawn=1)
    alike = [(each.one, each.other, each.there, each.back) for each in summary.alike]
    writer.table(sheets["alike"], columns["alike"], alike)
    own = [(each.name, each.share, "\n".join(each.sentences)) for each in summary.own]
    writer.table(sheets["own"], columns["own"], own)
    if summary.since:
        changes = [(each.name, "；".join(said_changes(each, words))) for each in summary.changes]
        writer.table(sheets["changes"], columns["changes"], changes)
    carry(book, sheets["data"], json_pieces(summary))
    book.close()
    return sealed(stream.getvalue())


def _place_rows(summary: Summary, words: Words) -> Iterable[Sequence[str | int]]:
    for each in summary.places:
        came = each.arrival is Arrival.RECEIVED
        share = each.share if each.asked else ""
        counts = (share, each.errors, each.warnings) if came else ("", "", "")
        late = words["is_late"] if each.late else ""
        slowest, lacking = each.slowest
        said = (each.name, each.upper, words[each.arrival.value], late, *counts, each.saved)
        yield (*said, slowest, lacking or "", each.file)


class _Writer:
    """Write the sheets of one workbook."""

    def __init__(self, book: Workbook, title: str, summary: Summary, words: Words) -> None:
        self.book, self.title, self.summary, self.words = book, title, summary, words
        self.look = Look(book)

    def _sheet(self, name: str, header: Sequence[str]) -> Worksheet:
        """Return a new sheet with its title and `header`."""
        page = self.book.add_worksheet(name)
        page.write_string(0, 0, f"{self.title}  {name}", self.look.heading)
        page.set_row(0, self.look.heading_height)
        for column, text in enumerate(header):
            page.write_string(_HEADER, column, cut(text), self.look.header)
        page.set_row(_HEADER, self.look.line_height * _TALL)
        page.set_column(0, 0, _NAME)
        page.set_column(1, max(len(header) - 1, 1), _COLUMN)
        page.freeze_panes(_HEADER + 1, 1)
        page.repeat_rows(_HEADER)
        self.look.set_up_page(page, self.title)
        return page

    def table(
        self, name: str, columns: str, rows: Iterable[Sequence[str | float]], drawn: int | None = None
    ) -> None:
        """Write a table of texts and numbers, with a filter, and below it a chart of the column `drawn`."""
        header = columns.split("、")
        page, last = self._sheet(name, header), _HEADER
        for last, cells in enumerate(rows, start=_HEADER + 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, (int, float)):
                    page.write_number(last, column, cell, self.look.centred)
                else:
                    page.write_string(last, column, cut(cell), self.look.cell)
        page.autofilter(_HEADER, 0, last, len(header) - 1)
        if drawn is not None and last > _HEADER:
            add_bars(self.book, page, (last + 2, 1), header[drawn], Rows(_HEADER + 1, last, 0), [drawn])

    def matrix(self, name: str, rows: Sequence[FigureRow]) -> None:
        """Write the places against figures, and below what they come to, by formulas."""
        said = [f"{row.name}（{row.unit}）" if row.unit else row.name for row in rows]
        page = self._sheet(name, [self.words["place"], *said])
        first, last = _HEADER + 1, _HEADER + len(self.summary.parts)
        keys = len(rows) + 1
        for number, place in enumerate(self.summary.parts):
            page.write_string(first + number, 0, place, self.look.cell)
            for column, row in enumerate(rows, start=1):
                self._cell(page, first + number, column, row.cells[number])
            page.write_string(first + number, keys, row_key(number))
        page.autofilter(_HEADER, 0, max(last, first), keys)
        self._below(page, (first, last), rows)
        write_keys(page, [row.path for row in rows], (last + _KEYS, keys))
        drawn = [column for column, row in enumerate(rows, start=1) if row.known and row.nature in _DRAWN]
        below = last + _BELOW
        for column in drawn[:MOST_CHARTS]:
            below = add_bars(self.book, page, (below, 1), said[column - 1], Rows(first, last, 0), [column])

    def _cell(self, page: Worksheet, row: int, column: int, cell: SummaryCell) -> None:
        """Write a figure: as a number if it is one that counts, else as it was written, with the reason."""
        if cell.amount is not None:
            page.write_number(row, column, float(cell.amount), self.look.centred)
        else:
            page.write_string(row, column, cut(cell.text), self.look.cell)
        note = cell_note(cell, self.words)
        if note and cell.text:  # thousands of empty cells need no remark that they are
            page.write_comment(row, column, note)

    def _below(self, page: Worksheet, span: tuple[int, int], rows: Sequence[FigureRow]) -> None:
        """Write what stands below the figures: the whole's own, sum and gap, least and greatest."""
        first, last = span
        for below, key in enumerate(("whole", "total", "gap", "least", "greatest"), start=1):
            page.write_string(last + below, 0, self.words[key], self.look.header)
            for column, row in enumerate(rows, start=1):
                cells = xl_range(first, column, last, column)
                whole, total = (xl_rowcol_to_cell(last + each, column) for each in (1, 2))
                at = (last + below, column)
                if key == "whole":
                    self._cell(page, *at, row.whole)
                elif self.summary.parts:
                    formula, value = {
                        "total": (f"=SUM({cells})", row.total),
                        "gap": (f"={whole}-{total}", row.gap),
                        "least": (f"=MIN({cells})", min(row.known, default=None)),
                        "greatest": (f"=MAX({cells})", max(row.known, default=None)),
                    }[key]
                    self._formula(page, at, formula, value)
            if key == "whole":
                page.write_string(last + below, len(rows) + 1, row_key(-1))

    def _formula(self, page: Worksheet, at: tuple[int, int], formula: str, value: Decimal | None) -> None:
        if value is None:
            page.write_blank(*at, None, self.look.centred)
        else:
            page.write_formula(*at, formula, self.look.centred, float(value))

    def allocation(self, name: str, columns: str, rows: Sequence[FigureRow]) -> None:
        """Write what each place has of each counted target by its population, and what it offers."""
        header = columns.split("、")
        page, line = self._sheet(name, header), _HEADER
        shared = [row for row in rows if row.total is not None and any(row.shares)]
        at = _HEADER
        for number, row in enumerate(shared):
            first = line + 1
            for place, cell, share in zip(self.summary.parts, row.cells, row.shares, strict=True):
                line += 1
                for column, text in enumerate((row.name, row.unit)):
                    page.write_string(line, column, text, self.look.cell)
                page.write_string(line, 3, place, self.look.cell)
                for column, amount in ((2, row.whole.amount), (4, share), (5, cell.amount)):
                    self._number(page, line, column, amount)
                self._ratio(page, line, share, cell.amount)
            if number < MOST_CHARTS:
                beside = (at, len(header) + 1)
                at = add_bars(self.book, page, beside, row.name, Rows(first, line, 3), [5, 4])
        page.autofilter(_HEADER, 0, line, len(header) - 1)

    def _number(self, page: Worksheet, line: int, column: int, amount: Decimal | None) -> None:
        if amount is None:
            page.write_blank(line, column, None, self.look.centred)
        else:
            page.write_number(line, column, float(amount), self.look.centred)

    def _ratio(self, page: Worksheet, line: int, share: Decimal | None, amount: Decimal | None) -> None:
        """Write how many times its share a place offers, as a formula."""
        value = round(amount / share, 2) if share and amount is not None else None
        offered, due = xl_rowcol_to_cell(line, 5), xl_rowcol_to_cell(line, 4)
        self._formula(page, (line, 6), f"=ROUND({offered}/{due},2)", value)
