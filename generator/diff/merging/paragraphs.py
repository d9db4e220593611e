"""Know which passages stand in one paragraph, whatever came, went or moved between them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.diff.merging.spots import Spot


def without_implied(
    base: Mapping[str, Spot], spots: Mapping[str, Spot], moved: Collection[str]
) -> dict[str, Spot]:
    """Return the `spots` of a version without the beginnings of paragraphs that nobody made.

    Where what stood before a passage in its paragraph went or moved, it begins the paragraph; where people
    part a paragraph, it stands still behind the same passage. What `moved` itself begins one if it does.
    """
    found: dict[str, Spot] = {}
    for name, spot in spots.items():
        was = base.get(name)
        opens = was and spot.opens and not was.opens and name not in moved
        implied = opens and not _in_one(base, spot.previous, name)
        found[name] = replace(spot, opens=False) if implied else spot
    return found


def parted(
    base: Mapping[str, Spot], children: Iterable[Sequence[str]], opening: Callable[[str], bool | None]
) -> Iterator[str]:
    """Yield the passages before which nothing of their paragraph in the base stands in the merged `children`.

    `opening` says whether a passage begins a paragraph, as far as it is known; None for another block.
    """
    for names in children:
        paragraph: str | None = None
        for name in names:
            was, opens = base.get(name), opening(name)
            if opens is None:
                paragraph = None
            elif was is None:
                paragraph = None if opens else paragraph
            else:
                if not opens and not was.opens and was.paragraph != paragraph:
                    yield name
                paragraph = was.paragraph


def _in_one(base: Mapping[str, Spot], name: str, other: str) -> bool:
    """Return whether two passages stand in one paragraph of the base."""
    return name in base and base[name].paragraph == base[other].paragraph
