"""The texts of a document one by one, each with the block it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.document import (
    Annex,
    Block,
    Box,
    Division,
    Document,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Part,
    Plan,
    Run,
    TaskTable,
    Text,
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: the kind and key of its block, the heading it stands under, its runs."""

    kind: str
    key: str
    heading: str
    runs: tuple[Run, ...]


def units(document: Document) -> Iterator[Unit]:
    """Every text of a document in printed order, but for the numbers before it and lists made from others."""
    for part in document.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[Unit]:
    match part:
        case Letter():
            yield from _lines(part.key, part.title, _letter(part))
            yield from _blocks(part.body, part.title)
        case Imprint():
            yield from _lines(part.key, "", {"copies": part.copies, "issuer": part.issuer, "date": part.date})
        case Plan():
            yield from _lines(
                part.key, part.title, {"title": _words(part.title), "status": _words(part.status)}
            )
            yield from _blocks(part.body, part.title)
        case Annex():
            yield from _lines(
                part.key, part.title, {"label": _words(part.label), "title": _words(part.title)}
            )
            yield from _blocks(part.body, part.title)
        case _:
            yield from _lines(part.key, part.title, {"title": _words(part.title)})


def _letter(letter: Letter) -> dict[str, tuple[Run, ...]]:
    attachments = {f"attachment{n}": runs for n, runs in enumerate(letter.attachments, start=1)}
    return {
        "masthead": letter.masthead,
        "reference": letter.reference,
        "title": _words(letter.title),
        "recipients": letter.recipients,
        **attachments,
        "issuer": letter.issuer,
        "date": letter.date,
        "note": _words(letter.note),
    }


def _lines(key: str, heading: str, lines: dict[str, tuple[Run, ...]]) -> Iterator[Unit]:
    for kind, runs in lines.items():
        if runs:
            yield Unit(kind, key, heading, runs)


def _blocks(blocks: tuple[Block, ...], heading: str) -> Iterator[Unit]:
    for block in blocks:
        match block:
            case Division():
                below = block.number + block.title or heading
                yield Unit("division", block.key, below, _words(block.title))
                yield from _blocks(block.body, below)
            case Paragraph():
                yield Unit("paragraph", block.key, heading, block.runs)
            case Box():
                yield from _box(block)
            case IndicatorTable():
                yield from _table(block, heading)
            case TaskTable():
                yield Unit("note", block.key, heading, _words(block.note))


def _box(box: Box) -> Iterator[Unit]:
    heading = box.number + box.title
    yield Unit("box", box.key, heading, _words(box.title))
    if box.table:
        yield from _table(box.table, heading)
    yield from _items(box.items, heading)
    for group in box.groups:
        yield from _group(group, heading)


def _group(group: Group, heading: str) -> Iterator[Unit]:
    yield Unit("group", group.key, heading, _words(group.title))
    yield from _blocks(group.body, heading)
    yield from _items(group.items, heading)


def _items(items: tuple[Item, ...], heading: str) -> Iterator[Unit]:
    for item in items:
        yield Unit("item", item.key, heading, _words(item.title))
        yield from _blocks(item.body, heading)


def _table(table: IndicatorTable, heading: str) -> Iterator[Unit]:
    for row in table.rows:
        yield from _row(table.key, row, heading)
    yield Unit("note", table.key, heading, _words(table.note))


def _row(table: str, row: IndicatorRow, heading: str) -> Iterator[Unit]:
    for cell in row.cells:
        yield Unit("cell", f"{table}.{row.key}.{cell.column}", heading, cell.runs)


def _words(text: str) -> tuple[Run, ...]:
    return (Text(text),) if text else ()
