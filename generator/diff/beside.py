"""Find what stands beside a change, comments and pending changes, by the words of its paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

SHORT = 6  # characters: a shorter text may stand in any paragraph
_HEAD = SHORT + 1  # characters by which a line is looked up


class _InLine(Protocol):
    @property
    def line(self) -> str:
        """Return the text of the paragraph."""


_T = TypeVar("_T", bound=_InLine)


class ByLine(Generic[_T]):
    """Find `items` by the texts of their paragraphs without blanks, in time that hardly grows with them.

    Of those in one paragraph, or in equal ones, the first `most` are found.
    """

    def __init__(self, items: Iterable[_T], most: int | None = None) -> None:
        self._lines: dict[str, list[tuple[int, _T]]] = defaultdict(list)
        squashed: dict[str, str] = {}  # many items may stand in one long paragraph
        for n, item in enumerate(items):
            if item.line not in squashed:
                squashed[item.line] = "".join(item.line.split())
            line = self._lines[squashed[item.line]]
            if most is None or len(line) < most:
                line.append((n, item))
        texts = [*self._lines]
        self._texts = texts
        self._joined = "\n".join(texts)
        self._begins = [0, *accumulate(len(text) + 1 for text in texts)]
        self._heads: dict[str, list[str]] = defaultdict(list)
        for text in filter(None, texts):
            self._heads[text[:_HEAD]].append(text)
        self._lengths = sorted({len(head) for head in self._heads})

    def about(self, sides: Iterable[str]) -> list[_T]:
        """Return the items of the lines that are one of `sides`, or have it in them, or stand in it."""
        lines: dict[str, None] = {}
        for side in sides:
            if side in self._lines:
                lines[side] = None
            elif len(side) > SHORT:
                lines |= dict.fromkeys((*self._with(side), *self._within(side)))
        found = (item for line in lines for item in self._lines[line])
        return [item for _, item in sorted(found, key=lambda pair: pair[0])]

    def holding(self, words: str) -> list[_T]:
        """Return the items of the lines that have `words` in them."""
        return [item for line in self._with(words) for _, item in self._lines[line]]

    def _with(self, words: str) -> Iterator[str]:
        """Yield the lines that have `words` in them."""
        at = self._joined.find(words)
        while at >= 0:
            n = bisect_right(self._begins, at) - 1
            if n == len(self._texts):
                return
            yield self._texts[n]
            at = self._joined.find(words, self._begins[n + 1])

    def _within(self, side: str) -> Iterator[str]:
        """Yield the lines that stand in `side`."""
        for start in range(len(side)):
            for length in self._lengths:
                for text in self._heads.get(side[start : start + length], ()):
                    if side.startswith(text, start):
                        yield text
