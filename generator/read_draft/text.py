"""The inside of text in draft XML: passages of words, figures and gaps; duties; and what is no draft XML."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from lxml import etree

from generator.diagnostics import Finding, Place, PlanError
from generator.document import Department, Duties, Figure, Gap, Paragraph, Passage, Run, Text

_BREAK = re.compile(r"\s*\n\s*")


def paragraph(element: etree._Element) -> Paragraph:
    """A paragraph of passages."""
    return Paragraph(element.get("key", ""), tuple(_passage(child) for child in known(element, {"passage"})))


def _passage(element: etree._Element) -> Passage:
    return Passage(element.get("key", ""), runs(element), duties(element))


def duties(element: etree._Element) -> Duties | None:
    """The duties of a passage, an item or a division, None where it has none."""
    found = element.find("duties")
    if found is None:
        return None
    return Duties(_departments(found, "lead"), _departments(found, "support"))


def _departments(element: etree._Element, tag: str) -> tuple[Department, ...]:
    return tuple(Department(d.get("function", ""), d.text or "") for d in element.findall(tag))


def runs(element: etree._Element) -> tuple[Run, ...]:
    """The words, figures and gaps inside an element; neighbouring words become one run."""
    return tuple(_joined(_pieces(element)))


def _pieces(element: etree._Element) -> Iterator[Run]:
    yield Text(_BREAK.sub("", element.text or ""))
    for child in element:
        match tag(child):
            case "figure":
                yield Figure(_words(child), child.get("source", ""))
            case "gap":
                yield Gap(_words(child), child.get("source", ""), child.get("department", ""))
            case "strong":
                yield Text(_words(child), strong=True)
            case "duties":
                pass
            case _:
                raise stray(child)
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


def known(element: etree._Element, tags: Container[str]) -> Iterator[etree._Element]:
    """The children of an element; raises PlanError at one whose tag is not among `tags`."""
    for child in element:
        if tag(child) not in tags:
            raise stray(child)
        yield child


def tag(element: etree._Element) -> str:
    """The tag of an element."""
    return str(element.tag)


def stray(element: etree._Element) -> PlanError:
    """The error for an element that has no place where it stands."""
    return error(int(element.sourceline or 0), f"<{tag(element)}>")


def error(line: int, what: str) -> PlanError:
    """The error for a line that is not draft XML."""
    return PlanError([Finding("draft-xml", Place("draft.xml", line, 1), {"what": what})])
