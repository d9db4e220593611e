"""Tracked changes as elements (ECMA-376-1, 17.13.5), each with its number, author and date."""

from __future__ import annotations

from copy import deepcopy
from itertools import count

from lxml import etree

from generator.ooxml.names import WORD

W = f"{{{WORD}}}"
INSERTED, DELETED, MOVED_FROM, MOVED_TO = "ins", "del", "moveFrom", "moveTo"
_GONE = {DELETED, MOVED_FROM}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = {"\t": f"{W}tab", "\n": f"{W}br"}
_PROPERTIES = {f"{W}p": f"{W}pPr", f"{W}tr": f"{W}trPr", f"{W}r": f"{W}rPr"}


class Revisions:
    """Makes tracked changes of one author at one time, numbered from `first`."""

    def __init__(self, author: str, stamp: str, first: int) -> None:
        self._author, self._stamp = author, stamp
        self._numbers = count(first)
        self._moves = count(1)

    def element(self, kind: str) -> etree._Element:
        """An empty tracked change of a kind."""
        change = etree.Element(f"{W}{kind}")
        change.set(f"{W}id", str(next(self._numbers)))
        change.set(f"{W}author", self._author)
        change.set(f"{W}date", self._stamp)
        return change

    def wrap(self, kind: str, runs: list[etree._Element]) -> None:
        """Put runs, where they stand, into tracked changes, neighbours into one."""
        change = None
        for run in runs:
            if change is None or change.getnext() is not run:
                change = self.element(kind)
                run.addprevious(change)
            change.append(run)

    def mark(self, kind: str, paragraph: etree._Element) -> None:
        """Say of a paragraph's end that it was inserted, deleted or moved (17.13.5.15, .19, .21, .26)."""
        properties = own_properties(paragraph)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            section = properties.find(f"{W}sectPr")
            properties.insert(len(properties) if section is None else properties.index(section), look)
        look.insert(0, self.element(kind))

    def mark_row(self, kind: str, row: etree._Element) -> None:
        """Say of a row that it was inserted or deleted (17.13.5.12, .17).

        Other properties must stand before that, if only one that says nothing.
        """
        properties = own_properties(row)
        if not len(properties):
            etree.SubElement(properties, f"{W}gridBefore").set(f"{W}val", "0")
        properties.append(self.element(kind))

    def gone(self, kind: str, runs: list[tuple[etree._Element | None, str]]) -> etree._Element:
        """What was deleted or moved away: texts with their looks."""
        change = self.element(kind)
        change.extend(text_run(look, text, deleted=kind in _GONE) for look, text in runs)
        return change

    def next_move(self) -> str:
        """The name that the two places of a move share."""
        return f"move{next(self._moves)}"

    def move_range(self, kind: str, name: str) -> tuple[etree._Element, etree._Element]:
        """The start and the end of the range of a move (17.13.5.22 to .28)."""
        start, end = self.element(f"{kind}RangeStart"), etree.Element(f"{W}{kind}RangeEnd")
        start.set(f"{W}name", name)
        end.set(f"{W}id", str(start.get(f"{W}id")))
        return start, end


def own_properties(element: etree._Element) -> etree._Element:
    """The properties of a paragraph, row or run, made if it has none."""
    tag = _PROPERTIES[str(element.tag)]
    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(0, found)
    return found


def text_run(look: etree._Element | None, text: str, *, deleted: bool = False) -> etree._Element:
    """A run of text in a look; tabs and line breaks are elements."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    fill(run, text, deleted=deleted)
    return run


def fill(run: etree._Element, text: str, *, deleted: bool = False) -> None:
    """Put text into a run behind its look, in place of what it held."""
    for child in list(run):
        if child.tag != f"{W}rPr":
            run.remove(child)
    words = ""
    for character in f"{text}\0":
        if character not in _PIECES and character != "\0":
            words += character
            continue
        if words:
            piece = etree.SubElement(run, f"{W}delText" if deleted else f"{W}t", {_SPACE: "preserve"})
            piece.text, words = words, ""
        if character in _PIECES:
            etree.SubElement(run, _PIECES[character])
