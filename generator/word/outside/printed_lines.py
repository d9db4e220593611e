"""Read the pages of a PDF, whose words have places and nothing else: the lines that stand on them.

Headers, footers and numbers of pages are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from generator.word.reader import PrintedWord, printed_pages

_TOGETHER = 0.3  # of a character: so far apart are signs of one word, in lines set to the margin
_CELLS = 0.9  # … and more than that is between two cells
_EDGE = 0.1  # of a page's height, at its top and its foot, where headers stand
_OFTEN = 3  # pages on which a header stands at least
_HALF = 0.4
_FINEST = 4.0  # points, the least width of a character
_NUMBER = re.compile(r"\d+|[〇一二三四五六七八九十]+")
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*\d{1,3}[-—–－·\s]*")


@dataclass(slots=True)
class PrintedLine:
    """Hold what stands at one height of a page: `pieces`, each of words that belong together."""

    pieces: list[PrintedWord]
    size: float  # of a character
    page: int = 0
    edge: bool = False

    @property
    def left(self) -> float:
        """Return where it begins."""
        return self.pieces[0].left

    @property
    def middle(self) -> float:
        """Return its height on the page."""
        return self.pieces[0].middle

    def text(self, margin: float) -> str:
        """Return its words behind the blanks of its indent from `margin`, with blanks between pieces."""
        indent = "\u3000" * max(round((self.left - margin) / self.size), 0)
        gaps = (
            " " * max(round(2 * (after.left - before.right) / self.size), 2)
            for before, after in pairwise(self.pieces)
        )
        return indent + "".join(gap + piece.text for gap, piece in zip(("", *gaps), self.pieces, strict=True))


@dataclass(slots=True)
class PrintedPages:
    """Hold the lines of a PDF, and the margin where most of them begin."""

    lines: list[PrintedLine]
    margin: float = field(init=False)

    def __post_init__(self) -> None:
        lefts = Counter(round(line.left) for line in self.lines)
        self.margin = float(lefts.most_common(1)[0][0]) if lefts else 0.0


def read_lines(content: bytes, file: str) -> PrintedPages:
    """Return the lines of the PDF `file` from `content`, what poppler says of its words (XHTML).

    Raise ValueError and PlanError as `printed_pages` does.
    """
    lines: list[PrintedLine] = []
    for count, page in enumerate(printed_pages(content, file)):
        for line in _lines(page.words):
            line.page = count
            line.edge = not _EDGE * page.height < line.middle < (1 - _EDGE) * page.height
            lines.append(line)
    return PrintedPages(list(_without_headers(lines)))


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
        yield PrintedLine(list(_pieces(row, size)), size)


def _width(text: str) -> float:
    """Return the width of `text` in Chinese characters, about."""
    narrow = sum(sign.isascii() for sign in text)
    return len(text) - narrow / 2


def _pieces(row: Sequence[PrintedWord], size: float) -> Iterator[PrintedWord]:
    """Yield the `row` of words in pieces, a blank within one between words that are set apart."""
    waiting = row[0]
    for word in row[1:]:
        gap = (word.left - waiting.right) / size
        if gap > _CELLS:
            yield waiting
            waiting = word
            continue
        blank = " " if gap > _TOGETHER else ""
        tops, bottoms = min(waiting.top, word.top), max(waiting.bottom, word.bottom)
        waiting = PrintedWord(f"{waiting.text}{blank}{word.text}", waiting.left, tops, word.right, bottoms)
    yield waiting


def _without_headers(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield `lines` but for those at the edges of pages that come again, and the numbers of pages."""
    said = [_NUMBER.sub("", line.text(0).strip()) if line.edge else "" for line in lines]
    pages = len({line.page for line in lines})
    counts = Counter(said)
    for line, words in zip(lines, said, strict=True):
        again = words and counts[words] >= max(_OFTEN, _HALF * pages)
        if not line.edge or not (again or _PAGE_NUMBER.fullmatch(line.text(0).strip())):
            yield line
