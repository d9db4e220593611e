"""Read a Word file of ours back as a Document, whether or not someone has edited it."""

from __future__ import annotations

from generator.document import Document
from generator.word.archive import is_word
from generator.word.ooxml.names import (
    BOOKMARK,
    BOOKMARK_OF_GONE,
    VALUES,
    VALUES_ITEM,
    WORD,
    name_before,
)
from generator.word.ooxml.raw import value_path
from generator.word.reader.annotations import annotations_of
from generator.word.reader.bare_lines import BareBlock, BareCell, BareLine, BareReader, BareTable
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.inline import ReadingLimits
from generator.word.reader.lines import BodyReader, Line, flatten
from generator.word.reader.looks import other_looks
from generator.word.reader.lost_marks import restore_marks
from generator.word.reader.package import Package, open_package
from generator.word.reader.parts import PartReader
from generator.word.reader.printed_words import PrintedPage, PrintedWord, printed_pages
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
from generator.word.reader.typed import number_expression
from generator.word.style_sheet import StyleSheet

__all__ = [
    "BEFORE_TITLE_ROLES",
    "MOST_REMARKS",
    "TITLE_ROLES",
    "BareBlock",
    "BareCell",
    "BareLine",
    "BareReader",
    "BareTable",
    "Line",
    "Package",
    "PrintedPage",
    "PrintedWord",
    "ReadingLimits",
    "annotations_of",
    "beside_the_body",
    "has_pending_changes",
    "is_redline",
    "is_word",
    "joined_tables",
    "number_expression",
    "open_package",
    "other_looks",
    "parted_tables",
    "pictures",
    "printed_lines",
    "printed_pages",
    "read_docx",
    "remarks_of",
    "settled",
]


def read_docx(
    package: Package,
    sheet: StyleSheet,
    draft: Document,
    written: Package | None = None,
    origin: Document | None = None,
) -> Document:
    """Return the body of `package` as a Document; `draft` is the Document it was written from.

    Words, figures and their order come from the body, and what the body lacks is missing. What is not printed
    (keys, duties, patterns of numbers, and the sources of figures while the words of their block are the
    draft's) comes from `draft`, by the bookmarks of its blocks. What was typed by hand has no key. An
    unedited file gives `draft`. `written` is the package that `draft` was written as: by its words and their
    order lines are known that have lost their bookmarks, and by its figures those whose paths are gone.
    `origin` is the draft that a rejected redline is again: what is not printed comes from there first.
    Raises PlanError if the package has no readable body, or more in it than any plan has.
    """
    index = BookmarkIndex(draft if origin is None else origin)
    if origin is not None:
        index.add_missing(draft)
    values = bound_paths(package)
    if written and not all(values):  # LibreOffice keeps the order of values, and no paths
        were = bound_paths(written)
        values = were if len(were) == len(values) else []
    bound = {value_path(n): path for n, path in enumerate(values, start=1)}
    blocks = BodyReader(package, sheet, index.sources | bound).blocks()
    if written:
        blocks = iter(restore_marks([*blocks], [*BodyReader(written, sheet, index.sources).blocks()]))
    reader = PartReader(index, ReadingLimits(package.file))
    return Document(draft.title, draft.locality, draft.period, reader.read(blocks))


def is_redline(package: Package, draft: Document, old: Document) -> bool:
    """Return whether the tracked changes of `package`, whose draft is `draft`, were made from `old`.

    Then all bookmarks of what went, which `draft` has not or elsewhere, are those of blocks of `old`.
    """
    marks = package.xml(package.main).iter(f"{{{WORD}}}bookmarkStart")
    names = {mark.get(f"{{{WORD}}}name", "") for mark in marks}
    own = BookmarkIndex(draft).blocks
    gone = {name_before(name) for name in names if name.startswith(BOOKMARK_OF_GONE)}
    gone |= {name for name in names if name.startswith(BOOKMARK) and name not in own}
    return bool(gone) and gone <= BookmarkIndex(old).blocks.keys()


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
