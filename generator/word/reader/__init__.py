"""Read a Word file of ours back as a Document, whether or not someone has edited it."""

from __future__ import annotations

from generator.document import Document
from generator.word.archive import is_word
from generator.word.ooxml.names import VALUES, VALUES_ITEM
from generator.word.ooxml.raw import value_path
from generator.word.reader.annotations import annotations_of
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.lines import BodyReader, Line, flatten
from generator.word.reader.looks import other_looks
from generator.word.reader.lost_marks import restore_marks
from generator.word.reader.package import Package, open_package
from generator.word.reader.parts import PartReader
from generator.word.reader.remarks import (
    MOST_REMARKS,
    beside_the_body,
    has_pending_changes,
    pictures,
    remarks_of,
)
from generator.word.reader.roles import BEFORE_TITLE_ROLES, TITLE_ROLES
from generator.word.reader.settle import settled
from generator.word.reader.table_shapes import joined_tables, parted_tables
from generator.word.style_sheet import StyleSheet

__all__ = [
    "BEFORE_TITLE_ROLES",
    "MOST_REMARKS",
    "TITLE_ROLES",
    "Line",
    "Package",
    "annotations_of",
    "beside_the_body",
    "has_pending_changes",
    "is_word",
    "joined_tables",
    "open_package",
    "other_looks",
    "parted_tables",
    "pictures",
    "printed_lines",
    "read_docx",
    "remarks_of",
    "settled",
]


def read_docx(
    package: Package, sheet: StyleSheet, draft: Document, written: Package | None = None
) -> Document:
    """Return the body of `package` as a Document; `draft` is the Document it was written from.

    Words, figures and their order come from the body, and what the body lacks is missing. What is not printed
    (keys, duties, patterns of numbers, and the sources of figures while the words of their block are the
    draft's) comes from `draft`, by the bookmarks of its blocks. What was typed by hand has no key. An
    unedited file gives `draft`. `written` is the package that `draft` was written as: by its words and their
    order lines are known that have lost their bookmarks, and by its figures those whose paths are gone.
    Raises PlanError if the package has no readable body, or more in it than any plan has.
    """
    index = BookmarkIndex(draft)
    values = bound_paths(package)
    if written and not all(values):  # LibreOffice keeps the order of values, and no paths
        were = bound_paths(written)
        values = were if len(were) == len(values) else []
    bound = {value_path(n): path for n, path in enumerate(values, start=1)}
    blocks = BodyReader(package, sheet, index.sources | bound).blocks()
    if written:
        blocks = iter(restore_marks([*blocks], [*BodyReader(written, sheet, index.sources).blocks()]))
    return Document(draft.title, draft.locality, draft.period, PartReader(index).read(blocks))


def printed_lines(package: Package, sheet: StyleSheet) -> list[Line]:
    """Return the lines of text of `package` as printed, with their roles; letterheads and notes too.

    Leaves out other headers and footers and whatever is no text.
    """
    return [line for line in flatten(BodyReader(package, sheet, {}).blocks()) if line.text]


def bound_paths(package: Package) -> list[str]:
    """Return the profile paths of the numbers to which controls of `package` are bound; "" for a lost one."""
    values = package.item_root(VALUES_ITEM)
    entries = () if values is None else values.findall(f"{{{VALUES}}}value")
    return [entry.get("path", "") for entry in entries]
