"""What stands in the body of a Word file: paragraphs by role, tables by row, with the bookmarks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.document import Run
from generator.ooxml.names import RELATIONSHIPS, WORD
from generator.read_docx.inline import Inline, Measure, Piece
from generator.read_docx.notes import Notes
from generator.read_docx.package import Package
from generator.read_docx.words import GONE, boxes, held, within
from generator.style_sheet import StyleSheet

_W = f"{{{WORD}}}"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: its role in the style sheet, its runs, the bookmarks that begin in it, where it leads."""

    role: str
    pieces: tuple[Piece, ...] = ()
    marks: tuple[str, ...] = ()
    link: str = ""

    @property
    def runs(self) -> tuple[Run, ...]:
        """All its runs."""
        return tuple(piece.run for piece in self.pieces)

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Masthead:
    """The head of an official letter, from the header of its first page."""

    runs: tuple[Run, ...]


Block = Line | Table | Masthead


@dataclass(slots=True)
class Reader:
    """Reads the body of one package; `tags` gives what stands behind tags, titles, bindings of controls."""

    package: Package
    sheet: StyleSheet
    tags: Mapping[str, str]
    _roles: dict[str, str] = field(init=False)
    _links: dict[str, str] = field(init=False)
    _measure: Measure = field(init=False)
    _notes: Notes = field(init=False)
    _heads: dict[str, Masthead] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._links = self.package.links(self.package.main)
        self._measure = Measure(self.package.file)
        self._notes = Notes(self.package)
        looks = (self.sheet.paragraphs | self.sheet.characters).items()
        known = {look["name"]: role for role, look in looks}
        files = self.package.related(self.package.main, RT.STYLES)
        self._roles = {
            str(style.get(f"{_W}styleId")): known.get(str(name.get(f"{_W}val")), "")
            for file in files
            for style in self.package.xml(file)
            if (name := style.find(f"{_W}name")) is not None
        }

    def blocks(self) -> Iterator[Block]:
        """Every block of the body in order; boxes pinned to a page and notes come behind their paragraph."""
        for body in self.package.xml(self.package.main).iter(f"{_W}body"):
            yield from self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                line = self.line(element)
                if line.pieces or not _went(element):
                    yield line
                for beside in (*boxes(element), *self._notes.of(element)):
                    yield from self._blocks(beside)
                yield from self._masthead(element)
            elif element.tag == f"{_W}tbl":
                yield Table(tuple(self._row(row) for row in _rows(element)))
            else:
                for holder in held(element):
                    yield from self._blocks(holder)
        if parent.tag == f"{_W}body":
            yield from self._masthead(parent)

    def _row(self, row: etree._Element) -> tuple[tuple[Line, ...], ...]:
        return tuple(tuple(flat(self._blocks(cell))) for cell in within(row, f"{_W}tc"))

    def _masthead(self, holder: etree._Element) -> Iterator[Masthead]:
        """The head on the first page of the section that ends here."""
        path = f"{_W}sectPr" if holder.tag == f"{_W}body" else f"{_W}pPr/{_W}sectPr"
        for reference in holder.findall(f"{path}/{_W}headerReference"):
            if reference.get(f"{_W}type") == "first":
                link = str(reference.get(f"{{{RELATIONSHIPS}}}id"))
                yield self._header(self._links.get(link, ""))

    def _header(self, name: str) -> Masthead:
        """The head in a part, read once however many sections have it."""
        if name not in self._heads:
            lines = (b for b in self._blocks(self.package.xml(name)) if isinstance(b, Line))
            self._heads[name] = Masthead(tuple(run for line in lines for run in line.runs))
        return self._heads[name]

    def line(self, paragraph: etree._Element) -> Line:
        """One paragraph."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        role = self._roles.get(str(style.get(f"{_W}val")), "") if style is not None else "body"
        link = paragraph.find(f".//{_W}hyperlink")
        self._measure.line()
        inline = Inline(self._roles, self.tags, self._measure)
        anchor = str(link.get(f"{_W}anchor", "")) if link is not None else ""
        return Line(role, tuple(inline.line(paragraph)), tuple(inline.marks), anchor)


def flat(blocks: Iterable[Block]) -> Iterator[Line]:
    """The lines of blocks one after the other, those in tables cell by cell."""
    for block in blocks:
        match block:
            case Line():
                yield block
            case Table():
                yield from (line for row in block.rows for cell in row for line in cell)
            case Masthead():
                yield Line("masthead", tuple(Piece(run, frozenset()) for run in block.runs))


def _went(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted or moved away."""
    return any(mark.tag in GONE for mark in paragraph.findall(f"{_W}pPr/{_W}rPr/*"))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (
        row for row in within(table, f"{_W}tr") if not any(e.tag in GONE for e in row.findall(f"{_W}trPr/*"))
    )
