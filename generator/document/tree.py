"""The Document as a tree, by the fields of its classes: nodes and runs in printed order.

Nodes are the document, its parts, and all that stands in them down to passages, cells and the lines of
contents. Runs are text of a node; duties and number patterns are values of theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any, TypeAlias, TypeVar

from generator.document.fields import Field, Shape, fields_of
from generator.document.plan import Block, Document, Entry, Part
from generator.document.tables import Cell, Column, Group, IndicatorRow, Item, Task
from generator.document.text import Passage, Run

Node: TypeAlias = (
    Document | Part | Block | Passage | Group | Item | IndicatorRow | Task | Column | Cell | Entry
)
_RUNS = {Shape.RUNS, Shape.SEVERAL_RUNS}
Path: TypeAlias = tuple[Node, ...]
_Held = TypeVar("_Held", bound=Node)


def children(node: Node) -> Iterator[Node]:
    """Yield the nodes that `node` holds itself, in printed order."""
    for name, several in _child_fields(_kind(node)):
        held = getattr(node, name)
        if several:
            yield from held
        elif held is not None:
            yield held


def nodes_in(node: Node) -> Iterator[Node]:
    """Yield every node below `node` in printed order, each before what it holds."""
    for child in children(node):
        yield child
        yield from nodes_in(child)


def walk(node: Node, above: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield `node` and every node below it in printed order, each behind the path to it.

    The path holds the nodes above it, the outermost first.
    """
    yield above, node
    path = (*above, node)
    for child in children(node):
        yield from walk(child, path)


def own_runs(node: Node) -> Iterator[Run]:
    """Yield the runs of `node` itself, in printed order, without those of the nodes that it holds."""
    for name, shape in _text_fields(_kind(node)):
        if shape is Shape.RUNS:
            yield from getattr(node, name)
        elif shape is Shape.SEVERAL_RUNS:
            yield from (run for runs in getattr(node, name) for run in runs)
        elif shape is Shape.VALUE and (held := getattr(node, name)) is not None:
            yield from own_runs(held)


def runs_in(node: Node) -> Iterator[Run]:
    """Yield every run of `node` and of what it holds, in printed order.

    What is computed repeats others' text (the rows of a task table) and is left out.
    """
    for name, shape in _text_fields(_kind(node)):
        held = getattr(node, name)
        match shape:
            case Shape.RUNS:
                yield from held
            case Shape.SEVERAL_RUNS:
                yield from (run for runs in held for run in runs)
            case Shape.ONE if held is not None:
                yield from runs_in(held)
            case Shape.VALUE if held is not None:
                yield from own_runs(held)
            case Shape.MANY:
                for child in held:
                    yield from runs_in(child)


def map_children(node: _Held, change: Callable[[Any], Any]) -> _Held:
    """Return `node` with `change` of each child in its place; the same object if none of them changes."""
    changes: dict[str, Any] = {}
    for name, several in _child_fields(_kind(node)):
        held = getattr(node, name)
        if several:
            changed = tuple([change(child) for child in held])
            if any(new is not old for new, old in zip(changed, held, strict=True)):
                changes[name] = changed
        elif held is not None and (new := change(held)) is not held:
            changes[name] = new
    return replace(node, **changes) if changes else node


def _kind(node: Node) -> type:
    return node.__class__


@cache
def _child_fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """Return the fields of a class that hold nodes, each with whether it holds several."""
    return tuple((field.name, field.shape is Shape.MANY) for field in fields_of(kind) if field.child)


@cache
def _text_fields(kind: type) -> tuple[tuple[str, Shape], ...]:
    """Return the fields of a class in which runs stand, its own or those of nodes, with what they hold.

    A value that holds runs, such as duties, is VALUE, whether or not it is always there.
    """
    found = [field for field in fields_of(kind) if not field.computed]
    own = {field.name: field.shape for field in found if field.child or field.shape in _RUNS}
    values = {field.name: Shape.VALUE for field in found if _is_value_with_runs(field)}
    return tuple((field.name, shape) for field in found if (shape := (own | values).get(field.name)))


def _is_value_with_runs(field: Field) -> bool:
    single = not field.child and field.shape in {Shape.ONE, Shape.VALUE}
    return single and any(inner.shape in _RUNS for kind in field.types for inner in fields_of(kind))
