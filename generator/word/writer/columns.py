"""Fit the columns of a table to what stands in them, so that its rows take the fewest lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil, inf

from generator.document import Column
from generator.word.style_sheet import StyleSheet
from generator.word.writer.titles import width_of

_SLACK = 0.5  # characters that a line keeps free, since some marks may not begin the next
_STEPS = (1, 2, 4, 6)  # characters by which one of several columns is widened at a time
_COARSE = 3  # characters between the first tries of two columns
_PAIR = 2


class FittedColumns:
    """Hold the widths of columns in twips, together as wide as `measure`, for the texts of rows.

    The equal neighbours in a `merged` column are one cell. A table with a column for which the sheet has no
    least width keeps the shares of the sheet.
    """

    def __init__(
        self,
        sheet: StyleSheet,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        measure: int,
        merged: str = "",
    ) -> None:
        self._sheet = sheet
        self._columns = columns
        texts = zip(*rows, strict=True) if rows else [()] * len(columns)
        self._contents = [
            _Contents(cells, sheet.listed.get(column.id, ""), merged=column.id == merged)
            for column, cells in zip(columns, texts, strict=True)
        ]
        known = rows and sheet.least_widths.keys() >= {column.id for column in columns}
        found = self._fitted(measure) if known else []
        self.widths = found or sheet.widths([column.id for column in columns], measure)

    def heights(self) -> list[int]:
        """Return the lines that each row takes."""
        pairs = zip(self._contents, self.widths, strict=True)
        lines = [contents.lines(self._characters(width)) for contents, width in pairs]
        return [max(row) for row in zip(*lines, strict=True)]

    def broken(self, column: int, row: int) -> list[str]:
        """Return the lines of the cell in a column and a row, none in a column that lists no names.

        A name is never broken, unless a line is too narrow for it.
        """
        return self._contents[column].broken(row, self._characters(self.widths[column]) - _SLACK)

    def _characters(self, width: float) -> float:
        return (width - 2 * self._sheet.cell_margin) / self._sheet.character_width("table-text")

    def _fitted(self, measure: int) -> list[int]:
        """Return widths that suit the cells, none if the least that the columns need is too wide."""
        beside, character = 2 * self._sheet.cell_margin, self._sheet.character_width("table-text")
        room = (measure - beside * len(self._columns)) / character
        least = [self._sheet.least_widths[column.id] for column in self._columns]
        needed = [
            max(floor, width_of(column.heading) + _SLACK, contents.widest + _SLACK)
            for floor, column, contents in zip(least, self._columns, self._contents, strict=True)
        ]
        long = [n for n, need in enumerate(needed) if need > self._sheet.narrow]
        start = [least[n] if n in long else need for n, need in enumerate(needed)]
        if sum(start) > room:
            return []
        if sum(needed) <= room:
            found = self._filled(needed, room, range(len(needed)))
        else:
            found = self._filled(_widened(self._contents, start, long, room), room, long)
        widths = [round(width * character) + beside for width in found]
        widths[found.index(max(found))] += measure - sum(widths)
        return widths

    def _filled(self, widths: list[float], room: float, among: Sequence[int]) -> list[float]:
        """Return widths that fill the room: what is left goes to some of them in their shares."""
        shares = {n: self._sheet.columns.get(self._columns[n].id, 1) for n in among}
        left = (room - sum(widths)) / sum(shares.values())
        return [width + left * shares.get(n, 0) for n, width in enumerate(widths)]


class _Contents:
    """Hold the cells of a column as the widths of their own lines, or of the names that they list."""

    def __init__(self, texts: Sequence[str], marks: str, *, merged: bool) -> None:
        self.listed = bool(marks)
        self._parts = [
            re.findall(f"[^{marks}]+[{marks}]*|[{marks}]+", text) if marks else text.split("\n")
            for text in texts
        ]
        self._cells = [[*map(width_of, parts)] for parts in self._parts]
        if merged:
            groups = (list(group) for _, group in groupby(texts))
            sizes = (len(group) for group in groups for _ in group)
            self._cells = [[sum(cell) / size] for cell, size in zip(self._cells, sizes, strict=True)]
        self._totals = [sum(cell) if self.listed or len(cell) == 1 else inf for cell in self._cells]
        self._known: dict[float, list[int]] = {}

    @property
    def amount(self) -> float:
        """Return the width of all cells together."""
        return sum(map(sum, self._cells))

    @property
    def widest(self) -> float:
        """Return the width of the widest cell if none of its own lines is broken."""
        return max((sum(cell) if self.listed else max(cell, default=0) for cell in self._cells), default=0)

    def lines(self, room: float) -> list[int]:
        """Return the lines that each cell takes if a line holds so many characters."""
        if room not in self._known:
            count = _lines if self.listed else _own_lines
            pairs = zip(self._cells, self._totals, strict=True)
            self._known[room] = [1 if total <= room else count(cell, room) for cell, total in pairs]
        return self._known[room]

    def broken(self, row: int, room: float) -> list[str]:
        """Return the lines of the names that a cell lists, none if it does not."""
        if not self.listed:
            return []
        names = self._parts[row]
        ends = [*_ends(self._cells[row], room), len(names)]
        return ["".join(names[start:end]) for start, end in zip((0, *ends), ends, strict=False)]


def _ends(widths: Sequence[float], room: float) -> Iterator[int]:
    """Yield where the lines of a list of names end, each but the last, with as many names as they hold."""
    used = 0.0
    for n, width in enumerate(widths):
        if used and used + width > room:
            yield n
            used = 0.0
        used += width
        if used > room:  # a name wider than a line goes on in the next
            used %= room


def _own_lines(widths: Sequence[float], room: float) -> int:
    """Count the lines that a cell takes whose own lines are so wide."""
    return sum([ceil(width / room) for width in widths])


def _lines(widths: Sequence[float], room: float) -> int:
    """Count the lines that `_ends` parts, and those that names wider than a line take besides."""
    lines, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        used += width
        if used > room:
            lines, used = lines + int(used / room), used % room
    return lines


def _widened(
    contents: Sequence[_Contents], start: Sequence[float], long: Sequence[int], room: float
) -> list[float]:
    """Return the widths of columns after the `long` ones took of the room what saves the most lines.

    Some characters go at a time to the column in which each saves the most, until no more saves any. What two
    columns take of the room is tried in every way.
    """
    widths = list(start)
    if len(long) == _PAIR:
        return _parted(contents, widths, long, int(room - sum(widths)))
    while True:
        lines = [contents[n].lines(widths[n] - _SLACK) for n in long]
        left = int(room - sum(widths))
        options = [
            (_saved(lines, at, contents[n].lines(widths[n] + step - _SLACK)) / step, -step, n)
            for at, n in enumerate(long)
            for step in _STEPS
            if step <= left
        ]
        saved, step, n = max(options, default=(0.0, 0, 0))
        if saved <= 0:
            return widths
        widths[n] -= step


def _parted(
    contents: Sequence[_Contents], widths: list[float], pair: Sequence[int], left: int
) -> list[float]:
    """Return widths with what is left parted between two columns so that the rows take the fewest lines.

    Of several ways it takes the one nearest to how much stands in either.
    """
    first, second = pair
    amounts = [contents[n].amount for n in pair]
    fair = left * amounts[0] / sum(amounts) if any(amounts) else 0.0

    def cost(more: int) -> tuple[int, float]:
        rooms = (widths[first] + more - _SLACK, widths[second] + left - more - _SLACK)
        lines = [contents[n].lines(room) for n, room in zip(pair, rooms, strict=True)]
        return _total(lines), abs(more - fair)

    best = min(range(0, left + 1, _COARSE), key=cost)
    best = min(range(max(0, best - _COARSE + 1), min(left, best + _COARSE - 1) + 1), key=cost)
    widths[first] += best
    widths[second] += left - best
    return widths


def _saved(lines: list[list[int]], at: int, wider: list[int]) -> int:
    """Count the lines that all rows save together if the cells of one column take so many."""
    return _total(lines) - _total([*lines[:at], wider, *lines[at + 1 :]])


def _total(columns: Sequence[list[int]]) -> int:
    """Return the lines of all rows, each as high as its highest cell."""
    return sum(map(max, *columns)) if len(columns) > 1 else sum(*columns)
