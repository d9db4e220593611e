"""Check that no edit is lost: each stands in the merged document, or in a conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.merging.orders import Orders
from generator.diff.merging.sides import Claim, ConflictKind, MergeConflict, Version
from generator.diff.merging.spots import Spot, holders_of, key_of, spots_of
from generator.diff.words import tokens
from generator.document import Document

_COUNTED = {ChangeKind.RENUMBERED}
_FIGURES = {ChangeKind.FIGURE, ChangeKind.CELL}
_OF_BLOCKS = {ConflictKind.DELETED, ConflictKind.PLACE, ConflictKind.UNPLACED}
_COMPOSED = {ChangeKind.TEXT, ChangeKind.CELL, ChangeKind.RETITLED, ChangeKind.DEPARTMENT}
_Spots = Mapping[str, Spot]


def unplaced(
    base: Document, merged: Document, versions: Sequence[Version], conflicts: Sequence[MergeConflict]
) -> Iterator[MergeConflict]:
    """Yield a conflict for every edit of `versions` that neither `merged` nor one of `conflicts` shows.

    Edits of one thing are one. It goes by comparisons alone, as `diff` makes them, and knows nothing of how
    the versions were merged.
    """
    every = [spots_of(version.document) for version in versions]
    result = _Result(base, merged, every, conflicts)
    found: dict[tuple[str, ...], MergeConflict] = {}
    for n, version in enumerate(versions):
        blocks = result.disputed_blocks(every[n])
        for change in compare(base, version.document):
            if change.kind in _COUNTED or change.folded or result.tells(change, blocks):
                continue
            if not result.shows(change, n):
                was = change.old or ""
                none = MergeConflict(ConflictKind.UNPLACED, change.key, (), was, (), was)
                told = found.get((*change.id, was), none)
                claim = Claim(n, version.hand, change.new or "")
                found[*change.id, was] = replace(told, claims=(*told.claims, claim))
    yield from found.values()


class _Result:
    """Know what a merged document shows, and what is told of it in conflicts."""

    def __init__(
        self,
        base: Document,
        merged: Document,
        versions: Sequence[_Spots],
        conflicts: Sequence[MergeConflict],
    ) -> None:
        self._made: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for change in compare(base, merged):
            self._made[change.id].append(change)
        self._old, self._now = spots_of(base), spots_of(merged)
        self._keys = set(map(key_of, self._now.values()))
        values = [each for each in conflicts if each.path]
        self._paths = {each.path for each in values}
        self._values = {claim.text for each in values for claim in each.claims}
        self._told = {each.key for each in conflicts if not each.path}
        self._valued: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for change in chain.from_iterable(self._made.values()):
            if change.kind is ChangeKind.FIGURE and change.old and change.new:
                self._valued[change.key].append((change.old, change.new))
        self._blocks = {each.key for each in conflicts if each.kind in _OF_BLOCKS}
        self._versions = versions
        self._orders = Orders(self._old, self._now, versions, self._blocks)

    def disputed_blocks(self, spots: _Spots) -> set[str]:
        """Return the keys of blocks over which there is a conflict, and of what stands in them."""
        return _within(self._blocks, self._old, spots)

    def tells(self, change: Change, blocks: set[str]) -> bool:
        """Return whether a conflict is about `change`, or about one of the `blocks` in which it is."""
        if change.kind in _FIGURES and not self._paths.isdisjoint(change.figures):
            return True
        near = _keys(change)
        return bool(near & blocks or self._told & ({change.key} if change.block == "cell" else near))

    def shows(self, change: Change, n: int) -> bool:
        """Return whether the merged document has the `change` of the `n`-th version."""
        if change.kind is ChangeKind.MOVED:
            return self._orders.shows(change.key, n)
        if PARAGRAPH in {change.old, change.new} and change.kind is ChangeKind.ATTRIBUTE:
            return _opens_so(change.key, self._versions[n], self._now)
        here = change.key in self._keys
        if change.kind is ChangeKind.ADDED:
            return (here or change.id in self._made) and self._orders.shows(change.key, n)
        if change.kind is ChangeKind.REMOVED:
            return change.id in self._made or not here
        ways = (change, self._as_valued(change))
        return not here or any(
            _is_made(way, found, self._values) for way in ways for found in self._made.get(change.id, ())
        )

    def _as_valued(self, change: Change) -> Change:
        """Return `change` with the values that the figures of its block have in the merged document."""
        for old, new in self._valued.get(change.key, ()) if change.kind is ChangeKind.TEXT else ():
            change = replace(change, new=(change.new or "").replace(old, new))
        return change


def _within(keys: set[str], *sides: _Spots) -> set[str]:
    """Return the `keys` of blocks, and those of all that stands in them."""
    found = set(keys)
    for spots in sides:
        within: set[str] = set()
        for name, spot in spots.items():
            if key_of(spot) in keys or not within.isdisjoint(holders_of(spot, spots)):
                within.add(name)
                found.add(key_of(spot))
    return found


def _keys(change: Change) -> set[str]:
    """Return the keys of the block of `change` and of the one that holds it, as far as they show it."""
    return {
        change.key,
        change.key.rpartition("/")[0],
        change.key.rpartition(".")[0],
        change.key.split(".")[-1],
    }


def _opens_so(key: str, spots: _Spots, now: _Spots) -> bool:
    """Return whether a paragraph begins at the block `key` if it does so in a version."""
    return all(
        now[name].opens == spot.opens for name, spot in spots.items() if name in now and key_of(spot) == key
    )


def _is_made(change: Change, found: Change, values: set[str]) -> bool:
    """Return whether the merged document has what `change` says; `found` is what it has of the same.

    That it has one of the contested `values` is not asked.
    """
    if found.new == change.new:
        return True
    if change.kind in _COMPOSED:
        words = [Counter(tokens(text or "")) for text in (change.old, change.new, found.new)]
        lost = words[1] - words[0] - words[2]
        return all(any(text in token or token in text for text in values) for token in lost)
    return False
