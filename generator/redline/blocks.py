"""The blocks of a body, a cell or a box with tracked changes: paragraphs, tables, rows."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from generator.redline import paragraphs
from generator.redline.apart import keep_apart
from generator.redline.marks import DELETED, INSERTED, Revisions, W
from generator.redline.pairs import Line, Pairing, paired

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_LINES = {_P, _TABLE}


class Blocks:
    """Merges old blocks into new ones."""

    def __init__(self, revisions: Revisions) -> None:
        self.revisions = revisions

    def merge(self, old: etree._Element, new: etree._Element, *, cell: bool = False) -> None:
        """Mark in the blocks of a new body, cell or box what changed since the old one.

        In a cell nothing is told as moved, and its last paragraph, which cannot go, takes the words of the
        last old one.
        """
        olds = [Line(element) for element in old if element.tag in _LINES]
        news = [Line(element) for element in new if element.tag in _LINES]
        ends = cell and bool(olds and news) and olds[-1].element.tag == news[-1].element.tag == _P
        pairing = paired(olds, news, ends=ends)
        for n in [n for n, o in pairing.olds.items() if _grid(olds[o].element) != _grid(news[n].element)]:
            pairing.stay.discard(n)  # a table whose columns changed is another table
        moves = {} if cell else {n: o for n, o in pairing.olds.items() if n not in pairing.stay}
        moves = {n: o for n, o in moves.items() if _movable(olds[o].element) and _movable(news[n].element)}
        origins = self._new(olds, news, pairing, moves)
        for before, o in _left(olds, news, pairing):
            _place(new, before, origins.get(o) or self._gone(olds[o].element))
        keep_apart(new)

    def _new(
        self, olds: list[Line], news: list[Line], pairing: Pairing, moves: dict[int, int]
    ) -> dict[int, list[etree._Element]]:
        """Mark every new line; returns what stands where moved ones were."""
        origins: dict[int, list[etree._Element]] = {}
        for n, line in enumerate(news):
            if n in pairing.stay:
                self._both(olds[pairing.olds[n]].element, line.element)
            elif n in moves:
                old = olds[moves[n]].element
                origins[moves[n]] = paragraphs.moved(old, line.element, self.revisions)
            else:
                self._came(line.element)
        return origins

    def _both(self, old: etree._Element, new: etree._Element) -> None:
        """Mark a line that stayed."""
        if new.tag == _TABLE:
            self._table(old, new)
            return
        olds, news = (list(element.iter(paragraphs.BOX)) for element in (old, new))
        paragraphs.changed(old, new, self.revisions)
        for one, other in zip(olds, news, strict=False):
            self.merge(one, other)
        for extra in news[len(olds) :]:
            for line in list(extra):
                self._came(line)
        for box in olds[len(news) :]:
            for paragraph in reversed(self._flat(box)):
                new.addnext(paragraph)

    def _came(self, new: etree._Element) -> None:
        """Mark a line as inserted, with all that it holds."""
        if new.tag == _TABLE:
            for row in new.iterchildren(_ROW):
                self._row_came(row)
            return
        if new.tag == _P:
            for box in list(new.iter(paragraphs.BOX)):
                for inner in list(box):
                    self._came(inner)
            paragraphs.inserted(new, self.revisions)

    def _gone(self, old: etree._Element) -> list[etree._Element]:
        """What stands for a line that went; what was pinned to its page stands behind it."""
        if old.tag == _TABLE:
            table = deepcopy(old)
            for row in table.iterchildren(_ROW):
                self._row_went(row)
            return [table]
        inside = [element for box in old.iter(paragraphs.BOX) for element in self._flat(box)]
        return [paragraphs.deleted(old, self.revisions), *inside]

    def _flat(self, box: etree._Element) -> list[etree._Element]:
        """The paragraphs of a box that went."""
        return [paragraphs.deleted(line, self.revisions) for line in box.iter(_P)]

    # --- tables ---------------------------------------------------------------------------------------

    def _table(self, old: etree._Element, new: etree._Element) -> None:
        """Mark a table row by row."""
        olds, news = ([Line(row) for row in table.iterchildren(_ROW)] for table in (old, new))
        pairing = paired(olds, news, ends=False)
        for n, line in enumerate(news):
            row = line.element
            if n in pairing.stay and _shape(olds[pairing.olds[n]].element) == _shape(row):
                was = olds[pairing.olds[n]].element
                for one, other in zip(was.iterchildren(_CELL), row.iterchildren(_CELL), strict=True):
                    self.merge(one, other, cell=True)
            else:
                pairing.stay.discard(n)
                self._row_came(row)
        for before, o in _left(olds, news, pairing):
            gone = deepcopy(olds[o].element)
            self._row_went(gone)
            _place(new, before, [gone])

    def _row_came(self, row: etree._Element) -> None:
        self.revisions.mark_row(INSERTED, row)
        for paragraph in list(row.iter(_P)):
            paragraphs.inserted(paragraph, self.revisions)

    def _row_went(self, row: etree._Element) -> None:
        self.revisions.mark_row(DELETED, row)
        for paragraph in list(row.iter(_P)):
            gone = paragraphs.deleted(paragraph, self.revisions)
            parent = paragraph.getparent()
            assert parent is not None  # noqa: S101  # it stands in a cell
            parent.replace(paragraph, gone)


def _movable(line: etree._Element) -> bool:
    """Whether a line can be told as moved: a paragraph with nothing pinned to its page."""
    return line.tag == _P and next(line.iter(paragraphs.BOX), None) is None


def _left(
    olds: list[Line], news: list[Line], pairing: Pairing
) -> Iterator[tuple[etree._Element | None, int]]:
    """The old lines that did not stay, each behind the new line before which it stood (None: at the end).

    What went stands before what came in its place.
    """
    stayed = {pairing.olds[n]: n for n in pairing.stay}
    follows = 0
    for o in range(len(olds)):
        if o in stayed:
            follows = stayed[o] + 1
        else:
            yield (news[follows].element if follows < len(news) else None), o


def _place(parent: etree._Element, before: etree._Element | None, elements: list[etree._Element]) -> None:
    """Put elements before one of a parent's, or behind all but its last section."""
    if before is None:
        section = parent.find(f"{W}sectPr")
        index = len(parent) if section is None else parent.index(section)
        parent[index:index] = elements
        return
    for element in elements:
        before.addprevious(element)


def _grid(table: etree._Element) -> list[str]:
    return [str(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]


def _shape(row: etree._Element) -> list[str]:
    """The widths of a row's cells."""
    cells = (cell.find(f"{W}tcPr/{W}tcW") for cell in row.iterchildren(_CELL))
    return ["" if width is None else str(width.get(f"{W}w")) for width in cells]
