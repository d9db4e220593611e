"""Find the footnotes and endnotes of a Word file where the text refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package
from generator.word.reader.words import DELETED

_W = f"{{{WORD}}}"
_KINDS = {RT.FOOTNOTES: "footnote", RT.ENDNOTES: "endnote"}
_REFERENCES = {f"{_W}{kind}Reference": kind for kind in _KINDS.values()}
# A note in a note is printed by no program, and could stand in itself.
_NOWHERE = DELETED | {f"{_W}{kind}" for kind in _KINDS.values()}


@dataclass(slots=True)
class NoteReader:
    """Give out the notes of `package`, each of them once however often the text refers to it."""

    package: Package
    _notes: dict[tuple[str, str], etree._Element] = field(init=False)

    def __post_init__(self) -> None:
        package = self.package
        self._notes = {
            (word, note.get(f"{_W}id", "")): note
            for kind, word in _KINDS.items()
            for name in package.related(package.main, kind)
            for note in package.xml(name).iterchildren(f"{_W}{word}")
        }

    def of(self, paragraph: etree._Element) -> Iterator[etree._Element]:
        """Yield the notes to which `paragraph` is the first to refer."""
        for reference in paragraph.iter(*_REFERENCES) if self._notes else ():
            key = _REFERENCES[str(reference.tag)], reference.get(f"{_W}id", "")
            if key in self._notes and not any(e.tag in _NOWHERE for e in reference.iterancestors()):
                yield self._notes.pop(key)
