"""Pair the texts of two versions by their words and their order, where no key says which is which."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from generator.diff.sequences import opcodes

_MIN_SIMILARITY = 55  # of 100: two texts with less are not versions of one
_WINDOW = 15  # texts to either side that are compared with one: of thousands, all pairs would take minutes
_NUMBER = re.compile(r"[（(第]?(?:\d{1,4}|[零一二三四五六七八九十百]{1,8})[.．、）)章节]")
_COMPARED = 400  # characters of a text by which it is recognised


def pair_equal(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Return places in `after` by the places of equal texts in `before`, as many as stand in one order."""
    pairs: dict[int, int] = {}
    for step in opcodes(before, after):
        if step.same:
            old, new = range(step.start, step.end), range(step.begin, step.stop)
            pairs |= {i: j for i, j in zip(old, new, strict=True) if before[i]}
    return pairs


def pair_moved(before: Mapping[int, str], after: Mapping[int, str], _: Mapping[int, int]) -> dict[int, int]:
    """Return places in `after` by the places of equal texts in `before`, whatever their order.

    Texts that recur pair in their order; the known pairs matter only to the other ways of pairing.
    """
    waiting: dict[str, list[int]] = defaultdict(list)
    for j in sorted(after, reverse=True):
        waiting[after[j]].append(j)
    return {i: waiting[text].pop() for i, text in sorted(before.items()) if text and waiting.get(text)}


def pair_similar(
    before: Mapping[int, str], after: Mapping[int, str], known: Mapping[int, int]
) -> dict[int, int]:
    """Return places in `after` by the places of similar texts in `before`, the most similar first.

    Only texts near the place are compared that the `known` pairs let expect.
    """
    found = sorted(_similar(before, after, known), key=lambda pair: (-pair[0], pair[1:]))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in found:
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def pair_in_place(
    before: Mapping[int, str], after: Mapping[int, str], known: Mapping[int, int]
) -> dict[int, int]:
    """Return places in `after` by the places in `before` of texts that stand between the same neighbours.

    The neighbours are those of the `known` pairs; whatever begins with another number is another text.
    """
    pairs: dict[int, int] = {}
    for i, text in before.items():
        j = known.get(i - 1, -2) + 1
        if j in after and known.get(i + 1) == j + 1 and _number(text) == _number(after[j]):
            pairs[i] = j
    return pairs


def _number(text: str) -> str:
    """Return the number with which `text` begins, "" if there is none."""
    found = _NUMBER.match(text)
    return found[0] if found else ""


def _similar(
    before: Mapping[int, str], after: Mapping[int, str], known: Mapping[int, int]
) -> Iterator[tuple[float, int, int]]:
    """Yield similarities with the places of both texts."""
    places, ends = sorted(after), sorted(known)
    for i, text in before.items():
        n = bisect_left(ends, i)
        expected = known[ends[n - 1]] + i - ends[n - 1] if n else i
        middle = bisect_left(places, expected)
        for j in places[max(middle - _WINDOW, 0) : middle + _WINDOW]:
            score = fuzz.ratio(text[:_COMPARED], after[j][:_COMPARED], score_cutoff=_MIN_SIMILARITY)
            if score:
                yield score, i, j
