"""Tell whose county is whose: which of some places make up another one, so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from generator.library.divisions import (
    COUNTRY,
    AdministrativeDivision,
    divisions_below,
    find_divisions,
    full_names,
)
from generator.library.lexicon import Locality, tiers

_PLACES = 10_000  # that are looked up once; there are 3,200 divisions
_Path = tuple[str, ...]  # the name of a place behind those of the levels above it, the highest first


class Standing(StrEnum):
    """Name how a place stands to another that may have it below."""

    PART = "part"  # it counts
    WITHIN = "within"  # it counts in another of the places given
    ELSEWHERE = "elsewhere"  # it is below another place
    NOT_BELOW = "not-below"  # it is that place itself, or as high or higher
    TWICE = "twice"  # another file of the same place counts


class Stand(NamedTuple):
    """Hold how a place stands; `other` is what it is within or below, or the number of the file that counts.

    One that counts is not `listed` where the divisions know what the whole has below, and it is not there.
    """

    standing: Standing
    other: str = ""
    listed: bool = True


class Levels(NamedTuple):
    """Hold how each of some places stands to a whole, in their order, and which divisions are `missing`.

    A prefecture or province is missing where neither itself nor anything in it is given, else the rest of it.
    """

    stands: tuple[Stand, ...]
    missing: tuple[AdministrativeDivision, ...]

    @property
    def parts(self) -> list[int]:
        """Return the numbers of the places that count, in their order."""
        return [number for number, stand in enumerate(self.stands) if stand.standing is Standing.PART]


@lru_cache(_PLACES)
def full_path(place: Locality) -> _Path:
    """Return the name of `place` behind the full names of the levels above, as far as they can be known.

    What its profile leaves out is taken from the divisions, if they have one such place alone. The country is
    above all levels, and has none.
    """
    if place.tier == COUNTRY:
        return ()
    given = full_names(place.upper)
    fitting = [
        each
        for each in find_divisions(place.name)
        if each.tier == place.tier and set(given) <= set(each.upper)
    ]
    return _path(fitting[0]) if len(fitting) == 1 else (*given, place.name)


def levels(whole: Locality, places: Sequence[Locality], ranks: Sequence[str] = ()) -> Levels:
    """Return how `places` stand to `whole`, whatever their order.

    Of several files of one place that with the greatest of the `ranks` counts (of equal ranks the last).
    """
    top, paths = full_path(whole), [full_path(place) for place in places]
    order = [*tiers(), COUNTRY]
    apart = [
        _apart(top, path) if order.index(place.tier) < order.index(whole.tier) else Stand(Standing.NOT_BELOW)
        for place, path in zip(places, paths, strict=True)
    ]
    below = [number for number, stand in enumerate(apart) if stand is None]
    counting = _counting(below, paths, ranks or [""] * len(paths))
    given = {paths[number][-1] for number in below}
    listed = {_path(each) for each in _all_below(top)}
    stands = list(_stands(top, paths, apart, counting, given, listed))
    return Levels(tuple(stands), tuple(_missing(top, {paths[number] for number in below})))


def _stands(  # noqa: PLR0913, PLR0917  # what is known of all the places, to tell of each
    top: _Path,
    paths: list[_Path],
    apart: list[Stand | None],
    counting: dict[_Path, int],
    given: set[str],
    listed: set[_Path],
) -> Iterator[Stand]:
    """Yield how each place stands, by what is known of all of them."""
    for number, (path, stand) in enumerate(zip(paths, apart, strict=True)):
        if stand:
            yield stand
        elif counting[path] != number:
            yield Stand(Standing.TWICE, str(counting[path]))
        elif within := [name for name in _between(top, path) if name in given]:
            yield Stand(Standing.WITHIN, within[-1])
        else:
            yield Stand(Standing.PART, listed=not listed or path in listed)


def _apart(top: _Path, path: _Path) -> Stand | None:
    """Return how a place stands that is below others than `top`; None if it is, or may be, below `top`."""
    if not top:  # everything is below the country
        return None
    above, name = path[:-1], top[-1]
    before = above[: above.index(name)] if name in above else above
    others = [each for each in before if each not in top]
    return Stand(Standing.ELSEWHERE, others[-1]) if others else None


def _between(top: _Path, path: _Path) -> _Path:
    """Return the levels between `top` and the place itself, the highest first."""
    if not top:
        return path[:-1]
    return path[path.index(top[-1]) + 1 : -1] if top[-1] in path[:-1] else ()


def _counting(below: list[int], paths: list[_Path], ranks: Sequence[str]) -> dict[_Path, int]:
    """Return the number of the file that counts for each place."""
    ordered = sorted(below, key=lambda number: (ranks[number], number))
    return {paths[number]: number for number in ordered}


def _missing(top: _Path, given: set[_Path]) -> Iterator[AdministrativeDivision]:
    """Yield the divisions below `top` that are not among those `given`, in their order."""
    begun = {path[:length] for path in given for length in range(len(path))}
    waiting = [*reversed(_directly_below(top))]
    while waiting:
        each = waiting.pop()
        if _path(each) in given:
            continue
        if _path(each) in begun:
            waiting += reversed(_directly_below(_path(each)))
        else:
            yield each


def _all_below(top: _Path) -> Iterator[AdministrativeDivision]:
    """Yield the divisions below `top`, at every level."""
    for each in _directly_below(top):
        yield each
        yield from _all_below(_path(each))


def _directly_below(path: _Path) -> tuple[AdministrativeDivision, ...]:
    return divisions_below(path)


def _path(division: AdministrativeDivision) -> _Path:
    return (*division.upper, division.name)
