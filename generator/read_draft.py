"""Draft XML read as a Document.

The vocabulary is the Document's own, in kebab case: document, letter, plan, annex, imprint; chapter,
section, measure; p, passage, duties; box, group, item; indicator-table, column, row, cell; task-table;
and inside text: figure, gap, strong. Line breaks and the blanks around them are layout of the
template, not text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from generator.diagnostics import Finding, Place, PlanError
from generator.document import (
    Annex,
    Block,
    Box,
    Cell,
    Chapter,
    Column,
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
    Measure,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Plan,
    Run,
    Section,
    TaskTable,
    Text,
)

_BREAK = re.compile(r"\s*\n\s*")
_DIVISIONS: dict[str, type[Division]] = {"chapter": Chapter, "section": Section, "measure": Measure}


def read_draft(xml: str) -> Document:
    """The document that draft XML describes; raises PlanError at the line that is not draft XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _error(error.lineno or 0, error.msg) from error
    _expect(root, "document")
    return Document(
        title=root.get("title", ""),
        locality=root.get("locality", ""),
        period=root.get("period", ""),
        parts=tuple(_PARTS[child.tag](child) for child in _known(root, _PARTS)),
    )


# --- parts ----------------------------------------------------------------------------------------


def _plan(element: etree._Element) -> Plan:
    patterns = {name.removeprefix("number-"): text for name, text in element.items() if name.startswith("number-")}
    return Plan(
        key=element.get("key", ""),
        title=element.get("title", ""),
        status=element.get("status", ""),
        body=_blocks(element),
        numbering=Numbering(**patterns),
    )


def _letter(element: etree._Element) -> Letter:
    return Letter(
        key=element.get("key", ""),
        title=element.get("title", ""),
        recipients=_part_runs(element, "recipients"),
        body=tuple(_paragraph(child) for child in element.findall("p")),
        attachments=tuple(_runs(child) for child in element.findall("attachment")),
        issuer=_part_runs(element, "issuer"),
        date=_part_runs(element, "date"),
        note=element.get("note", ""),
    )


def _annex(element: etree._Element) -> Annex:
    label, title = element.get("label", ""), element.get("title", "")
    return Annex(element.get("key", ""), label, title, _blocks(element))


def _imprint(element: etree._Element) -> Imprint:
    return Imprint(
        key=element.get("key", ""),
        copies=_part_runs(element, "copies"),
        issuer=_part_runs(element, "issuer"),
        date=_part_runs(element, "date"),
    )


def _part_runs(element: etree._Element, tag: str) -> tuple[Run, ...]:
    child = element.find(tag)
    return () if child is None else _runs(child)


_PARTS: dict[str, Callable[[etree._Element], Part]] = {
    "plan": _plan,
    "letter": _letter,
    "annex": _annex,
    "imprint": _imprint,
}

# --- blocks ---------------------------------------------------------------------------------------


def _blocks(element: etree._Element) -> tuple[Block, ...]:
    return tuple(_BLOCKS[child.tag](child) for child in _known(element, _BLOCKS) if child.tag != "duties")


def _division(element: etree._Element) -> Division:
    return _DIVISIONS[element.tag](
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=_blocks(element),
        duties=_duties(element),
        run_in=element.get("run-in") == "true",
        numbered=element.get("numbered", "true") == "true",
    )


def _paragraph(element: etree._Element) -> Paragraph:
    return Paragraph(element.get("key", ""), tuple(_passage(child) for child in _known(element, {"passage"})))


def _passage(element: etree._Element) -> Passage:
    return Passage(element.get("key", ""), _runs(element), _duties(element))


def _box(element: etree._Element) -> Box:
    table = element.find("indicator-table")
    return Box(
        key=element.get("key", ""),
        title=element.get("title", ""),
        groups=tuple(_group(child) for child in element.findall("group")),
        items=tuple(_item(child) for child in element.findall("item")),
        table=None if table is None else _indicator_table(table),
        item_pattern=element.get("item-number", ""),
    )


