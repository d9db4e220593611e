"""Copy paragraphs to the places from where they went: deleted or moved, under the bookmarks that they had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from generator.word.ooxml.names import BOOKMARK
from generator.word.redline.revisions import DELETED, RevisionFactory, W
from generator.word.redline.spans import content_of, text_of

_SECTION = f"{W}sectPr"


def deleted_copy(paragraph: etree._Element, revisions: RevisionFactory) -> etree._Element:
    """Return a copy of `paragraph` without boxes, marked as deleted."""
    gone, text = empty_copy(paragraph), text_of(paragraph)
    own = revisions.by(revisions.credit.of_gone(text))
    gone.extend(removed_content(paragraph, [(DELETED, len(text))], own))
    own.mark_paragraph(DELETED, gone)
    return gone


def empty_copy(paragraph: etree._Element) -> etree._Element:
    """Return a paragraph with the properties of `paragraph`, without text, that ends no section."""
    bare = etree.Element(f"{W}p")
    properties = paragraph.find(f"{W}pPr")
    if properties is not None:
        copied = deepcopy(properties)
        for section in copied.findall(_SECTION):
            copied.remove(section)
        bare.append(copied)
    return bare


def removed_content(
    paragraph: etree._Element, stretches: Iterable[tuple[str, int]], revisions: RevisionFactory
) -> Iterator[etree._Element]:
    """Yield the words of `paragraph` as removed, between the marks of their bookmarks.

    `stretches` are the kinds of the revisions (del, moveFrom), each with how many characters it has.
    """
    pieces: list[tuple[etree._Element | None, str]] = []
    numbers: dict[str, str] = {}
    left = iter(stretches)
    kind, room = next(left, (DELETED, 0))
    for element, words in content_of(paragraph):
        text = words
        if not text and (mark := _copied_mark(element, numbers, revisions)) is not None:
            yield from _removal(kind, pieces, revisions)
            yield mark
        while text:
            if not room:
                yield from _removal(kind, pieces, revisions)
                kind, room = next(left)
            head, text = text[:room], text[room:]
            pieces.append((element.find(f"{W}rPr"), head))
            room -= len(head)
    yield from _removal(kind, pieces, revisions)


def _removal(
    kind: str, pieces: list[tuple[etree._Element | None, str]], revisions: RevisionFactory
) -> Iterator[etree._Element]:
    """Yield the revision that holds `pieces`, if there are any, and empty these."""
    if pieces:
        yield revisions.removal(kind, pieces)
        pieces.clear()


def _copied_mark(
    mark: etree._Element, numbers: dict[str, str], revisions: RevisionFactory
) -> etree._Element | None:
    """Return a copy of `mark` if it is of a bookmark of ours; `numbers` are those of copies by the old."""
    number, name = str(mark.get(f"{W}id")), str(mark.get(f"{W}name"))
    if mark.tag == f"{W}bookmarkStart" and name.startswith(BOOKMARK):
        numbers[number] = revisions.next_number()
    elif mark.tag != f"{W}bookmarkEnd" or number not in numbers:
        return None
    copied = etree.Element(mark.tag)
    copied.set(f"{W}id", numbers[number])
    if mark.tag == f"{W}bookmarkStart":
        copied.set(f"{W}name", revisions.name_of_gone(name))
    return copied
