"""Part what stands below the headings of a table on the pages of a PDF into its rows and cells.

A row is known by its number, which stands in a column of its own or before the name; where there is none, by
its value. Cells stand at the top of their row, or halfway down it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.word.outside.numbers import is_bare_title, numbered
from generator.word.outside.printed_categories import categories_of
from generator.word.outside.printed_cells import CellLine, Columns, cell_line
from generator.word.outside.printed_lines import PrintedLine
from generator.word.outside.vocabulary import words
from generator.word.reader import BareCell, BareLine, BareTable

_FULL = 2.2  # characters by which a line that goes on below is shorter than the widest in its column
_CLOSING, _PERCENT = (")", "）"), ("%", "％")
_UNITS, _UNIT_ENDS = "（()）%％", (*_CLOSING, *_PERCENT)
_LONGEST_NAME = 6  # lines
_SAME = 0.3  # of a line, within which two heights are one
_FEWEST = 2  # rows
_CROSSED = 2  # columns in which the words of a title may stand
_DIGITS = 3  # of a number


def table_of(
    body: Sequence[PrintedLine], headings: Sequence[str], bounds: Sequence[float]
) -> tuple[BareTable | None, int]:
    """Return the table of which `body` may be the lines below its `headings`, and how many of them are.

    Its columns part at `bounds`. None if there are no rows.
    """
    reader = _Reader([cell_line(line, bounds) for line in body], Columns.of(headings))
    reader.find_rows()
    if len(reader.anchors) < _FEWEST:
        return None, 0
    reader.find_names()
    width = len(headings)
    rows = [tuple(BareCell((BareLine(text),)) for text in headings)]
    categories = reader.categories()
    for n in range(len(reader.anchors)):
        if title := reader.titles.get(n):
            rows.append((BareCell((BareLine(title),), across=width),))
        rows.append(tuple(reader.cell(n, column, categories) for column in range(width)))
    return BareTable(tuple(rows)), reader.end


@dataclass(slots=True)
class _Reader:
    """Read rows: the places of their `anchors`, of their first and last lines, and titles above them."""

    lines: list[CellLine]
    columns: Columns
    anchors: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    titles: dict[int, str] = field(default_factory=dict)
    title_places: set[int] = field(default_factory=set)
    end: int = 0
    centred: bool = False

    def find_rows(self) -> None:
        """Find the lines at which rows have their numbers, or their values if they have no numbers."""
        for place, line in enumerate(self.lines):
            if self._count(line) == len(self.anchors) + 1:
                self.anchors.append(place)
        if len(self.anchors) < _FEWEST:
            value = self.columns.value
            self.anchors = [place for place, line in enumerate(self.lines) if value in line.texts]

    def _count(self, line: CellLine) -> int:
        if self.columns.number >= 0:
            text = line.texts.get(self.columns.number, "").strip(".．、")
            return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
        found = numbered(line.texts.get(self.columns.name, ""))
        return found.count if found else 0

    def find_names(self) -> None:
        """Find the lines at which the names of rows begin, titles between rows, and where the table ends."""
        self.end = self._last() + 1
        first = next((n for n, line in enumerate(self.lines) if self.columns.name in line.texts), 0)
        own = self._count(self.lines[self.anchors[0]]) and self.columns.number < 0
        if own:
            self.starts = list(self.anchors)
            self._find_titles()
            early = [n for n in range(self.anchors[0]) if n not in self.title_places]
            self.centred = bool(early) or self._is_centred()
            if self.centred:
                self.starts = [self._begins(n) for n in range(len(self.anchors))]
            return
        halfway = self._halfway(first)
        above = first < self.anchors[0]
        self.centred = above or self._whole(halfway) > self._whole(self.anchors)
        self.starts = halfway if self.centred and halfway else list(self.anchors)

    def _whole(self, starts: Sequence[int]) -> int:
        """Return how many names are whole, with all their brackets, if they begin at the places `starts`."""
        ends = [*starts[1:], self.end]
        names = [self._text(range(a, b), self.columns.name) for a, b in zip(starts, ends, strict=False)]
        return sum(_closes(name) and name[:1] not in _UNITS for name in names)

    def _text(self, places: Iterable[int], column: int) -> str:
        return "".join(self.lines[place].texts.get(column, "") for place in places)

    def _last(self) -> int:
        """Return the place of the last line of the table: its last name ends, or its last cell."""
        place, whole = self._named_to(self.anchors[-1])
        while place + 1 < len(self.lines):
            texts = self.lines[place + 1].texts
            values = set(texts) - {self.columns.name, self.columns.category}
            if not values and (whole or any(map(numbered, texts.values())) or self._parts(place + 1)):
                break
            place += 1
        return place

    def _named_to(self, place: int) -> tuple[int, bool]:
        """Return the place of the line at which a name from `place` on has its unit, and whether it has.

        The bracket behind the unit may stand alone on the next line of the name.
        """
        last, name = -1, ""
        for following in range(place, min(place + _LONGEST_NAME, len(self.lines))):
            texts = self.lines[following].texts
            own = texts.get(self.columns.name, "")
            if last >= 0 and own:
                return (following if own in _CLOSING else last), True
            if following > place and any(map(numbered, texts.values())):
                break
            name += own
            if own.endswith(_UNIT_ENDS):
                last = following
                if not own.endswith(_PERCENT) or _closes(name):
                    break
        return (last, True) if last >= 0 else (place, False)

    def _parts(self, place: int) -> bool:
        """Return whether the line at `place` stands alone below a name that has ended, and is none of it."""
        line, name = self.lines[place], self.columns.name
        if list(line.texts) != [name]:
            return False
        text = line.texts[name]
        if not is_bare_title(text) or set(text) & set(_UNITS) or text.endswith(words("measured")):
            return False
        above = next((each for each in reversed(self.lines[:place]) if name in each.texts), line)
        widest = max(each.rights[name] for each in self.lines if name in each.rights)
        return above.rights[name] < widest - _FULL * line.size

    def _find_titles(self) -> None:
        """Find lines above rows that are titles of several: they stand alone, behind a name that has ended.

        A table that has any begins with one.
        """
        for n, anchor in enumerate(self.anchors):
            if n and not self.titles:
                return
            for place in range(anchor - 1, self.anchors[n - 1] if n else -1, -1):
                if self._is_title(place):
                    self.titles[n] = "".join(self.lines[place].texts.values())
                    self.title_places.add(place)
                if self.columns.name in self.lines[place].texts:
                    break

    def _is_title(self, place: int) -> bool:
        """Return whether the line at `place` is a title: halfway across the table, or a name's place."""
        line = self.lines[place]
        text = "".join(line.texts.values())
        if not is_bare_title(text) or len(line.texts) > _CROSSED:
            return False
        if list(line.texts) == [self.columns.name]:
            return not place or self._parts(place)
        edges = min(each.left for each in self.lines), max(each.right for each in self.lines)
        return abs(line.left + line.right - sum(edges)) < 2 * _FULL * line.size

    def _begins(self, row: int) -> int:
        """Return the place at which a `row` begins whose values may stand above its name: nearer to it."""
        anchor = start = self.anchors[row]
        lowest = self.anchors[row - 1] if row else -1
        named = [n for n in range(lowest + 1, anchor) if self.columns.name in self.lines[n].texts]
        above = max([*named, lowest])
        while start - 1 > above and start - 1 not in self.title_places:
            height = self.lines[start - 1].height
            if above >= 0 and self.lines[anchor].height - height > height - self.lines[above].height:
                break
            start -= 1
        return start

    def _is_centred(self) -> bool:
        """Return whether values stand halfway down their rows: few stand beside the first line of a name."""
        value = self.columns.value
        ends = [*self.starts[1:], self.end]
        tall = [(a, b) for a, b in zip(self.starts, ends, strict=True) if b - a > 1]
        return sum(value in self.lines[a].texts for a, _ in tall) < len(tall) / 2

    def _halfway(self, first: int) -> list[int]:
        """Return the places at which names begin if anchors stand halfway down their rows; none if not so."""
        name = self.columns.name
        named = [n for n, line in enumerate(self.lines[: self.end]) if name in line.texts]
        pitch = min(
            (b.height - a.height for a, b in pairwise(self.lines) if b.height > a.height), default=1.0
        )
        starts, start = [], first
        for anchor in self.anchors:
            starts.append(start)
            last = 2 * self.lines[anchor].height - self.lines[start].height
            inside = [n for n in named if n >= start and self.lines[n].height <= last + _SAME * pitch]
            if not inside or start > anchor:
                return []
            behind = [n for n in named if n > inside[-1]]
            start = behind[0] if behind else self.end
        return starts if start == self.end else []

    def categories(self) -> list[str]:
        """Return the category of each row; none where there is no column of them."""
        column = self.columns.category
        if column < 0:
            return []
        lines = [(line.height, line.texts.get(column, "")) for line in self.lines[: self.end]]
        ends = [*self.starts[1:], self.end]
        rows = [
            (self.lines[a].height, self.lines[b - 1].height) for a, b in zip(self.starts, ends, strict=True)
        ]
        return categories_of(lines, rows, centred=self.centred)

    def cell(self, row: int, column: int, categories: Sequence[str]) -> BareCell:
        """Return the cell of a `row` in a `column`; that of a category goes on from the row above."""
        if column == self.columns.category:
            again = row > 0 and categories[row] == categories[row - 1]
            return BareCell((BareLine(categories[row]),) if not again else (), continued=again)
        places = range(self.starts[row], self.starts[row + 1] if row + 1 < len(self.starts) else self.end)
        own = (place for place in places if place not in self.title_places)
        return BareCell((BareLine(self._text(own, column)),))


def _closes(name: str) -> bool:
    """Return whether all brackets of a name close in it."""
    return sum(map(name.count, "（(")) == sum(map(name.count, "）)"))
