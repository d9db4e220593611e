"""The heads of official letters, which stand in the headers of their sections."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from posixpath import join

from lxml import etree

from generator.ooxml.names import BOOKMARK, DOCUMENT_PART, RELATIONSHIPS
from generator.redline.blocks import Blocks
from generator.redline.marks import W

_RELATIONS = "word/_rels/document.xml.rels"


@dataclass(frozen=True, slots=True)
class _Section:
    """Its first line, the bookmarks in it, and the part with the head of its first page, if any."""

    line: etree._Element
    names: set[str]
    head: str


def merge_heads(
    old: dict[str, bytes],
    new: dict[str, bytes],
    bodies: tuple[etree._Element, etree._Element],
    blocks: Blocks,
) -> dict[str, bytes]:
    """The header parts of the new file with their changes marked.

    A head that is no more is put into the old body, from where it goes with the letter.
    """
    before, after = (list(_sections(parts, body)) for parts, body in zip((old, new), bodies, strict=True))
    merged: dict[str, bytes] = {}
    kept: set[str] = set()
    for section in after:
        if section.head:
            was = next((s for s in before if s.head and s.names & section.names), None)
            head = etree.fromstring(new[section.head])
            other = etree.fromstring(old[was.head]) if was else _empty(head)
            blocks.merge(other, head, cell=True)
            merged[section.head] = serialised(head)
            kept |= {was.head} if was else set()
    for section in before:
        if section.head and section.head not in kept:
            for line in etree.fromstring(old[section.head]).iter(f"{W}p"):
                section.line.addprevious(deepcopy(line))
    return merged


def serialised(root: etree._Element) -> bytes:
    """A part with the declaration that every part begins with."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _empty(head: etree._Element) -> etree._Element:
    """A head that says nothing."""
    empty = deepcopy(head)
    for run in list(empty.iter(f"{W}r", f"{W}sdt")):
        if (parent := run.getparent()) is not None:
            parent.remove(run)
    return empty


def _sections(parts: dict[str, bytes], body: etree._Element) -> Iterator[_Section]:
    links = {str(e.get("Id")): str(e.get("Target")) for e in etree.fromstring(parts[_RELATIONS])}
    lines: list[etree._Element] = []
    for element in body:
        lines.append(element)
        properties = element if element.tag == f"{W}sectPr" else element.find(f"{W}pPr/{W}sectPr")
        if properties is None:
            continue
        head = ""
        for reference in properties.iter(f"{W}headerReference"):
            if reference.get(f"{W}type") == "first":
                link = str(reference.get(f"{{{RELATIONSHIPS}}}id"))
                head = join(DOCUMENT_PART.rpartition("/")[0], links[link])
        marks = (mark for line in lines for mark in line.iter(f"{W}bookmarkStart"))
        names = {str(mark.get(f"{W}name")) for mark in marks}
        yield _Section(lines[0], {name for name in names if name.startswith(BOOKMARK)}, head)
        lines = []
