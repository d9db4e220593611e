"""Merge where the blocks of several versions stand: what comes, goes and moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.diff.merging.spots import OPENS, ROOT, Slot, Spot, holders_of, slots_of, values_of
from generator.diff.order import moved

Spots = Mapping[str, Spot]


class Structure:
    """Hold the merged children of every slot, and which versions (by their places) did what to which spot.

    `moves` are the spots that moved, `inserted` those that came, `removed` those that went. `kept` are those
    that one version deletes and another edits: they stay, unless `keep` deletes them.
    `split` are those that moved to several places, `lost` those for which no place was found.
    """

    def __init__(self, base: Spots, versions: Sequence[Spots], keep: int | None = None) -> None:
        self._base, self._versions, self._keep = base, versions, keep
        self.inserted: dict[str, list[int]] = defaultdict(list)
        self.moves: dict[str, list[int]] = {}
        self.split: dict[str, list[int]] = {}
        self.lost: list[tuple[int, str]]
        self.kept: dict[str, tuple[list[int], list[int]]] = {}
        self._loose: set[str] = set()
        self._order = {name: n for n, name in enumerate(base)}
        for n, spots in enumerate(versions):
            for name in spots:
                if name not in base:
                    self.inserted[name].append(n)
        wanted = self._wanted_moves()
        self.removed = self._removals(wanted)
        self._choose(wanted)
        self.children: dict[Slot, list[str]] = defaultdict(list)
        self.slots: dict[str, Slot] = {}
        for name, spot in base.items():
            if name not in self.removed and name != ROOT:
                self._append(name, spot.slot)
        self._place_all()

    @property
    def names(self) -> Iterator[str]:
        """Yield the ids of all spots that the merged document holds."""
        yield from (ROOT, *self.slots)

    def passed(self, name: str) -> Iterator[str]:
        """Yield the blocks of the base that stayed, and that `name`, which moved, went past."""
        slot = self.slots[name]
        if self._base[name].slot != slot:
            return
        names = self.children[slot]
        was = {other: n for n, other in enumerate(slots_of(self._base)[slot])}
        place = names.index(name)
        for n, other in enumerate(names):
            if other in was and other not in self.moves and (n < place) != (was[other] < was[name]):
                yield other

    # --- what each version did ------------------------------------------------------------------------

    def _wanted_moves(self) -> dict[str, dict[tuple[Slot, str], list[int]]]:
        """Return, by spot, the places to which versions moved it."""
        wanted: dict[str, dict[tuple[Slot, str], list[int]]] = defaultdict(lambda: defaultdict(list))
        olds = slots_of(self._base)
        for n, spots in enumerate(self._versions):
            news = slots_of(spots)
            within: set[str] = set()
            for slot, names in news.items():
                within |= moved(olds.get(slot, []), names)
            for name, spot in spots.items():
                if name in self._base and (name in within or spot.slot != self._base[name].slot):
                    wanted[name][spot.slot, spot.previous].append(n)
        return wanted

    def _touched(self, wanted: Mapping[str, Mapping[tuple[Slot, str], list[int]]]) -> list[set[str]]:
        """Return for each version the spots that it edited, put in or moved, and all those around them."""
        movers = {(n, name) for name, places in wanted.items() for each in places.values() for n in each}
        found: list[set[str]] = []
        for n, spots in enumerate(self._versions):
            touched: set[str] = set()
            for name, spot in spots.items():
                if name not in self._base or (n, name) in movers or self._edited(name, spot):
                    for tree in (self._base, spots):
                        touched.update(_around(name, tree))
            found.append(touched)
        return found

    def _edited(self, name: str, spot: Spot) -> bool:
        old = self._base[name]
        if old.node == spot.node:
            return False
        before, after = values_of(old), values_of(spot)
        return any(before.get(field) != after.get(field) for field in before | after if field != OPENS)

    def _removals(self, wanted: Mapping[str, Mapping[tuple[Slot, str], list[int]]]) -> dict[str, list[int]]:
        """Return the spots that go, with the versions that delete them; note those that stay all the same."""
        touched = self._touched(wanted)
        removed: dict[str, list[int]] = {}
        kept: set[tuple[int, str]] = set()
        for name, spot in self._base.items():
            for n in [n for n, spots in enumerate(self._versions) if name not in spots]:
                others = [j for j, names in enumerate(touched) if name in names and name in self._versions[j]]
                holders = [*holders_of(spot, self._base)]
                if removed.keys().isdisjoint(holders) and any((n, holder) in kept for holder in holders):
                    kept.add((n, name))
                elif others:
                    deleters, _ = self.kept.setdefault(name, ([], others))
                    deleters.append(n)
                    if n == self._keep:
                        removed.setdefault(name, []).append(n)
                    else:
                        kept.add((n, name))
                else:
                    removed.setdefault(name, []).append(n)
        return removed

    def _choose(self, wanted: Mapping[str, Mapping[tuple[Slot, str], list[int]]]) -> None:
        """Note which moves are made: those on whose place all agree."""
        for name, by_version in wanted.items():
            if name in self.removed:
                continue
            places = self._as_merged(by_version)
            movers = [n for each in places.values() for n in each]
            if len(places) > 1:
                self.split[name] = movers
            if len(places) == 1 or self._keep in movers:
                self.moves[name] = movers if len(places) == 1 else [n for n in movers if n == self._keep]

    def _as_merged(self, places: Mapping[tuple[Slot, str], list[int]]) -> dict[tuple[Slot, str], list[int]]:
        """Return the places to which versions moved a spot, told by what all of these versions have."""
        movers = [n for each in places.values() for n in each]
        found: dict[tuple[Slot, str], list[int]] = defaultdict(list)
        for (slot, previous), versions in places.items():
            for n in versions:
                behind = previous
                while behind and not self._stays(behind, movers):
                    behind = self._versions[n][behind].previous
                found[slot, behind].append(n)
        return found

    def _stays(self, name: str, versions: Sequence[int]) -> bool:
        """Return whether a block of the base is in all of these versions."""
        return name in self._base and all(name in self._versions[n] for n in versions)

    # --- where everything goes ------------------------------------------------------------------------

    def _append(self, name: str, slot: Slot) -> None:
        self.slots[name] = slot
        self.children[slot].append(name)

    def _place_all(self) -> None:
        """Move what moved, then put in what came, each behind what it stands behind in its version.

        What moved into what came has to wait for that, and what came into what moved for that.
        """
        placed: dict[str, int] = {}
        before = -1
        while before < len(placed):
            before = len(placed)
            for part in (self.moves, self.inserted):
                for n, spots in enumerate(self._versions):
                    for name, spot in spots.items():
                        if name in placed or n not in part.get(name, ()):
                            continue
                        if self._may_stand(name, spot.slot[0]):
                            self._place(name, spot, n, spots, placed)
                            placed[name] = n
        for name in [name for name in self.moves if name not in placed]:
            self.split[name] = self.moves.pop(name)
        self.lost = [(versions[0], name) for name, versions in self.inserted.items() if name not in placed]

    def _may_stand(self, name: str, holder: str) -> bool:
        """Return whether `holder` is in the merged document and not within `name`."""
        while holder != ROOT:
            if holder == name or holder not in self.slots:
                return False
            holder = self.slots[holder][0]
        return True

    def _place(self, name: str, spot: Spot, n: int, spots: Spots, placed: Mapping[str, int]) -> None:
        if name in self.slots:
            self.children[self.slots[name]].remove(name)
        names = self.children[spot.slot]
        behind = self._anchor(spot, n, spots)
        at = names.index(behind) + 1 if behind else 0
        direct = behind == spot.previous
        while at < len(names) and self._goes_past(names[at], name, n, placed, direct=direct):
            at += 1
        if not direct:
            self._loose.add(name)
        names.insert(at, name)
        self.slots[name] = spot.slot

    def _anchor(self, spot: Spot, n: int, spots: Spots) -> str:
        """Return behind what a spot of a version goes: what it stands behind there, if that is still there.

        Else it is what stood before that, unless another version has moved it.
        """
        behind = first = spot.previous
        while behind:
            stays = behind == first or n in self.moves.get(behind, (n,))
            if stays and self.slots.get(behind) == spot.slot:
                break
            behind = spots[behind].previous
        return behind

    def _goes_past(self, other: str, name: str, n: int, placed: Mapping[str, int], *, direct: bool) -> bool:
        """Return whether a spot goes behind the `other` that stands where it would go.

        It does if another version has put that there; if it is `direct` behind what it stood behind, and new,
        what others moved or put behind something else does not come between them. It goes past what its own
        version deleted too: if it moved, or if that stood before what it stood behind.
        """
        by_others = placed.get(other, n) != n
        if name in self._base:
            return by_others or other not in self._versions[n]
        if not direct and other not in self._versions[n] and self._stood_between(other, name, n):
            return True
        return by_others and not (direct and (other in self._base or other in self._loose))

    def _stood_between(self, other: str, name: str, n: int) -> bool:
        """Return whether the `other` stood in the base before what a new spot of a version stands behind."""
        behind = self._versions[n][name].previous
        while behind and behind not in self._base:
            behind = self._versions[n][behind].previous
        return bool(behind) and other in self._base and self._order[other] < self._order[behind]


def _around(name: str, spots: Spots) -> Iterator[str]:
    """Yield `name` and the spots that hold it in a document, if it is there."""
    if spot := spots.get(name):
        yield name
        for holder in holders_of(spot, spots):
            yield from _around(holder, spots)
