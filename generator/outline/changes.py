"""A profile's changes to an outline."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Finding, PlanError
from generator.outline.kinds import CHANGES, kind_of
from generator.source import Data, Source, mapping

_LISTS = ("preamble", "chapters", "body", "groups", "items")


def changed(data: dict[str, Data], changes: Data, source: Source) -> dict[str, Data]:
    """The data with every change applied; raises PlanError where one names no block."""
    for change in changes if isinstance(changes, list) else []:
        _change(data, mapping(change), source)
    return data


def _change(data: dict[str, Data], change: dict[str, Data], source: Source) -> None:
    """Apply one change: {at: key, …}, {remove: key}, {before or after: key, add: block}."""
    verb = next(word for word in CHANGES if word in change)
    key = str(change[verb])
    found = next(_find(data, key), None)
    if found is None:
        raise PlanError([Finding("outline-change", source.find(key, ("outline", "changes")), {"key": key})])
    blocks, index = found
    if verb == "remove":
        del blocks[index]
    elif verb == "at":
        fields = {name: value for name, value in change.items() if name != "at"}
        blocks[index] = {**mapping(blocks[index]), **fields}
    else:
        blocks.insert(index + (verb == "after"), change.get("add"))


def _find(data: dict[str, Data], key: str, owner: str = "") -> Iterator[tuple[list[Data], int]]:
    """Where the block with `key` stands: its list and its index there; an item is named box.item."""
    for name in _LISTS:
        blocks = data.get(name)
        if not isinstance(blocks, list):
            continue
        for index, block in enumerate(blocks):
            kind = kind_of(block)
            own = str(mapping(block).get(kind, ""))
            full = f"{owner}.{own}" if kind in {"group", "item"} else own
            if kind and full == key:
                yield blocks, index
            yield from _find(mapping(block), key, owner if kind == "group" else full or owner)
