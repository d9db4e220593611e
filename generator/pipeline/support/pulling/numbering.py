"""Number changes so that a number means the same in the next run, when some of them are taken."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from generator.diff import Change

_Matter = Callable[[Change], Hashable]
# By what a change is known to be one of those before, the surest first.
_MATTERS: tuple[_Matter, ...] = (
    lambda change: (change.id, change.new),
    lambda change: (change.kind, change.block, change.old, change.new),
    lambda change: change.id,
)


def numbers_of(changes: Sequence[Change], carried: Sequence[Change], last: int) -> list[int]:
    """Return the number of each of `changes`, from 1: its place among `carried`.

    These are all that a person changed in the draft that the file carries, whatever the profile has of it.
    What is none of them has a number behind `last`, in order.
    """
    found: dict[int, int] = {}
    free = dict(enumerate(carried, start=1))
    for matter in _MATTERS:
        for n, number in _pairs(changes, free, found, matter):
            found[n] = number
            del free[number]
    rest = iter(range(last + 1, last + len(changes) + 1))
    return [found[n] if n in found else next(rest) for n in range(len(changes))]


def _pairs(
    changes: Sequence[Change], free: dict[int, Change], found: dict[int, int], matter: _Matter
) -> Iterator[tuple[int, int]]:
    """Yield the places of changes without a number, and the free numbers of those that are equal by `matter`.

    An equal change at several places is known by any of them.
    """
    known: dict[Hashable, int] = {}
    for number, change in reversed(free.items()):
        known |= {matter(each): number for each in (*reversed(change.alike), change)}
    used: set[int] = set()
    for n, change in enumerate(changes):
        if n in found:
            continue
        numbers = (known.get(matter(each), 0) for each in (change, *change.alike))
        if number := next((each for each in numbers if each and each not in used), 0):
            used.add(number)
            yield n, number
