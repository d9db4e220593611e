"""A long title in lines: broken between words, no line too long, the lines as even as they can be.

GB/T 9704-2012, 7.3.1: several lines keep words whole and stand symmetrical, as a trapezoid or a diamond.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

_MOST = 20  # lines; no title is longer, and a mistaken one is left to the word processor
_OPEN, _CLOSE = "《“（〈", "》”）〉，、"
_MIXED = re.compile("(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])")
_QUOTED = "“[^“”]{1,8}”"


def title_lines(title: str, width: float, words: Iterable[str]) -> list[str]:
    """The lines of a title, the fewest that hold at most `width` characters each, broken between words.

    A title of one line, or of more than _MOST, is returned whole.
    """
    pieces = _pieces(title, words)
    lengths = [width_of(piece) for piece in pieces]
    fewest = _fewest(lengths, width)
    if not 1 < fewest <= _MOST:
        return [title]
    even = sum(lengths) / fewest

    @cache
    def best(start: int, lines: int) -> tuple[float, tuple[int, ...]]:
        """The least unevenness of the pieces from `start` in so many lines, and where the lines end."""
        if lines == 1:
            left, alone = sum(lengths[start:]), start + 1 == len(pieces)
            return ((left - even) ** 2 if left <= width or alone else float("inf")), (len(pieces),)
        options = []
        for end in range(start + 1, len(pieces) - lines + 2):
            length = sum(lengths[start:end])
            if length > width and end > start + 1:
                break
            rest, ends = best(end, lines - 1)
            options.append(((length - even) ** 2 + rest, (end, *ends)))
        return min(options, default=(float("inf"), (len(pieces),)))

    _, ends = best(0, fewest)
    return ["".join(pieces[start:end]) for start, end in zip((0, *ends), ends, strict=False)]


def _pieces(title: str, words: Iterable[str]) -> list[str]:
    """The title cut at every place where a line may end: never behind an opening mark or in a quotation."""
    known = [re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True)]
    whole = "|".join([_QUOTED, *known, "[A-Za-z0-9]+", f"[^{_OPEN}{_CLOSE}]"])
    pattern = rf"(?:(?!{_QUOTED})[{_OPEN}])*(?:{whole})?[{_CLOSE}]*"
    return [piece for piece in re.findall(pattern, title) if piece]


def _fewest(lengths: list[float], width: float) -> int:
    """How many lines it takes when each one is filled as far as it goes."""
    lines, used = 1, 0.0
    for length in lengths:
        if used + length > width and used:
            lines, used = lines + 1, 0.0
        used += length
    return lines


def width_of(text: str) -> float:
    """The width of a text in characters: half-width ones are halves, and quarters part 2022 from 年."""
    gaps = len(_MIXED.findall(text))
    return sum(0.5 if character.isascii() else 1 for character in text) + gaps / 4
