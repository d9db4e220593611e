"""Merge versions of one draft: every edit stands in the merged document, or is a conflict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.diff.merging.check import unplaced
from generator.diff.merging.figures import Settled, settle_figures
from generator.diff.merging.headings import headings_above
from generator.diff.merging.keys import share_keys
from generator.diff.merging.numbers import with_numbers
from generator.diff.merging.paragraphs import parted, without_implied
from generator.diff.merging.sides import (
    Claim,
    ConflictKind,
    Fragment,
    Hand,
    MergeConflict,
    Merged,
    Version,
)
from generator.diff.merging.signing import Signatures
from generator.diff.merging.spots import CLASS, OPENS, ROOT, Spot, assemble, key_of, spots_of
from generator.diff.merging.structure import Structure
from generator.diff.merging.tables import with_all_cells
from generator.diff.merging.texts import Merger, words_below
from generator.document import Document, Node, Passage, Stretch


def merge(base: Document, versions: Sequence[Version], keep: int | None = None) -> Merged:
    """Return `versions` of the draft `base` as one document.

    Equal edits are one. Where edits do not go together, a conflict is told, and the base stands, or what the
    version of the place `keep` has. Every edit of every version is in the merged document, or in a conflict:
    that is checked, not assumed.
    """
    keyed, documents = share_keys(base, [version.document for version in versions])
    named = [replace(v, document=d) for v, d in zip(versions, documents, strict=True)]
    settled = settle_figures(keyed, named, keep)
    merging = _Merging(keyed, settled, [spots_of(document) for document in documents], keep)
    document = with_numbers(with_all_cells(merging.document()), keyed, documents)
    conflicts = [*settled.conflicts, *merging.conflicts()]
    conflicts += unplaced(keyed, document, named, conflicts)
    placed = headings_above(keyed, document, documents)
    return Merged(
        keyed,
        document,
        tuple(named),
        tuple(merging.fragments()),
        tuple(replace(c, where=placed.get(c.key, ())) for c in conflicts if c not in merging.repeated),
    )


class _Merging:
    """Merge the spots of versions, whose `figures` are settled, into those of `base`.

    Before that these were `typed`: what they touch is what somebody edited there.
    """

    def __init__(
        self,
        base: Document,
        figures: Settled,
        typed: Sequence[Mapping[str, Spot]],
        keep: int | None,
    ) -> None:
        versions = figures.versions
        self._base = spots_of(base)
        self._structure = Structure(self._base, typed, keep)
        moved = self._structure.moves
        settled = [spots_of(version.document) for version in versions]
        self._spots = [without_implied(self._base, spots, moved) for spots in settled]
        self._left = [spots_of(document) if document != base else {} for document in figures.bases]
        self._signatures = [Signatures(version) for version in versions]
        profiles = frozenset(n for n, version in enumerate(versions) if version.profile)
        self._merger = Merger(self._sign, profiles, keep)
        self._said: dict[str, Mapping[str, Any]] = {}
        for name in self._structure.names:
            spot, sides, fresh = self._sides(name)
            self._said[name] = self._merger.merge(spot, sides, fresh=fresh)
        for name in [*parted(self._base, self._structure.children.values(), self._opens)]:
            self._said[name] = {**self._said[name], OPENS: True}

    def _sides(self, name: str) -> tuple[Spot, list[tuple[int, Spot]], bool]:
        """Return a spot as it was, else as the first version has it, and as the versions have it.

        One that a version deletes and that stays all the same has its figures as that settles them.
        """
        both = enumerate(zip(self._spots, self._left, strict=True))
        sides = ((n, spots.get(name) or left.get(name)) for n, (spots, left) in both)
        found = [(n, spot) for n, spot in sides if spot]
        fresh = name not in self._base
        return (found[0][1] if fresh else self._base[name]), found, fresh

    def _opens(self, name: str) -> bool | None:
        """Return whether a passage begins a paragraph, None for another block."""
        return self._said[name][OPENS] if self._said[name][CLASS] is Passage else None

    def document(self) -> Document:
        """Return the merged document, its numbers apart."""

        def values(name: str) -> tuple[Node, Mapping[str, Any], str]:
            spot = self._sides(name)[0]
            return spot.node, self._said[name], spot.paragraph

        return assemble(self._structure.children, values)

    def _sign(self, version: int, text: str, gone: str, come: str) -> Hand:
        return self._signatures[version].of(text, gone, come)

    def fragments(self) -> Iterator[Fragment]:
        """Yield the texts that the merged document has in other words, or in another place, than the base."""
        yield from self._merger.fragments
        for name, versions in (*self._structure.moves.items(), *self._broken(), *self._passed()):
            yield from self._moved(name, versions)
        for name, versions in self._structure.removed.items():
            spot = self._base[name]
            for line in words_below(spot.node, deep=False):
                yield _whole(spot, line, self._sign(versions[0], "", line, ""), versions, come=False)

    def _passed(self) -> Iterator[tuple[str, list[int]]]:
        """Yield what moved blocks went past, with the movers: it is as well told that it went past them."""
        for name, versions in self._structure.moves.items():
            for other in self._structure.passed(name):
                yield other, versions

    def _moved(self, name: str, versions: list[int]) -> Iterator[Fragment]:
        """Yield the texts of a block that went from one place to another, in whatever words it may stand."""
        spots = [each[name] for each in (self._spots[versions[0]], self._base) if name in each]
        for line in dict.fromkeys(line for spot in spots for line in words_below(spot.node)):
            hand = self._sign(versions[0], line, line, line)
            for come in (True, False):
                yield _whole(spots[0], line, hand, versions, come=come)

    def _broken(self) -> Iterator[tuple[str, list[int]]]:
        """Yield the passages of the paragraphs that versions parted or joined, with these."""
        for names in self._structure.children.values():
            by: list[int] = []
            for name in names:
                was = self._base.get(name)
                if was and was.opens != self._said[name][OPENS]:
                    by = [
                        n
                        for n, spots in enumerate(self._spots)
                        if name in spots and spots[name].opens != was.opens
                    ]
                elif self._said[name][OPENS]:
                    by = []
                if by and name in self._spots[by[0]]:
                    yield name, by

    @property
    def repeated(self) -> Sequence[MergeConflict]:
        """Return the conflicts that are told already."""
        return self._merger.repeated

    def conflicts(self) -> Iterator[MergeConflict]:
        """Yield what does not go together."""
        yield from self._merger.conflicts
        for name, (deleters, editors) in self._structure.kept.items():
            claims = [(n, None) for n in deleters] + [(n, self._spots[n].get(name)) for n in editors]
            yield self._conflict(ConflictKind.DELETED, name, claims)
        for name, movers in self._structure.split.items():
            yield self._conflict(ConflictKind.PLACE, name, [(n, self._spots[n][name]) for n in movers])
        for n, name in self._structure.lost:
            yield self._conflict(ConflictKind.UNPLACED, name, [(n, self._spots[n][name])])

    def _conflict(
        self, kind: ConflictKind, name: str, wanted: Sequence[tuple[int, Spot | None]]
    ) -> MergeConflict:
        """Return the conflict over a whole block, for which `wanted` is what versions have."""
        spot = self._base.get(name)
        base = "\n".join(words_below(spot.node)) if spot else ""
        claims: list[Claim] = []
        for n, own in wanted:
            said = "\n".join(words_below(own.node)) if own else ""
            if kind is ConflictKind.PLACE and own:
                said = self._behind(n, own)
            hand = self._sign(n, said, "" if own else base, said)
            claims.append(Claim(n, hand, said))
        key = key_of(spot or wanted[0][1] or self._base[ROOT])
        return MergeConflict(kind, key, (), base, tuple(claims), base)

    def _behind(self, n: int, spot: Spot) -> str:
        """Return the words behind which a block stands in a version, else those of what holds it."""
        name = spot.previous or spot.slot[0]
        return "\n".join(words_below(self._spots[n][name].node, deep=False))


def _whole(spot: Spot, line: str, hand: Hand, versions: Sequence[int], *, come: bool) -> Fragment:
    """Return the fragment of a text that comes, or goes, as a whole."""
    piece = Stretch(line, before=not come, after=come, author=hand.author, date=hand.date)
    return Fragment(key_of(spot), (piece,), frozenset(versions))
