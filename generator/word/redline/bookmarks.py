"""Put what was deleted between the bookmarks where it stood, a whole block under its own bookmark."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from generator.diff import Op
from generator.word.ooxml.names import BOOKMARK, WORD
from generator.word.redline.credits import SignedMark

_W = f"{{{WORD}}}"
_START, _END, _RUN = f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}r"


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
    """Know where our bookmarks stand in the `old` version of a paragraph, and their names in the `new` one.

    `gone` gives the name of the bookmark for what went from under one, `ends` for each run of the old one
    with text where this ends.
    """

    def __init__(
        self,
        old: etree._Element,
        new: etree._Element,
        gone: Callable[[str], str],
        ends: Mapping[etree._Element, int],
    ) -> None:
        self._names = _names(new)
        self._ranges: dict[str, _Range] = {}
        names, at = _names(old), 0
        for element in old.iter(_START, _END, _RUN):
            name = names.get(str(element.get(f"{_W}id")), "")
            if element.tag == _RUN:
                at = ends.get(element, at)
            elif element.tag == _START and name:
                self._ranges[name] = _Range(at, float("inf"))
            elif name in self._ranges:
                self._ranges[name] = self._ranges[name]._replace(end=at)
        still = set(self._names.values())
        self._gone = {span: gone(name) for name, span in self._ranges.items() if name not in still}
        self._cuts = sorted({int(at) for span in self._ranges.values() for at in span if at < float("inf")})

    def aligned(self, marks: Sequence[SignedMark]) -> list[SignedMark]:
        """Return `marks` with each deletion where a block begins, if the words allow it.

        “甲。乙。” less “乙。” may have lost “。乙” as well.
        """
        begins = {span.start for span in self._ranges.values()}
        found, at = list(marks), 0
        for n, mark in enumerate(found):
            if (
                0 < n < len(found) - 1
                and mark.op is Op.DELETED
                and found[n - 1].op is found[n + 1].op is Op.SAME
            ):
                before, after = found[n - 1], found[n + 1]
                shift = next((k for k in _shifts(mark.text, after.text) if at + k in begins), 0)
                head, at = mark.text[:shift], at + shift
                found[n - 1] = before._replace(text=before.text + head)
                found[n] = mark._replace(text=mark.text[shift:] + head)
                found[n + 1] = after._replace(text=after.text[shift:])
            at += len(mark.text) if mark.op is not Op.INSERTED else 0
        return [mark for mark in found if mark.text]

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


def _shifts(gone: str, after: str) -> Iterator[int]:
    """Yield by how many characters the deletion of `gone` before `after` can be moved to the right."""
    yield 0
    for k, (one, other) in enumerate(zip(gone, after, strict=False), start=1):
        if one != other:
            return
        yield k


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
