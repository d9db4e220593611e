"""A Document as plain lines that git can compare: one thing a line, no numbers, no pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.base.characters import make_visible
from generator.diff.nodes import DUTIES, PrintedNode, printed_nodes
from generator.document import Document, Duties, plain

_DEPTHS = {"chapter": 2, "section": 3, "measure": 4, "box": 5, "table": 5, "group": 6}
_ITEM, _ROW, _BETWEEN = "- ", "| ", "｜"
_DUTIES, _CATEGORY = "责任单位", "类别"
_BREAK = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_GAPS = re.compile("\n{3,}")


def write_text(document: Document) -> str:
    """Return the whole document but its contents list; the same document gives the same text.

    A heading stands behind as many # as it is deep (box or table 5, group 6), an item behind -, a row of a
    table behind |, each cell with the heading of its column. A passage is a line; an empty line begins a
    paragraph. Nothing has its number, so that what is inserted changes no line below it.
    """
    lines = list(_nodes(printed_nodes(document)))
    text = "\n".join(make_visible(_BREAK.sub("↵", line)) for line in lines)
    return _GAPS.sub("\n\n", text).strip("\n") + "\n"


def _nodes(nodes: Sequence[PrintedNode]) -> Iterator[str]:
    for place, node in enumerate(nodes):
        yield from _node(node, nodes[place + 1] if place + 1 < len(nodes) else None)


def _node(node: PrintedNode, behind: PrintedNode | None) -> Iterator[str]:
    match node.block:
        case "passage":
            yield from ([""] if node.opens else [])
            yield plain(node.runs)
            yield from () if _is_said(node.duties, (node, behind)) else _duties(node.duties)
        case "line":
            yield plain(node.runs)
        case "table":
            yield from ("", *_heading(node), *_rows(node), "")
        case _:
            said = _is_said(node.duties, node.below)
            yield from ("", *_heading(node), *(() if said else _duties(node.duties)))
            yield from _nodes(node.below)


def _heading(node: PrintedNode) -> Iterator[str]:
    if node.title:
        mark = _ITEM if node.block == "item" else "#" * _DEPTHS.get(node.block, 1) + " "
        yield mark + node.title


def _duties(duties: Duties | None) -> Iterator[str]:
    if duties and duties.names:
        yield f"{_DUTIES}：{duties.names}"


def _is_said(duties: Duties | None, beside: Iterable[PrintedNode | None]) -> bool:
    """Return whether a passage `beside` that prints who is responsible names all whom `duties` name."""
    names = [each.name for each in (*duties.lead, *duties.support)] if duties else []
    said = [plain(node.runs) for node in beside if node and node.key.endswith(DUTIES)]
    return any(all(name in text for name in names) for text in said)


def _rows(table: PrintedNode) -> Iterator[str]:
    """Yield the rows of a table; headings of columns stand in each row, numbers of rows in none."""
    headings = {
        node.key.rpartition("/")[2]: plain(node.runs) for node in table.below if node.block == "heading"
    }
    for node in table.below:
        match node.block:
            case "row":
                cells = [(headings.get("name", ""), node.title)]
                cells += [(c.name or _CATEGORY, plain(c.runs)) for c in node.below]
                yield _row(cells)
            case "task":
                duties = node.duties.names if node.duties else ""
                cells = [(headings.get("task", ""), plain(node.runs)), (headings.get("duties", ""), duties)]
                yield _row(cells)
            case "line":
                yield plain(node.runs)


def _row(cells: list[tuple[str, str]]) -> str:
    """Return a row of the cells that hold anything, each behind its heading."""
    said = (f"{heading}：{text}" if heading else text for heading, text in cells if text)
    return _ROW + _BETWEEN.join(said)
