"""A profile's changes to an outline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from generator.base.diagnostics import Finding, PlanError
from generator.library.outline.kinds import CHANGES, block_kind
from generator.yaml_source import Data, Source, mapping

_LISTS = ("preamble", "chapters", "body", "groups", "items")
_Edit: TypeAlias = Callable[[list[Data], int], list[Data]]


def apply_changes(data: dict[str, Data], changes: Data, source: Source) -> dict[str, Data]:
    """Return `data` with every change applied; raise PlanError if one names no block."""
    for change in changes if isinstance(changes, list) else []:
        data = _apply_change(data, mapping(change), source)
    return data


def _apply_change(data: dict[str, Data], change: dict[str, Data], source: Source) -> dict[str, Data]:
    """Apply one change: {at: key, …}, {remove: key}, {before or after: key, add: block}."""
    verb = next(word for word in CHANGES if word in change)
    key = str(change[verb])
    result = _edit_block(data, key, partial(_edit_list, verb, change))
    if result is None:
        raise PlanError([Finding("outline-change", source.find(key, ("outline", "changes")), {"key": key})])
    return result


def _edit_list(verb: str, change: dict[str, Data], blocks: list[Data], index: int) -> list[Data]:
    """Return `blocks` with the change `verb` made at the block of this `index`."""
    before, block, after = blocks[:index], blocks[index], blocks[index + 1 :]
    if verb == "remove":
        return [*before, *after]
    if verb == "at":
        fields = {name: value for name, value in change.items() if name != "at"}
        return [*before, {**mapping(block), **fields}, *after]
    added = [block, change.get("add")] if verb == "after" else [change.get("add"), block]
    return [*before, *added, *after]


def _edit_block(data: dict[str, Data], key: str, edit: _Edit, owner: str = "") -> dict[str, Data] | None:
    """Return `data` with the block `key` edited, or None if it has none; the key of an item is box.item.

    The result shares with `data` everything that is not on the way to that block.
    """
    for name in _LISTS:
        blocks = data.get(name)
        if not isinstance(blocks, list):
            continue
        for index, block in enumerate(blocks):
            if not (kind := block_kind(block)):
                continue  # a paragraph
            fields = mapping(block)
            own = str(fields[kind])
            full = f"{owner}.{own}" if kind in {"group", "item"} else own
            if full == key:
                return {**data, name: edit(blocks, index)}
            inner = _edit_block(fields, key, edit, owner if kind == "group" else full or owner)
            if inner is not None:
                return {**data, name: [*blocks[:index], inner, *blocks[index + 1 :]]}
    return None
