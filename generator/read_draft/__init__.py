"""Draft XML read as a Document.

The vocabulary is the Document's own, in kebab case: document, letter, plan, annex, imprint; chapter,
section, measure; p, passage, duties; box, group, item; indicator-table, column, row, cell; task-table;
and inside text: figure, gap, strong. Line breaks and the blanks around them are layout of the
template, not text.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from generator.document import Annex, Document, Imprint, Letter, Numbering, Part, Plan, Run
from generator.read_draft.blocks import blocks
from generator.read_draft.text import error, known, paragraph, runs, stray, tag


def read_draft(xml: str) -> Document:
    """The document that draft XML describes; raises PlanError at the line that is not draft XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as failure:
        raise error(failure.lineno or 0, str(failure.msg)) from failure
    if root.tag != "document":
        raise stray(root)
    return Document(
        title=root.get("title", ""),
        locality=root.get("locality", ""),
        period=root.get("period", ""),
        parts=tuple(_PARTS[tag(child)](child) for child in known(root, _PARTS)),
    )


def _plan(element: etree._Element) -> Plan:
    patterns = {
        name.removeprefix("number-"): text for name, text in element.items() if name.startswith("number-")
    }
    return Plan(
        key=element.get("key", ""),
        title=element.get("title", ""),
        status=element.get("status", ""),
        body=blocks(element),
        numbering=Numbering(**patterns),
    )


def _letter(element: etree._Element) -> Letter:
    return Letter(
        key=element.get("key", ""),
        title=element.get("title", ""),
        recipients=_part_runs(element, "recipients"),
        body=tuple(paragraph(child) for child in element.findall("p")),
        attachments=tuple(runs(child) for child in element.findall("attachment")),
        issuer=_part_runs(element, "issuer"),
        date=_part_runs(element, "date"),
        note=element.get("note", ""),
    )


def _annex(element: etree._Element) -> Annex:
    label, title = element.get("label", ""), element.get("title", "")
    return Annex(element.get("key", ""), label, title, blocks(element))


def _imprint(element: etree._Element) -> Imprint:
    return Imprint(
        key=element.get("key", ""),
        copies=_part_runs(element, "copies"),
        issuer=_part_runs(element, "issuer"),
        date=_part_runs(element, "date"),
    )


def _part_runs(element: etree._Element, tag: str) -> tuple[Run, ...]:
    child = element.find(tag)
    return () if child is None else runs(child)


_PARTS: dict[str, Callable[[etree._Element], Part]] = {
    "plan": _plan,
    "letter": _letter,
    "annex": _annex,
    "imprint": _imprint,
}
