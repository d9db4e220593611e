"""Say in words where something stands in an outside plan: headings, the paragraph, row and column."""

from __future__ import annotations

from generator.base.patterns import fill
from generator.document import (
    Annex,
    Box,
    Cell,
    Column,
    Contents,
    Division,
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
    Task,
    TaskTable,
    children,
    plain,
)
from generator.word.outside.vocabulary import word

_FIRST_WORDS = 16  # characters by which what has no title is called


def place_in_words(path: Path) -> str:
    """Return where the last node of `path`, which begins with the document or a part of it, stands.

    It names headings with their numbers, the count of a paragraph under them, a row by its name and a cell by
    its column: 三、重点任务（一）第3段.
    """
    words: list[str] = []
    for place, node in enumerate(path):
        said = _said(node, path[:place])
        words += [said] if said and words[-1:] != [said] else []
    return "".join(words) or _of_part(path)


def _said(node: Node, above: Path) -> str:
    match node:
        case Division():
            return _spaced(f"{node.number}{node.title}") or _counted("untitled", node, above, type(node))
        case Box() | Group() | Item():
            return _spaced(f"{node.number}{node.title}")
        case Letter() | Annex():
            return _named("part", node.title)
        case Contents() | Imprint():
            return word("places", type(node).__name__.lower())
        case Paragraph():
            first = bool(above) and isinstance(above[-1], Plan)
            return _counted("preamble" if first else "paragraph", node, above, Paragraph)
        case _:
            return _in_table(node, above)


def _in_table(node: Node, above: Path) -> str:
    match node:
        case IndicatorTable():
            return "" if any(isinstance(each, Box) for each in above) else _named("table", node.title)
        case TaskTable():
            return word("places", "tasks")
        case IndicatorRow():
            name = next((plain(cell.runs) for cell in node.cells if cell.column == "name"), node.category)
            return _named("row", f"{node.number}{name}")
        case Task():
            return _named("row", f"{node.number} {plain(node.runs)[:_FIRST_WORDS]}".strip())
        case Cell() | Column():
            return _named("cell", _heading(node, above))
        case _:
            return ""


def _heading(node: Cell | Column, above: Path) -> str:
    """Return the heading of the column that `node`, under the nodes `above` it, is or stands in."""
    if isinstance(node, Column):
        return node.heading
    tables = (each for each in above if isinstance(each, (IndicatorTable, TaskTable)))
    return next((each.heading for table in tables for each in table.columns if each.id == node.column), "")


def _counted(name: str, node: Node, above: Path, kind: type) -> str:
    """Return the words for the count of `node` among those of its `kind` beside it."""
    beside = [each for each in children(above[-1]) if isinstance(each, kind)] if above else [node]
    count = next((n for n, each in enumerate(beside, 1) if each is node), 1)
    return fill(word("places", name), {"n": count})


def _named(name: str, title: str) -> str:
    return fill(word("places", name), {"name": _spaced(title)}) if title.strip() else ""


def _of_part(path: Path) -> str:
    """Return what is said of a place in a part that has no words of its own."""
    part = next((node for node in path if isinstance(node, (Plan, Letter, Annex))), None)
    return part.title if part else ""


def _spaced(text: str) -> str:
    return " ".join(text.split())
