"""Make revisions: elements of tracked changes (ECMA-376-1, 17.13.5) with id, author and date."""

from __future__ import annotations

import re
from copy import copy, deepcopy
from itertools import count

from lxml import etree

from generator.base.time_of_writing import stamp, time_of_writing
from generator.word.ooxml.names import WORD, bookmark_of_gone
from generator.word.redline.credits import Credits, Signer

W = f"{{{WORD}}}"
INSERTED, DELETED, MOVED_FROM, MOVED_TO = "ins", "del", "moveFrom", "moveTo"
_REMOVED = {DELETED, MOVED_FROM}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PIECES = {"\t": f"{W}tab", "\n": f"{W}br"}
_BREAKS = re.compile("([\t\n])")
_PROPERTIES = {f"{W}p": f"{W}pPr", f"{W}tr": f"{W}trPr", f"{W}r": f"{W}rPr"}


class RevisionFactory:
    """Make revisions of one `author` at one time (`stamp`, ISO 8601; "" for none), numbered from `first`.

    `credit` knows which changes others made in the new file; these are to be made by `by`. `kept` are the
    bookmarks of the new file.
    """

    def __init__(self, author: str, stamp: str, first: int, credit: Credits, kept: frozenset[str]) -> None:
        self._signer, self.credit, self.kept = Signer(author, stamp), credit, kept
        self._numbers = count(first)
        self._moves = count(1)

    def by(self, signer: Signer | None) -> RevisionFactory:
        """Return a factory of the same numbers for the changes of `signer`, itself for None."""
        if signer is None:
            return self
        other = copy(self)
        other.sign(signer)
        return other

    def sign(self, signer: Signer) -> None:
        """Make the changes from now on those of `signer`."""
        self._signer = signer

    def element(self, kind: str) -> etree._Element:
        """Return an empty revision of `kind`: ins, del, moveFrom, moveTo or the start of a move's range."""
        change = etree.Element(f"{W}{kind}")
        change.set(f"{W}id", str(next(self._numbers)))
        change.set(f"{W}author", self._signer.author)
        # Optional by ECMA-376-1, 17.13.5, but for where a move begins (17.13.5.24, .28).
        if date := self._signer.date or (stamp(time_of_writing()) if kind.endswith("RangeStart") else ""):
            change.set(f"{W}date", date)
        return change

    def wrap(self, kind: str, runs: list[etree._Element]) -> None:
        """Wrap each of `runs` where it is in a revision of `kind`, neighbours in one."""
        change = None
        for run in runs:
            if change is None or change.getnext() is not run:
                change = self.element(kind)
                run.addprevious(change)
            change.append(run)

    def mark_paragraph(self, kind: str, paragraph: etree._Element) -> None:
        """Mark the end of `paragraph` as inserted, deleted or moved (17.13.5.15, .19, .21, .26)."""
        properties = own_properties(paragraph)
        look = properties.find(f"{W}rPr")
        if look is None:
            look = etree.Element(f"{W}rPr")
            section = properties.find(f"{W}sectPr")
            properties.insert(len(properties) if section is None else properties.index(section), look)
        look.insert(0, self.element(kind))

    def mark_row(self, kind: str, row: etree._Element) -> None:
        """Mark `row` as inserted or deleted (17.13.5.12, .17).

        Another property must come first, if only one without effect.
        """
        properties = own_properties(row)
        if not len(properties):
            etree.SubElement(properties, f"{W}gridBefore").set(f"{W}val", "0")
        properties.append(self.element(kind))

    def removal(self, kind: str, runs: list[tuple[etree._Element | None, str]]) -> etree._Element:
        """Return a revision of `kind` that holds removed `runs`: pairs of run properties and text."""
        change = self.element(kind)
        change.extend(text_run(look, text, deleted=kind in _REMOVED) for look, text in runs)
        return change

    def next_number(self) -> str:
        """Return the next number, for a bookmark."""
        return str(next(self._numbers))

    def name_of_gone(self, name: str) -> str:
        """Return the bookmark for what went from under the bookmark `name`: another one if that is in use."""
        return bookmark_of_gone(name) if name in self.kept else name

    def next_move(self) -> str:
        """Return the next name that the two places of a move share."""
        return f"move{next(self._moves)}"

    def move_range(self, kind: str, name: str) -> tuple[etree._Element, etree._Element]:
        """Return start and end of the range of the move `name` (17.13.5.22 to .28)."""
        start, end = self.element(f"{kind}RangeStart"), etree.Element(f"{W}{kind}RangeEnd")
        start.set(f"{W}name", name)
        end.set(f"{W}id", str(start.get(f"{W}id")))
        return start, end


def own_properties(element: etree._Element) -> etree._Element:
    """Return the properties of `element` (paragraph, row or run), made if it has none."""
    tag = _PROPERTIES[str(element.tag)]
    found = element.find(tag)
    if found is None:
        found = etree.Element(tag)
        element.insert(0, found)
    return found


def text_run(look: etree._Element | None, text: str, *, deleted: bool = False) -> etree._Element:
    """Return a run of `text` with a copy of the run properties `look`; tabs and line breaks are elements."""
    run = etree.Element(f"{W}r")
    if look is not None:
        run.append(deepcopy(look))
    set_text(run, text, deleted=deleted)
    return run


def set_text(run: etree._Element, text: str, *, deleted: bool = False) -> None:
    """Replace the content of `run` behind its properties by `text`."""
    for child in list(run):
        if child.tag != f"{W}rPr":
            run.remove(child)
    for words in filter(None, _BREAKS.split(text)):
        if words in _PIECES:
            etree.SubElement(run, _PIECES[words])
        else:
            piece = etree.SubElement(run, f"{W}delText" if deleted else f"{W}t", {_SPACE: "preserve"})
            piece.text = words
