"""Draft XML read as a Document.

The vocabulary is the Document's own, in kebab case: document, letter, contents, plan, annex, imprint;
chapter, section, measure; p, passage, duties; box, group, item; indicator-table, column, row, cell;
task-table; and inside text: figure, gap, strong, break (a new line in the same paragraph). Line breaks of the
template and the blanks around them are its layout, not text; &#10; in the title of a plan or letter is a
line that the locality breaks itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

from lxml import etree

from generator.document import Annex, Contents, Document, Imprint, Letter, Numbering, Part, Plan, Run
from generator.read_draft.blocks import blocks
from generator.read_draft.text import error, known, paragraph, parts, runs, stray

DEEPEST = 40  # elements one inside the other; what the templates write has 10
_BEYOND = "boolean({})".format("/*" * (DEEPEST + 1))


def read_draft(xml: str) -> Document:
    """The document that draft XML describes; raises PlanError at the line that is not draft XML."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as failure:
        raise error(failure.lineno or 0, str(failure.msg)) from failure
    if root.xpath(_BEYOND):
        raise error(0, str(root.tag))
    if root.tag != "document":
        raise stray(root)
    return Document(
        title=root.get("title", ""),
        locality=root.get("locality", ""),
        period=root.get("period", ""),
        parts=tuple(_PARTS[name](child) for name, child in known(root, _PARTS)),
    )


def _plan(element: etree._Element) -> Plan:
    title, lines = _title(element)
    return Plan(
        key=element.get("key", ""),
        title=title,
        status=element.get("status", ""),
        body=blocks(element),
        numbering=_numbering(element),
        lines=lines,
        label=element.get("label", ""),
    )


def _title(element: etree._Element) -> tuple[str, tuple[str, ...]]:
    """A title, and its lines where it is broken."""
    lines = tuple(filter(None, element.get("title", "").split("\n")))
    return "".join(lines), lines if len(lines) > 1 else ()


def _numbering(element: etree._Element) -> Numbering:
    levels = {f"number-{level.name}": level.name for level in fields(Numbering)}
    named = [name for name in map(str, element.attrib) if name.startswith("number-")]
    for name in named:
        if name not in levels:
            raise error(int(element.sourceline or 0), name)
    return Numbering(**{levels[name]: element.get(name, "") for name in named})


def _letter(element: etree._Element) -> Letter:
    inner = parts(
        element, many=("p", "attachment"), one=("masthead", "reference", "recipients", "issuer", "date")
    )
    title, lines = _title(element)
    return Letter(
        key=element.get("key", ""),
        title=title,
        masthead=_only(inner["masthead"]),
        reference=_only(inner["reference"]),
        recipients=_only(inner["recipients"]),
        body=tuple(paragraph(child) for child in inner["p"]),
        attachments=tuple(runs(child) for child in inner["attachment"]),
        issuer=_only(inner["issuer"]),
        date=_only(inner["date"]),
        note=element.get("note", ""),
        sealed=element.get("sealed") == "true",
        look=element.get("look", ""),
        lines=lines,
    )


def _contents(element: etree._Element) -> Contents:
    parts(element)
    levels = tuple(element.get("levels", "").split())
    return Contents(element.get("key", ""), element.get("title", ""), levels)


def _annex(element: etree._Element) -> Annex:
    return Annex(
        key=element.get("key", ""),
        label=element.get("label", ""),
        title=element.get("title", ""),
        body=blocks(element),
        landscape=element.get("landscape") == "true",
    )


def _imprint(element: etree._Element) -> Imprint:
    inner = parts(element, one=("copies", "issuer", "date"))
    return Imprint(
        key=element.get("key", ""),
        copies=_only(inner["copies"]),
        issuer=_only(inner["issuer"]),
        date=_only(inner["date"]),
    )


def _only(elements: list[etree._Element]) -> tuple[Run, ...]:
    """The runs of an element that may be missing."""
    return runs(elements[0]) if elements else ()


_PARTS: dict[str, Callable[[etree._Element], Part]] = {
    "plan": _plan,
    "letter": _letter,
    "contents": _contents,
    "annex": _annex,
    "imprint": _imprint,
}
