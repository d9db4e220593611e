"""Find what a change can name in an outline's data: its blocks, and the topics of its paragraphs."""

from __future__ import annotations

from typing import NamedTuple

from generator.base.limits import MOST_NODES
from generator.library.outline.kinds import block_kind
from generator.yaml_source import Data, KeyPath, mapping

PREAMBLE = "preamble"
LISTS = (PREAMBLE, "chapters", "body", "groups", "items")
DASH = "——"
_BOX_KINDS = ("box", "group", "item")
_ENTRIES = ("topic", "own")
_MOST_KNOWN = 2 * MOST_NODES


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
        return self.kind in _ENTRIES


# What was found below a block at a path: every change looks through an outline of which it leaves nearly all
# as it is. The block itself is kept, so that no other gets its id.
_KNOWN: dict[tuple[int, KeyPath, str, str], tuple[Data, list[Target]]] = {}


def find_targets(
    data: dict[str, Data], path: KeyPath = (), owner: str = "", shelf: str = "topics"
) -> list[Target]:
    """Return every block and every passage below `data` in order, a block before those that it holds.

    `path` is that of `data` in the outline, `owner` the key of the box in which it stands, or its own.
    """
    found = _entries(data.get("topics"), (*path, "topics"), shelf)
    for name in LISTS:
        nodes = data.get(name)
        for index, node in enumerate(nodes if isinstance(nodes, list) else ()):
            found += _node(node, (*path, name, index), owner, shelf)
    return found


def _node(node: Data, path: KeyPath, owner: str, shelf: str) -> list[Target]:
    kind = block_kind(node)
    if not kind:
        return _paragraph(node, path, shelf)
    known = _KNOWN.get((id(node), path, owner, shelf))
    if known and known[0] is node:
        return known[1]
    fields = mapping(node)
    own = _text(fields.get(kind))
    key = f"{owner}.{own}" if kind in {"group", "item"} else own
    inner = owner if kind == "group" else key
    found = [Target(path, kind, key, _text(fields.get("title")))]
    found += find_targets(fields, path, inner, "boxes" if kind in _BOX_KINDS else shelf)
    if len(_KNOWN) >= _MOST_KNOWN:
        _KNOWN.clear()
    _KNOWN[id(node), path, owner, shelf] = node, found
    return found


def _paragraph(node: Data, path: KeyPath, shelf: str) -> list[Target]:
    if isinstance(node, list):
        return _entries(node, path, shelf)
    if "topics" in mapping(node):
        return _entries(mapping(node)["topics"], (*path, "topics"), shelf)
    return [_entry(node, path, shelf, alone=True)]


def _entries(entries: Data, path: KeyPath, shelf: str) -> list[Target]:
    listed = entries if isinstance(entries, list) else []
    return [_entry(entry, (*path, index), shelf) for index, entry in enumerate(listed)]


def _entry(entry: Data, path: KeyPath, shelf: str, *, alone: bool = False) -> Target:
    if topic := entry if isinstance(entry, str) else _text(mapping(entry).get("topic")):
        return Target(path, "topic", topic.removeprefix(DASH), "", shelf, alone)
    return Target(path, "own", "", _text(mapping(entry).get("own")), shelf, alone)


def _text(data: Data) -> str:
    return data if isinstance(data, str) else ""
