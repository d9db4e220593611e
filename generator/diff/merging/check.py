"""Check that no edit is lost: each stands in the merged document, or in a conflict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.merging.sides import Claim, ConflictKind, MergeConflict, Version
from generator.diff.merging.spots import Spot, holders_of, key_of, spots_of
from generator.diff.words import tokens
from generator.document import Document

_COUNTED = {ChangeKind.RENUMBERED}
_FIGURES = {ChangeKind.FIGURE, ChangeKind.CELL}
_OF_BLOCKS = {ConflictKind.DELETED, ConflictKind.PLACE, ConflictKind.UNPLACED}
_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED}
_COMPOSED = {ChangeKind.TEXT, ChangeKind.CELL, ChangeKind.RETITLED, ChangeKind.DEPARTMENT}
_Spots = Mapping[str, Spot]


def unplaced(
    base: Document, merged: Document, versions: Sequence[Version], conflicts: Sequence[MergeConflict]
) -> Iterator[MergeConflict]:
    """Yield a conflict for every edit of `versions` that neither `merged` nor one of `conflicts` shows.

    Edits of one thing are one. It goes by comparisons alone, as `diff` makes them, and knows nothing of how
    the versions were merged.
    """
    result = _Result(base, merged, conflicts)
    found: dict[tuple[str, ...], MergeConflict] = {}
    for n, version in enumerate(versions):
        spots = spots_of(version.document)
        blocks = result.disputed_blocks(spots)
        for change in compare(base, version.document):
            if change.kind in _COUNTED or change.folded or result.tells(change, blocks):
                continue
            if not result.shows(change, spots):
                was = change.old or ""
                none = MergeConflict(ConflictKind.UNPLACED, change.key, (), was, (), was)
                told = found.get((*change.id, was), none)
                claim = Claim(n, version.hand, change.new or "")
                found[*change.id, was] = replace(told, claims=(*told.claims, claim))
    yield from found.values()


class _Result:
    """Know what a merged document shows, and what is told of it in conflicts."""

    def __init__(self, base: Document, merged: Document, conflicts: Sequence[MergeConflict]) -> None:
        self._made = {change.id: change for change in compare(base, merged)}
        self._old, self._now = spots_of(base), spots_of(merged)
        self._keys = set(map(key_of, self._now.values()))
        values = [each for each in conflicts if each.path]
        self._paths = {each.path for each in values}
        self._values = {claim.text for each in values for claim in each.claims}
        self._told = {each.key for each in conflicts if not each.path}
        self._valued: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for change in self._made.values():
            if change.kind is ChangeKind.FIGURE and change.old and change.new:
                self._valued[change.key].append((change.old, change.new))
        moved = {change.key for change in self._made.values() if change.kind is ChangeKind.MOVED}
        self._blocks = {each.key for each in conflicts if each.kind in _OF_BLOCKS}
        self._elsewhere = self._blocks | moved

    def disputed_blocks(self, spots: _Spots) -> set[str]:
        """Return the keys of blocks over which there is a conflict, and of what stands in them."""
        return _within(self._blocks, self._old, spots)

    def tells(self, change: Change, blocks: set[str]) -> bool:
        """Return whether a conflict is about `change`, or about one of the `blocks` in which it is."""
        if change.kind in _FIGURES and not self._paths.isdisjoint(change.figures):
            return True
        near = _keys(change)
        return bool(near & blocks or self._told & ({change.key} if change.block == "cell" else near))

    def shows(self, change: Change, spots: _Spots) -> bool:
        """Return whether the merged document has the `change` of a version, which has `spots`."""
        if change.kind is ChangeKind.MOVED:
            return _stands_so(change.key, spots, self._now, self._old, self._elsewhere)
        if PARAGRAPH in {change.old, change.new} and change.kind is ChangeKind.ATTRIBUTE:
            return _opens_so(change.key, spots, self._now)
        here = change.key in self._keys
        if change.kind in _WHOLE:
            return change.id in self._made or here is (change.kind is ChangeKind.ADDED)
        found = self._made.get(change.id)
        ways = (change, self._as_valued(change))
        return not here or any(_is_made(way, found, self._values) for way in ways)

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


def _stands_so(key: str, spots: _Spots, now: _Spots, was: _Spots, elsewhere: set[str]) -> bool:
    """Return whether the block `key` went past what it went past in a version, and stands in the same block.

    What stands beside it is not asked where that is gone, or `elsewhere`: disputed, or moved itself.
    """
    for name, spot in spots.items():
        if key_of(spot) != key or name not in now:
            continue
        if now[name].slot != spot.slot:
            return False
        orders = [_beside(name, side) for side in (spots, now, was)]
        for other, before in orders[0].items():
            passed = orders[2].get(other) is not before
            if passed and orders[1].get(other, before) is not before and key_of(now[other]) not in elsewhere:
                return False
    return True


def _beside(name: str, spots: _Spots) -> dict[str, bool]:
    """Return what stands in the block that holds `name`, each with whether it stands before that."""
    slot = spots[name].slot if name in spots else None
    names = [other for other, spot in spots.items() if spot.slot == slot]
    place = names.index(name) if name in names else 0
    return {other: n < place for n, other in enumerate(names) if other != name}


def _opens_so(key: str, spots: _Spots, now: _Spots) -> bool:
    """Return whether a paragraph begins at the block `key` if it does so in a version."""
    return all(
        now[name].opens == spot.opens for name, spot in spots.items() if name in now and key_of(spot) == key
    )


def _is_made(change: Change, found: Change | None, values: set[str]) -> bool:
    """Return whether the merged document has what `change` says; `found` is what it has of the same.

    That it has one of the contested `values` is not asked.
    """
    if found is None:
        return False
    if found.new == change.new:
        return True
    if change.kind in _COMPOSED:
        words = [Counter(tokens(text or "")) for text in (change.old, change.new, found.new)]
        lost = words[1] - words[0] - words[2]
        return all(any(text in token or token in text for text in values) for token in lost)
    return False
