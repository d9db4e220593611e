"""Tell how much of one plan's text stands word for word in another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from operator import or_

_RUN = 12  # characters: real plans of different places have 5 to 25 % in runs as long


def likenesses(texts: Sequence[str]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return for each pair of `texts` the per cent of the first that stands in the second, and back.

    It is the share of the characters in runs of twelve or more that the other text has too, to a tenth. The
    numbers of a pair are in order; a text without a character is like none.
    """
    holders: dict[str, int] = {}
    for number, text in enumerate(texts):
        for run in _runs(text):
            holders[run] = holders.get(run, 0) | (1 << number)
    shared = [_shared(text, holders, len(texts)) for text in texts]
    return {
        (one, other): (
            round(shared[one][other] * 100 / len(texts[one]), 1),
            round(shared[other][one] * 100 / len(texts[other]), 1),
        )
        for one in range(len(texts))
        for other in range(one + 1, len(texts))
        if texts[one] and texts[other]
    }


def _runs(text: str) -> list[str]:
    return [text[start : start + _RUN] for start in range(len(text) - _RUN + 1)]


def _shared(text: str, holders: dict[str, int], count: int) -> list[int]:
    """Return how many characters of `text` stand in runs that each of `count` texts has."""
    masks = Counter(_covered([holders[run] for run in _runs(text)]))
    return [sum(times for mask, times in masks.items() if mask >> number & 1) for number in range(count)]


def _covered(masks: list[int]) -> list[int]:
    """Return for each character which texts have a run that it stands in, by what has the runs (`masks`)."""
    wide, width = masks, 1
    while width < _RUN:  # a run as wide again begins where the last one ends, or as late as may be
        step = min(width, _RUN - width)
        rest = [0] * step
        wide = list(map(or_, wide + rest, rest + wide))
        width += step
    return wide
