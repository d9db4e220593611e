"""Find which items of a list have moved: as few as possible."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

_End: TypeAlias = tuple[int, int, int]
"""The length and weight of a subsequence, and the index at which it ends."""
_NONE: _End = (0, 0, -1)


def moved(old: Sequence[str], new: Sequence[str], weight: Callable[[str], int] | None = None) -> set[str]:
    """Return the names in both lists that have moved; each list holds a name at most once.

    All have but a longest subsequence in the old order; where there are several, the one with the most
    `weight`. Of two neighbours of one weight that changed places it is the one that now stands first: people
    cut a block and paste it higher up.
    """
    common = set(old) & set(new)
    before = [name for name in old if name in common]
    places = {name: n for n, name in enumerate(name for name in new if name in common)}
    if all(places[name] == n for n, name in enumerate(before)):
        return set()
    backwards = [-places[name] for name in reversed(before)]
    weights = [weight(name) for name in reversed(before)] if weight else []
    stayed = {len(before) - 1 - n for n in longest_increasing_subsequence(backwards, weights)}
    return {name for n, name in enumerate(before) if n not in stayed}


def longest_increasing_subsequence(order: Sequence[int], weights: Sequence[int] = ()) -> list[int]:
    """Return the indices of a longest increasing subsequence of `order`, whose numbers are all different.

    Of several it is one with the most of `weights`, and the last of these. Take O(n log n) time: a Fenwick
    tree finds the best end below a number.
    """
    ranks = {number: rank for rank, number in enumerate(sorted(order), start=1)}
    tree = [_NONE] * (len(order) + 1)
    back: list[int] = []
    for n, number in enumerate(order):
        length, weight, before = _best(tree, ranks[number] - 1)
        back.append(before)
        end = (length + 1, weight + (weights[n] if weights else 0), n)
        place = ranks[number]
        while place < len(tree):
            tree[place] = max(tree[place], end)
            place += place & -place
    return _chain(_best(tree, len(order))[2], back)


def _best(tree: Sequence[_End], place: int) -> _End:
    """Return the best end among the first `place` ranks."""
    best = _NONE
    while place:
        best = max(best, tree[place])
        place &= place - 1
    return best


def _chain(end: int, back: Sequence[int]) -> list[int]:
    """Return the indices that lead to `end` by the links `back`, the first one first."""
    run: list[int] = []
    while end >= 0:
        run.append(end)
        end = back[end]
    return run[::-1]
