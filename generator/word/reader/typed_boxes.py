"""Gather the lines of a box that stands in a Word file as paragraphs, typed by hand or out of its table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
    place = 0
    while place < len(blocks):
        lines = _box_lines(blocks, place, index, numbering)
        if lines:
            yield Table(tuple(((line,),) for line in lines))
        else:
            yield blocks[place]
        place += len(lines) or 1


def _box_lines(
    blocks: Sequence[BodyBlock], place: int, index: BookmarkIndex, numbering: Numbering
) -> list[Line]:
    """Return the lines of the box that begins at `place`, none if none does."""
    first = blocks[place]
    if not isinstance(first, Line):
        return []
    name = next((mark for mark in first.bookmarks if isinstance(index.blocks.get(mark), Box)), "")
    typed = first.role in _ROLES and not index.knows(first) and typed_box(first.text, numbering)
    if not name and not typed:
        return []
    lines = [first]
    for block in blocks[place + 1 :]:
        if not isinstance(block, Line):
            break
        inside = _is_of(block, name, index) if name else _goes_on(block, lines, index, numbering)
        if not inside:
            break
        lines.append(block)
    return lines


def _is_of(line: Line, box: str, index: BookmarkIndex) -> bool:
    """Return whether `line` is of the draft's `box`."""
    return any(box in index.holders(mark) for mark in line.bookmarks)


def _goes_on(line: Line, lines: Sequence[Line], index: BookmarkIndex, numbering: Numbering) -> bool:
    """Return whether `line` belongs to the box of which `lines` were typed so far."""
    if not line.text or index.knows(line) or typed_box(line.text, numbering):
        return False
    if lines[0].bordered:
        return line.bordered
    items = [each for each in lines[1:] if typed_item(each.text, numbering.item)]
    if found := typed_item(line.text, numbering.item):
        number = "".join(filter(str.isdigit, found.number))
        return not number or int(number) == len(items) + 1
    return not items and typed_heading(line.text, numbering) is None
