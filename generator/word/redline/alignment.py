"""Align the paragraphs, tables and rows of two files: those under the same bookmark are the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from lxml import etree

from generator.diff.order import longest_increasing_subsequence
from generator.diff.sequences import Opcode, opcodes
from generator.word.ooxml.names import BOOKMARK
from generator.word.redline.revisions import W
from generator.word.redline.spans import text_of

_TAKEN = etree.Element("taken")


@dataclass(eq=False)
class AlignedElement:
    """Hold a paragraph, a table or a row with what it is aligned by."""

    element: etree._Element

    def take(self) -> etree._Element:
        """Return the element out of its tree and forget it: two trees and a copy of one are much memory."""
        element, self.element = self.element, _TAKEN
        parent = element.getparent()
        assert parent is not None  # noqa: S101  # it stood in a body, a cell, a box or a table
        parent.remove(element)
        return element

    @cached_property
    def names(self) -> list[str]:
        """Return the bookmarks of its blocks; an entry of the contents is known by where it leads.

        A table is known by its first bookmark, since what it holds may be in another one now.
        """
        marks = self.element.iter(f"{W}bookmarkStart", f"{W}hyperlink")
        links = (str(e.get(f"{W}name") or f"#{e.get(f'{W}anchor')}") for e in marks)
        found = [name for name in links if name.startswith((BOOKMARK, f"#{BOOKMARK}"))]
        return found[:1] if self.element.tag == f"{W}tbl" else found

    @cached_property
    def look(self) -> tuple[str, str]:
        """Return its tag and the style of its first paragraph."""
        style = next(self.element.iter(f"{W}pStyle"), None)
        return str(self.element.tag), "" if style is None else str(style.get(f"{W}val"))

    @cached_property
    def text(self) -> str:
        """Return its text, paragraphs separated by line breaks."""
        if self.element.tag == f"{W}p":
            return text_of(self.element)
        return "\n".join(map(text_of, self.element.iter(f"{W}p")))


@dataclass(frozen=True, slots=True)
class Alignment:
    """Hold the old index for each new one that has one; those that `stay` have kept their order."""

    olds: dict[int, int]
    stay: set[int]


def align(old: Sequence[AlignedElement], new: Sequence[AlignedElement], *, ends: bool) -> Alignment:
    """Align the elements `new` with `old`; if `ends` is set the last of each are the same in any case."""
    olds = _by_bookmark(old, new)
    if ends and old and new:
        olds = {n: o for n, o in olds.items() if o != len(old) - 1}
        olds[len(new) - 1] = len(old) - 1
    stay = _in_order(olds, new)
    olds |= _between(old, new, olds, stay)
    return Alignment(olds, _in_order(olds, new))


def _by_bookmark(old: Sequence[AlignedElement], new: Sequence[AlignedElement]) -> dict[int, int]:
    places: dict[str, int] = {}
    for n, line in enumerate(old):
        for name in line.names:
            places.setdefault(name, n)
    found: dict[int, int] = {}
    taken: set[int] = set()
    for n, line in enumerate(new):
        known = (places[name] for name in line.names if name in places)
        place = next((p for p in known if p not in taken and old[p].look[0] == line.look[0]), None)
        if place is not None:
            found[n] = place
            taken.add(place)
    return found


def _in_order(olds: dict[int, int], new: Sequence[AlignedElement]) -> set[int]:
    """Return the indices of those of `new` that kept their order, as many as can be, and rather the tables.

    Of two neighbours that changed places it is the one that now stands behind, as comparisons tell it.
    """
    news = sorted(olds, key=olds.__getitem__, reverse=True)
    weights = [int(new[n].element.tag == f"{W}tbl") for n in news]
    return {news[n] for n in longest_increasing_subsequence([-n for n in news], weights)}


def _between(
    old: Sequence[AlignedElement], new: Sequence[AlignedElement], olds: dict[int, int], stay: set[int]
) -> dict[int, int]:
    """Return pairs of elements without bookmarks between the same elements, alike in look if not in words."""
    found: dict[int, int] = {}
    taken = set(olds.values())
    fixed = [(-1, -1), *((n, olds[n]) for n in sorted(stay)), (len(new), len(old))]
    for (start, first), (stop, last) in pairwise(fixed):
        news = [n for n in range(start + 1, stop) if n not in olds and not new[n].names]
        rest = [o for o in range(first + 1, last) if o not in taken and not old[o].names]
        found |= {news[n]: rest[o] for n, o in _alike([old[o] for o in rest], [new[n] for n in news])}
    return found


def _alike(olds: list[AlignedElement], news: list[AlignedElement]) -> list[tuple[int, int]]:
    """Return pairs (new, old) of elements with the same text, and between these of the same look."""
    if not olds or not news:
        return []
    before, after = [(o.look, o.text) for o in olds], [(n.look, n.text) for n in news]
    found: list[tuple[int, int]] = []
    for step in opcodes(before, after):
        if step.same:
            found += _paired(step, 0, 0)
        else:
            looks = (
                [b[0] for b in before[step.start : step.end]],
                [a[0] for a in after[step.begin : step.stop]],
            )
            for inner in opcodes(*looks):
                found += _paired(inner, step.start, step.begin) if inner.same else ()
    return found


def _paired(step: Opcode, old: int, new: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs (new, old) of the equal stretch `step`, counted from the offsets `old` and `new`."""
    return zip(range(new + step.begin, new + step.stop), range(old + step.start, old + step.end), strict=True)
