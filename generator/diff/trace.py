"""Find the profile change behind a change: of a figure, a row, a part, or the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.diff.changes import Change, ChangeKind, ProfileChange

_FIGURE = re.compile(r"\{[\w.-]+\}")
_SWEEPING = ("period", "locality.kind", "locality.setting")  # these affect the wording of the whole plan
_FEW, _MOST = 20, 500_000  # profile changes that are looked at: for each change, and for all together
_NUMBER = 12  # characters of a heading's number at most
_MOVES = {"move", "before", "after", "into"}  # keys of a change to the outline that say where a block goes
_TASK = "task:"  # what the key of a row in the table of tasks has before that of what has the duties
_OMIT = "omit"  # the key that says why an indicator is not listed


class SourceFinder:
    """Find which of the profile changes `changed` a change of the draft comes from.

    `sweeping` is the change that affects the wording of the whole plan (the period, the kind of locality), if
    any.
    """

    def __init__(self, changed: Sequence[ProfileChange]) -> None:
        self._changed = changed
        self._exact: dict[str, int] = {}
        self._containing: dict[str, int] = {}
        self._values: dict[str, int] = {}
        self._targets: dict[tuple[str, bool], int] = {}
        self._within: dict[str, int] = {}
        for n, source in enumerate(changed):
            self._exact.setdefault(source.path, n)
            for path in _above(source.path):
                self._containing.setdefault(path, n)
            for value in filter(None, (source.old, source.new)):
                self._values.setdefault(value, n)
            if source.about:
                moves = source.path.rpartition(".")[2] in _MOVES
                self._targets.setdefault((source.about, moves), n)
            if source.within:
                self._within.setdefault(source.within, n)
        swept = (self._exact[path] for path in _SWEEPING if path in self._exact)
        self.sweeping = next((changed[n] for n in swept), None)
        longest_first = sorted(changed, key=lambda source: -len(source.old) - len(source.new))
        self._lost_and_gained = [(s, _FIGURE.split(s.old), _FIGURE.split(s.new)) for s in longest_first]
        self._left = _MOST

    def source(self, change: Change) -> ProfileChange | None:
        """Return the profile change behind `change`, None if there is none; a move needs one that says so."""
        if change.kind is ChangeKind.MOVED:
            place = self._targets.get((_name(change), True))
            return None if place is None else self._changed[place]
        for found in (self._by_path(change), self._by_key(change)):
            if places := [place for place in found if place is not None]:
                return self._omission(self._changed[min(places)])
        return self._by_words(change) or self._around(change) or self._only

    @property
    def _only(self) -> ProfileChange | None:
        return self._changed[0] if len(self._changed) == 1 else None

    def _around(self, change: Change) -> ProfileChange | None:
        """Return the profile change to the content of the block in which `change` stands."""
        heading = change.where[-1] if change.where and self._within else ""
        titles = (heading[start:] for start in range(min(len(heading), _NUMBER)))
        places = [self._within[title] for title in titles if title in self._within]
        return self._changed[places[0]] if places else None

    def _omission(self, found: ProfileChange) -> ProfileChange:
        """Return the change that leaves out the indicator of `found`, or lists it again; else `found`."""
        group, _, rest = found.path.partition(".")
        omitted = self._exact.get(f"{group}.{rest.partition('.')[0]}.{_OMIT}")
        return found if omitted is None else self._changed[omitted]

    def _by_path(self, change: Change) -> Iterator[int | None]:
        """Yield the indices of profile changes at, within or around a figure's path.

        An example is achievements.x.value for the figure achievements.x.
        """
        for figure in change.figures:
            yield self._containing.get(figure)
            yield from map(self._exact.get, _above(figure))

    def _by_key(self, change: Change) -> Iterator[int | None]:
        """Yield the index of a profile change whose path or value is the key of the block.

        An example is indicators.x, or a part named by its form.
        """
        yield self._containing.get(change.key)
        yield self._values.get(change.key)
        yield self._targets.get((_name(change), False))
        if change.kind is ChangeKind.ATTRIBUTE:  # a passage that joins the paragraph to which it moves
            yield self._targets.get((_name(change), True))

    def _by_words(self, change: Change) -> ProfileChange | None:
        """Return the profile change whose old words the text lost and whose new words it gained.

        Return one that matches either if there is no such change. Once many changes were compared in vain,
        only the longest values are.
        """
        either = None
        most = max(_FEW, self._left)
        for source, olds, news in islice(self._lost_and_gained, most):
            self._left -= 1
            lost, gained = _lost_and_gained(change, olds, news)
            if lost >= bool(source.old) and gained >= bool(source.new):
                return source
            either = either or (source if lost or gained else None)
        return either


def _name(change: Change) -> str:
    """Return the key by which an outline knows the block of `change`: without that of the block around it.

    A row of the table of tasks is known by what has the duties.
    """
    return change.key.rpartition("/" if "/" in change.key else _TASK)[2]


def _above(path: str) -> Iterator[str]:
    """Yield a dotted path and all the paths that contain it, the longest first."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def _lost_and_gained(change: Change, olds: Sequence[str], news: Sequence[str]) -> tuple[bool, bool]:
    """Return whether a change lost the words of an old profile value, and whether it gained the new.

    `olds` and `news` are the pieces of the values between the figures that they name in braces.
    """
    old, new = change.old or "", change.new or ""
    return _gone(olds, old, new), _gone(news, new, old)


def _gone(pieces: Sequence[str], there: str, elsewhere: str) -> bool:
    """Return whether all `pieces` occur in the text `there` and not all in `elsewhere`.

    Return False if every piece is empty.
    """
    return any(pieces) and all(p in there for p in pieces) and not all(p in elsewhere for p in pieces)
