"""Say under which headings a block stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.diff.merging.spots import ROOT, Spot, key_of, spots_of
from generator.document import Document


def headings_above(
    base: Document, merged: Document, versions: Sequence[Document]
) -> dict[str, tuple[str, ...]]:
    """Return the headings above every block by its key, as the first of these documents that has it says."""
    found: dict[str, tuple[str, ...]] = {}
    for document in (merged, base, *versions):
        spots = spots_of(document)
        for spot in spots.values():
            if (key := key_of(spot)) and key not in found:
                found[key] = tuple(reversed([*_above(spot, spots)]))
    return found


def _above(spot: Spot, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Yield the headings above a spot, the nearest first."""
    while spot.slot[0] not in {"", ROOT}:
        spot = spots[spot.slot[0]]
        if heading := f"{getattr(spot.node, 'number', '')}{getattr(spot.node, 'title', '')}":
            yield heading
