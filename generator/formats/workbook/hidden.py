"""The hidden sheets of a workbook: what it is, for `collect` to know it again, and the lists of cells."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook

from generator.formats.workbook.look import cut
from generator.formats.workbook.questions import FORMAT, Request
from generator.formats.workbook.words import listed, words

Choices = tuple[tuple[str, str], ...]


class Lists:
    """Hold the lists that cells choose from, each a column of a hidden sheet: a rule has no room."""

    def __init__(self, request: Request) -> None:
        sound = tuple(
            (word, "") for section in ("confirmed", "nothing", "dashes") for word in listed(section)
        )
        rows = (each.choices for sheet in request.sheets for each in sheet.questions)
        groups = (sheet.groups for sheet in request.sheets)
        self._lists: list[Choices] = [each for each in dict.fromkeys([sound, *groups, *rows]) if each]
        self.sound = self.of(sound)

    def of(self, choices: Choices) -> str:
        """Return the reference of the list of `choices`."""
        column = self._lists.index(choices)
        return f"'{words('hidden')['lists']}'!{xl_range_abs(0, column, len(choices) - 1, column)}"

    def write(self, book: Workbook) -> None:
        """Add the hidden sheet to `book`."""
        page = book.add_worksheet(words("hidden")["lists"])
        for column, choices in enumerate(self._lists):
            for row, (said, _) in enumerate(choices):
                page.write_string(row, column, said)
        page.protect()
        page.hide()


def write_about(book: Workbook, request: Request) -> None:
    """Add the hidden sheet that says what the workbook is: rows of a word and what belongs to it.

    `sheet` has title, kind, department and its functions; `row` has the path, the name, the unit, the kind of
    the answer and what the profile had when it was asked.
    """
    page = book.add_worksheet(words("hidden")["about"])
    for row, cells in enumerate(_about(request)):
        for column, text in enumerate(cells):
            page.write_string(row, column, cut(text))
    page.protect()
    page.hide()


def _about(request: Request) -> Iterator[tuple[str, ...]]:
    yield "plandraft", FORMAT
    yield "locality", request.locality
    yield "period", request.period
    yield "request", request.digest
    yield "deadline", request.deadline
    for sheet in request.sheets:
        yield "sheet", sheet.title, sheet.kind, sheet.department, *sheet.functions
        for each in sheet.questions:
            yield "row", each.path, each.name, each.unit, each.kind, each.present
