"""A Document as Markdown: the readable copy whose changes reviewers follow line by line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from generator.document import (
    Annex,
    Block,
    Box,
    Chapter,
    Contents,
    Division,
    Document,
    Gap,
    Imprint,
    IndicatorTable,
    Item,
    Letter,
    Measure,
    Paragraph,
    Part,
    Plan,
    Run,
    Section,
    TaskTable,
    Text,
    plain,
)

_SPECIAL = re.compile(r"([\\`*_<>\[\]#|~&])")
_LIST_START = re.compile(r"^(\d+(?=[.)])|(?=[-+]))")
_BARE_PIPE = re.compile(r"(?<!\\)\|")
_LEVELS: dict[type[Division], str] = {Chapter: "##", Section: "###", Measure: "####"}


def write_md(document: Document) -> str:
    """Return the whole document as CommonMark with pipe tables; the same document gives the same text."""
    lines = [line for part in document.parts for line in _part(part)]
    return "\n\n".join(lines) + "\n"


def _part(part: Part) -> Iterator[str]:
    match part:
        case Plan():
            if part.reference:
                yield _line(*part.reference)
            yield from _title(part)
            yield from (_line(Text(text)) for text in (part.subtitle, part.status) if text)
            yield from _blocks(part.body)
        case Letter():
            yield from _letter(part)
        case Contents():
            yield f"# {_escape(part.title)}"
            yield from (_line(Text(entry.text)) for entry in part.entries)
        case Annex():
            yield from _title(part)
            yield from _blocks(part.body)
        case Imprint():
            yield "---"
            yield from (_line(*runs) for runs in (part.copies, part.issuer, part.date) if runs)


def _title(part: Plan | Annex) -> Iterator[str]:
    """Yield the title of a part, under its label where it is attached to another."""
    if part.label:
        yield _strong(part.label)
    yield f"# {_escape(part.title)}"


def _letter(letter: Letter) -> Iterator[str]:
    if letter.masthead:
        yield f"**{_runs(letter.masthead)}**"
    if letter.reference:
        yield _line(*letter.reference)
    yield f"# {_escape(letter.title)}"
    if letter.recipients:
        yield _line(*letter.recipients)
    yield from _blocks(letter.body)
    yield from (_line(*attachment) for attachment in letter.attachments)
    yield from (_line(*runs) for runs in (letter.issuer, letter.date) if runs)
    if letter.note:
        yield _line(Text(letter.note))


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Division():
                yield from _division(block)
            case Paragraph():
                yield _line(*block.runs)
            case Box():
                yield _box(block)
            case IndicatorTable():
                if block.title:
                    yield _strong(block.title)
                yield "\n".join(_indicators(block))
            case TaskTable():
                yield "\n".join(_tasks(block))


def _division(division: Division) -> Iterator[str]:
    """Yield a heading and its blocks.

    A run-in heading, or a mere number, stands at the head of the first block if that is text.
    """
    heading = division.number + division.title
    if (division.run_in or not division.title) and division.body:
        first, *rest = division.body
        if isinstance(first, Paragraph):
            if division.title:
                yield _strong(f"{heading}。", last=False) + _line(*first.runs)
            else:
                yield _line(Text(heading), *first.runs)
            yield from _blocks(tuple(rest))
            return
    if heading:
        yield f"{_LEVELS[type(division)]} {_escape(heading)}"
    yield from _blocks(division.body)


def _box(box: Box) -> str:
    lines = [_strong(box.number + box.title)]
    if box.table:
        lines.append("\n".join(_indicators(box.table)))
    lines += [_item(item) for item in box.items]
    for group in box.groups:
        lines.append(_strong(group.number + group.title))
        lines += [_line(*paragraph.runs) for paragraph in group.body]
        lines += [_item(item) for item in group.items]
    blocks = filter(None, lines)
    return "\n>\n".join("\n".join(f"> {line}" for line in block.split("\n")) for block in blocks)


def _item(item: Item) -> str:
    runs = (run for paragraph in item.body for run in paragraph.runs)
    return _line(Text(item.number + item.title + item.mark), *runs)


def _indicators(table: IndicatorTable) -> Iterator[str]:
    yield from _head([column.heading for column in table.columns])
    category = ""
    for row in table.rows:
        if table.categories == "rows" and row.category != category:
            yield f"| {_strong(row.category)} |" + " |" * (len(table.columns) - 1)
        category = row.category
        cells = {cell.column: _cell(cell.runs) for cell in row.cells}
        cells["name"] = _escape(row.number) + cells.get("name", "")
        yield f"| {' | '.join(cells.get(column.id, '') for column in table.columns)} |"
    if table.note:
        yield "\n" + _line(Text(table.note))


def _tasks(table: TaskTable) -> Iterator[str]:
    yield from _head([column.heading for column in table.columns])
    for task in table.tasks:
        cells = {"number": (Text(task.number),), "task": task.runs, "duties": (Text(task.duties.names),)}
        yield f"| {' | '.join(_cell(cells.get(column.id, ())) for column in table.columns)} |"
    if table.note:
        yield "\n" + _line(Text(table.note))


def _head(headings: list[str]) -> Iterator[str]:
    yield f"| {' | '.join(_escape(heading) for heading in headings)} |"
    yield "|" + " --- |" * len(headings)


def _cell(runs: tuple[Run, ...]) -> str:
    """Return runs as the text of a cell; in a table | separates cells even inside code."""
    return _BARE_PIPE.sub(r"\\|", _runs(runs))


def _line(*runs: Run) -> str:
    """Return runs as a line of their own that begins as text: with no list, no rule and no indent."""
    line = _LIST_START.sub(r"\1\\", _runs(runs))
    return f"&#{ord(line[0])};{line[1:]}" if line[:1].isspace() else line


def _runs(runs: tuple[Run, ...]) -> str:
    """Return runs in a row; neighbours of one kind are set as one, as their marks would not separate them."""
    written = (run for run in runs if run.text)
    pieces = [(kind, plain(tuple(group))) for kind, group in groupby(written, _kind)]
    line = ""
    for n, (kind, text) in enumerate(pieces, start=1):
        match kind:
            case "strong":
                line += _strong(text, before=line[-1:], last=n == len(pieces))
            case "gap":
                line += _code(text)
            case _:
                line += _escape(text)
    return line


def _kind(run: Run) -> str:
    match run:
        case Text(strong=True):
            return "strong"
        case Gap():
            return "gap"
        case _:
            return "words"


def _strong(text: str, *, before: str = "", last: bool = True) -> str:
    """Return words set off by ** where CommonMark takes it for a mark, otherwise by tags.

    It does not before blanks, nor between a letter and a punctuation mark; a lead-in that ends in a
    punctuation mark (坚持改革创新。) therefore takes a blank behind it.
    """
    if not text:
        return ""
    words = _escape(text)
    parted = not before or before.isspace() or unicodedata.category(before).startswith("P")
    if text != text.strip() or not (parted or _is_letter(words[0])):
        return f"<strong>{words}</strong>"
    return f"**{words}**" + ("" if last or _is_letter(words[-1]) else " ")


def _is_letter(character: str) -> bool:
    """Return true if a character is neither a punctuation mark nor a symbol."""
    return unicodedata.category(character)[0] not in "PS"


def _code(text: str) -> str:
    """Return text as code, between more backticks than it holds in a row."""
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    room = " " if text.strip("`") != text or text.strip() != text else ""
    return f"{fence}{room}{text}{room}{fence}"


def _escape(text: str) -> str:
    """Return text without markup; a line break in a paragraph is layout, and would end a row of a table."""
    return _SPECIAL.sub(r"\\\1", text).replace("\n", " ")
