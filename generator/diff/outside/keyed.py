"""Give two plans keys by which a comparison knows the same block in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from typing import Any

from generator.diff.matching import HAND
from generator.diff.nodes import DUTIES
from generator.diff.outside.pairs import pair
from generator.diff.outside.printed import as_printed
from generator.diff.outside.sentences import OF_SENTENCE, in_sentences
from generator.diff.outside.spots import Identify, Spot, family_of, spots_of
from generator.document import Document, Node, Paragraph, Passage, map_children


class SharedKeys:
    """Give documents keys that are unique in each, and equal for the same block.

    `identify` knows indicators by their names.
    """

    def __init__(self, identify: Identify) -> None:
        self._identify = identify
        self._fresh = count(1)

    def first(self, document: Document) -> Document:
        """Return `document` in sentences with the keys that it has, unique ones for blocks without any."""
        parted = in_sentences(as_printed(document))
        spots = spots_of(parted, self._identify)
        seen: Counter[tuple[str, str]] = Counter()
        keys = []
        for spot in spots:
            key = getattr(spot.node, "key", "") or self._key()
            above = spot.above.place if spot.above and spot.family in {"indicatorrow", "task"} else ""
            seen[f"{spot.family}{above}", key] += 1
            repeated = seen[f"{spot.family}{above}", key]
            keys.append(f"{key}~{repeated}" if repeated > 1 else key)
        return _with_keys(parted, iter(keys))

    def like(self, known: Document, document: Document) -> Document:
        """Return `document` in sentences; a block that `known` has too bears the key that it has there."""
        parted = in_sentences(as_printed(document))
        spots = spots_of(parted, self._identify)
        pair(spots, spots_of(known, self._identify))
        return _with_keys(parted, iter([self._shared(spot) for spot in spots]))

    def _shared(self, spot: Spot) -> str:
        return getattr(spot.partner.node, "key", "") if spot.partner else self._key()

    def _key(self) -> str:
        return f"{HAND}{next(self._fresh)}"


def _with_keys(document: Document, keys: Iterator[str]) -> Document:
    """Return `document` with the next of `keys` for each block, in the order of its spots."""
    return map_children(document, lambda part: _keyed(part, keys, ""))


def _keyed(node: Node, keys: Iterator[str], holder: str) -> Node:
    """Return `node`, which stands in the block of the key `holder`, with the next of `keys`."""
    if isinstance(node, Paragraph):
        passages = tuple(_passages(node, keys, holder))
        return replace(node, key=f"{passages[0].key}¶" if passages else node.key, passages=passages)
    if family_of(node):
        holder = next(keys)
        return map_children(_with_key(node, holder), lambda child: _keyed(child, keys, holder))
    return map_children(node, lambda child: _keyed(child, keys, holder))


def _with_key(node: Any, key: str) -> Node:  # noqa: ANN401  # a block of any class
    made: Node = replace(node, key=key)
    return made


def _passages(paragraph: Paragraph, keys: Iterator[str], holder: str) -> Iterator[Passage]:
    """Yield the passages of `paragraph`; what prints duties has the key of whose they are at its head."""
    last = holder
    for passage in paragraph.passages:
        if passage.key == DUTIES:
            yield replace(passage, key=f"{holder}{DUTIES}")
        elif passage.key == OF_SENTENCE:
            yield replace(passage, key=f"{last}{OF_SENTENCE}")
        else:
            last = next(keys)
            yield replace(passage, key=last)
