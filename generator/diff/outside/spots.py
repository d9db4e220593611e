"""List the blocks of a plan, each with the words by which it is known and the block it stands in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from generator.diff.nodes import DUTIES
from generator.document import (
    Block,
    Box,
    Division,
    Document,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Node,
    Paragraph,
    Part,
    Passage,
    Task,
    TaskTable,
    children,
    plain,
)

Identify = Callable[[str], str]
"""Return by the name of an indicator which one it is, "" for one that nobody knows."""

_SENTENCE = 8  # characters, the fewest by which a sentence says what block it stands in
_UNIT = re.compile(r"[（(][^（()）]*[）)]\s*$")
_RESULT = "result"  # the column of a table of what the last period reached


@dataclass(slots=True, eq=False)
class Spot:
    """Hold a block: its family, the words by which it is known, the block above it, its place in print.

    `known` says that its words are the id of an indicator, `held` are the sentences below it, `partner` is
    the same block of the other plan.
    """

    node: Node
    family: str
    words: str
    above: Spot | None
    depth: int
    place: int
    known: bool = False
    held: set[str] = field(default_factory=set)
    partner: Spot | None = None


def spots_of(document: Document, identify: Identify) -> list[Spot]:
    """Return every block that can have a partner, in printed order, each before what it holds."""
    found: list[Spot] = []
    for part in document.parts:
        _add(part, None, found, identify)
    return found


def _add(node: Node, above: Spot | None, found: list[Spot], identify: Identify) -> None:
    if family := family_of(node):
        name = identify(_name(node)) if isinstance(node, IndicatorRow) else ""
        words = name or folded(_words(node))
        depth = above.depth + 1 if above else 0
        above = Spot(node, family, words, above, depth, len(found), known=bool(name))
        found.append(above)
        if isinstance(node, Passage) and len(words) >= _SENTENCE:
            _hold(above, words)
    for child in children(node):
        _add(child, above, found, identify)


def _hold(spot: Spot, words: str) -> None:
    """Note the sentence `words` for every block in which `spot` stands."""
    holder = spot.above
    while holder:
        holder.held.add(words)
        holder = holder.above


def folded(text: str) -> str:
    """Return the letters and digits of `text`, as wide as they should be."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def family_of(node: Node) -> str:
    """Return of what kind a block can be the same as another, "" for what has no partner of its own."""
    match node:
        case Division():
            return "division"
        case IndicatorTable() | TaskTable():
            return "table"
        case Passage():
            return "" if node.key.endswith(DUTIES) else "passage"
        case Box() | Group() | Item() | IndicatorRow() | Task():
            return type(node).__name__.lower()
        case _:
            return "part" if isinstance(node, get_args(Part)) else ""


def _words(node: Node) -> str:
    """Return the words by which a block is known: its title, or its text if it has none."""
    match node:
        case Letter() | IndicatorTable():
            return f"{type(node).__name__}{_role(node)}"
        case IndicatorRow():
            return _UNIT.sub("", _name(node))
        case Passage() | Task():
            return plain(node.runs)
        case Division() | Item() if not node.title:
            return "".join(_text(node.body))
        case Division() | Box() | Group() | Item():
            return node.title
        case _:
            return type(node).__name__


def _role(node: Letter | IndicatorTable) -> str:
    """Return what tells a letter or a table from others of its kind: a cover, results of the last period."""
    if isinstance(node, Letter):
        return node.look
    return _RESULT if any(column.id == _RESULT for column in node.columns) else ""


def _name(row: IndicatorRow) -> str:
    return plain(run for cell in row.cells if cell.column == "name" for run in cell.runs)


def _text(blocks: tuple[Block, ...]) -> Iterator[str]:
    return (plain(block.runs) for block in blocks if isinstance(block, Paragraph))
