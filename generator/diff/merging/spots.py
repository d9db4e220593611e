"""Take a Document apart into spots, each with its place, and put one together from spots again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, TypeAlias

from generator.document import (
    Cell,
    Column,
    Contents,
    Division,
    Document,
    Entry,
    IndicatorRow,
    Node,
    Paragraph,
    Passage,
    Task,
)
from generator.document.fields import Shape, fields_of, tag_of

ROOT = "document"
CLASS, OPENS = "class", "opens"
"""Name what a spot has beside the fields of its node: its class, and whether a paragraph begins there."""

NAME = "name"
"""The column whose cell names the row."""
_IN_TABLES = {"row", "task", "indicator-table", "task-table"}
Slot: TypeAlias = tuple[str, str]
"""The id of the spot that holds others, and the name of the field in which they stand."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold a node with its `id`, the `slot` in which it stands, the id of its neighbour before ("" for none).

    A paragraph is no spot unless it is empty: its passages stand where it does, `opens` is true for the
    first, `paragraph` is its key.
    """

    id: str
    node: Node
    slot: Slot
    previous: str
    opens: bool = True
    paragraph: str = ""


def spots_of(document: Document) -> dict[str, Spot]:
    """Return the spots of `document` by id, in printed order, each before those that it holds."""
    return {spot.id: spot for spot in _spots(document, ROOT, Counter())}


def slots_of(spots: Mapping[str, Spot]) -> dict[Slot, list[str]]:
    """Return the ids of `spots` by the slot in which they stand, in printed order."""
    found: dict[Slot, list[str]] = defaultdict(list)
    for name, spot in spots.items():
        found[spot.slot].append(name)
    return found


def values_of(spot: Spot) -> dict[str, Any]:
    """Return what a spot says itself: its fields but for key, number and nodes; its class; if it opens."""
    node = spot.node
    held = {name: getattr(node, name) for name in own_fields(class_of(node))}
    return {CLASS: class_of(node), OPENS: spot.opens, **held}


def key_of(spot: Spot) -> str:
    """Return the key of a block as changes have it: that of a row, cell or column with that of its table.

    The name in a row is the row's title.
    """
    kind, _, key = spot.id.partition(":")
    if isinstance(spot.node, Cell) and spot.node.column == NAME:
        key = key.removesuffix(f"|{NAME}")
    if kind in _IN_TABLES and (key := key.replace("|column:", "/").replace("|", ".")):
        return key
    return str(getattr(spot.node, "key", ""))


def holders_of(spot: Spot, spots: Mapping[str, Spot]) -> Iterator[str]:
    """Yield the ids of what holds one of `spots`: that in which it stands and, for a cell, its column."""
    yield spot.slot[0]
    if isinstance(spot.node, Cell):
        yield _column_id(spots[spot.slot[0]].slot[0], spot.node.column)


def class_of(node: Node) -> type:
    """Return the class of `node`."""
    return node.__class__


@cache
def own_fields(kind: type) -> list[str]:
    """Return the names of the fields of a class that are neither nodes, nor keys, nor computed."""
    return [f.name for f in fields_of(kind) if not f.child and not f.computed and f.name not in {"key", "id"}]


def assemble(
    children: Mapping[Slot, Sequence[str]],
    values: Callable[[str], tuple[Node, Mapping[str, Any], str]],
) -> Document:
    """Return the document whose slots hold the spots `children`.

    `values` gives for an id a node with its key, what the spot says, and the key of its paragraph.
    """
    document: Document = _assembled(ROOT, children, values)
    return document


def _assembled(
    name: str,
    children: Mapping[Slot, Sequence[str]],
    values: Callable[[str], tuple[Node, Mapping[str, Any], str]],
) -> Any:  # noqa: ANN401  # a node of any class
    node, said, _ = values(name)
    kind = said[CLASS]
    held: dict[str, Any] = {}
    for each in fields_of(kind):
        if _is_slot(each):
            inner = _gathered(children.get((name, each.name), ()), children, values)
            held[each.name] = inner if each.shape is Shape.MANY else (inner[0] if inner else None)
        elif each.name in said:
            held[each.name] = said[each.name]
        else:
            held[each.name] = getattr(node, each.name, each.empty)
    names = {f.name for f in fields(kind)}
    return kind(**{name: value for name, value in held.items() if name in names})


def _gathered(
    names: Sequence[str],
    children: Mapping[Slot, Sequence[str]],
    values: Callable[[str], tuple[Node, Mapping[str, Any], str]],
) -> tuple[Any, ...]:
    """Return the nodes `names`, passages in paragraphs."""
    found: list[Any] = []
    used: set[str] = set()
    for name in names:
        made = _assembled(name, children, values)
        if not isinstance(made, Passage):
            found.append(made)
            continue
        _, said, paragraph = values(name)
        if found and isinstance(found[-1], Paragraph) and found[-1].passages and not said[OPENS]:
            found[-1] = Paragraph(found[-1].key, (*found[-1].passages, made))
        else:
            key = paragraph if paragraph and paragraph not in used else f"{made.key}¶"
            used.add(key)
            found.append(Paragraph(key, (made,)))
    return tuple(found)


def _is_slot(field: Any) -> bool:  # noqa: ANN401  # a Field
    return bool(field.child) and field.types != (Entry,)


def _spots(node: Node, name: str, seen: Counter[str], spot: Spot | None = None) -> Iterator[Spot]:
    yield spot or Spot(name, node, ("", ""), "")
    for field in fields_of(class_of(node)):
        if not _is_slot(field):
            continue
        held = getattr(node, field.name)
        slot, previous = (name, field.name), ""
        for child, opens, paragraph in _flat(held if isinstance(held, tuple) else (held,)):
            found = _id(child, node, name)
            seen[found] += 1
            known = found if seen[found] == 1 else f"{found}~{seen[found]}"
            yield from _spots(child, known, seen, Spot(known, child, slot, previous, opens, paragraph))
            previous = known


def _flat(nodes: Sequence[Any]) -> Iterator[tuple[Any, bool, str]]:
    """Yield each of `nodes`, of a paragraph its passages, with whether it opens one, and that one's key."""
    for node in nodes:
        if isinstance(node, Paragraph) and node.passages:
            yield from ((passage, n == 0, node.key) for n, passage in enumerate(node.passages))
        elif node is not None:
            yield node, True, ""


def _id(node: Any, holder: Node, above: str) -> str:  # noqa: ANN401  # a node of any class
    match node:
        case Cell():
            return f"{above}|{node.column}"
        case Column():
            return _column_id(above, node.id)
        case IndicatorRow() | Task():
            return f"{tag_of(class_of(node))}:{getattr(holder, 'key', '')}.{node.key}"
        case Division():
            return f"division:{node.key}"
        case Contents():
            return f"contents:{node.key}"
        case _:
            return f"{tag_of(node.__class__)}:{node.key}"


def _column_id(table: str, column: str) -> str:
    return f"{table}|column:{column}"
