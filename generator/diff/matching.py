"""Assign keys to what has none: blocks typed by hand, and sentences known only by their position.

A key comes from the outline, and two blocks are the same if their keys are. Similarity of texts matters only
where at least one of two blocks has no key of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias, TypeVar

from rapidfuzz import fuzz, process

from generator.base.keys import OWN
from generator.diff.pairing import pair_moved, pair_similar
from generator.document import (
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
_MIN_SIMILARITY = 60  # of 100: two texts with a lower similarity are not versions of one sentence
_EQUAL = 100
_BEST = 200  # similar blocks considered; thousands with the same text would make millions of pairs
_MOST_STEPS = 50_000_000  # of comparing each text with each, half a second; real plans need 6,500,000
_AT_ONCE = 64  # characters of one text that are compared in one step with a character of another
_TO_BEGIN = 20  # steps that two texts take besides, however short they are
_SAME_KEY = 20  # added to the similarity if the keys, made from the same position, are equal
_Keyed = TypeVar("_Keyed", bound=Node)
_FAMILIES = (Division, Box, Group, Item, IndicatorRow, Passage, Task)


_Known: TypeAlias = Division | Box | Group | Item | IndicatorRow | Passage | Task
"""A block of one of the _FAMILIES."""

_Family: TypeAlias = tuple[type, str | None]
"""The class of a block (Division for every division) and, for rows, the key of their table."""


@dataclass(slots=True)
class _KeyedBlock:
    """Hold a block's key, the family within which keys are unique, and the text by which to recognise it."""

    family: _Family
    key: str
    words: str

    @property
    def named(self) -> bool:
        """Return whether the key comes from the outline."""
        return bool(self.key) and OWN not in self.key and not self.key.startswith(HAND)

    @property
    def id(self) -> tuple[_Family, str]:
        """Return what identifies the block within one document."""
        return self.family, self.key


def assign_keys(documents: Sequence[Document]) -> list[Document]:
    """Return the documents with a unique key for every block and equal keys for the same block in each.

    Compare each document with the one before it; a text that had gone and stands there again has its key.
    """
    versions = [list(_blocks(document)) for document in documents]
    fresh = count(1)
    for blocks in versions:
        _number_repeats(blocks)
    before: list[_KeyedBlock] = []
    earlier: dict[tuple[_Family, str], str] = {}
    for blocks in versions:
        _adopt_keys(before, blocks, fresh, earlier)
        earlier |= {(block.family, block.words): block.key for block in blocks if block.words}
        before = blocks
    keys = (iter([block.key for block in blocks]) for blocks in versions)
    return list(map(_with_keys, documents, keys))


def _number_repeats(blocks: list[_KeyedBlock]) -> None:
    """Append a count to keys that recur within a document, in place."""
    seen: Counter[tuple[_Family, str]] = Counter()
    for block in blocks:
        if block.key:
            seen[block.id] += 1
            if seen[block.id] > 1:
                block.key = f"{block.key}~{seen[block.id]}"


def _adopt_keys(
    before: list[_KeyedBlock],
    after: list[_KeyedBlock],
    fresh: Iterator[int],
    earlier: dict[tuple[_Family, str], str],
) -> None:
    """Give the blocks `after` the keys of the same blocks `before`.

    Give those without a key that of the same words `earlier`, or one of the numbers `fresh`.
    """
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
    used = {block.id for block in after}
    for block in after:
        if not block.named and id(block) not in paired and (not block.key or block.id in known):
            again = earlier.get((block.family, block.words))
            block.key = again if again and (block.family, again) not in used else f"{HAND}{next(fresh)}"
            used.add(block.id)


def _pairs(olds: list[_KeyedBlock], news: list[_KeyedBlock]) -> list[tuple[_KeyedBlock, _KeyedBlock]]:
    """Return pairs of the same block, the most similar first.

    At least one of a pair has no key of its own.
    """
    before, after = ([block.words for block in side] for side in (olds, news))
    found = [
        (-(score + _SAME_KEY * (olds[i].key == news[j].key)), abs(i - j), i, j)
        for score, i, j in similarities(before, after)
        if not (olds[i].named and news[j].named)
    ]
    pairs, used, spent = [], set(), set()
    for _, _, i, j in sorted(found):
        if i not in used and j not in spent:
            used.add(i)
            spent.add(j)
            pairs.append((olds[i], news[j]))
    return pairs


def similarities(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Yield similarities (of 100) with the places of both texts, those that may be versions of one.

    Of more texts than can be compared each with each, only near ones are.
    """
    similar = _similar_anywhere if _steps(before, after) <= _MOST_STEPS else _similar_nearby
    yield from similar(before, after)


def _steps(before: Sequence[str], after: Sequence[str]) -> int:
    """Return how many steps it takes to compare each text `before` with each one `after`."""
    return sum(-(-len(text) // _AT_ONCE) for text in before) * sum(len(text) + _TO_BEGIN for text in after)


def _similar_anywhere(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Yield similarities with the places of both texts: each text `before` with the most similar `after`."""
    for i, text in enumerate(before):
        likely = process.extract(text, after, scorer=fuzz.ratio, score_cutoff=_MIN_SIMILARITY, limit=_BEST)
        yield from ((score, i, j) for _, score, j in likely)


def _similar_nearby(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[float, int, int]]:
    """Yield similarities with the places of both texts: equal ones, and others as the equal let expect."""
    olds, news = dict(enumerate(before)), dict(enumerate(after))
    equal = pair_moved(olds, news, {})
    left = {i: text for i, text in olds.items() if i not in equal}
    rest = {j: news[j] for j in news.keys() - set(equal.values())}
    yield from ((_EQUAL, i, j) for i, j in equal.items())
    yield from ((_MIN_SIMILARITY, i, j) for i, j in pair_similar(left, rest, equal).items())


def _blocks(node: Node, table: str | None = None) -> Iterator[_KeyedBlock]:
    """Yield every block below `node` that can be typed by hand, in printed order.

    `table` is the key of the table to which rows belong.
    """
    for child in children(node):
        if isinstance(child, _FAMILIES):
            kind = Division if isinstance(child, Division) else type(child)
            yield _KeyedBlock((kind, table), child.key, _words(child))
        yield from _blocks(child, child.key if isinstance(child, IndicatorTable | TaskTable) else None)


def _with_keys(node: _Keyed, keys: Iterator[str]) -> _Keyed:
    """Return a copy of `node` with the next keys for its descendants, in the order of `_blocks`."""
    return map_children(node, lambda child: _child_with_keys(child, keys))


def _child_with_keys(child: Node, keys: Iterator[str]) -> Node:
    """Return a copy of `child` with the next keys for it and its descendants."""
    if isinstance(child, _FAMILIES):
        child = replace(child, key=next(keys))
    made = _with_keys(child, keys)
    if isinstance(made, Paragraph) and (not made.key or OWN in made.key) and made.passages:
        made = replace(made, key=f"{made.passages[0].key}¶")
    return made


def _words(block: _Known) -> str:
    """Return the text by which to recognise a block: its title, or its text if it has none."""
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


def _text(blocks: Iterable[Block]) -> str:
    """Return the text of all paragraphs among the blocks."""
    return plain(run for block in blocks if isinstance(block, Paragraph) for run in block.runs)
