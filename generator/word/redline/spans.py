"""Read the runs of a paragraph with the characters that each has, and the bookmarks between them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.word.redline.revisions import DELETED, MOVED_FROM, W

BOX = f"{W}txbxContent"
MARKS = (f"{W}bookmarkStart", f"{W}bookmarkEnd")
_RUN = f"{W}r"
_WORDS = {f"{W}t", f"{W}tab", f"{W}br"}
_SPACES = {f"{W}tab": "\t", f"{W}br": "\n"}
_REMOVED = {f"{W}{DELETED}", f"{W}{MOVED_FROM}"}


@dataclass(frozen=True, slots=True)
class RunSpan:
    """Hold a run with the characters of its paragraph that it has."""

    run: etree._Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Return the place behind its last character."""
        return self.start + len(self.text)


def spans_of(paragraph: etree._Element) -> Iterator[RunSpan]:
    """Yield the runs with text of `paragraph` in order."""
    place = 0
    for element, text in content_of(paragraph):
        if text:
            yield RunSpan(element, place, text)
            place += len(text)


def text_of(paragraph: etree._Element) -> str:
    """Return the text of `paragraph` without that of boxes anchored in it."""
    return "".join(text for _, text in content_of(paragraph))


def runs_of(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yield the runs with characters of `paragraph` other than blanks, each with how many these are."""
    for span in spans_of(paragraph):
        if length := len("".join(span.text.split())):
            yield span.run, length


def content_of(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yield the runs of `paragraph` with their text, and the marks of bookmarks with ""."""
    for element in inline(paragraph):
        marked = element.tag in MARKS
        words = () if marked else (_SPACES.get(str(e.tag), e.text or "") for e in element if e.tag in _WORDS)
        yield element, "".join(words)


def inline(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs and the marks of bookmarks under `parent` but for deleted ones and those in boxes."""
    for element in parent:
        if element.tag == _RUN or element.tag in MARKS:
            yield element
        elif element.tag not in _REMOVED:
            yield from inline(element)


def formatted_text(spans: Sequence[RunSpan], start: int, end: int) -> list[tuple[etree._Element | None, str]]:
    """Return the characters start:end of a paragraph, whose `spans` are given, as run properties and text."""
    first = bisect_right(spans, start, key=lambda span: span.end)
    last = bisect_left(spans, end, key=lambda span: span.start)
    return [
        (span.run.find(f"{W}rPr"), span.text[max(0, start - span.start) : end - span.start])
        for span in spans[first:last]
    ]
