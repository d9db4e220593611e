"""Write a Document as .docx, in the look that a style sheet describes, with python-docx."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base.time_of_writing import NOBODY, Authorship
from generator.document import Document, Entry
from generator.word.ooxml.names import bookmark
from generator.word.style_sheet import StyleSheet
from generator.word.writer.contents import entry_kind
from generator.word.writer.inline import CommentTexts
from generator.word.writer.package import add_comments, add_composed, build, header_roots, release, save

__all__ = [
    "CommentTexts",
    "add_comments",
    "add_composed",
    "build",
    "entry_bookmark",
    "header_roots",
    "release",
    "save",
    "write_docx",
]


def write_docx(  # noqa: PLR0913, PLR0917  # what a file holds besides the plan
    document: Document,
    sheet: StyleSheet,
    notes: CommentTexts,
    facts: Mapping[str, str],
    profile: str = "",
    written: Authorship = NOBODY,
) -> bytes:
    """Return the whole .docx file of a Document; the same arguments give the same bytes.

    `notes` become Word comments at the block or figure that they name, where it first stands;
    `facts` are written among the file's properties, the packed `profile` is embedded. `written` says who
    made the comments, and when, and who saved the file; without it SOURCE_DATE_EPOCH is
    the time of writing; raise PlanError where it is none.
    """
    return save(build(document, sheet, notes, profile, written), facts)


def entry_bookmark(entry: Entry) -> str:
    """Return the bookmark to which an entry of the contents leads."""
    return bookmark(entry_kind(entry), entry.key)
