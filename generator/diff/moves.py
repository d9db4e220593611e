"""Find which blocks of a document have moved, as a person would say it: as few as possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from generator.diff.nodes import PrintedNode, printed_words
from generator.diff.order import moved

_PASSAGE = "passage"
_OF_TABLES = {"row", "cell", "task", "heading"}


@dataclass(frozen=True, slots=True)
class Placed:
    """Hold a node with its unique name, its parent's name, the headings above it, the node before it."""

    name: str
    node: PrintedNode
    parent: str
    where: tuple[str, ...]
    previous: PrintedNode | None


Placing: TypeAlias = Mapping[str, Placed]
"""The nodes of a document by their unique names, in printed order."""


def moved_blocks(old: Placing, new: Placing) -> set[str]:
    """Return the names of nodes that have another parent, or moved among the nodes that stayed.

    What only stands under another heading because that one came, went or moved has not, nor has a passage
    that is printed where it was: at the end of a block, or behind it.
    """
    both = old.keys() & new.keys()
    found = {name for name in both if old[name].parent != new[name].parent}
    olds, news = (_children(side, both - found) for side in (old, new))
    among = (
        moved(olds[parent], children, lambda name: _weight(new[name])) for parent, children in news.items()
    )
    every = found.union(*among)
    if found:
        across = moved(list(old), list(new))
        every |= _dragged(found - across, across, (old, new))
        every -= {name for name in found - across if _is_regrouped(name, every, (old, new))}
        every -= _printed_where_it_was(found, old, new)
    return every


def _printed_where_it_was(names: set[str], old: Placing, new: Placing) -> set[str]:
    """Return those passages among `names` that follow the same passage in print as before."""
    before, after = (
        {behind: first for first, behind in pairwise(side) if side[first].node.block == _PASSAGE}
        for side in (old, new)
    )
    passages = {name for name in names if new[name].node.block == _PASSAGE and name in before}
    return {name for name in passages if before[name] == after.get(name)}


def _dragged(regrouped: set[str], across: set[str], sides: tuple[Placing, Placing]) -> set[str]:
    """Return the headings `across` the others that somebody dragged past some of the blocks `regrouped`.

    That is one move, however many blocks stand under another heading since.
    """
    passed = Counter(
        heading
        for name in regrouped
        for heading in {side[name].parent for side in sides} & across
        if all(heading in side for side in sides)
    )
    return {heading for heading, count in passed.items() if count > 1}


def _weight(placed: Placed) -> int:
    """Return how much there is of a node: of two that changed places, it is the shorter that moved.

    Rows, cells and headings of a table are all alike.
    """
    node = placed.node
    return 0 if node.block in _OF_TABLES else len(printed_words(node)).bit_length()


def _is_regrouped(name: str, elsewhere: set[str], sides: tuple[Placing, Placing]) -> bool:
    """Return whether a heading above a node came or went, or is now `elsewhere`."""
    before, after = (side[name].parent for side in sides)
    return before not in sides[1] or after not in sides[0] or not elsewhere.isdisjoint({before, after})


def _children(side: Placing, among: set[str]) -> dict[str, list[str]]:
    """Return the names of the children of each node, by its name, as far as they are in `among`."""
    found: dict[str, list[str]] = {}
    for name, placed in side.items():
        if name in among:
            found.setdefault(placed.parent, []).append(name)
    return found
