"""Read the body of a Word file: paragraphs by role, tables by row, with the bookmarks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from generator.document import Run, Text
from generator.word.ooxml.names import RELATIONSHIPS, WORD
from generator.word.reader.footnotes import NoteReader
from generator.word.reader.inline import InlineReader, Piece, ReadingLimits
from generator.word.reader.list_levels import value_of, whole
from generator.word.reader.numbering import ListNumbers
from generator.word.reader.package import Package
from generator.word.reader.roles import style_roles
from generator.word.reader.words import DELETED, containers, text_boxes, unwrapped_children
from generator.word.style_sheet import StyleSheet

_W = f"{{{WORD}}}"
MOST_COLUMNS = 63  # that Word gives a table
_HEADING = "table-head"


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a paragraph: its role in the style sheet, runs, bookmarks that begin in it, anchor of its link.

    `bordered` says that somebody drew a border around it.
    """

    role: str
    pieces: tuple[Piece, ...] = ()
    bookmarks: tuple[str, ...] = ()
    link: str = ""
    bordered: bool = False

    @property
    def runs(self) -> tuple[Run, ...]:
        """Return its runs without their bookmarks."""
        return tuple(piece.run for piece in self.pieces)

    @property
    def text(self) -> str:
        """Return the text of all its runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """Hold the letterhead of an official letter, from the header of its first page."""

    runs: tuple[Run, ...]


BodyBlock = Line | Table | Masthead


@dataclass(slots=True)
class BodyReader:
    """Read the body of `package`; `sources` gives profile paths by tags, titles, bindings of controls."""

    package: Package
    sheet: StyleSheet
    sources: Mapping[str, str]
    _roles: dict[str, str] = field(init=False)
    _links: dict[str, str] = field(init=False)
    _limits: ReadingLimits = field(init=False)
    _notes: NoteReader = field(init=False)
    _numbers: ListNumbers = field(init=False)
    _letterheads: dict[str, Masthead] = field(init=False, default_factory=dict)
    _ends: set[str] = field(init=False, default_factory=set)
    _open: dict[str, str] = field(init=False, default_factory=dict)
    _read: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._links = self.package.links(self.package.main)
        self._limits = ReadingLimits(self.package.file)
        self._notes = NoteReader(self.package)
        self._numbers = ListNumbers(self.package)
        self._roles = style_roles(self.package, self.sheet)

    def blocks(self) -> Iterator[BodyBlock]:
        """Yield the blocks of the body in order; text boxes and notes come behind their paragraph."""
        for body in self.package.xml(self.package.main).iter(f"{_W}body"):
            self._ends = {str(end.get(f"{_W}id")) for end in body.iter(f"{_W}bookmarkEnd")}
            yield from self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Iterator[BodyBlock]:
        for element in parent:
            if element.tag == f"{_W}p":
                line = self.line(element)
                if line.pieces or not _ends_deleted(element):
                    yield line
                for beside in (*text_boxes(element), *self._notes.of(element)):
                    yield from self._blocks(beside)
                yield from self._masthead(element)
            elif element.tag == f"{_W}tbl":
                yield Table(tuple(self._row(row) for row in _rows(element)))
            else:
                for holder in containers(element):
                    yield from self._blocks(holder)
        if parent.tag == f"{_W}body":
            yield from self._masthead(parent)

    def _row(self, row: etree._Element) -> tuple[tuple[Line, ...], ...]:
        """Return the cells of a `row`; behind one that was merged with others of the row stand empty ones.

        Not so in headings, and where one cell is the whole row.
        """
        elements = list(unwrapped_children(row, f"{_W}tc"))
        cells = [tuple(flatten(self._blocks(cell))) for cell in elements]
        if len(cells) == 1 or any(line.role == _HEADING for cell in cells for line in cell):
            return tuple(cells)
        found: list[tuple[Line, ...]] = []
        for element, cell in zip(elements, cells, strict=True):
            found += [cell, *[()] * min(_across(element) - 1, MOST_COLUMNS - len(found))]
        return tuple(found)

    def _masthead(self, holder: etree._Element) -> Iterator[Masthead]:
        """Yield the letterhead on the first page of the section whose properties `holder` has."""
        path = f"{_W}sectPr" if holder.tag == f"{_W}body" else f"{_W}pPr/{_W}sectPr"
        for reference in holder.findall(f"{path}/{_W}headerReference"):
            if reference.get(f"{_W}type") == "first":
                link = str(reference.get(f"{{{RELATIONSHIPS}}}id"))
                yield self._letterhead(self._links.get(link, ""))

    def _letterhead(self, name: str) -> Masthead:
        """Return the letterhead in the part `name`, read once but counted for every section that has it."""
        if name in self._letterheads:
            self._limits.begin_line()
            for run in self._letterheads[name].runs:
                self._limits.count_text(run.text)
        else:
            lines = (b for b in self._blocks(self.package.xml(name)) if isinstance(b, Line))
            self._letterheads[name] = Masthead(_one_below_another(line.runs for line in lines))
        return self._letterheads[name]

    def line(self, paragraph: etree._Element) -> Line:
        """Return `paragraph` (w:p) as a line, its automatic number at the head of its text."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        role = self._roles.get(str(style.get(f"{_W}val")), "") if style is not None else "body"
        link = next(paragraph.iter(f"{_W}hyperlink"), None)
        self._limits.begin_line()
        self._limits.count_bookmarks(len(self._open))
        inline = InlineReader(self._roles, self.sources, self._limits, self._open, self._read)
        anchor = str(link.get(f"{_W}anchor", "")) if link is not None else ""
        pieces = tuple(inline.read_paragraph(paragraph))
        if pieces or not _ends_deleted(paragraph):
            pieces = inline.numbered(self._numbers.label(paragraph), pieces)
        self._open = {number: name for number, name in inline.open.items() if number in self._ends}
        self._read = {mark for piece in pieces for mark in piece.marks}.intersection(self._open.values())
        bordered = paragraph.find(f"{_W}pPr/{_W}pBdr") is not None
        return Line(role, pieces, inline.bookmarks(pieces, self._open.values()), anchor, bordered)


def flatten(blocks: Iterable[BodyBlock]) -> Iterator[Line]:
    """Yield the lines of `blocks` one after the other, those in tables cell by cell."""
    for block in blocks:
        match block:
            case Line():
                yield block
            case Table():
                yield from (line for row in block.rows for cell in row for line in cell)
            case Masthead():
                yield Line("masthead", tuple(Piece(run, frozenset()) for run in block.runs))


def _one_below_another(lines: Iterable[Iterable[Run]]) -> tuple[Run, ...]:
    """Return the runs of `lines`, with a line break between two lines that have any."""
    runs: list[Run] = []
    for line in map(tuple, lines):
        runs += [Text("\n"), *line] if runs and line else line
    return tuple(runs)


def _ends_deleted(paragraph: etree._Element) -> bool:
    """Return whether the end of `paragraph` was deleted or moved away."""
    return any(mark.tag in DELETED for mark in paragraph.findall(f"{_W}pPr/{_W}rPr/*"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (
        row
        for row in unwrapped_children(table, f"{_W}tr")
        if not any(e.tag in DELETED for e in row.findall(f"{_W}trPr/*"))
    )


def _across(cell: etree._Element) -> int:
    """Return over how many columns a cell goes."""
    properties = cell.find(f"{_W}tcPr")
    return 1 if properties is None else whole(value_of(properties, "gridSpan"), 1)
