"""Put what was deleted between the bookmarks where it stood, a whole block under its own bookmark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from lxml import etree

from generator.diff import Op
from generator.word.ooxml.names import BOOKMARK, WORD
from generator.word.redline.credits import SignedMark
from generator.word.redline.spans import MARKS, content_of

_W = f"{{{WORD}}}"
_START, _END = MARKS


class _Range(NamedTuple):
    """Hold the characters of a paragraph that a bookmark is over; `end` is infinite if it goes on."""

    start: int
    end: float


class DeletedPiece(NamedTuple):
    """Hold the deleted characters start:end, and the bookmark of the block that they are ("" for none)."""

    start: int
    end: int
    name: str


class BookmarkRanges:
    """Know where our bookmarks stand in the `old` version of a paragraph, and in the `new` one.

    `gone` gives the name of the bookmark for what went from under one.
    """

    def __init__(self, old: etree._Element, new: etree._Element, gone: Callable[[str], str]) -> None:
        self._names = _names(new)
        self._ranges, self._now = _ranges(old), _ranges(new)
        self._blocks, self._blocks_now = _innermost(self._ranges), _innermost(self._now)
        self._gone = {span: gone(name) for name, span in self._ranges.items() if name not in self._now}
        self._cuts = [begin for begin, _ in self._blocks]

    def aligned(self, marks: Sequence[SignedMark]) -> list[SignedMark]:
        """Return `marks` with each deletion, and each insertion, where a block begins, if the words allow it.

        “甲。乙。” less “乙。” may have lost “。乙” as well. What replaces a block stands behind that, before
        others that went.
        """
        begins = {
            op: {span.start for span in ranges.values()}
            for op, ranges in ((Op.DELETED, self._ranges), (Op.INSERTED, self._now))
        }
        found, at = list(marks), dict.fromkeys(begins, 0)
        for n, mark in enumerate(found):
            by = next((k for k in shifts(found, n) if at[mark.op] + k in begins[mark.op]), 0)
            shift(found, n, by)
            at = {op: place + by for op, place in at.items()}
            for op in at:
                at[op] += len(mark.text) if mark.op in {op, Op.SAME} else 0
        return [mark for mark in self._block_by_block(found) if mark.text]

    def _block_by_block(self, marks: Sequence[SignedMark]) -> Iterator[SignedMark]:
        """Yield `marks`, those of a replacement parted by blocks: what came into one behind what it lost."""
        was, now = 0, 0
        waiting: list[tuple[str, SignedMark]] = []  # deletions, each with the block that it is of
        for mark in marks:
            if mark.op is Op.DELETED:
                waiting += _parted(mark, was, self._blocks)
            elif mark.op is Op.INSERTED and waiting:
                yield from _interleaved(waiting, _parted(mark, now, self._blocks_now))
                waiting = []
            else:
                yield from (gone for _, gone in waiting)
                yield mark
                waiting = []
            was += len(mark.text) if mark.op is not Op.INSERTED else 0
            now += len(mark.text) if mark.op is not Op.DELETED else 0
        yield from (gone for _, gone in waiting)

    def pieces(self, start: int, end: int) -> Iterator[DeletedPiece]:
        """Yield the characters start:end parted where a bookmark begins or ends."""
        cuts = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        for begin, stop in pairwise([start, *cuts, end]):
            yield DeletedPiece(begin, stop, self._gone.get(_Range(begin, stop), ""))

    def insert_before(
        self, element: etree._Element, change: Sequence[etree._Element], piece: DeletedPiece
    ) -> None:
        """Insert `change`, the deleted `piece`, before `element` and bookmarks that begin behind it."""
        while (mark := element.getprevious()) is not None and self._is_behind(mark, piece):
            element = mark
        for each in change:
            element.addprevious(each)

    def insert_behind(
        self, element: etree._Element, change: Sequence[etree._Element], piece: DeletedPiece
    ) -> etree._Element:
        """Insert `change` behind `element` and bookmarks that ended before `piece`; return its end."""
        while (mark := element.getnext()) is not None and self._is_over(mark, piece):
            element = mark
        for each in reversed(change):
            element.addnext(each)
        return change[-1]

    def _is_behind(self, mark: etree._Element, piece: DeletedPiece) -> bool:
        """Return whether `mark` begins a block behind `piece`, or ends the one that has it."""
        name = self._names.get(str(mark.get(f"{_W}id")), "")
        span = self._ranges.get(name)
        if mark.tag == _START:
            return bool(name) and (span is None or span.start >= piece.end)
        return mark.tag == _END and span is not None and span.start <= piece.start < piece.end <= span.end

    def _is_over(self, mark: etree._Element, piece: DeletedPiece) -> bool:
        """Return whether `mark` ends a block that ended before `piece`, or one that is new."""
        name = self._names.get(str(mark.get(f"{_W}id")), "")
        span = self._ranges.get(name)
        return mark.tag == _END and bool(name) and (span is None or span.end <= piece.start)


def _ranges(paragraph: etree._Element) -> dict[str, _Range]:
    """Return where our bookmarks stand in `paragraph`."""
    names, found, at = _names(paragraph), dict[str, _Range](), 0
    for element, text in content_of(paragraph):
        name = names.get(str(element.get(f"{_W}id")), "")
        if element.tag == _START and name:
            found[name] = _Range(at, float("inf"))
        elif element.tag == _END and name in found:
            found[name] = found[name]._replace(end=at)
        at += len(text)
    return found


def _innermost(ranges: Mapping[str, _Range]) -> list[tuple[int, str]]:
    """Return where each block begins of which a paragraph consists, with its bookmark, "" for none."""
    places = sorted({0, *(int(at) for span in ranges.values() for at in span if at < float("inf"))})
    names = dict.fromkeys(places, "")
    for name, span in sorted(ranges.items(), key=lambda item: (item[1].start, -item[1].end)):
        first, last = bisect_left(places, span.start), bisect_left(places, span.end)
        names.update(dict.fromkeys(places[first:last], name))
    return [*names.items()]


def _parted(mark: SignedMark, start: int, blocks: Sequence[tuple[int, str]]) -> list[tuple[str, SignedMark]]:
    """Return `mark`, which begins at `start`, parted where one of `blocks` ends, each with its bookmark."""
    end = start + len(mark.text)
    first, last = (
        side(blocks, at, key=itemgetter(0)) for side, at in ((bisect_right, start), (bisect_left, end))
    )
    cuts = [start, *(begin for begin, _ in blocks[first:last]), end]
    return [
        (blocks[first - 1 + n][1], mark._replace(text=mark.text[begin - start : stop - start]))
        for n, (begin, stop) in enumerate(pairwise(cuts))
    ]


def _interleaved(
    gone: Sequence[tuple[str, SignedMark]], come: Sequence[tuple[str, SignedMark]]
) -> Iterator[SignedMark]:
    """Yield what has `gone` and what has `come`, each with its block, block by block."""
    places = {name: n for n, (name, _) in reversed([*enumerate(come)]) if name}
    done = 0
    for n, (name, mark) in enumerate(gone):
        yield mark
        last = n == len(gone) - 1 or gone[n + 1][0] != name
        if last and (place := places.get(name, -1)) >= done:
            yield from (each for _, each in come[done : place + 1])
            done = place + 1
    yield from (each for _, each in come[done:])


def shifts(marks: Sequence[SignedMark], n: int) -> Iterator[int]:
    """Yield by how many characters the change `n` of `marks`, between words, can be moved to the right."""
    op = marks[n].op
    if op is Op.SAME or not 0 < n < len(marks) - 1 or marks[n - 1].op is not marks[n + 1].op:
        return
    yield 0
    for k, (one, other) in enumerate(zip(marks[n].text, marks[n + 1].text, strict=False), start=1):
        if one != other:
            return
        yield k


def shift(marks: list[SignedMark], n: int, by: int) -> None:
    """Move the change `n` of `marks` by so many characters to the right."""
    if by:
        before, change, after = marks[n - 1 : n + 2]
        head = change.text[:by]
        marks[n - 1] = before._replace(text=before.text + head)
        marks[n] = change._replace(text=change.text[by:] + head)
        marks[n + 1] = after._replace(text=after.text[by:])


def _names(paragraph: etree._Element) -> dict[str, str]:
    """Return our bookmarks that begin in `paragraph`, by their ids."""
    marks = {str(mark.get(f"{_W}id")): str(mark.get(f"{_W}name")) for mark in paragraph.iter(_START)}
    return {number: name for number, name in marks.items() if name.startswith(BOOKMARK)}


def under_bookmark(change: etree._Element, name: str, number: str) -> list[etree._Element]:
    """Return `change` between the marks of the bookmark `name`, whose id is `number`; alone for ""."""
    if not name:
        return [change]
    start, end = etree.Element(_START), etree.Element(_END)
    for mark in (start, end):
        mark.set(f"{_W}id", number)
    start.set(f"{_W}name", name)
    return [start, change, end]
