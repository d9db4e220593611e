"""Edits of an outline's data at a path; what is not on the way to that path is shared, never copied."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, cast

from generator.library.outline.kinds import block_kind
from generator.library.outline.targets import PREAMBLE, Target
from generator.yaml_source import Data, KeyPath, mapping, node_at

_Outline: TypeAlias = "dict[str, Data]"


def with_fields(data: _Outline, target: Target, fields: _Outline) -> _Outline:
    """Return `data` with `fields` in place of those that the block of `target` has.

    Sentences of its own (`own`) replace all the paragraphs that stand directly in it.
    """
    block = mapping(node_at(data, target.path))
    if "own" in fields:
        kept = _blocks_in(block.get("body"))
        block = {key: value for key, value in block.items() if key not in {"topics", "body", "own"}}
        block |= {"body": kept} if kept else {}
    return edited(data, target.path, lambda _: {**block, **fields})


def with_preamble(data: _Outline, fields: _Outline) -> _Outline:
    """Return `data` with a first part of what `fields` say: `own`, `topics` (one paragraph) or `body`."""
    own: list[Data] = [{"own": fields["own"]}] if "own" in fields else []
    topics: list[Data] = [fields["topics"]] if "topics" in fields else []
    body = fields.get("body")
    return {**data, PREAMBLE: [*own, *topics, *(body if isinstance(body, list) else [])]}


def inserted(data: _Outline, target: Target, contents: list[Data], *, behind: bool) -> _Outline:
    """Return `data` with `contents` before or behind `target`: a block, or a passage of a paragraph."""
    if target.alone:
        return edited(data, target.path, lambda node: [node, *contents] if behind else [*contents, node])
    index = cast("int", target.path[-1]) + behind
    return edited(data, target.path[:-1], lambda nodes: _spliced(nodes, index, index, contents))


def replaced(data: _Outline, target: Target, contents: list[Data]) -> _Outline:
    """Return `data` with `contents` in place of `target`."""
    if target.alone:
        return edited(data, target.path, lambda _: contents)
    index = cast("int", target.path[-1])
    return edited(data, target.path[:-1], lambda nodes: _spliced(nodes, index, index + 1, contents))


def removed(data: _Outline, target: Target) -> _Outline:
    """Return `data` without `target`, and without a paragraph that has nothing else."""
    if not target.is_entry or target.alone:
        return replaced(data, target._replace(alone=False), [])
    data = replaced(data, target, [])
    holder = target.path[:-1]
    if node_at(data, holder):
        return data
    if holder[-1] == "topics":
        data = edited(data, holder[:-1], lambda node: _without(mapping(node), "topics"))
        holder = holder[:-1]
    if holder and isinstance(holder[-1], int) and not block_kind(node_at(data, holder)):
        data = replaced(data, Target(holder, "paragraph", ""), [])
    return data


def appended(data: _Outline, path: KeyPath, contents: list[Data]) -> _Outline:
    """Return `data` with `contents` at the end of the block at `path` (empty: the first part).

    Passages go to the end of its last paragraph, and before its blocks if it has none. Blocks go behind all.
    """
    kind = block_kind(contents[0])
    if not path:
        paragraphs = data.get(PREAMBLE)
        listed = paragraphs if isinstance(paragraphs, list) else []
        return {**data, PREAMBLE: [*listed, *contents] if kind else _continued(listed, contents)}
    block = mapping(node_at(data, path))
    name = f"{kind}s" if kind in {"group", "item"} else "body"
    below = block.get(name)
    nodes = below if isinstance(below, list) else []
    topics = block.get("topics")
    if kind:
        changed: _Outline = {name: [*nodes, *contents]}
    elif isinstance(topics, list) and len(_blocks_in(nodes)) == len(nodes):
        changed = {"topics": [*topics, *contents]}
    else:
        changed = {name: _continued(nodes, contents)}
    return edited(data, path, lambda _: {**block, **changed})


def edited(data: Data, path: KeyPath, edit: Callable[[Data], Data]) -> _Outline:
    """Return `data` with the node at `path` as `edit` makes it of the old one."""
    return mapping(_edited(data, path, edit))


def _edited(node: Data, path: KeyPath, edit: Callable[[Data], Data]) -> Data:
    if not path:
        return edit(node)
    step, rest = path[0], path[1:]
    if isinstance(node, list) and isinstance(step, int):
        return [*node[:step], _edited(node[step], rest, edit), *node[step + 1 :]]
    fields = mapping(node)
    return {**fields, str(step): _edited(fields.get(str(step)), rest, edit)}


def _spliced(nodes: Data, start: int, end: int, contents: list[Data]) -> Data:
    listed = nodes if isinstance(nodes, list) else []
    return [*listed[:start], *contents, *listed[end:]]


def _continued(nodes: list[Data], contents: list[Data]) -> list[Data]:
    """Return `nodes` with passages at the end of the last paragraph among them, or as a first one."""
    last = next((n for n in range(len(nodes) - 1, -1, -1) if not block_kind(nodes[n])), None)
    if last is None:
        return [contents, *nodes]
    node = nodes[last]
    whole: Data
    if isinstance(topics := mapping(node).get("topics"), list):
        whole = {**mapping(node), "topics": [*topics, *contents]}
    else:
        whole = [*(node if isinstance(node, list) else [node]), *contents]
    return [*nodes[:last], whole, *nodes[last + 1 :]]


def _blocks_in(nodes: Data) -> list[Data]:
    return [node for node in nodes if block_kind(node)] if isinstance(nodes, list) else []


def _without(fields: _Outline, name: str) -> _Outline:
    return {key: value for key, value in fields.items() if key != name}
