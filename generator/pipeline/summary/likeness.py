"""Tell how much of one plan's text stands word for word in another's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_RUN = 12  # characters: real plans of different places have 5 to 25 % in runs as long


def likenesses(texts: Sequence[str]) -> dict[tuple[int, int], tuple[int, int]]:
    """Return for each pair of `texts` the per cent of the first that stands in the second, and back.

    It is the share of the runs of twelve characters that the other text has too. The numbers of a pair are in
    order; a text that is shorter than a run is like none.
    """
    holders: dict[str, int] = {}
    for number, text in enumerate(texts):
        for run in _runs(text):
            holders[run] = holders.get(run, 0) | (1 << number)
    shared = [_shared(text, holders, len(texts)) for text in texts]
    counts = [max(len(text) - _RUN + 1, 0) for text in texts]
    return {
        (one, other): (
            shared[one][other] * 100 // counts[one],
            shared[other][one] * 100 // counts[other],
        )
        for one in range(len(texts))
        for other in range(one + 1, len(texts))
        if counts[one] and counts[other]
    }


def _runs(text: str) -> list[str]:
    return [text[start : start + _RUN] for start in range(len(text) - _RUN + 1)]


def _shared(text: str, holders: dict[str, int], count: int) -> list[int]:
    """Return how many runs of `text` each of `count` texts has."""
    masks = Counter(holders[run] for run in _runs(text))
    return [sum(times for mask, times in masks.items() if mask >> number & 1) for number in range(count)]
