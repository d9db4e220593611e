"""Read the words of a PDF with their places on its pages, as poppler tells them (XHTML)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from generator.word.reader.inline import ReadingLimits

_XHTML = "{http://www.w3.org/1999/xhtml}"
_SIDES = ("xMin", "yMin", "xMax", "yMax")
_SHOWN = 100  # bytes of what is no such thing


class PrintedWord(NamedTuple):
    """Hold a word and its place on a page, in points from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Return its height on the page."""
        return (self.top + self.bottom) / 2


class PrintedPage(NamedTuple):
    """Hold the words of a page, and how high it is."""

    height: float
    words: tuple[PrintedWord, ...]


def printed_pages(content: bytes, file: str) -> Iterator[PrintedPage]:
    """Yield the pages of the PDF `file`, whose words are `content`.

    Raise ValueError if that is of no such form, PlanError (`docx-excess`) at more than any plan has.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(content[:_SHOWN]) from error
    if root is None:
        raise ValueError(content[:_SHOWN])
    limits = ReadingLimits(file)
    for page in root.iter(f"{_XHTML}page"):
        limits.begin_line()
        words = (_word(each, limits) for each in page.iter(f"{_XHTML}word"))
        yield PrintedPage(_number(page, "height"), tuple(word for word in words if word.text))


def _word(element: etree._Element, limits: ReadingLimits) -> PrintedWord:
    left, top, right, bottom = (_number(element, side) for side in _SIDES)
    return PrintedWord(limits.count_text((element.text or "").strip()), left, top, right, bottom)


def _number(element: etree._Element, name: str) -> float:
    return float(element.get(name) or 0)
