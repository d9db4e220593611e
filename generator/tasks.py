"""The division of tasks, collected from the plan: Document → Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import (
    Annex,
    Block,
    Box,
    Division,
    Document,
    Item,
    Paragraph,
    Plan,
    Run,
    Task,
    TaskTable,
    Text,
    joined,
    walk,
)


def divide(document: Document) -> Document:
    """The same document with its task tables filled from the duties that stand in the plan.

    A passage, an item or a heading with duties of its own is one task, in a box as elsewhere; a heading's
    task is named by its title, or by its text where it has none.
    """
    tasks = tuple(task for part in document.parts if isinstance(part, Plan) for task in _tasks(part.body))
    return replace(
        document, parts=tuple(_annex(p, tasks) if isinstance(p, Annex) else p for p in document.parts)
    )


def _annex(annex: Annex, tasks: tuple[Task, ...]) -> Annex:
    body = (replace(b, tasks=tasks) if isinstance(b, TaskTable) else b for b in annex.body)
    return replace(annex, body=tuple(body))


def _tasks(blocks: tuple[Block, ...]) -> Iterator[Task]:
    for block in walk(blocks):
        match block:
            case Division(duties=duties) if duties:
                yield Task(
                    f"task:{block.key}", (Text(block.title),) if block.title else _words(block.body), duties
                )
            case Paragraph():
                yield from _passages(block)
            case Box():
                yield from _box(block)
            case _:
                pass


def _passages(paragraph: Paragraph) -> Iterator[Task]:
    for passage in paragraph.passages:
        if passage.duties:
            yield Task(f"task:{passage.key}", passage.runs, passage.duties)


def _item(item: Item) -> Iterator[Task]:
    if item.duties:
        yield Task(f"task:{item.key}", _words(item.body), item.duties)
    for paragraph in item.body:
        yield from _passages(paragraph)


def _box(box: Box) -> Iterator[Task]:
    for item in box.items:
        yield from _item(item)
    for group in box.groups:
        for paragraph in group.body:
            yield from _passages(paragraph)
        for item in group.items:
            yield from _item(item)


def _words(blocks: tuple[Block, ...]) -> tuple[Run, ...]:
    return tuple(joined(run for block in blocks if isinstance(block, Paragraph) for run in block.runs))
