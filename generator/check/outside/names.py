"""Tell which national indicator a row of an outside plan's table is, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_SIGNS = re.compile(r"[\s（）()%％、，]+")
_REMARK = re.compile(r"[（(][^（）()]{1,8}[）)]\s*$")
_ALIKE = 0.6  # of the pairs of characters; names of two national indicators are less alike than that


def known_rows(names: Sequence[str], national: Mapping[str, str]) -> dict[int, str]:
    """Return the id of the `national` indicator (id → name) that each of `names` is, by its place.

    Names that are alike enough are one; of several that are like one, the one that is most alike. A name
    like none of them is the locality's own.
    """
    pairs = {key: _pairs(name) for key, name in national.items()}
    scored = sorted(
        (
            (score, -place, key)
            for place, name in enumerate(names)
            for key, own in pairs.items()
            if (score := _likeness(_pairs(name), own)) >= _ALIKE
        ),
        reverse=True,
    )
    found: dict[int, str] = {}
    for _, place, key in scored:
        if -place not in found and key not in found.values():
            found[-place] = key
    return found


def bare_name(name: str) -> str:
    """Return the `name` of an indicator without blanks, and without the unit in brackets at its end."""
    return _REMARK.sub("", "".join(name.split()))


def _pairs(name: str) -> frozenset[str]:
    text = _SIGNS.sub("", bare_name(name))
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _likeness(one: Iterable[str], other: frozenset[str]) -> float:
    """Return how alike two sets of pairs are: the mean of how much they share, and how much of the less."""
    mine = frozenset(one)
    same = len(mine & other)
    if not same:
        return 0
    return same / (len(mine) + len(other)) + same / (2 * min(len(mine), len(other)))
