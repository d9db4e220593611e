"""A Document as a tree of nodes that all look alike: what the comparison walks over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.document import (
    Annex,
    Block,
    Box,
    Chapter,
    Contents,
    Division,
    Document,
    Duties,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Paragraph,
    Plan,
    Run,
    Section,
    Task,
    TaskTable,
    Text,
    plain,
)

DUTIES = "/duties"
"""How the key ends of the passage that prints who is responsible for a division."""

_FAMILIES = {division.level: "division" for division in (Chapter, Section, Measure)} | dict.fromkeys(
    ("plan", "annex", "letter", "imprint"), "part"
)


@dataclass(frozen=True, slots=True)
class Node:
    """A block, a passage, a line, a row or a cell, with what is printed of it and what it holds.

    `block` says what it is, `key` is unique in its family. A heading has a `title`, what it holds stands in
    `below`; anything else has `runs`. A cell is called by its column's heading (`name`). `opens` is true
    where a paragraph begins; `form` is a way of printing the block that its words do not show.
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
    form: str = ""

    @property
    def family(self) -> str:
        """What it can be the same as: a section may become a chapter."""
        return _FAMILIES.get(self.block, self.block)

    @property
    def id(self) -> str:
        """What tells it from every other node of a document, and finds it again in another."""
        return f"{self.family}:{self.key}"

    @property
    def heading(self) -> str:
        """Number and title as printed."""
        return f"{self.number}{self.title}".replace("  ", " ")


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node in printed order, before what it holds."""
    for node in nodes:
        yield node
        yield from walk(node.below)


def words(node: Node) -> str:
    """All that a node prints, a line for each thing it holds."""
    own = node.heading + plain(node.runs)
    return "\n".join(filter(None, (own, *map(words, node.below))))


def nodes_of(document: Document) -> tuple[Node, ...]:
    """The parts of a document as nodes; contents lists are left out, since they only repeat headings."""
    return tuple(_part(part) for part in document.parts if not isinstance(part, Contents))


def _part(part: Plan | Annex | Letter | Imprint) -> Node:
    match part:
        case Plan():
            lines = _lines(part.key, {"label": (Text(part.label),), "status": (Text(part.status),)})
            form = "own-lines" if part.lines else "ruled-lines"
            return Node("plan", part.key, part.title, below=(*lines, *_blocks(part.body)), form=form)
        case Annex():
            lines = _lines(part.key, {"label": (Text(part.label),)})
            form = "landscape" if part.landscape else "upright"
            return Node("annex", part.key, part.title, below=(*lines, *_blocks(part.body)), form=form)
        case Letter():
            form = "sealed" if part.sealed else "unsealed"
            return Node("letter", part.key, part.title, below=_letter(part), form=form)
        case Imprint():
            printed = {"copies": part.copies, "issuer": part.issuer, "date": part.date}
            return Node("imprint", part.key, below=_lines(part.key, printed))


def _letter(letter: Letter) -> tuple[Node, ...]:
    before = {"masthead": letter.masthead, "reference": letter.reference, "recipients": letter.recipients}
    attachments = {f"attachment{n}": runs for n, runs in enumerate(letter.attachments, start=1)}
    behind = {**attachments, "issuer": letter.issuer, "date": letter.date, "note": (Text(letter.note),)}
    return (*_lines(letter.key, before), *_blocks(letter.body), *_lines(letter.key, behind))


def _lines(key: str, lines: dict[str, tuple[Run, ...]]) -> tuple[Node, ...]:
    """The lines of a part that are no blocks, by name; empty ones are none."""
    return tuple(Node("line", f"{key}/{name}", runs=runs) for name, runs in lines.items() if plain(runs))


def _blocks(blocks: Iterable[Block]) -> tuple[Node, ...]:
    return tuple(node for block in blocks for node in _block(block))


def _block(block: Block) -> Iterator[Node]:
    match block:
        case Division():
            yield Node(
                block.level,
                block.key,
                block.title,
                block.number,
                duties=_unprinted(block),
                below=_blocks(block.body),
                form="run-in" if block.run_in else "standing",
            )
        case Paragraph():
            yield from _passages(block)
        case Box():
            yield _box(block)
        case IndicatorTable():
            yield _indicators(block)
        case TaskTable():
            yield _tasks(block)


def _unprinted(division: Division) -> Duties | None:
    """The duties of a heading, unless they are printed and compared as text."""
    passages = (p for b in division.body if isinstance(b, Paragraph) for p in b.passages)
    return None if any(p.key == division.key + DUTIES for p in passages) else division.duties


def _passages(paragraph: Paragraph) -> Iterator[Node]:
    for n, passage in enumerate(paragraph.passages):
        yield Node("passage", passage.key, runs=passage.runs, duties=passage.duties, opens=n == 0)


def _box(box: Box) -> Node:
    table = (replace(_indicators(box.table), title=""),) if box.table else ()  # the box prints its title
    below = (*table, *map(_item, box.items), *map(_group, box.groups))
    return Node("box", box.key, box.title, box.number, below=below)


def _group(group: Group) -> Node:
    below = (*_blocks(group.body), *map(_item, group.items))
    return Node("group", group.key, group.title, group.number, below=below)


def _item(item: Item) -> Node:
    mark, below = (Text(item.mark),), _blocks(item.body)
    return Node("item", item.key, item.title, item.number, mark, item.duties, below)


def _indicators(table: IndicatorTable) -> Node:
    headings = (Node("heading", f"{table.key}/{c.id}", runs=(Text(c.heading),)) for c in table.columns)
    rows = (_row(table, row) for row in table.rows)
    note = _lines(table.key, {"note": (Text(table.note),)})
    form = f"categories-{table.categories}"
    return Node("table", table.key, table.title, below=(*headings, *rows, *note), form=form)


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


def _tasks(table: TaskTable) -> Node:
    headings = (Node("heading", f"{table.key}/{c.id}", runs=(Text(c.heading),)) for c in table.columns)
    rows = (_task(table, task) for task in table.tasks)
    note = _lines(table.key, {"note": (Text(table.note),)})
    return Node("table", table.key, below=(*headings, *rows, *note))


def _task(table: TaskTable, task: Task) -> Node:
    key = f"{table.key}.{task.key}"
    return Node("task", key, number=task.number, runs=task.runs, duties=task.duties)
