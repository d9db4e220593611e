"""What in two profiles explains a change: a figure, a row, a part or words that they say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.diff.changes import Change, ChangeKind, ProfileChange

_FIGURE = re.compile(r"\{[\w.-]+\}")
_SWEEPING = ("period", "locality.kind", "locality.setting")  # what the words of a whole plan hang on


class SourceFinder:
    """Finds, among what profiles say otherwise, what a change comes from.

    `sweeping` is what all words of a plan hang on, where they say that otherwise: the period, the kind.
    """

    def __init__(self, changed: Sequence[ProfileChange]) -> None:
        self._changed = changed
        self._exact: dict[str, int] = {}
        self._containing: dict[str, int] = {}
        self._values: dict[str, int] = {}
        for n, source in enumerate(changed):
            self._exact.setdefault(source.path, n)
            for path in _above(source.path):
                self._containing.setdefault(path, n)
            for value in filter(None, (source.old, source.new)):
                self._values.setdefault(value, n)
        swept = (self._exact[path] for path in _SWEEPING if path in self._exact)
        self.sweeping = next((changed[n] for n in swept), None)
        longest_first = sorted(changed, key=lambda source: -len(source.old) - len(source.new))
        self._lost_and_gained = [(s, _FIGURE.split(s.old), _FIGURE.split(s.new)) for s in longest_first]

    def source(self, change: Change) -> ProfileChange | None:
        """The source of a change; a move has none."""
        if change.kind is ChangeKind.MOVED:
            return None
        for found in (self._by_path(change), self._by_key(change)):
            if places := [place for place in found if place is not None]:
                return self._changed[min(places)]
        return self._by_words(change) or (self._changed[0] if len(self._changed) == 1 else None)

    def _by_path(self, change: Change) -> Iterator[int | None]:
        """Where the path of a figure stands, or of something in it or around it (achievements.x.value)."""
        for figure in change.figures:
            yield self._containing.get(figure)
            yield from map(self._exact.get, _above(figure))

    def _by_key(self, change: Change) -> Iterator[int | None]:
        """Where a path or what it says names the block: indicators.x, or a part by its form."""
        yield self._containing.get(change.key)
        yield self._values.get(change.key)

    def _by_words(self, change: Change) -> ProfileChange | None:
        """The source whose old words a change has lost and whose new it has won; else one of either."""
        either = None
        for source, olds, news in self._lost_and_gained:
            lost, gained = _lost_and_gained(change, olds, news)
            if lost >= bool(source.old) and gained >= bool(source.new):
                return source
            either = either or (source if lost or gained else None)
        return either


def _above(path: str) -> Iterator[str]:
    """A path and all that it lies in."""
    while path:
        yield path
        path = path.rpartition(".")[0]


def _lost_and_gained(change: Change, olds: Sequence[str], news: Sequence[str]) -> tuple[bool, bool]:
    """Whether the words of a change have lost what a profile no longer says, and won what it says now.

    What it says stands in pieces between the figures that it names in braces.
    """
    old, new = change.old or "", change.new or ""
    return _gone(olds, old, new), _gone(news, new, old)


def _gone(pieces: Sequence[str], there: str, elsewhere: str) -> bool:
    """Whether all pieces stand in one text and not all in the other; none never do."""
    return any(pieces) and all(p in there for p in pieces) and not all(p in elsewhere for p in pieces)
