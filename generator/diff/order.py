"""Which blocks of a list have moved: as few as can be, but both where two have changed places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """What stands in both lists and has moved from one to the other; each list names a thing once.

    Two that have changed places have both moved. Of the rest, all but a longest row that kept its order have.
    """
    common = set(old) & set(new)
    before = [name for name in old if name in common]
    places = {name: n for n, name in enumerate(name for name in new if name in common)}
    order = [places[name] for name in before]
    swapped = {n for n, place in enumerate(order) if place != n and order[place] == n}
    rest = [n for n in range(len(order)) if n not in swapped]
    stayed = {rest[n] for n in longest_increasing_subsequence([order[n] for n in rest])}
    return {before[n] for n in range(len(order)) if n not in stayed}


def longest_increasing_subsequence(order: Sequence[int]) -> list[int]:
    """The places of a longest increasing run in a row of numbers that are all different."""
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
