"""A Document as Markdown: the readable copy whose changes reviewers follow line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.document import (
    Annex,
    Block,
    Box,
    Chapter,
    Division,
    Document,
    Gap,
    Imprint,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Part,
    Plan,
    Run,
    Section,
    TaskTable,
    Text,
    plain,
)

_SPECIAL = re.compile(r"([\\`*_<>\[\]#|~])")
_LIST_START = re.compile(r"^(\d+)([.)])")


def write_md(document: Document) -> str:
    """The whole document as CommonMark with pipe tables; the same document gives the same text."""
    lines = [line for part in document.parts for line in _part(part)]
    return "\n\n".join(lines) + "\n"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Plan():
            yield f"# {_escape(part.title)}"
            if part.status:
                yield f"（{_escape(part.status)}）"
            yield from _blocks(part.body)
        case Letter():
            yield from _letter(part)
        case Annex():
            yield f"**{_escape(part.label)}**"
            yield f"# {_escape(part.title)}"
            yield from _blocks(part.body)
        case Imprint():
            yield "---"
            yield from (_runs(runs) for runs in (part.copies, part.issuer, part.date) if runs)


def _letter(letter: Letter) -> Iterator[str]:
    yield f"# {_escape(letter.title)}"
    if letter.recipients:
        yield f"{_runs(letter.recipients)}："
    yield from _blocks(letter.body)
    for number, attachment in enumerate(letter.attachments, start=1):
        label = f"附件：{number}." if len(letter.attachments) > 1 else "附件："
        yield label + _runs(attachment)
    yield from (_runs(runs) for runs in (letter.issuer, letter.date) if runs)
    if letter.note:
        yield f"（{_escape(letter.note)}）"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Division():
                yield from _division(block)
            case Paragraph():
                yield _start(_runs(block.runs))
            case Box():
                yield _box(block)
            case IndicatorTable():
                yield f"**{_escape(block.title)}**"
                yield "\n".join(_indicators(block))
            case TaskTable():
                yield "\n".join(_tasks(block))


def _division(division: Division) -> Iterator[str]:
    heading = _escape(division.number + division.title)
    body = list(_blocks(division.body))
    if not division.title or division.run_in:
        head = f"**{heading}。** " if division.title else heading
        yield _start(head) + (body[0] if body else "")
        yield from body[1:]
        return
    level = {Chapter: "##", Section: "###"}.get(type(division), "####")
    yield f"{level} {heading}"
    yield from body


def _box(box: Box) -> str:
    lines = [f"**{_escape(box.number + box.title)}**"]
    if box.table:
        lines.append("\n".join(_indicators(box.table)))
    lines += [_item(item) for item in box.items]
    for group in box.groups:
        lines.append(f"**{_escape(group.number + group.title)}**")
        lines += [_runs(paragraph.runs) for paragraph in group.body]
        lines += [_item(item) for item in group.items]
    return "\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in lines)


def _item(item: Item) -> str:
    text = "".join(_runs(paragraph.runs) for paragraph in item.body)
    return _start(f"{_escape(item.number + item.title + item.mark)}") + text


def _indicators(table: IndicatorTable) -> Iterator[str]:
    yield from _head([column.heading for column in table.columns])
    category = ""
    for row in table.rows:
        if table.categories == "rows" and row.category != category:
            yield f"| **{_escape(row.category)}** |" + " |" * (len(table.columns) - 1)
        category = row.category
        cells = {cell.column: _runs(cell.runs) for cell in row.cells}
        cells["name"] = row.number + cells.get("name", "")
        yield f"| {' | '.join(cells[column.id] for column in table.columns)} |"
    if table.note:
        yield f"\n{_escape(table.note)}"


def _tasks(table: TaskTable) -> Iterator[str]:
    yield from _head([column.heading for column in table.columns])
    for task in table.tasks:
        yield f"| {task.number} | {_runs(task.runs)} | {_escape(task.duties.names)} |"
    if table.note:
        yield f"\n{_escape(table.note)}"


def _head(headings: list[str]) -> Iterator[str]:
    yield f"| {' | '.join(_escape(heading) for heading in headings)} |"
    yield "|" + " --- |" * len(headings)


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    match run:
        case Text(strong=True):
            return f"**{_escape(run.text)}** "
        case Gap():
            return f"`{plain((run,))}`"
        case _:
            return _escape(run.text)


def _start(line: str) -> str:
    """A line that begins with a number must not become a list."""
    return _LIST_START.sub(r"\1\\\2", line)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
