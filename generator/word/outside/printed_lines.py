"""Read the pages of a PDF, whose words have places and nothing else: the lines that stand on them.

Headers, footers and numbers of pages are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.word.reader import PrintedWord, printed_pages

_TOGETHER = 0.3  # of a character: so far apart are signs of one word, in lines set to the margin
_BLANK = 0.15  # … and beside figures and letters, which blanks part from what is before and behind them
_CELLS = 0.9  # … and more than that is between two cells
_EDGE = 0.1  # of a page's height, at its top and its foot, where headers stand
_OFTEN = 3  # pages on which a header stands at least
_HALF = 0.4
_STRIP = 10_000  # points, more than any page is high
_FINEST = 4.0  # points, the least width of a character
_NUMBER = re.compile(r"\d+|[〇一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*\d{1,3}[-—–－·\s]*")


@dataclass(slots=True)
class PrintedLine:
    """Hold the `words` that stand at one height of a page; `size` is that of a character."""

    words: list[PrintedWord]
    size: float
    page: int = 0
    edge: bool = False

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Return where it ends."""
        return self.words[-1].right

    @property
    def middle(self) -> float:
        """Return its height on the page."""
        return self.words[0].middle

    @property
    def height(self) -> float:
        """Return its height on a strip of all pages."""
        return self.page * _STRIP + self.middle

    @property
    def text(self) -> str:
        """Return its words, with blanks between pieces."""
        pieces = list(pieces_of(self.words, self.size))
        gaps = (
            " " * max(round(2 * (after.left - before.right) / self.size), 2)
            for before, after in pairwise(pieces)
        )
        return "".join(gap + piece.text for gap, piece in zip(("", *gaps), pieces, strict=True))


def read_lines(content: bytes, file: str) -> list[PrintedLine]:
    """Return the lines of the PDF `file` from `content`, what poppler says of its words (XHTML).

    Raise ValueError and PlanError as `printed_pages` does.
    """
    lines: list[PrintedLine] = []
    for count, page in enumerate(printed_pages(content, file)):
        for line in _lines(page.words):
            line.page = count
            line.edge = not _EDGE * page.height < line.middle < (1 - _EDGE) * page.height
            lines.append(line)
    return list(_without_headers(lines))


def _lines(words: Iterable[PrintedWord]) -> Iterator[PrintedLine]:
    """Yield the lines of a page: words whose middle lies within the height of the first one's."""
    rows: list[list[PrintedWord]] = []
    for word in sorted(words, key=lambda word: word.middle):
        if rows and word.middle <= (rows[-1][0].middle + rows[-1][0].bottom) / 2:
            rows[-1].append(word)
        else:
            rows.append([word])
    for row in rows:
        row.sort(key=lambda word: word.left)
        size = max(median((word.right - word.left) / _width(word.text) for word in row), _FINEST)
        yield PrintedLine(row, size)


def _width(text: str) -> float:
    """Return the width of `text` in Chinese characters, about."""
    narrow = sum(sign.isascii() for sign in text)
    return len(text) - narrow / 2


def pieces_of(words: Sequence[PrintedWord], size: float, apart: float = _CELLS) -> Iterator[PrintedWord]:
    """Yield `words` of a line in pieces, which stand more than so many characters of a `size` `apart`.

    Within a piece a blank stands between words that are set apart.
    """
    waiting = words[0]
    for word in words[1:]:
        gap = (word.left - waiting.right) / size
        if gap > apart:
            yield waiting
            waiting = word
            continue
        beside = waiting.text[-1:].isascii() or word.text[:1].isascii()
        blank = " " if gap > (_BLANK if beside else _TOGETHER) else ""
        tops, bottoms = min(waiting.top, word.top), max(waiting.bottom, word.bottom)
        waiting = PrintedWord(f"{waiting.text}{blank}{word.text}", waiting.left, tops, word.right, bottoms)
    yield waiting


def _without_headers(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield `lines` but for those at the edges of pages that come again, and the numbers of pages."""
    said = [_NUMBER.sub("", line.text.strip()) if line.edge else "" for line in lines]
    pages = len({line.page for line in lines})
    counts = Counter(said)
    for line, words in zip(lines, said, strict=True):
        again = words and counts[words] >= max(_OFTEN, _HALF * pages)
        if not line.edge or not (again or _PAGE_NUMBER.fullmatch(line.text.strip())):
            yield line
