"""Judge whether a merged document shows where a version put a block: pair by pair, against the base."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from generator.diff.merging.spots import Spot, key_of, slots_of
from generator.diff.order import longest_increasing_subsequence

_Spots = Mapping[str, Spot]


class _Passed(NamedTuple):
    """Hold the ids of what a block went past in a version: towards the beginning (`up`), and `down`."""

    up: frozenset[str]
    down: frozenset[str]


class Orders:
    """Know in which order blocks stand in the base, in the merged document and in each of `versions`.

    Which block of several moved cannot be seen from two orders; that one went past another can. `disputed`
    are the keys of blocks over which there is a conflict: where they stand is not asked.
    """

    def __init__(
        self, base: _Spots, merged: _Spots, versions: Sequence[_Spots], disputed: Collection[str]
    ) -> None:
        self._base, self._merged, self._versions = base, merged, versions
        self._disputed = disputed
        self._places = [_places(spots) for spots in (base, merged, *versions)]

    def shows(self, key: str, n: int) -> bool:
        """Return whether the block `key` stands as in the `n`-th version, as far as that put it there.

        It has to stand in the same block, past what it went past. Where others may have put something past
        the same, in the same direction, either may stand first.
        """
        names = [name for name, spot in self._versions[n].items() if key_of(spot) == key]
        return all(self._stands(name, n) for name in names if name in self._merged)

    def _stands(self, name: str, n: int) -> bool:
        spot = self._versions[n][name]
        if self._merged[name].slot != spot.slot:
            return False
        if name not in self._base or self._base[name].slot != spot.slot:
            return self._stands_among(name, n)
        passed, made = self._passed(name, n + 2), self._passed(name, 1)
        return not any(
            self._is_lost(other, went, n, up=up)
            for up, went, done in ((True, passed.up, made.up), (False, passed.down, made.down))
            for other in went - done
        )

    def _is_lost(self, other: str, went: frozenset[str], n: int, *, up: bool) -> bool:
        """Return whether a block should stand past the `other`, among what it `went` past `up` or down."""
        if not self._is_settled(other, self._versions[n][other].slot):
            return False
        others = [m + 2 for m in range(len(self._versions)) if m != n]
        rivals = (self._passed(other, m) for m in others if self._may_have_moved(other, m))
        return not any(went & (rival.up if up else rival.down) for rival in rivals)

    def _stands_among(self, name: str, n: int) -> bool:
        """Return whether what came into a slot stands behind and before its neighbours of the base there.

        Where others may have moved one of them, the other one is enough.
        """
        slot = self._versions[n][name].slot
        theirs, ours = self._places[n + 2][slot], self._places[1][slot]
        known = [other for other in theirs if other in self._base and other in ours]
        before = next((other for other in reversed(known) if theirs[other] < theirs[name]), None)
        after = next((other for other in known if theirs[other] > theirs[name]), None)
        beside = {each: (ours[each] < ours[name]) is (each == before) for each in (before, after) if each}
        moved = any(self._has_moved(other, n) for other in beside)
        return any(beside.values()) if moved else all(beside.values())

    def _has_moved(self, other: str, n: int) -> bool:
        """Return whether a version other than the `n`-th may have moved a block of the base."""
        return any(self._may_have_moved(other, m + 2) for m in range(len(self._versions)) if m != n)

    def _may_have_moved(self, name: str, side: int) -> bool:
        """Return whether a block went past another one and, of the fewest that moved, may be one."""
        if not any(self._passed(name, side)):
            return False
        slot = self._base[name].slot
        was, now = self._places[0][slot], self._places[side][slot]
        order = [now[other] for other in was if other in now]
        rest = [now[other] for other in was if other in now and other != name]
        stayed, without = map(longest_increasing_subsequence, (order, rest))
        return len(stayed) == len(without)

    def _is_settled(self, name: str, slot: tuple[str, str]) -> bool:
        """Return whether a block stands in `slot` in the merged document, and nobody is asked about it."""
        return name in self._places[1].get(slot, {}) and key_of(self._merged[name]) not in self._disputed

    def _passed(self, name: str, side: int) -> _Passed:
        """Return what a block went past, in the slot in which it was, on one of the sides."""
        slot = self._base[name].slot
        was, now = self._places[0][slot], self._places[side].get(slot, {})
        if name not in now:
            return _Passed(frozenset(), frozenset())
        others = was.keys() & now.keys()
        up = {other for other in others if was[other] < was[name] and now[name] < now[other]}
        down = {other for other in others if was[name] < was[other] and now[other] < now[name]}
        return _Passed(frozenset(up), frozenset(down))


def _places(spots: _Spots) -> dict[tuple[str, str], dict[str, int]]:
    """Return the place of every block in its slot."""
    return {slot: {name: n for n, name in enumerate(names)} for slot, names in slots_of(spots).items()}
