"""A Document as .docx, in the look that a style sheet describes."""

from __future__ import annotations

from collections.abc import Mapping

from generator.document import Document, Entry
from generator.ooxml.names import bookmark
from generator.style_sheet import StyleSheet
from generator.write_docx.package import pack
from generator.write_docx.parts import entry_kind, paged
from generator.write_docx.pen import Notes, Pen
from generator.write_docx.sections import sections

__all__ = ["Notes", "entry_bookmark", "write_docx"]


def write_docx(
    document: Document, sheet: StyleSheet, notes: Notes, facts: Mapping[str, str], profile: str = ""
) -> bytes:
    """The whole .docx file; the same arguments give the same bytes.

    `notes` become Word comments at the block or figure they name, the first time it stands in the file;
    `facts` are written among the file's properties, the packed `profile` is carried along. SOURCE_DATE_EPOCH
    is the time of writing; raises PlanError where it is none.
    """
    pen = Pen(sheet, notes)
    content, stories = sections(paged(document, pen), pen)
    return pack(document, pen, content, stories, facts, profile)


def entry_bookmark(entry: Entry) -> str:
    """The bookmark to which an entry of the contents leads."""
    return bookmark(entry_kind(entry), entry.key)
