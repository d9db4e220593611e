"""Gather the lines of a box that stands in a Word file as paragraphs, typed by hand or out of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.document import Box, Numbering
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.lines import BodyBlock, Line, Table
from generator.word.reader.typed import typed_box, typed_heading, typed_item

_ROLES = {"", "body", "box-title"}  # of the first line: what is a line of its part by its style is no box


def gather_boxes(
    blocks: Sequence[BodyBlock], index: BookmarkIndex, numbering: Numbering
) -> Iterator[BodyBlock]:
    """Yield `blocks`, the lines of a box among them as the table of one column that it should be.

    A box that was typed begins with its number. With a border around its paragraphs it ends with that, else
    with its last item; `index` tells which lines were not typed.
    """
    gatherer = _Gatherer(blocks, index, numbering)
    place = 0
    while place < len(blocks):
        lines = gatherer.box_at(place)
        if lines:
            yield Table(tuple(((line,),) for line in lines))
        else:
            yield blocks[place]
        place += len(lines) or 1


@dataclass(frozen=True, slots=True)
class _Gatherer:
    """Find boxes among `blocks`; `index` knows what the draft had, `numbering` how it numbered."""

    blocks: Sequence[BodyBlock]
    index: BookmarkIndex
    numbering: Numbering

    def box_at(self, place: int) -> list[Line]:
        """Return the lines of the box that begins at `place`, none if none does."""
        first = self.blocks[place]
        if not isinstance(first, Line):
            return []
        marks = (mark for mark in first.bookmarks if isinstance(self.index.blocks.get(mark), Box))
        if name := next(marks, ""):
            return [first, *self._of_draft(place + 1, name)]
        if first.role in _ROLES and not self.index.knows(first) and typed_box(first.text, self.numbering):
            return [first, *self._typed(place + 1, bordered=first.bordered)]
        return []

    def _lines(self, place: int) -> Iterator[Line]:
        """Yield the lines from `place` on, up to the next table."""
        for n in range(place, len(self.blocks)):
            block = self.blocks[n]
            if not isinstance(block, Line):
                return
            yield block

    def _of_draft(self, place: int, box: str) -> Iterator[Line]:
        """Yield the lines from `place` on that are of the draft's `box`."""
        for line in self._lines(place):
            if not any(box in self.index.holders(mark) for mark in line.bookmarks):
                return
            yield line

    def _typed(self, place: int, *, bordered: bool) -> Iterator[Line]:
        """Yield the lines from `place` on that belong to a typed box, which has a border or not."""
        items = 0
        for line in self._lines(place):
            if not line.text or self.index.knows(line) or typed_box(line.text, self.numbering):
                return
            item = typed_item(line.text, self.numbering.item)
            if bordered:
                inside = line.bordered
            elif item:
                number = "".join(filter(str.isdigit, item.number))
                inside = number in {"", str(items + 1)}
            else:
                inside = not items and typed_heading(line.text, self.numbering) is None
            if not inside:
                return
            items += item is not None
            yield line
