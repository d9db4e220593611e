"""List the printed lines of a plan in order, each with what it is and where it stands in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from generator.document import (
    Annex,
    Box,
    Contents,
    Division,
    Document,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Node,
    Paragraph,
    Path,
    Plan,
    Run,
    Task,
    TaskTable,
    children,
    plain,
)

PlaceOf: TypeAlias = Callable[[Path], str]
_BETWEEN = "｜"  # cells of a row


class LineKind(StrEnum):
    """Name what a line is: a title or heading, a sentence, a row of a table, a field of a letter, imprint."""

    TITLE = "title"
    TEXT = "text"
    ROW = "row"
    FIELD = "field"
    IMPRINT = "imprint"


class PlanLine(NamedTuple):
    """Hold a line: its count from 1, what it is, its text, the path to its node, and what words that."""

    number: int
    kind: LineKind
    text: str
    path: Path
    place_of: PlaceOf

    @property
    def where(self) -> str:
        """Return the words for its place; to count what stands beside each of many lines takes long."""
        return self.place_of(_from_table(self.path))

    @property
    def node(self) -> Node:
        """Return the node that prints it."""
        return self.path[-1]


def lines_of(document: Document, place_of: PlaceOf) -> tuple[PlanLine, ...]:
    """Return the lines of `document` as they are printed; `place_of` puts a path to a node into words.

    A table of contents, which repeats headings, has none.
    """
    found = (each for part in document.parts for each in _lines((document, part)))
    return tuple(PlanLine(n, kind, text, path, place_of) for n, (kind, text, path) in enumerate(found, 1))


def _from_table(path: Path) -> Path:
    """Return the end of `path` that tells a row: from its table, or the box with that, on; else all of it."""
    if not isinstance(path[-1], (IndicatorRow, Task)):
        return path
    tables = (Box, IndicatorTable, TaskTable)
    return path[next(n for n, node in enumerate(path) if isinstance(node, tables)) :]


def _lines(path: Path) -> Iterator[tuple[LineKind, str, Path]]:
    node = path[-1]
    if isinstance(node, Contents):
        return
    for kind, text in _before(node):
        if text.strip():
            yield kind, text, path
    if not isinstance(node, (Paragraph, IndicatorRow, Task)):
        for child in children(node):
            yield from _lines((*path, child))
    for kind, text in _behind(node):
        if text.strip():
            yield kind, text, path


def _before(node: Node) -> Iterator[tuple[LineKind, str]]:
    """Yield the lines of `node` that stand before what it holds."""
    match node:
        case Letter():
            yield from _fields(node.masthead, node.reference)
            yield LineKind.TITLE, node.title
            yield from _fields(node.recipients)
        case Plan():
            yield from _fields(node.reference)
            yield LineKind.TITLE, node.title
            yield LineKind.FIELD, node.subtitle
            yield LineKind.FIELD, node.status
        case Division() | Box() | Group() | Item():
            yield LineKind.TITLE, f"{node.number}{node.title}"
        case Annex() | IndicatorTable():
            yield LineKind.TITLE, node.title
        case Paragraph():
            yield LineKind.TEXT, plain(node.runs)
        case _:
            yield from _whole(node)


def _whole(node: Node) -> Iterator[tuple[LineKind, str]]:
    """Yield the lines of a row, or of an imprint, which hold nothing that has lines of its own."""
    match node:
        case IndicatorRow():
            yield LineKind.ROW, _BETWEEN.join(plain(cell.runs) for cell in node.cells)
        case Task():
            yield LineKind.ROW, _BETWEEN.join((plain(node.runs), node.duties.names))
        case Imprint():
            for runs in (node.copies, node.issuer, node.date):
                yield from ((LineKind.IMPRINT, text) for text in plain(runs).split("\n"))
        case _:
            return


def _behind(node: Node) -> Iterator[tuple[LineKind, str]]:
    """Yield the lines of `node` that stand behind what it holds."""
    match node:
        case Letter():
            yield from _fields(*node.attachments, node.issuer, node.date)
            yield LineKind.FIELD, node.note
        case IndicatorTable() | TaskTable():
            yield LineKind.TEXT, node.note
        case _:
            return


def _fields(*fields: tuple[Run, ...]) -> Iterator[tuple[LineKind, str]]:
    yield from ((LineKind.FIELD, plain(runs)) for runs in fields)
