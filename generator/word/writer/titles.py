"""Break a long title into lines: between words, no line too long, as a trapezoid or a diamond.

GB/T 9704-2012, 7.3.1: several lines keep words whole and stand symmetrical, as a trapezoid or a diamond.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import accumulate
from math import inf

_SHAPED = 5  # lines; more are rare, and their shape is not seen
_ROUNDING = 1e-6  # characters
_MOST = 20  # lines; no title is longer, and a mistaken one is left to the word processor
_PATTERNS = 4_096  # kept at once; a letter of many bodies needs one for each name, in each size that is tried
_OPEN, _CLOSE = "《“（〈", "》”）〉，、"
_QUOTED = "“[^“”]{1,8}”"
_LATIN, _CHINESE = "[A-Za-z0-9]", r"[^\W\d_A-Za-z]"
_CHANGES = re.compile(f"{_LATIN}(?={_CHINESE})|{_CHINESE}(?={_LATIN})")


def title_lines(title: str, width: float, words: Iterable[str]) -> list[str]:
    """Return the lines of a title, the fewest of at most `width` characters each, broken between words.

    They widen, then narrow, as a trapezoid or a diamond does, and are as even as that allows; where no
    break gives such a shape, or it takes more than _SHAPED lines, they are as even as they can be. A title
    of one line, or of more than _MOST, is returned whole.
    """
    if width_of(title) <= width:
        return [title]
    pieces = _pieces(title, words)
    lengths = [width_of(piece) for piece in pieces]
    fewest = _fewest(lengths, width)
    if not 1 < fewest <= _MOST:
        return [title]
    ends = _Breaks(lengths, width, fewest).best()
    return ["".join(pieces[start:end]) for start, end in zip((0, *ends), ends, strict=False)]


class _Breaks:
    """Find where lines of a width end best among pieces of these lengths."""

    def __init__(self, lengths: list[float], width: float, lines: int) -> None:
        self.lengths = lengths
        self.width = width
        self.lines = lines
        self.even = sum(lengths) / lines
        self._ends = [0.0, *accumulate(lengths)]
        self._least = [0.0, *accumulate(min(length, width) for length in lengths)]  # a wider piece is a line
        self._rest = cache(self._from)

    def best(self) -> tuple[int, ...]:
        """Return the ends of the lines: in shape if that can be, else merely even."""
        if self.lines <= _SHAPED:
            cost, ends = self._rest(0, self.lines, 0.0, "widening")
            if cost < inf:
                return ends
        return self._rest(0, self.lines, 0.0, "")[1]

    def _from(self, start: int, lines: int, before: float, shape: str) -> tuple[float, tuple[int, ...]]:
        """Return the least unevenness of the pieces from `start` in so many lines, and where these end.

        `before` is the length of the line before in a shape that is still widening, or narrowing.
        """
        last = len(self.lengths)
        options = []
        for end in range(self._first(start, lines), last - lines + 2) if lines > 1 else (last,):
            length = self._ends[end] - self._ends[start]
            if length > self.width and end > start + 1:
                break
            following = _shape(shape, before, length)
            if following is None:
                continue
            cost, ends = (
                self._rest(end, lines - 1, length if shape else 0.0, following) if lines > 1 else (0.0, ())
            )
            options.append(((length - self.even) ** 2 + cost, (end, *ends)))
        return min(options, default=(inf, (last,)))

    def _first(self, start: int, lines: int) -> int:
        """Return where the first of `lines` from `start` ends at the earliest: the others hold the rest."""
        room = (lines - 1) * self.width
        return max(start + 1, bisect_left(self._least, self._least[-1] - room - _ROUNDING))


def _shape(shape: str, before: float, length: float) -> str | None:
    """Return the shape after a line of a length, None if it breaks it; lines differ by a character."""
    if not shape:
        return ""
    if shape == "widening" and length >= before + 1:
        return "widening"
    return "narrowing" if length <= before - 1 else None


def _pieces(title: str, words: Iterable[str]) -> list[str]:
    """Cut a title wherever a line may end: never behind an opening mark or in a quotation."""
    return [piece for piece in _piece(tuple(words)).findall(title) if piece]


@lru_cache(_PATTERNS)
def _piece(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of a piece of a title that breaks none of these words."""
    known = [re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True)]
    whole = "|".join([_QUOTED, *known, "[A-Za-z0-9]+[年月日号]?", f"[^{_OPEN}{_CLOSE}]"])
    return re.compile(rf"(?:(?!{_QUOTED})[{_OPEN}])*(?:{whole})?[{_CLOSE}]*")


def _fewest(lengths: list[float], width: float) -> int:
    """Count the lines if each is filled as far as it goes."""
    lines, used = 1, 0.0
    for length in lengths:
        if used + length > width and used:
            lines, used = lines + 1, 0.0
        used += length
    return lines


def name_lines(name: str, width: float, words: Iterable[str], ends: Iterable[str]) -> list[str]:
    """Return the lines of a name of a body, broken only behind one of its own `ends` (人民政府, 委员会).

    Where a part between two ends is wider than a line, it is broken between `words`, as a title is.
    """
    fitting = [end for end in ends if width_of(end) <= width]
    parts = name_parts(name, fitting)
    whole = max(map(width_of, parts), default=0) <= width
    known = words_within(width, words, fitting)
    return title_lines(name, width, [*known, *parts] if whole else known)


def words_within(width: float, words: Iterable[str], ends: Iterable[str]) -> list[str]:
    """Return the words, of those wider than a line the parts between `ends`: a place may be 22 characters."""
    fitting = [end for end in ends if width_of(end) <= width]
    split = ([word] if width_of(word) <= width else name_parts(word, fitting) for word in words)
    return [part for parts in split for part in parts]


def filled_lines(text: str, first: float, width: float, words: Iterable[str]) -> list[str]:
    """Return the lines of a text broken between words, the `first` so wide, each as full as can be."""
    lines, room, used = [""], first, 0.0
    for piece in _pieces(text, words):
        if lines[-1] and used + width_of(piece) > room:
            lines, room, used = [*lines, ""], width, 0.0
        lines[-1] += piece
        used += width_of(piece)
    return lines


def name_parts(name: str, ends: Iterable[str]) -> list[str]:
    """Return the parts of a name of a body, each with the end behind which the next begins."""
    known = "|".join(re.escape(end) for end in sorted(filter(None, ends), key=len, reverse=True))
    if not known:
        return [name]
    parts, start = [], 0
    for end in re.finditer(known, name):
        parts.append(name[start : end.end()])
        start = end.end()
    return [part for part in (*parts, name[start:]) if part]


def width_of(text: str) -> float:
    """Return the width of a text in characters: half-width ones are halves, quarters part 2022 from 年."""
    halves = len(text.encode("ascii", "ignore"))
    return len(text) - halves / 2 + len(_CHANGES.findall(text)) / 4
