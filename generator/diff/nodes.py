"""A Document as a tree of nodes of one class, by the fields of its classes: what a comparison walks over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from generator.document import (
    Box,
    Cell,
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
class PrintedNode:
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
    below: tuple[PrintedNode, ...] = ()
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


def walk_printed(nodes: Iterable[PrintedNode]) -> Iterator[PrintedNode]:
    """Yield every node in printed order, each before what it holds."""
    for node in nodes:
        yield node
        yield from walk_printed(node.below)


def printed_words(node: PrintedNode) -> str:
    """Return all that a node prints, a line for each node that it holds."""
    own = node.heading + plain(node.runs)
    return "\n".join(filter(None, (own, *map(printed_words, node.below))))


def printed_nodes(document: Document) -> tuple[PrintedNode, ...]:
    """Return the parts of a document as nodes, without contents lists, which only repeat headings."""
    return tuple(_whole(part) for part in document.parts if not isinstance(part, Contents))


@dataclass(frozen=True, slots=True)
class _View:
    """The nodes of a class: the word for them, the fields of their text, of lines and nodes, and of forms."""

    block: str
    content: str
    below: tuple[Field, ...]
    forms: tuple[Field, ...]


@cache
def _view(kind: type) -> _View:
    every = [field for field in fields_of(kind) if field.name not in _OF_THE_NODE]
    content = next((field.name for field in every if field.content), "")
    seen = [field for field in every if not field.content and "unseen" not in field.notes]
    forms = [field for field in seen if "form" in field.notes or field.shape is Shape.SWITCH]
    below = [field for field in seen if (field.child or field.shape in _LINES) and field not in forms]
    return _View(_NAMES.get(kind, tag_of(kind)), content, tuple(below), tuple(forms))


def _whole(node: Any, key: str = "", **printed: Any) -> PrintedNode:  # noqa: ANN401  # a node of any class
    """Return a node of the document, by its fields, with all that it holds.

    It has another `key` than its own if one is given, and the fields `printed` as they are given.
    """
    view = _view(node.__class__)
    key = key or node.key
    found: dict[str, Any] = {
        "title": getattr(node, "title", ""),
        "number": getattr(node, "number", ""),
        "runs": _text(node, view.content),
        "duties": _duties(node),
        "below": tuple(_below(node, key, view.below)) if view.below else (),
        "forms": _forms(node, view),
    }
    return PrintedNode(view.block, key, **found | printed)


def _text(node: Any, content: str) -> tuple[Run, ...]:  # noqa: ANN401
    """Return the text that a node prints, which stands in its field `content`, or behind its title."""
    if isinstance(node, Item):
        return (Text(node.mark),)
    text = getattr(node, content) if content else ()
    return (Text(text),) if isinstance(text, str) else text


def _forms(node: Any, view: _View) -> tuple[tuple[str, str], ...]:  # noqa: ANN401
    return tuple([(field.label, _form(field, getattr(node, field.name))) for field in view.forms])


def _duties(node: Any) -> Duties | None:  # noqa: ANN401
    """Return the duties of a node; none of a heading that prints them, since they are compared as text."""
    duties: Duties | None = getattr(node, "duties", None)
    if duties and (duties.task or not duties.listed):  # which the table of tasks shows
        duties = Duties(duties.lead, duties.support)
    if not isinstance(node, Division) or duties is None:
        return duties
    passages = (p for block in node.body if isinstance(block, Paragraph) for p in block.passages)
    return None if any(passage.key == node.key + DUTIES for passage in passages) else duties


def _below(node: Any, key: str, printed: Iterable[Field]) -> Iterator[PrintedNode]:  # noqa: ANN401
    """Yield what a node holds in the fields `printed`: lines, by its key, and other nodes of the document."""
    for field in printed:
        held = getattr(node, field.name)
        match field.shape:
            case Shape.WORDS:
                yield from _line(f"{key}/{field.label}", (Text(held),))
            case Shape.RUNS:
                yield from _line(f"{key}/{field.label}", held)
            case Shape.SEVERAL_RUNS:
                for n, runs in enumerate(held, 1):
                    yield from _line(f"{key}/{field.label}{n}", runs)
            case Shape.ONE:
                yield from () if held is None else _held(held, node)
            case _:
                yield from (inner for each in held for inner in _held(each, node))


def _line(key: str, runs: tuple[Run, ...]) -> Iterator[PrintedNode]:
    """Yield the node of a line that is no block; none if it is empty."""
    if plain(runs):
        yield PrintedNode("line", key, runs=runs)


def _held(node: Any, holder: Any) -> Iterator[PrintedNode]:  # noqa: ANN401
    """Yield the nodes for what a node of the document holds."""
    match node:
        case Paragraph():
            yield from (_whole(passage, opens=n == 0) for n, passage in enumerate(node.passages))
        case IndicatorTable() if isinstance(holder, Box):  # the box prints its title
            yield _whole(node, title="")
        case Column():
            yield _whole(node, f"{holder.key}/{node.id}")
        case IndicatorRow():
            yield _row(holder, node)
        case Task():
            yield _whole(node, f"{holder.key}.{node.key}")
        case _:
            yield _whole(node)


def _row(table: IndicatorTable, row: IndicatorRow) -> PrintedNode:
    """Return a row with its cells, which know the headings of their columns; the name is its title."""
    view, key = _view(IndicatorRow), f"{table.key}.{row.key}"
    cells = {cell.column: cell for cell in row.cells}
    if table.categories != "none":
        cells["category"] = Cell("category", (Text(row.category),))
    title = plain(cells.pop("name").runs) if "name" in cells else ""
    headings = {column.id: column.heading for column in table.columns}
    order = {name: place for place, name in enumerate(headings)}
    names = sorted(cells, key=lambda name: order.get(name, len(order)))
    below = [_whole(cells[name], f"{key}.{name}", name=headings.get(name, "")) for name in names]
    below += _below(row, key, [field for field in view.below if field.types != (Cell,)])
    return PrintedNode(view.block, key, title, row.number, below=tuple(below), forms=_forms(row, view))


def _form(field: Field, value: object) -> str:
    """Return the name of a way of printing: the states of a switch have names, others go by their value."""
    if field.shape is Shape.WORDS:
        return f"{field.label}-{value}"
    off, on = field.notes.get("form") or (f"not-{field.label}", field.label)
    return str(on if value else off)