def _group(element: etree._Element) -> Group:
    return Group(
        key=element.get("key", ""),
        title=element.get("title", ""),
        items=tuple(_item(child) for child in element.findall("item")),
        body=tuple(_paragraph(child) for child in element.findall("p")),
    )


def _item(element: etree._Element) -> Item:
    return Item(
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=tuple(_paragraph(child) for child in element.findall("p")),
        duties=_duties(element),
        mark=element.get("mark", "。"),
    )


def _indicator_table(element: etree._Element) -> IndicatorTable:
    return IndicatorTable(
        key=element.get("key", ""),
        title=element.get("title", ""),
        columns=_columns(element),
        rows=tuple(_row(row) for row in element.findall("row")),
        categories=element.get("categories", "none"),
        note=element.get("note", ""),
    )


def _row(element: etree._Element) -> IndicatorRow:
    cells = tuple(Cell(cell.get("column", ""), _runs(cell)) for cell in element.findall("cell"))
    return IndicatorRow(element.get("key", ""), cells, element.get("category", ""))


def _columns(element: etree._Element) -> tuple[Column, ...]:
    return tuple(Column(c.get("id", ""), c.text or "") for c in element.findall("column"))


def _task_table(element: etree._Element) -> TaskTable:
    return TaskTable(element.get("key", ""), _columns(element), note=element.get("note", ""))


_BLOCKS: dict[str, Callable[[etree._Element], Block]] = {
    **dict.fromkeys(_DIVISIONS, _division),
    "p": _paragraph,
    "box": _box,
    "indicator-table": _indicator_table,
    "task-table": _task_table,
    "duties": _paragraph,  # passed over: read by the block that holds it
}

# --- inside text ----------------------------------------------------------------------------------


def _duties(element: etree._Element) -> Duties | None:
    found = element.find("duties")
    if found is None:
        return None
    return Duties(_departments(found, "lead"), _departments(found, "support"))


def _departments(element: etree._Element, tag: str) -> tuple[Department, ...]:
    return tuple(Department(d.get("function", ""), d.text or "") for d in element.findall(tag))


def _runs(element: etree._Element) -> tuple[Run, ...]:
    return tuple(_joined(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[Run]:
    yield Text(_BREAK.sub("", element.text or ""))
    for child in element:
        match child.tag:
            case "figure":
                yield Figure(_words(child), child.get("source", ""))
            case "gap":
                yield Gap(_words(child), child.get("source", ""), child.get("department", ""))
            case "strong":
                yield Text(_words(child), strong=True)
            case "duties":
                pass
            case _:
                raise _error(child.sourceline or 0, f"<{child.tag}>")
        yield Text(_BREAK.sub("", child.tail or ""))


def _joined(pieces: Iterator[Run]) -> Iterator[Run]:
    """Neighbouring plain texts as one, empty ones left out."""
    waiting = ""
    for piece in pieces:
        if isinstance(piece, Text) and not piece.strong:
            waiting += piece.text
            continue
        if waiting:
            yield Text(waiting)
        waiting = ""
        yield piece
    if waiting:
        yield Text(waiting)


def _words(element: etree._Element) -> str:
    return _BREAK.sub("", element.text or "")


# --- what is not draft XML ------------------------------------------------------------------------


def _known(element: etree._Element, tags: object) -> Iterator[etree._Element]:
    for child in element:
        if child.tag not in tags:  # type: ignore[operator]  # a set or a mapping of tags
            raise _error(child.sourceline or 0, f"<{child.tag}>")
        yield child


def _expect(element: etree._Element, tag: str) -> None:
    if element.tag != tag:
        raise _error(element.sourceline or 0, f"<{element.tag}>")


def _error(line: int, what: str) -> PlanError:
    return PlanError([Finding("draft-xml", Place("draft.xml", line, 1), {"what": what})])
