"""Write a request as a workbook (.xlsx) to be filled in, printed, or read aloud.

Every cell of ours holds text: nothing in it is a formula, whatever it begins with. Answer cells have the
format of text, so that what is typed stays as it is (3-5 becomes no date). No cells are merged; the header
row is repeated on every page; the last column, hidden, has the key of each row. The same request gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO

from xlsxwriter.utility import xl_range
from xlsxwriter.workbook import Workbook

from generator.base.patterns import fill
from generator.formats.workbook.book import new_book
from generator.formats.workbook.guide import write_guide
from generator.formats.workbook.hidden import Lists, write_about
from generator.formats.workbook.look import Look, cut, name_titles
from generator.formats.workbook.questions import (
    HEAD,
    HEADER,
    OWN,
    OWN_HEADER,
    Column,
    Head,
    Question,
    QuestionSheet,
    Request,
)
from generator.formats.workbook.sealing import sealed
from generator.formats.workbook.tabs import tab_names
from generator.formats.workbook.validation import Validations
from generator.formats.workbook.words import (
    column_titles,
    column_widths,
    columns_of,
    sheet_words,
    words,
    workbook_words,
)
from generator.yaml_source import texts

_TO_FILL = (Head.PERSON, Head.PHONE)
_OWN_ANSWERS = {
    Column.NAME: "own_name",
    Column.UNIT: "own_unit",
    Column.WHEN: "own_group",
    Column.MEANING: "own_sentence",
    Column.ANSWER: "count",
    Column.NOTE: "",
}
_PROTECTED = {
    "autofilter": True,
    "format_cells": False,
    "format_columns": True,
    "format_rows": True,
}


def write_workbook(request: Request) -> bytes:
    """Return the bytes of the workbook that asks what `request` asks."""
    stream = BytesIO()
    request = _with_tabs(request)
    book = new_book(stream, request.title, request.locality)
    look, lists = Look(book), Lists(request)
    for sheet in request.sheets:
        _SheetWriter(book, look, lists, request, sheet).write()
    write_guide(book, look, request)
    lists.write(book)
    write_about(book, request)
    book.close()
    return sealed(stream.getvalue())


def _shown(day: str) -> str:
    """Return a `day` (2026-12-15) as people write it, "" for none."""
    facts = dict(zip(("year", "month", "day"), map(int, filter(None, day.split("-"))), strict=False))
    return fill(str(workbook_words()["date"]), facts) if day else ""


def _with_tabs(request: Request) -> Request:
    """Return the request with titles of sheets that can stand on tabs, beside those of the other sheets."""
    others = (*words("hidden").values(), str(sheet_words("guide")["title"]))
    names = tab_names((sheet.title for sheet in request.sheets), others)
    sheets = zip(request.sheets, names, strict=True)
    return replace(request, sheets=tuple(replace(sheet, title=name) for sheet, name in sheets))


def _fitted(widths: Mapping[Column, float], sheet: QuestionSheet) -> dict[Column, float]:
    """Return the widths of the columns of a sheet; what is there and what is answered may be long texts."""
    longest = float(words("look")["long_width"])
    long = any(len(each.present) > widths[Column.PRESENT] for each in sheet.questions)
    wider = {column: max(widths[column], longest) for column in (Column.PRESENT, Column.ANSWER)}
    return {**widths, **(wider if long else {})}


class _SheetWriter:
    """Write one sheet of questions; rows and columns count from 0."""

    def __init__(
        self, book: Workbook, look: Look, lists: Lists, request: Request, sheet: QuestionSheet
    ) -> None:
        self.book, self.page = book, book.add_worksheet(sheet.title)
        self.look, self.lists, self.request, self.sheet = look, lists, request, sheet
        self.columns = [column for column in columns_of(sheet.kind) if sheet.has(column)]
        self.at = {column: n for n, column in enumerate(self.columns)}
        self.widths = _fitted(column_widths(sheet.kind), sheet)
        self.validations = Validations(self.page, lists)
        self.row = 0

    def write(self) -> None:
        """Write the whole sheet."""
        page = self.page
        for column, width in self.widths.items():
            if column in self.at:
                n = self.at[column]
                page.set_column(n, n, width, None, {"hidden": column is Column.KEY})
        self._head()
        header = self.row
        self._row(HEADER, column_titles(self.sheet.kind), dict.fromkeys(self.columns, self.look.header))
        for number, question in enumerate(self.sheet.questions, start=1):
            self._question(number, question)
        last = self.row - 1
        self._titles(header)
        if self.sheet.own_rows:
            self._own_rows()
        page.autofilter(header, 0, last, len(self.columns) - 2)
        page.freeze_panes(header + 1, self.at[Column.NAME] + 1)
        page.repeat_rows(header)
        self.look.set_up_page(page, self.request.title)
        page.protect("", _PROTECTED)
        page.ignore_errors({"number_stored_as_text": xl_range(0, 0, self.row, len(self.columns) - 1)})
        self.validations.add()

    def _titles(self, header: int) -> None:
        """Name the titles of the table from the row `header` to the last that is written."""
        last = (self.row - 1, self.at[Column.NOTE])
        name_titles(self.book, self.page, (header, self.at[Column.NAME]), last)

    def _head(self) -> None:
        """Write the title, the lines below it, and the hints."""
        page, look, key = self.page, self.look, self.at[Column.KEY]
        page.write_string(0, 0, self.sheet.heading, look.heading)
        page.set_row(0, look.heading_height)
        name = self.at[Column.NAME]
        for line, (head, label) in enumerate(zip(Head, words("head").values(), strict=True), start=1):
            page.write_string(line, name, label, look.label)
            page.set_row(line, look.line_height)
            page.write_string(line, name + 1, self._told(head), look.head[head in _TO_FILL])
            page.write_blank(line, name + 2, None, look.head[False])
            page.write_string(line, key, f"{HEAD}{head}", look.key)
            if head in _TO_FILL:
                self.validations.hint(line, name + 1, words("hints")[head])
        self.row = len(Head) + 1
        for hint in texts(sheet_words(self.sheet.kind).get("hints")):
            page.write_string(self.row, 0, hint, look.plain)
            page.set_row(self.row, look.line_height)
            self.row += 1

    def _told(self, head: Head) -> str:
        request = self.request
        told = {
            Head.LOCALITY: request.locality,
            Head.PERIOD: f"{request.name}（{request.period}）",
            Head.DEPARTMENT: self.sheet.department,
            Head.DEADLINE: _shown(request.deadline),
        }
        return told.get(head, "")

    def _row(self, key: str, cells: dict[Column, str], formats: dict[Column, object]) -> None:
        """Write one row with its `key`; a column without a format is left empty."""
        for column in self.columns:
            if column in formats:
                n = self.at[column]
                self.page.write_string(self.row, n, cut(cells.get(column, "")), formats[column])
        shown = self.at.keys() - {Column.KEY}
        told = ((text, self.widths[column]) for column, text in cells.items() if column in shown)
        self.page.set_row(self.row, self.look.height(told))
        self.page.write_string(self.row, self.at[Column.KEY], key, self.look.key)
        self.row += 1

    def _question(self, number: int, question: Question) -> None:
        cells = {
            Column.NUMBER: str(number),
            Column.NAME: question.name,
            Column.UNIT: question.unit,
            Column.WHEN: question.when,
            Column.MEANING: question.meaning,
            Column.ASKED: words("asked")[question.asked],
            Column.NATIONAL: question.national,
            Column.UPPER: question.upper,
            Column.PRESENT: question.present,
        }
        formats: dict[Column, object] = {
            **dict.fromkeys(self.columns, self.look.cell),
            Column.NUMBER: self.look.centred,
            Column.ANSWER: self.look.answer,
            Column.NOTE: self.look.answer,
        }
        self.validations.answer(self.row, self.at[Column.ANSWER], question)
        self._row(question.path, cells, formats)

    def _own_rows(self) -> None:
        """Write the blank rows for what the catalogue has not, below a header row of their own."""
        self.row += 1
        header = self.row
        own = [column for column in self.columns if column in _OWN_ANSWERS or column is Column.NUMBER]
        titles = {column: title for column, title in column_titles("own").items() if column in own}
        self._row(OWN_HEADER, titles, dict.fromkeys(self.columns, self.look.header))
        for number in range(1, self.sheet.own_rows + 1):
            formats = dict.fromkeys(self.columns, self.look.cell) | dict.fromkeys(own, self.look.answer)
            for column, hint in _OWN_ANSWERS.items():
                self.validations.hint(self.row, self.at[column], words("hints").get(hint, ""))
            self.validations.choose(self.row, self.at[Column.WHEN], self.sheet.groups)
            self._row(OWN, {Column.NUMBER: str(number)}, formats | {Column.NUMBER: self.look.centred})
        self._titles(header)
