"""The division of tasks, collected from the plan: Document → Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import (
    Annex,
    Block,
    Division,
    Document,
    Item,
    Node,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    Task,
    TaskTable,
    Text,
    children,
    joined,
    map_children,
    nodes_in,
)


def collect_tasks(document: Document) -> Document:
    """Return the document with its task tables filled from the duties that stand in the plan.

    A passage, an item or a heading with duties of its own is one task, in a box as elsewhere; a heading's
    task is named by its title, or by its text where it has none. An item's is named by its text too, unless
    headings have tasks, among whose titles its own title stands. What the duties say themselves of the row
    comes before all that.
    """
    nodes = [node for part in document.parts if isinstance(part, Plan) for node in nodes_in(part)]
    among_titles = any(isinstance(node, Division) and node.duties and node.title for node in nodes)
    titled = (Division, Item) if among_titles else (Division,)
    tasks = tuple(task for node in nodes for task in _tasks(node, titled))

    def fill(block: Block) -> Block:
        return replace(block, tasks=tasks) if isinstance(block, TaskTable) else block

    def fill_annex(part: Part) -> Part:
        return map_children(part, fill) if isinstance(part, Annex) else part

    return map_children(document, fill_annex)


def _tasks(node: Node, titled: tuple[type[Division | Item], ...]) -> Iterator[Task]:
    """Yield the task of a node, if it has duties; nodes of the classes `titled` are named by their titles."""
    if isinstance(node, (Division, Item, Passage)) and node.duties and node.duties.listed:
        title = node.title if isinstance(node, titled) else ""
        runs = node.duties.task or ((Text(title),) if title else _words(node))
        yield Task(
            f"task:{node.key}", runs, replace(node.duties, task=()) if node.duties.task else node.duties
        )


def _words(node: Division | Item | Passage) -> tuple[Run, ...]:
    """Return the text of a node itself: its own, or that of its paragraphs."""
    if isinstance(node, Passage):
        return node.runs
    paragraphs = (child for child in children(node) if isinstance(child, Paragraph))
    return tuple(joined(run for paragraph in paragraphs for run in paragraph.runs))
