"""Keys for what has none: blocks typed by hand, and sentences that only their place names.

A key comes from the outline, and two blocks are the same if their keys are. Only where at least one of two
blocks has no key of its own does it matter how much alike they are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias, TypeVar

from rapidfuzz import fuzz, process

from generator.document import (
    OWN,
    Block,
    Box,
    Division,
    Document,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Node,
    Paragraph,
    Passage,
    Task,
    TaskTable,
    children,
    map_children,
    plain,
)

HAND = "hand:"
_ALIKE = 60  # of 100: two texts that share less are not the same sentence written anew
_BEST = 200  # of the blocks that are alike; thousands of the same words would make millions of pairs
_SAME_KEY = 20  # what a key made from the same place is worth
_Held = TypeVar("_Held", bound=Node)
_FAMILIES = (Division, Box, Group, Item, IndicatorRow, Passage, Task)


_Family: TypeAlias = tuple[type, str | None]
"""A kind of block, all divisions being one; of rows, with the key of their table."""


@dataclass(slots=True)
class _Block:
    """A block with a key, what it can be the same as, and the words by which it is recognised."""

    family: _Family
    key: str
    words: str

    @property
    def named(self) -> bool:
        """Whether its key comes from the outline."""
        return bool(self.key) and OWN not in self.key and not self.key.startswith(HAND)

    @property
    def id(self) -> tuple[_Family, str]:
        return self.family, self.key


def settle(documents: Sequence[Document]) -> list[Document]:
    """The same documents, in which every block has a key of its own, and what is the same has the same key.

    Each document is compared with the one before it.
    """
    versions = [list(_blocks(document)) for document in documents]
    fresh = count(1)
    for blocks in versions:
        _unique(blocks)
    before: list[_Block] = []
    for blocks in versions:
        _adopt(before, blocks, fresh)
        before = blocks
    keys = (iter([block.key for block in blocks]) for blocks in versions)
    return list(map(_rekeyed, documents, keys))


def _unique(blocks: list[_Block]) -> None:
    """A key that comes again within a document is counted."""
    seen: Counter[tuple[_Family, str]] = Counter()
    for block in blocks:
        if block.key:
            seen[block.id] += 1
            if seen[block.id] > 1:
                block.key = f"{block.key}~{seen[block.id]}"


def _adopt(before: list[_Block], after: list[_Block], fresh: Iterator[int]) -> None:
    """Give blocks the keys of those before that are the same; others that have none get a new one."""
    known = {block.id for block in before}
    taken = {block.id for block in after if block.named}
    olds, news = defaultdict(list), defaultdict(list)
    for block in before:
        if not block.named or block.id not in taken:
            olds[block.family].append(block)
    for block in after:
        if not block.named or block.id not in known:
            news[block.family].append(block)
    pairs = [pair for family in news for pair in _pairs(olds[family], news[family])]
    for old, new in pairs:
        new.key = old.key
    paired = {id(new) for _, new in pairs}
    for block in after:
        if not block.named and id(block) not in paired and (not block.key or block.id in known):
            block.key = f"{HAND}{next(fresh)}"


def _pairs(olds: list[_Block], news: list[_Block]) -> list[tuple[_Block, _Block]]:
    """Blocks that are the same though not both have a key of their own: the most alike first."""
    words = [new.words for new in news]
    found = [
        (-(score + _SAME_KEY * (old.key == news[j].key)), abs(i - j), i, j)
        for i, old in enumerate(olds)
        for _, score, j in process.extract(
            old.words, words, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_BEST
        )
        if not (old.named and news[j].named)
    ]
    pairs, used, spent = [], set(), set()
    for _, _, i, j in sorted(found):
        if i not in used and j not in spent:
            used.add(i)
            spent.add(j)
            pairs.append((olds[i], news[j]))
    return pairs


def _blocks(node: Node, table: str | None = None) -> Iterator[_Block]:
    """Yield every block below a node that can be typed by hand, in printed order; rows belong to a table."""
    for child in children(node):
        if isinstance(child, _FAMILIES):
            kind = Division if isinstance(child, Division) else type(child)
            yield _Block((kind, table), child.key, _words(child))
        yield from _blocks(child, child.key if isinstance(child, IndicatorTable | TaskTable) else None)


def _rekeyed(node: _Held, keys: Iterator[str]) -> _Held:
    """Return a node whose blocks have the next keys, in the order of `_blocks`."""
    return map_children(node, lambda child: _rekeyed_child(child, keys))


def _rekeyed_child(child: Node, keys: Iterator[str]) -> Node:
    if isinstance(child, _FAMILIES):
        child = replace(child, key=next(keys))
    made = _rekeyed(child, keys)
    if isinstance(made, Paragraph) and (not made.key or OWN in made.key) and made.passages:
        made = replace(made, key=f"{made.passages[0].key}¶")
    return made


def _words(block: Node) -> str:
    """The words by which a block is recognised: its title, or its text where it has none."""
    match block:
        case Passage() | Task():
            return plain(block.runs)
        case IndicatorRow():
            return plain(run for cell in block.cells if cell.column == "name" for run in cell.runs)
        case Item():
            return block.title + _text(block.body)
        case Division() if not block.title:
            return _text(block.body)
        case Division() | Box() | Group():
            return block.title
        case _:
            return ""


def _text(blocks: Iterable[Block]) -> str:
    return plain(run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
