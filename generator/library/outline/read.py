"""Blocks of an outline, read from YAML data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.base.keys import OWN
from generator.base.line_breaks import paragraphs
from generator.library.outline.kinds import block_kind
from generator.library.outline.nodes import IDLE, OPENS, OutlineBlock, OutlineEntry
from generator.yaml_source import Data, Source, mapping, strings, texts

_DASH = "——"
_OPENING = "new_paragraph"
_BOX_PARTS = {"group", "item"}  # their keys begin with that of the box
_TOPICS, _BOXES = "topics", "boxes"  # the shelves of the library


class Given:
    """Hold what a profile says of its outline, equal to nothing but itself; `source` places its faults."""

    def __init__(self, own: dict[str, Data], source: Source) -> None:
        self.own = own
        self.source = source

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Given) and self.own is other.own

    def __hash__(self) -> int:
        return id(self.own)


class OutlineReader:
    """Read the blocks in the lists of an outline.

    `known` are blocks by the id() of the data from which they were read; the data outlive the reader, and
    no block of `known` is read again.
    `read` are the blocks that this reader met. `key` returns the key of the topic on a shelf that an outline
    names by its key or its title.
    """

    def __init__(
        self, key: Callable[[str, str], str], known: Mapping[int, OutlineBlock] | None = None
    ) -> None:
        self.key = key
        self.known = known or {}
        self.read: dict[int, OutlineBlock] = {}

    def blocks(self, owner: str, data: Data, shelf: str = _TOPICS) -> tuple[OutlineBlock, ...]:
        """Return the blocks in the list `data`; `owner` is the key of the block that holds them."""
        items = data if isinstance(data, list) else []
        return tuple(
            block
            for n, item in enumerate(items, start=1)
            for block in self._block(owner, item, f"{owner}{OWN}{n}", shelf)
        )

    def _block(self, owner: str, data: Data, fallback: str, shelf: str) -> tuple[OutlineBlock, ...]:
        kind = block_kind(data)
        if kind in _BOX_PARTS:
            return (self._read_block(kind, owner, mapping(data)),)
        if kind:
            node = self.read[id(data)] = self.known.get(id(data)) or self._read_block(
                kind, owner, mapping(data)
            )
            return (node,)
        entries = mapping(data).get("topics", data)
        return self._paragraphs(owner, entries if isinstance(entries, list) else [entries], fallback, shelf)

    def _read_block(self, kind: str, owner: str, data: dict[str, Data]) -> OutlineBlock:
        words = strings(data)
        key = f"{owner.split('.', maxsplit=1)[0]}.{words[kind]}" if kind in _BOX_PARTS else words[kind]
        lead, support = _duties(data)
        inner = owner if kind == "group" else key
        shelf = _BOXES if kind == "box" or kind in _BOX_PARTS else _TOPICS
        listed = data.get("topics")
        own: list[Data] = [{"own": data["own"]}] if data.get("own") else []
        topics = [*listed, *own] if isinstance(listed, list) else own or None
        above = self._paragraphs(key, topics, f"{key}{OWN}", shelf) if isinstance(topics, list) else ()
        below = (
            *self.blocks(key, data.get("body"), shelf),
            *self.blocks(inner, data.get("groups")),
            *self.blocks(inner, data.get("items")),
        )
        return OutlineBlock(
            kind=kind,
            key=key,
            title=words.get("title", ""),
            body=(*above, *below),
            lead=lead,
            support=support,
            duties=words.get("duties", ""),
            run_in=words.get("run_in", ""),
            numbered=words.get("numbered", ""),
            item_number=words.get("item_number", ""),
            table=words.get("table", ""),
            task=words.get("task", ""),
        )

    def _paragraphs(
        self, owner: str, data: list[Data], fallback: str, shelf: str
    ) -> tuple[OutlineBlock, ...]:
        """Return the paragraph of the passages `data`, or several where sentences of its own bring more."""
        found: list[list[OutlineEntry]] = [[]]
        for n, item in enumerate(data, start=1):
            entry = self._entry(owner, item, f"{fallback}.{n}" if n > 1 else fallback, shelf)
            if mapping(item).get(_OPENING) == "true":
                entry = entry._replace(opening=OPENS if found[-1] else IDLE)
                found += [[]] if found[-1] else []
            first, *rest = paragraphs(entry.own)
            found[-1].append(entry._replace(own=first) if rest or first != entry.own else entry)
            more = entry._replace(lead=(), support=(), task="") if entry.task else entry  # it is one row
            found += [
                [more._replace(own=text, key=f"{entry.key}:{n}")] for n, text in enumerate(rest, start=2)
            ]
        return tuple(
            OutlineBlock("paragraph", f"{entries[0].key if entries else fallback}¶", entries=tuple(entries))
            for entries in found
        )

    def _entry(self, owner: str, data: Data, fallback: str, shelf: str) -> OutlineEntry:
        words = {"topic": data} if isinstance(data, str) else strings(data)
        own, reference = words.get("own", ""), words.get("topic", "")
        name = reference.removeprefix(_DASH)
        topic, mark = self.key(shelf, name), _DASH if name != reference else ""
        lead, support = _duties(mapping(data))
        key, task = f"{owner}/{topic}" if topic else fallback, words.get("task", "")
        return OutlineEntry(key, shelf, topic, own, mark, lead, support, task=task)


def _duties(data: dict[str, Data]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(texts(data.get("lead"))), tuple(texts(data.get("with")))
