"""Look through the XML of an .ods (OpenDocument 1.3, part 3, 9) before it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.formats.workbook.cells import CellKind
from generator.formats.workbook.marks import BrokenMarkupError, Counts, Marks, parse_part


class _Span(NamedTuple):
    """Hold how often a row or a cell of an .ods is repeated."""

    first: int
    times: int


def ods_marks(parts: Mapping[str, bytes], counts: Counts) -> dict[str, Marks]:
    """Return the marks of each sheet of an .ods by its name."""
    if "content.xml" not in parts:
        raise BrokenMarkupError
    table = _OdsTables(counts)
    parse_part(parts["content.xml"], table.begin, table.end, table.text)
    return table.found


class _OdsTables:
    """Take in the elements of content.xml."""

    def __init__(self, counts: Counts) -> None:
        self.counts = counts
        self.found: dict[str, Marks] = {}
        self._marks: Marks = {}
        self._row, self._cell = _Span(0, 0), _Span(0, 0)
        self._kind: CellKind | None = None
        self._filled = self._row_filled = False
        self._length = self._bottom = self._right = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the beginning of an element."""
        match name:
            case "table":
                self._marks = self.found.setdefault(attributes.get("name", ""), {})
                self._row, self._bottom, self._right = _Span(0, 0), 0, 0
            case "table-row":
                self._row = _Span(sum(self._row), _repeated(attributes, "number-rows-repeated"))
                self._cell, self._row_filled = _Span(0, 0), False
            case "table-cell" | "covered-table-cell":
                self._begin_cell(attributes)
            case _:
                pass

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._cell = _Span(sum(self._cell), _repeated(attributes, "number-columns-repeated"))
        kind = attributes.get("value-type", "")
        self._filled = bool(kind)
        self._length, self._kind = 0, None
        if kind == "percentage":
            self._kind = CellKind.PERCENT
        elif kind == "error":
            self._kind = CellKind.ERROR
        elif "formula" in attributes and not kind:
            self._kind, self._filled = CellKind.FORMULA, True
        self.counts.add(cells=1)

    def text(self, words: str) -> None:
        """Take in characters."""
        self._length += len(words)
        self.counts.add(characters=len(words))

    def end(self, name: str) -> None:
        """Take in the end of an element."""
        if name in {"table-cell", "covered-table-cell"} and (self._filled or self._length):
            self._row_filled = True
            self._right = max(self._right, sum(self._cell))
            repeated = self._row.times * self._cell.times
            self.counts.add(cells=repeated - 1, characters=self._length * (repeated - 1))
            if self._kind:
                for row in range(self._row.first, sum(self._row)):
                    for column in range(self._cell.first, sum(self._cell)):
                        self._marks[row, column] = self._kind
        elif name == "table-row" and self._row_filled:
            self._bottom = sum(self._row)
        elif name == "table":
            self.counts.add(area=self._bottom * self._right)


def _repeated(attributes: Mapping[str, str], key: str) -> int:
    """Return how often a row or cell is repeated, at least once."""
    number = attributes.get(key, "1")
    return max(int(number), 1) if number.isdigit() and len(number) < 10 else 1  # noqa: PLR2004  # digits of any number of rows
