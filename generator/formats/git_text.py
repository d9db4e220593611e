"""A Document as plain lines that git can compare: one thing a line, no numbers, no pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.base.characters import make_visible
from generator.diff.nodes import PrintedNode, printed_nodes
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
    lines = [line for node in printed_nodes(document) for line in _node(node)]
    text = "\n".join(make_visible(_BREAK.sub("↵", line)) for line in lines)
    return _GAPS.sub("\n\n", text).strip("\n") + "\n"


def _node(node: PrintedNode) -> Iterator[str]:
    match node.block:
        case "passage":
            yield from ([""] if node.opens else [])
            yield from (plain(node.runs), *_duties(node.duties))
        case "line":
            yield plain(node.runs)
        case "table":
            yield from ("", *_heading(node), *_rows(node), "")
        case _:
            yield from ("", *_heading(node), *_duties(node.duties))
            yield from (line for inner in node.below for line in _node(inner))


def _heading(node: PrintedNode) -> Iterator[str]:
    if node.title:
        mark = _ITEM if node.block == "item" else "#" * _DEPTHS.get(node.block, 1) + " "
        yield mark + node.title


def _duties(duties: Duties | None) -> Iterator[str]:
    if duties and duties.names:
        yield f"{_DUTIES}：{duties.names}"


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
