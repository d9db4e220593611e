"""Track the changes of the blocks of a body, a cell or a box: paragraphs, tables, rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from generator.word.redline import paragraphs
from generator.word.redline.alignment import AlignedElement, Alignment, align
from generator.word.redline.credits import Signer
from generator.word.redline.removals import deleted_copy
from generator.word.redline.revisions import DELETED, INSERTED, RevisionFactory, W
from generator.word.redline.separate_revisions import separate_revisions
from generator.word.redline.spans import BOX, text_of

_P, _TABLE, _ROW, _CELL = f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc"
_LINES = {_P, _TABLE}
_GRID = f"{W}tblGrid/{W}gridCol"  # of a table itself: to walk its rows for each row takes their square


class BlockMerger:
    """Merge old blocks into new ones, marked by `revisions`."""

    def __init__(self, revisions: RevisionFactory) -> None:
        self.revisions = revisions
        self._replaced: dict[etree._Element, etree._Element] = {}

    def merge(self, old: etree._Element, new: etree._Element, *, cell: bool = False) -> None:
        """Mark in the children of `new` (body, cell or box) what changed since `old`, which is used up.

        In a `cell` nothing is marked as moved, and its last paragraph, which cannot be deleted, takes the
        words of the last old one.
        """
        olds = [AlignedElement(element) for element in old if element.tag in _LINES]
        news = [AlignedElement(element) for element in new if element.tag in _LINES]
        ends = cell and bool(olds and news) and olds[-1].element.tag == news[-1].element.tag == _P
        alignment = align(olds, news, ends=ends)
        for n in [
            n for n, o in alignment.olds.items() if _columns(olds[o].element) != _columns(news[n].element)
        ]:
            alignment.stay.discard(n)  # a table whose columns changed is another table
            one, other = olds[alignment.olds[n]].element, news[n].element
            self._replaced |= {one: other, other: one}
        moves = {} if cell else {n: o for n, o in alignment.olds.items() if n not in alignment.stay}
        moves = {
            n: o for n, o in moves.items() if _is_movable(olds[o].element) and _is_movable(news[n].element)
        }
        origins = self._mark_new(olds, news, alignment, moves)
        for before, o in _removed(olds, news, alignment):
            _insert(new, before, origins.get(o) or self._deleted(olds[o].take()))
        separate_revisions(new, self.revisions)

    def _mark_new(
        self,
        olds: list[AlignedElement],
        news: list[AlignedElement],
        alignment: Alignment,
        moves: dict[int, int],
    ) -> dict[int, list[etree._Element]]:
        """Mark every new block; return, by old index, what replaces the moved ones at their old places."""
        origins: dict[int, list[etree._Element]] = {}
        for n, line in enumerate(news):
            if n in alignment.stay:
                self._mark_matched(olds[alignment.olds[n]].element, line.element)
            elif n in moves:
                old = olds[moves[n]].element
                origins[moves[n]] = paragraphs.mark_moved(old, line.element, self.revisions)
            else:
                self._mark_inserted(line.element)
        return origins

    def _mark_matched(self, old: etree._Element, new: etree._Element) -> None:
        """Mark the changes of a block that stayed."""
        if new.tag == _TABLE:
            self._table(old, new)
            return
        olds, news = (list(element.iter(BOX)) for element in (old, new))
        paragraphs.mark_changes(old, new, self.revisions)
        for one, other in zip(olds, news, strict=False):
            self.merge(one, other)
        for extra in news[len(olds) :]:
            for line in list(extra):
                self._mark_inserted(line)
        for box in olds[len(news) :]:
            for paragraph in reversed(self._deleted_paragraphs(box)):
                new.addnext(paragraph)

    def _mark_inserted(self, new: etree._Element) -> None:
        """Mark the block `new` as inserted, with all that it holds."""
        if new.tag == _TABLE:
            hand = self._hand(new, self._replaced.get(new))
            for row in new.iterchildren(_ROW):
                self._mark_row_inserted(row, hand)
            return
        if new.tag == _P:
            for box in list(new.iter(BOX)):
                for inner in list(box):
                    self._mark_inserted(inner)
            paragraphs.mark_inserted(new, self.revisions)

    def _deleted(self, old: etree._Element) -> list[etree._Element]:
        """Return the block `old` as deleted, the paragraphs of its boxes behind it; a table is used up."""
        if old.tag == _TABLE:
            hand = self._hand(self._replaced.get(old), old)
            for row in old.iterchildren(_ROW):
                self._mark_row_deleted(row, hand)
            return [old]
        inside = [element for box in old.iter(BOX) for element in self._deleted_paragraphs(box)]
        return [deleted_copy(old, self.revisions), *inside]

    def _deleted_paragraphs(self, box: etree._Element) -> list[etree._Element]:
        """Return deleted copies of the paragraphs of `box`."""
        return [deleted_copy(line, self.revisions) for line in box.iter(_P)]

    # --- tables ---------------------------------------------------------------------------------------

    def _table(self, old: etree._Element, new: etree._Element) -> None:
        """Mark the changes of a table row by row."""
        olds, news = ([AlignedElement(row) for row in table.iterchildren(_ROW)] for table in (old, new))
        alignment = align(olds, news, ends=False)
        for n, line in enumerate(news):
            row = line.element
            if n in alignment.stay and _cell_spans(olds[alignment.olds[n]].element) == _cell_spans(row):
                was = olds[alignment.olds[n]].element
                for one, other in zip(was.iterchildren(_CELL), row.iterchildren(_CELL), strict=True):
                    self.merge(one, other, cell=True)
            else:
                alignment.stay.discard(n)
                self._mark_row_inserted(row, self.revisions)
        for before, o in _removed(olds, news, alignment):
            gone = olds[o].take()
            _fit(gone, new)
            self._mark_row_deleted(gone, self.revisions)
            _insert(new, before, [gone])

    def _hand(self, new: etree._Element | None, old: etree._Element | None) -> RevisionFactory:
        """Return the revisions of the first who put in a text of the table `new`, or deleted one of `old`.

        What nobody changed is his: a row goes and comes with all its cells, a table with all its rows, and
        one with other columns for another.
        """
        credit = self.revisions.credit
        sides = ((new, credit.of_new), (old, credit.of_gone))
        return self.revisions.by(_first(found(text) for table, found in sides for text in _texts(table)))

    def _mark_row_inserted(self, row: etree._Element, revisions: RevisionFactory) -> None:
        own = revisions.by(_first(map(revisions.credit.of_new, _texts(row))))
        own.mark_row(INSERTED, row)
        for paragraph in list(row.iter(_P)):
            paragraphs.mark_inserted(paragraph, own)

    def _mark_row_deleted(self, row: etree._Element, revisions: RevisionFactory) -> None:
        own = revisions.by(_first(map(revisions.credit.of_gone, _texts(row))))
        own.mark_row(DELETED, row)
        for paragraph in list(row.iter(_P)):
            gone = deleted_copy(paragraph, own)
            parent = paragraph.getparent()
            assert parent is not None  # noqa: S101  # it stands in a cell
            parent.replace(paragraph, gone)


def _texts(element: etree._Element | None) -> Iterator[str]:
    """Yield the texts of the paragraphs of a table or a row, if there is one."""
    if element is not None:
        yield from map(text_of, element.iter(_P))


def _first(signers: Iterable[Signer | None]) -> Signer | None:
    """Return the first of those who made the changes of a row, None if nobody is known."""
    return next((signer for signer in signers if signer is not None), None)


def _is_movable(line: etree._Element) -> bool:
    """Return whether `line` can be marked as moved: a paragraph without anchored boxes."""
    return line.tag == _P and next(line.iter(BOX), None) is None


def _removed(
    olds: list[AlignedElement], news: list[AlignedElement], alignment: Alignment
) -> Iterator[tuple[etree._Element | None, int]]:
    """Yield the indices of old elements that did not stay, with the new element before which they go.

    None means the end. What was deleted comes before what replaces it.
    """
    stayed = {alignment.olds[n]: n for n in alignment.stay}
    follows = 0
    for o in range(len(olds)):
        if o in stayed:
            follows = stayed[o] + 1
        else:
            yield (news[follows].element if follows < len(news) else None), o


def _insert(parent: etree._Element, before: etree._Element | None, elements: list[etree._Element]) -> None:
    """Insert `elements` before the child `before` of `parent`, or behind all but its last section."""
    if before is None:
        section = parent.find(f"{W}sectPr")
        index = len(parent) if section is None else parent.index(section)
        parent[index:index] = elements
        return
    for element in elements:
        before.addprevious(element)


def _fit(row: etree._Element, table: etree._Element) -> None:
    """Give the cells of `row` the widths that the columns of `table` have, or it would stand beside them."""
    widths = [int(str(column.get(f"{W}w"))) for column in table.iterfind(_GRID)]
    spans = [int(span) for span in _cell_spans(row)]
    if sum(spans) != len(widths):
        return
    for cell, span in zip(row.iterchildren(_CELL), spans, strict=True):
        width = cell.find(f"{W}tcPr/{W}tcW")
        if width is not None:
            width.set(f"{W}w", str(sum(widths[:span])))
        del widths[:span]


def _columns(table: etree._Element) -> int:
    """Count the columns of `table`, whose widths change with what stands in them."""
    return sum(1 for _ in table.iterfind(_GRID))


def _cell_spans(row: etree._Element) -> list[str]:
    """Return over how many columns each cell of `row` goes."""
    cells = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterchildren(_CELL))
    return ["1" if span is None else str(span.get(f"{W}val")) for span in cells]
