"""The inside of text in draft XML: passages of words, figures and gaps; duties; and what is no draft XML."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator

from lxml import etree

from generator.diagnostics import Finding, Place, PlanError
from generator.document import Department, Duties, Figure, Gap, Paragraph, Passage, Run, Text, joined

_BREAK = re.compile(r"\s*\n\s*")


def paragraph(element: etree._Element) -> Paragraph:
    """A paragraph of passages."""
    inner = parts(element, many=("passage",))
    return Paragraph(element.get("key", ""), tuple(_passage(child) for child in inner["passage"]))


def _passage(element: etree._Element) -> Passage:
    stated = element.findall("duties") if len(element) else []
    return Passage(element.get("key", ""), runs(element, beside=stated[:1]), duties(stated))


def duties(found: list[etree._Element]) -> Duties | None:
    """The duties of a passage, an item or a division, from its <duties>; None where it has none."""
    if not found:
        return None
    inner = parts(found[0], many=("lead", "support"))
    lead, support = (
        tuple(Department(child.get("function", ""), words(child)) for child in inner[role])
        for role in ("lead", "support")
    )
    return Duties(lead, support)


def runs(element: etree._Element, *, beside: Collection[etree._Element] = ()) -> tuple[Run, ...]:
    """The words, figures and gaps inside an element; neighbouring words become one run.

    Raises PlanError at any other element that is not among those read `beside` the text.
    """
    if len(element):
        return tuple(joined(_pieces(element, beside)))
    return (Text(said),) if (said := _unbroken(element.text)) else ()


def _pieces(element: etree._Element, beside: Collection[etree._Element]) -> Iterator[Run]:
    yield Text(_unbroken(element.text))
    for child in element:
        match tag(child):
            case "figure":
                yield Figure(words(child), child.get("source", ""))
            case "gap":
                yield Gap(words(child), child.get("source", ""), child.get("department", ""))
            case "break":
                words(child)  # it holds nothing
                yield Text("\n")
            case "strong":
                yield Text(words(child), strong=True)
            case _ if child not in beside:
                raise stray(child)
        yield Text(_unbroken(child.tail))


def words(element: etree._Element) -> str:
    """The words of an element that holds nothing else; raises PlanError at an element inside it."""
    for child in element:
        raise stray(child)
    return _unbroken(element.text)


def _unbroken(text: str | None) -> str:
    """Text without its line breaks and the blanks around them."""
    return _BREAK.sub("", text) if text and "\n" in text else text or ""


def parts(
    element: etree._Element, *, many: Collection[str] = (), one: Collection[str] = ()
) -> dict[str, list[etree._Element]]:
    """The children of an element by tag: any number of each of `many`, at most one of each of `one`.

    Raises PlanError at any other child and at text of the element's own.
    """
    inner: dict[str, list[etree._Element]] = {name: [] for name in (*many, *one)}
    for name, child in known(element, inner):
        if name in one and inner[name]:
            raise stray(child)
        inner[name].append(child)
    return inner


def known(element: etree._Element, tags: Container[str]) -> Iterator[tuple[str, etree._Element]]:
    """The children of an element by tag; raises PlanError at bare text and at a tag not among `tags`."""
    if (text := element.text) and not text.isspace():
        raise _words(text, _line(element))
    for child in element:
        if (name := tag(child)) not in tags:
            raise stray(child)
        yield name, child
        if (tail := child.tail) and not tail.isspace():
            raise _words(tail, _end(child))


def _words(text: str, line: int) -> PlanError:
    """The error for words where only blanks and line breaks may stand, in a text that begins at `line`."""
    bare = text.strip()
    return error(line + text[: text.index(bare)].count("\n"), bare)


def _line(element: etree._Element) -> int:
    """The line on which the start tag of an element ends."""
    return int(element.sourceline or 0)


def _end(element: etree._Element) -> int:
    """The line on which an element ends; layout inside its tags and comments does not count."""
    if len(element):
        return _end(element[-1]) + (element[-1].tail or "").count("\n")
    return _line(element) + (element.text or "").count("\n")


def tag(element: etree._Element) -> str:
    """The tag of an element."""
    return str(element.tag)


def stray(element: etree._Element) -> PlanError:
    """The error for an element that has no place where it stands."""
    return error(_line(element), f"<{tag(element)}>")


def error(line: int, what: str) -> PlanError:
    """The error for a line that is not draft XML."""
    return PlanError([Finding("draft-xml", Place("draft.xml", line, 1), {"what": what})])
