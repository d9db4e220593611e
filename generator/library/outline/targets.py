"""Find what a change can name in an outline's data: its blocks, and the topics of its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.library.outline.kinds import block_kind
from generator.yaml_source import Data, KeyPath, mapping, strings

PREAMBLE = "preamble"
LISTS = (PREAMBLE, "chapters", "body", "groups", "items")
DASH = "——"
_BOX_KINDS = ("box", "group", "item")


class Target(NamedTuple):
    """Hold one thing that a change can name, and its `path` in the outline's data.

    `kind` is the block's, or `topic`, or `own` for sentences of the locality, which have no name. `alone`
    marks a topic that is a whole paragraph without being in a list.
    """

    path: KeyPath
    kind: str
    key: str
    title: str = ""
    shelf: str = "topics"
    alone: bool = False

    @property
    def is_entry(self) -> bool:
        """Tell whether this is a passage of a paragraph, not a block."""
        return self.kind in {"topic", "own"}


def find_targets(
    data: dict[str, Data], path: KeyPath = (), owner: str = "", shelf: str = "topics"
) -> Iterator[Target]:
    """Yield every block and every passage below `data` in order, a block before those that it holds.

    `path` is that of `data` in the outline, `owner` the key of the box in which it stands, or its own.
    """
    yield from _entries(data.get("topics"), (*path, "topics"), shelf)
    for name in LISTS:
        nodes = data.get(name)
        for index, node in enumerate(nodes if isinstance(nodes, list) else ()):
            yield from _node(node, (*path, name, index), owner, shelf)


def find_block(data: dict[str, Data], key: str, path: KeyPath = (), owner: str = "") -> Target | None:
    """Return the block with this key below `data`, or None; `path` and `owner` are as for `find_targets`."""
    for name in LISTS:
        nodes = data.get(name)
        for index, node in enumerate(nodes if isinstance(nodes, list) else ()):
            kind = block_kind(node)
            if not kind:
                continue
            fields = mapping(node)
            own = str(fields[kind])
            full = f"{owner}.{own}" if kind in {"group", "item"} else own
            here = (*path, name, index)
            if full == key:
                return Target(here, kind, full, str(fields.get("title") or ""))
            if found := find_block(fields, key, here, owner if kind == "group" else full):
                return found
    return None


def _node(node: Data, path: KeyPath, owner: str, shelf: str) -> Iterator[Target]:
    kind = block_kind(node)
    if not kind:
        yield from _paragraph(node, path, shelf)
        return
    fields = mapping(node)
    words = strings(fields)
    own = words.get(kind, "")
    key = f"{owner}.{own}" if kind in {"group", "item"} else own
    yield Target(path, kind, key, words.get("title", ""))
    inner = owner if kind == "group" else key
    yield from find_targets(fields, path, inner, "boxes" if kind in _BOX_KINDS else shelf)


def _paragraph(node: Data, path: KeyPath, shelf: str) -> Iterator[Target]:
    if isinstance(node, list):
        yield from _entries(node, path, shelf)
    elif "topics" in mapping(node):
        yield from _entries(mapping(node)["topics"], (*path, "topics"), shelf)
    else:
        yield _entry(node, path, shelf)._replace(alone=True)


def _entries(entries: Data, path: KeyPath, shelf: str) -> Iterator[Target]:
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        yield _entry(entry, (*path, index), shelf)


def _entry(entry: Data, path: KeyPath, shelf: str) -> Target:
    topic = entry if isinstance(entry, str) else mapping(entry).get("topic")
    if isinstance(topic, str) and topic:
        return Target(path, "topic", topic.removeprefix(DASH), "", shelf)
    own = mapping(entry).get("own")
    return Target(path, "own", "", own if isinstance(own, str) else "", shelf)
