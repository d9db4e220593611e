"""A Word file of ours read back as a Document, whether or not someone has edited it."""

from __future__ import annotations

from generator.document import Document
from generator.read_docx.known import Known
from generator.read_docx.lines import Reader
from generator.read_docx.package import Package, open_package, unreadable
from generator.read_docx.parts import Parts
from generator.style_sheet import StyleSheet

__all__ = ["Package", "open_package", "read_docx", "unreadable"]


def read_docx(package: Package, sheet: StyleSheet, draft: Document) -> Document:
    """What stands in the body of a file that was written from a draft.

    Words, figures, order and what is missing come from the body; what is not printed (keys, duties,
    patterns of numbers) comes from the draft, by the bookmarks of its blocks. What was typed by hand has no
    key. A file that nobody has edited gives the draft itself. Raises PlanError if it is no Word file.
    """
    known = Known(draft)
    blocks = Reader(package, sheet, known.tags).blocks()
    return Document(draft.title, draft.locality, draft.period, Parts(known).read(blocks))
