"""A Word file of ours read back as a Document, whether or not someone has edited it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.document import Document
from generator.ooxml.names import VALUES, VALUES_ITEM
from generator.ooxml.raw import value_path
from generator.read_docx.archive import is_word
from generator.read_docx.known import Known
from generator.read_docx.lines import Line, Reader, flat
from generator.read_docx.package import Package, open_package
from generator.read_docx.parts import HEADS, TITLED, Parts
from generator.style_sheet import StyleSheet

__all__ = [
    "HEADS",
    "TITLED",
    "Line",
    "Package",
    "is_word",
    "lines_of",
    "open_package",
    "read_docx",
    "values_of",
]


def read_docx(package: Package, sheet: StyleSheet, draft: Document, values: Sequence[str] = ()) -> Document:
    """What stands in the body of a file that was written from a draft.

    Words, figures, order and what is missing come from the body; what is not printed (keys, duties,
    patterns of numbers, and where figures come from while the words of their block are the draft's) comes
    from the draft, by the bookmarks of its blocks. What was typed by hand has no key. A file that nobody has
    edited gives the draft itself. `values` are the paths of the numbers to which its controls are bound.
    Raises PlanError if it is no Word file.
    """
    known = Known(draft)
    bound = {value_path(n): path for n, path in enumerate(values, start=1)}
    blocks = Reader(package, sheet, known.tags | bound).blocks()
    return Document(draft.title, draft.locality, draft.period, Parts(known).read(blocks))


def lines_of(package: Package, sheet: StyleSheet) -> list[Line]:
    """Every line of words in a Word file as it is printed, with its role; heads of letters and notes too.

    What stands in headers and footers otherwise, and what is no text, is left out.
    """
    return [line for line in flat(Reader(package, sheet, {}).blocks()) if line.text]


def values_of(package: Package) -> list[str]:
    """The paths of the numbers to which the controls of a file are bound; empty where it lost them."""
    values = package.item_root(VALUES_ITEM)
    entries = () if values is None else values.findall(f"{{{VALUES}}}value")
    return [entry.get("path", "") for entry in entries]
