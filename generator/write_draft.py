"""A Document as draft XML: the way back from `read_draft`.

What later steps compute (numbers, the rows of task tables, the entries of contents) is left out; `divide`,
`number` and `list_contents` bring it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from html import escape

from generator.document import (
    Annex,
    Block,
    Box,
    Column,
    Contents,
    Department,
    Division,
    Document,
    Duties,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    TaskTable,
    Text,
)

_MARKED = re.compile("[&<>\"'\t\n\r]")
_PATTERNS = {f"number-{level.name}": level.name for level in fields(Numbering)}
# what read_draft takes an attribute for where it is left out; any other is the empty string
_DEFAULTS = {
    "sealed": "false",
    "landscape": "false",
    "run-in": "false",
    "numbered": "true",
    "mark": "。",
    "categories": "none",
    **{name: getattr(Numbering(), level) for name, level in _PATTERNS.items()},
}


def write_draft(document: Document) -> str:
    """The draft XML of a document: `read_draft` reads it as the same document, short of what is computed.

    This holds for every document that `read_draft` can yield. Elsewhere line breaks do not come back but in
    plain text, since they are layout in draft XML, nor do empty or neighbouring plain texts; and characters
    that XML cannot carry make no XML.
    """
    about = {"title": document.title, "locality": document.locality, "period": document.period}
    return _element("document", about, *map(_part, document.parts)) + "\n"


def _part(part: Part) -> str:
    match part:
        case Letter():
            return _letter(part)
        case Contents():
            about = {"key": part.key, "title": part.title, "levels": " ".join(part.levels)}
            return _block("contents", about)
        case Plan():
            about = {"key": part.key, "label": part.label, "title": _title(part), "status": part.status}
            patterns = {name: getattr(part.numbering, level) for name, level in _PATTERNS.items()}
            return _block("plan", about | patterns, *map(_any, part.body))
        case Annex():
            about = {"key": part.key, "label": part.label, "title": part.title}
            return _block("annex", about | {"landscape": _truth(part.landscape)}, *map(_any, part.body))
        case Imprint():
            lines = {"copies": part.copies, "issuer": part.issuer, "date": part.date}
            return _block("imprint", {"key": part.key}, _lines(lines))


def _title(part: Plan | Letter) -> str:
    return "\n".join(part.lines) or part.title


def _letter(letter: Letter) -> str:
    about = {
        "key": letter.key,
        "title": _title(letter),
        "note": letter.note,
        "sealed": _truth(letter.sealed),
        "look": letter.look,
    }
    return _block(
        "letter",
        about,
        _lines({"masthead": letter.masthead, "reference": letter.reference, "recipients": letter.recipients}),
        *map(_paragraph, letter.body),
        *(_block("attachment", {}, *map(_run, attachment)) for attachment in letter.attachments),
        _lines({"issuer": letter.issuer, "date": letter.date}),
    )


def _lines(lines: Mapping[str, tuple[Run, ...]]) -> str:
    """The lines of a letter or an imprint by name; one without runs is left out."""
    return "".join(_block(name, {}, *map(_run, runs)) for name, runs in lines.items() if runs)


def _any(block: Block) -> str:
    match block:
        case Division():
            return _division(block)
        case Paragraph():
            return _paragraph(block)
        case Box():
            return _box(block)
        case IndicatorTable():
            return _indicator_table(block)
        case TaskTable():
            about = {"key": block.key, "note": block.note}
            return _block("task-table", about, *map(_column, block.columns))


def _division(division: Division) -> str:
    about = {
        "key": division.key,
        "title": division.title,
        "run-in": _truth(division.run_in),
        "numbered": _truth(division.numbered),
    }
    return _block(division.level, about, _duties(division.duties), *map(_any, division.body))


def _paragraph(paragraph: Paragraph) -> str:
    return _block("p", {"key": paragraph.key}, *map(_passage, paragraph.passages))


def _passage(passage: Passage) -> str:
    return _element("passage", {"key": passage.key}, _duties(passage.duties), *map(_run, passage.runs))


def _duties(duties: Duties | None) -> str:
    if duties is None:
        return ""
    return _element("duties", {}, _departments("lead", duties.lead), _departments("support", duties.support))


def _departments(role: str, departments: Iterable[Department]) -> str:
    return "".join(_element(role, {"function": one.function}, _text(one.name)) for one in departments)


def _run(run: Run) -> str:
    match run:
        case Figure():
            return _element("figure", {"source": run.source}, _text(run.text))
        case Gap():
            return _element("gap", {"source": run.source, "department": run.department}, _text(run.text))
        case Text():
            if run.strong:
                return _element("strong", {}, _text(run.text))
            return _text(run.text).replace("\n", "<break/>")


def _box(box: Box) -> str:
    return _block(
        "box",
        {"key": box.key, "title": box.title, "item-number": box.item_pattern},
        _indicator_table(box.table) if box.table else "",
        *map(_group, box.groups),
        *map(_item, box.items),
    )


def _group(group: Group) -> str:
    about = {"key": group.key, "title": group.title}
    return _block("group", about, *map(_paragraph, group.body), *map(_item, group.items))


def _item(item: Item) -> str:
    about = {"key": item.key, "title": item.title, "mark": item.mark}
    return _block("item", about, _duties(item.duties), *map(_paragraph, item.body))


def _indicator_table(table: IndicatorTable) -> str:
    about = {"key": table.key, "title": table.title, "categories": table.categories, "note": table.note}
    return _block("indicator-table", about, *map(_column, table.columns), *map(_row, table.rows))


def _row(row: IndicatorRow) -> str:
    cells = (_element("cell", {"column": cell.column}, *map(_run, cell.runs)) for cell in row.cells)
    return _block("row", {"key": row.key, "category": row.category}, *cells)


def _column(column: Column) -> str:
    return _element("column", {"id": column.id}, _text(column.heading))


def _block(tag: str, attributes: Mapping[str, str], *inner: str) -> str:
    """An element on a line of its own, where a line break is layout."""
    return "\n" + _element(tag, attributes, *inner)


def _element(tag: str, attributes: Mapping[str, str], *inner: str) -> str:
    """An element that holds XML; attributes that say what is understood without them are left out."""
    said = "".join([_attribute(name, value) for name, value in attributes.items()])
    return f"<{tag}{said}>{''.join(inner)}</{tag}>"


@lru_cache(maxsize=4096)
def _attribute(name: str, value: str) -> str:
    """An attribute with the blank before it, nothing where it says what is understood without it."""
    return "" if value == _DEFAULTS.get(name, "") else f' {name}="{_value(value)}"'


def _text(words: str) -> str:
    # a parser would read a bare carriage return as a line break
    return escape(words, quote=False).replace("\r", "&#13;")


def _value(words: str) -> str:
    if not _MARKED.search(words):  # keys and titles, mostly
        return words
    # a parser would read bare tabs and line breaks in attributes as blanks
    return escape(words).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def _truth(value: bool) -> str:  # noqa: FBT001  # the value itself, not a switch
    return "true" if value else "false"
