"""A Document as a tree of nodes of one class, by the fields of its classes: what a comparison walks over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.document import (
    Box,
    Column,
    Contents,
    Division,
    Document,
    Duties,
    IndicatorRow,
    IndicatorTable,
    Item,
    Paragraph,
    Part,
    Run,
    Task,
    TaskTable,
    Text,
    plain,
)
from generator.document.fields import Field, Shape, fields_of, tag_of

DUTIES = "/duties"
"""How the key ends of the passage that prints who is responsible for a division."""

_DIVISIONS: list[type] = list(Division.__subclasses__())
_FAMILIES = {tag_of(kind): "division" for kind in _DIVISIONS}
_FAMILIES |= {tag_of(kind): "part" for kind in get_args(Part)}
_TABLE = "table"
_NAMES: dict[type, str] = {IndicatorTable: _TABLE, TaskTable: _TABLE, Column: "heading"}
_OF_THE_NODE = {"key", "title", "number", "duties"}
_LINES = {Shape.WORDS, Shape.RUNS, Shape.SEVERAL_RUNS}


@dataclass(frozen=True, slots=True)
class Node:
    """A block, a passage, a line, a row or a cell, with what is printed of it and what it holds.

    `block` says what it is, `key` is unique in its family. A heading has a `title`, what it holds stands in
    `below`; anything else has `runs`. A cell is called by its column's heading (`name`). `opens` is true
    where a paragraph begins; `forms` are the ways of printing the block that its words do not show, each by
    the name of its field.
    """

    block: str
    key: str
    title: str = ""
    number: str = ""
    runs: tuple[Run, ...] = ()
    duties: Duties | None = None
    below: tuple[Node, ...] = ()
    opens: bool = True
    name: str = ""
    forms: tuple[tuple[str, str], ...] = ()

    @property
    def family(self) -> str:
        """Return the kinds that it can be the same as, as one word: a section may become a chapter."""
        return _FAMILIES.get(self.block, self.block)

    @property
    def id(self) -> str:
        """Return what identifies it in its document, and in another one."""
        return f"{self.family}:{self.key}"

    @property
    def heading(self) -> str:
        """Return number and title as printed."""
        return f"{self.number}{self.title}".replace("  ", " ")


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield every node in printed order, each before what it holds."""
    for node in nodes:
        yield node
        yield from walk(node.below)


def words(node: Node) -> str:
    """Return all that a node prints, a line for each node that it holds."""
    own = node.heading + plain(node.runs)
    return "\n".join(filter(None, (own, *map(words, node.below))))


def nodes_of(document: Document) -> tuple[Node, ...]:
    """Return the parts of a document as nodes, without contents lists, which only repeat headings."""
    return tuple(_whole(part) for part in document.parts if not isinstance(part, Contents))


@dataclass(frozen=True, slots=True)
class _Kind:
    """The nodes of a class: the word for them, the fields of their text, of lines and nodes, and of forms."""

    block: str
    content: str
    below: tuple[Field, ...]
    forms: tuple[Field, ...]


@cache
def _kind(kind: type) -> _Kind:
    every = [field for field in fields_of(kind) if field.name not in _OF_THE_NODE]
    content = next((field.name for field in every if field.content), "")
    seen = [field for field in every if not field.content and "unseen" not in field.notes]
    forms = [field for field in seen if "form" in field.notes or field.shape is Shape.SWITCH]
    below = [field for field in seen if (field.child or field.shape in _LINES) and field not in forms]
    return _Kind(_NAMES.get(kind, tag_of(kind)), content, tuple(below), tuple(forms))


def _whole(node: Any, key: str = "", *, titled: bool = True, opens: bool = True) -> Node:  # noqa: ANN401  # any with a key
    """Return a node of the document, by its fields, with all that it holds; `key` is another than its own."""
    kind = _kind(node.__class__)
    return Node(
        kind.block,
        key or node.key,
        getattr(node, "title", "") if titled else "",
        getattr(node, "number", ""),
        (Text(node.mark),) if isinstance(node, Item) else getattr(node, kind.content) if kind.content else (),
        _duties(node),
        tuple(_below(node, kind)) if kind.below else (),
        opens,
        forms=tuple([(field.label, _form(field, getattr(node, field.name))) for field in kind.forms]),
    )


def _duties(node: Any) -> Duties | None:  # noqa: ANN401
    """Return the duties of a node; none of a heading that prints them, since they are compared as text."""
    duties: Duties | None = getattr(node, "duties", None)
    if not isinstance(node, Division) or duties is None:
        return duties
    passages = (p for block in node.body if isinstance(block, Paragraph) for p in block.passages)
    return None if any(passage.key == node.key + DUTIES for passage in passages) else duties


def _below(node: Any, kind: _Kind) -> Iterator[Node]:  # noqa: ANN401
    """Yield what a node holds in printed order: its lines, and other nodes of the document."""
    for field in kind.below:
        held = getattr(node, field.name)
        match field.shape:
            case Shape.WORDS:
                yield from _lines(node.key, {field.label: (Text(held),)})
            case Shape.RUNS:
                yield from _lines(node.key, {field.label: held})
            case Shape.SEVERAL_RUNS:
                yield from _lines(node.key, {f"{field.label}{n}": runs for n, runs in enumerate(held, 1)})
            case Shape.ONE:
                yield from () if held is None else _held(held, node)
            case _:
                yield from (inner for each in held for inner in _held(each, node))


def _lines(key: str, lines: dict[str, tuple[Run, ...]]) -> Iterator[Node]:
    """Yield the lines of a block that are no blocks, by name; empty ones are none."""
    yield from (Node("line", f"{key}/{name}", runs=runs) for name, runs in lines.items() if plain(runs))


def _held(node: Any, holder: Any) -> Iterator[Node]:  # noqa: ANN401
    """Yield the nodes for what a node of the document holds."""
    match node:
        case Paragraph():
            for n, passage in enumerate(node.passages):
                yield _whole(passage, opens=n == 0)
        case IndicatorTable() if isinstance(holder, Box):  # the box prints its title
            yield _whole(node, titled=False)
        case Column():
            yield Node(_NAMES[Column], f"{holder.key}/{node.id}", runs=(Text(node.heading),))
        case IndicatorRow():
            yield _row(holder, node)
        case Task():
            yield _whole(node, f"{holder.key}.{node.key}")
        case _:
            yield _whole(node)


def _row(table: IndicatorTable, row: IndicatorRow) -> Node:
    cells = {cell.column: cell.runs for cell in row.cells}
    if table.categories != "none":
        cells["category"] = (Text(row.category),)
    name = plain(cells.pop("name", ()))
    key = f"{table.key}.{row.key}"
    headings = {column.id: column.heading for column in table.columns}
    below = tuple(
        Node("cell", f"{key}.{column}", runs=runs, name=headings.get(column) or "")
        for column, runs in cells.items()
    )
    return Node("row", key, name, row.number, below=below)


def _form(field: Field, value: object) -> str:
    """Return the name of a way of printing: the states of a switch have names, others go by their value."""
    if field.shape is Shape.WORDS:
        return f"{field.label}-{value}"
    off, on = field.notes.get("form") or (f"not-{field.label}", field.label)
    return str(on if value else off)
