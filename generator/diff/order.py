"""Find which items of a list have moved: as few as possible."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """Return the names in both lists that have moved; each list holds a name at most once.

    All have but a longest subsequence in the old order. Of two neighbours that changed places it is the one
    that now stands first: people cut a block and paste it higher up.
    """
    common = set(old) & set(new)
    before = [name for name in old if name in common]
    places = {name: n for n, name in enumerate(name for name in new if name in common)}
    backwards = [-places[name] for name in reversed(before)]
    stayed = {len(before) - 1 - n for n in longest_increasing_subsequence(backwards)}
    return {name for n, name in enumerate(before) if n not in stayed}


def longest_increasing_subsequence(order: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing subsequence of `order`, whose numbers are all different.

    Take O(n log n) time: keep the smallest last number of a subsequence of each length, and a link to the one
    before.
    """
    tops: list[int] = []
    ends: list[int] = []
    back: dict[int, int] = {}
    for n, number in enumerate(order):
        length = bisect_left(tops, number)
        if length:
            back[n] = ends[length - 1]
        tops[length : length + 1] = [number]
        ends[length : length + 1] = [n]
    run = ends[-1:]
    while run and run[-1] in back:
        run.append(back[run[-1]])
    return run[::-1]
