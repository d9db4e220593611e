"""Check that no edit is lost: each stands in the merged document, or in a conflict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.diff.changes import Change, ChangeKind
from generator.diff.compare import PARAGRAPH, compare
from generator.diff.merging.sides import Claim, ConflictKind, MergeConflict, Version
from generator.diff.merging.spots import Spot, spots_of
from generator.diff.words import tokens
from generator.document import Document

_COUNTED = {ChangeKind.RENUMBERED}
_WHOLE = {ChangeKind.ADDED, ChangeKind.REMOVED}
_IN_TABLES = {"row", "task", "indicator-table", "task-table"}
_Spots = Mapping[str, Spot]


def unplaced(
    base: Document, merged: Document, versions: Sequence[Version], conflicts: Sequence[MergeConflict]
) -> Iterator[MergeConflict]:
    """Yield a conflict for every edit of `versions` that neither `merged` nor one of `conflicts` shows.

    It goes by comparisons alone, as `diff` makes them, and knows nothing of how the versions were merged.
    """
    made = {change.id: change for change in compare(base, merged)}
    paths = {each.path for each in conflicts if each.path}
    old, now = spots_of(base), spots_of(merged)
    keys = {_key(name, spot) for name, spot in now.items()}
    for n, version in enumerate(versions):
        spots = spots_of(version.document)
        told = _told({each.key for each in conflicts if not each.path}, old, spots)
        for change in compare(base, version.document):
            if change.kind in _COUNTED or change.folded or _keys(change) & told or paths & {*change.figures}:
                continue
            if change.kind is ChangeKind.MOVED:
                found = _stands_so(change.key, spots, now)
            elif PARAGRAPH in {change.old, change.new} and change.kind is ChangeKind.ATTRIBUTE:
                found = _opens_so(change.key, spots, now)
            elif change.kind in _WHOLE:
                here = change.key in keys
                found = change.id in made or here is (change.kind is ChangeKind.ADDED)
            else:
                found = change.key not in keys or _is_made(change, made.get(change.id))
            if not found:
                was = change.old or ""
                claim = Claim(n, version.hand, change.new or "")
                yield MergeConflict(ConflictKind.UNPLACED, change.key, (), was, (claim,), was)


def _told(keys: set[str], *sides: _Spots) -> set[str]:
    """Return the keys of conflicts, and of all that stands in the blocks of these."""
    found = set(keys)
    for spots in sides:
        within: set[str] = set()
        for name, spot in spots.items():
            key = getattr(spot.node, "key", "")
            if spot.slot[0] in within or key in keys:
                within.add(name)
                found.add(key)
    return found


def _keys(change: Change) -> set[str]:
    """Return the keys of the block of `change` and of the one that holds it, as far as they show it."""
    return {
        change.key,
        change.key.rpartition("/")[0],
        change.key.rpartition(".")[0],
        change.key.split(".")[-1],
    }


def _key(name: str, spot: Spot) -> str:
    """Return the key of a block as changes have it: that of a row, cell or column with that of its table."""
    kind, _, key = name.partition(":")
    return (
        key.replace("|column:", "/").replace("|", ".")
        if kind in _IN_TABLES
        else getattr(spot.node, "key", "")
    )


def _stands_so(key: str, spots: _Spots, now: _Spots) -> bool:
    """Return whether the block `key` stands behind what it stands behind in a version, and in the same block.

    One that is gone has no place: what was moved is then what stood beside it.
    """
    places = {name: n for n, name in enumerate(now)}
    for name, spot in spots.items():
        if _key(name, spot) != key or name not in now:
            continue
        if now[name].slot != spot.slot:
            return False
        before = spot.previous
        while before and (before not in now or now[before].slot != spot.slot):
            before = spots[before].previous
        return not before or places[before] < places[name]
    return True


def _opens_so(key: str, spots: _Spots, now: _Spots) -> bool:
    """Return whether a paragraph begins at the block `key` if it does so in a version."""
    return all(
        now[name].opens == spot.opens
        for name, spot in spots.items()
        if name in now and _key(name, spot) == key
    )


def _is_made(change: Change, found: Change | None) -> bool:
    """Return whether the merged document has what `change` says; `found` is what it has of the same."""
    if found is None:
        return False
    if found.new == change.new:
        return True
    if change.kind in {ChangeKind.TEXT, ChangeKind.DEPARTMENT}:
        words = [Counter(tokens(text or "")) for text in (change.old, change.new, found.new)]
        return not (words[1] - words[0] - words[2])
    return False
