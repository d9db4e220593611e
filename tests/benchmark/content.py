"""Reduce a plan to plain blocks, which every program of the benchmark writes.

content.py PROFILE FOLDER     writes blocks.json into the folder
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.document import (
    Block,
    Box,
    Division,
    Document,
    IndicatorTable,
    Item,
    Paragraph,
    TaskTable,
    Text,
    plain,
)
from generator.pipeline.check import check
from generator.pipeline.support.composing import compose

HEADINGS = {"chapter": "h1", "section": "h2", "measure": "h3"}


def blocks(document: Document) -> list[dict[str, Any]]:
    """Return headings, paragraphs (lead-in and text), boxes and tables in printed order."""
    return [block for part in document.parts for block in _blocks(getattr(part, "body", ()))]


def _blocks(found: tuple[Block, ...]) -> Iterator[dict[str, Any]]:
    for block in found:
        match block:
            case Division():
                yield {"kind": HEADINGS[block.level], "text": block.number + block.title}
                yield from _blocks(block.body)
            case Paragraph():
                yield {"kind": "p", **_text(block)}
            case Box():
                yield from _box(block)
            case IndicatorTable():
                yield _indicators(block)
            case TaskTable():
                rows = [[task.number, plain(task.runs), task.duties.names] for task in block.tasks]
                yield {"kind": "table", "head": [column.heading for column in block.columns], "rows": rows}


def _box(box: Box) -> Iterator[dict[str, Any]]:
    if box.table:
        yield _indicators(box.table)
    items = (*box.items, *(item for group in box.groups for item in group.items))
    if items:
        yield {"kind": "box", "title": box.number + box.title, "items": [_item(item) for item in items]}


def _text(paragraph: Paragraph) -> dict[str, str]:
    leads = [run for run in paragraph.runs if isinstance(run, Text) and run.strong]
    rest = [run for run in paragraph.runs if run not in leads]
    return {"lead": plain(tuple(leads)), "text": plain(tuple(rest))}


def _item(item: Item) -> dict[str, str]:
    text = "".join(plain(paragraph.runs) for paragraph in item.body)
    return {"lead": f"{item.number}{item.title}{item.mark}", "text": text}


def _indicators(table: IndicatorTable) -> dict[str, Any]:
    rows = [[plain(cell.runs) for cell in row.cells] for row in table.rows]
    return {"kind": "table", "head": [column.heading for column in table.columns], "rows": rows}


if __name__ == "__main__":
    found = check(Path(sys.argv[1])).profile
    if found is None:
        raise SystemExit(1)
    text = json.dumps(blocks(compose(found)), ensure_ascii=False)
    (Path(sys.argv[2]) / "blocks.json").write_text(text, encoding="utf-8")
