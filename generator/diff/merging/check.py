"""Check that no edit is lost: each stands in the merged document, or in a conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.merging.figures import core_of
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
    edits = [compare(base, version.document) for version in versions]
    result = _Result(base, merged, _Wanted([spots_of(v.document) for v in versions], edits), conflicts)
    found: dict[tuple[str, ...], MergeConflict] = {}
    for n, version in enumerate(versions):
        told = result.told_of(n)
        for change in edits[n]:
            if change.kind in _COUNTED or change.folded or told.tells(change) or result.shows(change, n):
                continue
            was = change.old or ""
            none = MergeConflict(ConflictKind.UNPLACED, change.key, (), was, (), was)
            known = found.get((*change.id, was), none)
            claim = Claim(n, version.hand, change.new or "")
            found[*change.id, was] = replace(known, claims=(*known.claims, claim))
    yield from found.values()


class _Wanted(NamedTuple):
    """Hold the spots of versions, and what they changed."""

    spots: Sequence[_Spots]
    edits: Sequence[Sequence[Change]]

    def words(self) -> Mapping[tuple[str, ...], Counter[str]]:
        """Return the words that versions put into what they changed, by the ids of their changes."""
        found: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for change in chain.from_iterable(self.edits):
            found[change.id] |= _words(change.new) - _words(change.old)
        return found


class _Told(NamedTuple):
    """Hold what conflicts tell of one version: figures by path, texts by key, blocks with all in them.

    `keys` are those of all that the merged document has: a cell that is none says what its row is.
    """

    paths: set[str]
    texts: set[str]
    blocks: set[str]
    keys: set[str]

    def tells(self, change: Change) -> bool:
        """Return whether a conflict is about `change`, or about a block in which it is."""
        if change.kind in _FIGURES and not self.paths.isdisjoint(change.figures):
            return True
        near = _keys(change)
        own = {change.key} if change.block == "cell" and change.key in self.keys else near
        return bool(near & self.blocks or self.texts & own)


class _Result:
    """Know what a merged document shows of what versions `wanted`, and what is told of it in conflicts."""

    def __init__(
        self, base: Document, merged: Document, wanted: _Wanted, conflicts: Sequence[MergeConflict]
    ) -> None:
        self._made: dict[tuple[str, ...], list[Change]] = defaultdict(list)
        for change in compare(base, merged):
            self._made[change.id].append(change)
        self._old, self._now = spots_of(base), spots_of(merged)
        self._keys = set(map(key_of, self._now.values()))
        self._conflicts = conflicts
        values = [(each.base, *(claim.text for claim in each.claims)) for each in conflicts if each.path]
        self._values = {*filter(None, map(core_of, chain.from_iterable(values)))}
        self._valued: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for change in chain.from_iterable(self._made.values()):
            if change.kind is ChangeKind.FIGURE and change.old and change.new:
                self._valued[change.key].append((change.old, change.new))
        self._versions, self._words = wanted.spots, wanted.words()
        blocks = {each.key for each in conflicts if each.kind in _OF_BLOCKS}
        self._orders = Orders(self._old, self._now, wanted.spots, blocks)

    def told_of(self, n: int) -> _Told:
        """Return what conflicts tell of the `n`-th version."""
        own = [each for each in self._conflicts if any(claim.version == n for claim in each.claims)]
        blocks = {each.key for each in own if each.kind in _OF_BLOCKS}
        return _Told(
            {each.path for each in own if each.path},
            {each.key for each in own if not each.path},
            _within(blocks, self._old, self._versions[n]),
            self._keys,
        )

    def shows(self, change: Change, n: int) -> bool:
        """Return whether the merged document has the `change` of the `n`-th version."""
        if change.kind is ChangeKind.MOVED:
            return self._orders.shows(change.key, n)
        if PARAGRAPH in {change.old, change.new} and change.kind is ChangeKind.ATTRIBUTE:
            return _opens_so(change.key, self._versions[n], self._now)
        if change.kind is ChangeKind.ADDED:
            here = change.key in self._keys or change.id in self._made
            return here and self._orders.shows(change.key, n)
        if change.kind is ChangeKind.REMOVED:
            return change.id in self._made or change.key not in self._keys
        made = self._made.get(change.id, ())
        return any(self._is_made(way, found) for way in (change, self._as_valued(change)) for found in made)

    def _as_valued(self, change: Change) -> Change:
        """Return `change` with the values that the figures of its block have in the merged document."""
        for old, new in self._valued.get(change.key, ()) if change.kind is ChangeKind.TEXT else ():
            change = replace(change, new=(change.new or "").replace(old, new))
        return change

    def _is_made(self, change: Change, found: Change) -> bool:
        """Return whether the merged document has what `change` says; `found` is what it has of the same.

        That it has one of the contested values, or is without a word that others put in, is not asked.
        """
        if found.new == change.new:
            return True
        if change.kind not in _COMPOSED:
            return False
        old, new, now = map(_words, (change.old, change.new, found.new))
        lost = {*(new - old - now), *((old - new) - (old - now) - self._words[change.id])}
        return all(any(text in token or token in text for text in self._values) for token in lost)


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


def _words(text: str | None) -> Counter[str]:
    return Counter(tokens(text or ""))


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
