"""What stands in the body of a Word file: paragraphs by role, tables by row, with the bookmarks on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.document import Figure, Gap, Run, Text
from generator.ooxml.names import MARKUP, RELATIONSHIPS, WORD
from generator.read_docx.package import Package
from generator.style_sheet import StyleSheet

_W = f"{{{WORD}}}"
_CHOICE = f"{{{MARKUP}}}Choice"
_BOX = f"{_W}txbxContent"
_INSIDE = {
    f"{_W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
}
_GONE = {f"{_W}{name}" for name in ("del", "moveFrom")}
_SPACES = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run with the bookmarks that are open over it."""

    run: Run
    marks: frozenset[str]


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
    """Reads the body of one package; `tags` gives what stands behind tags and titles of controls."""

    package: Package
    sheet: StyleSheet
    tags: Mapping[str, str]
    _roles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
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
        """Every block of the body in order; what is pinned to a page comes behind its paragraph."""
        for body in self.package.xml(self.package.main).iter(f"{_W}body"):
            yield from self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield self.line(element)
                for box in _pinned(element):
                    yield from self._blocks(box)
                yield from self._masthead(element)
            elif element.tag == f"{_W}tbl":
                yield Table(tuple(self._row(row) for row in _rows(element)))
            elif element.tag == f"{_W}sdt":
                content = element.find(f"{_W}sdtContent")
                yield from self._blocks(content if content is not None else element)
            elif element.tag in {f"{_W}ins", f"{_W}customXml"}:
                yield from self._blocks(element)
        if parent.tag == f"{_W}body":
            yield from self._masthead(parent)

    def _row(self, row: etree._Element) -> tuple[tuple[Line, ...], ...]:
        return tuple(tuple(flat(self._blocks(cell))) for cell in row.iterchildren(f"{_W}tc"))

    def _masthead(self, holder: etree._Element) -> Iterator[Masthead]:
        """The head on the first page of the section that ends here."""
        path = f"{_W}sectPr" if holder.tag == f"{_W}body" else f"{_W}pPr/{_W}sectPr"
        for reference in holder.findall(f"{path}/{_W}headerReference"):
            if reference.get(f"{_W}type") == "first":
                link = str(reference.get(f"{{{RELATIONSHIPS}}}id"))
                header = self.package.xml(self.package.linked(self.package.main, link))
                lines = (block for block in self._blocks(header) if isinstance(block, Line))
                yield Masthead(tuple(run for line in lines for run in line.runs))

    def line(self, paragraph: etree._Element) -> Line:
        """One paragraph."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        role = self._roles.get(str(style.get(f"{_W}val")), "") if style is not None else "body"
        link = paragraph.find(f".//{_W}hyperlink")
        inline = _Inline(self._roles, self.tags)
        inline.read(paragraph)
        anchor = str(link.get(f"{_W}anchor", "")) if link is not None else ""
        return Line(role, tuple(joined(inline.pieces)), tuple(inline.marks), anchor)


class _Inline:
    """Reads what stands inside one paragraph."""

    def __init__(self, roles: Mapping[str, str], tags: Mapping[str, str]) -> None:
        self.roles = roles
        self.tags = tags
        self.pieces: list[Piece] = []
        self.marks: list[str] = []
        self.open: dict[str, str] = {}
        self.sign = ""

    def read(self, parent: etree._Element) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{_W}r":
                self.run(element)
            elif tag == f"{_W}sdt":
                self.control(element)
            elif tag == f"{_W}bookmarkStart":
                name = str(element.get(f"{_W}name"))
                self.marks.append(name)
                self.open[str(element.get(f"{_W}id"))] = name
            elif tag == f"{_W}bookmarkEnd":
                self.open.pop(str(element.get(f"{_W}id")), None)
            elif tag in _INSIDE:
                self.read(element)

    def run(self, element: etree._Element) -> None:
        text, role = _text(element), self.role(element)
        if not text:
            return
        if role == "figure-sign":
            self.sign += text
        elif role == "figure-unit" and self.pieces and isinstance(self.pieces[-1].run, Figure):
            figure = self.pieces[-1].run
            self.pieces[-1] = replace(self.pieces[-1], run=replace(figure, text=figure.text + text))
        else:
            self.add(Text(self.sign + text, strong=role == "lead-in"))

    def control(self, element: etree._Element) -> None:
        """A control: a gap while it shows its placeholder, else a figure; anything else is mere text."""
        content = element.find(f"{_W}sdtContent")
        tag = element.find(f"{_W}sdtPr/{_W}tag")
        if content is None:
            return
        if tag is None:
            self.read(content)
            return
        text = "".join(map(_text, content.iter(f"{_W}r")))
        source = self.known(tag)
        if element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
            self.add(Figure(self.sign + text, source))
        else:
            self.add(Gap(text, source, self.known(element.find(f"{_W}sdtPr/{_W}alias"))))

    def known(self, element: etree._Element | None) -> str:
        """The whole text that a tag or title stands for."""
        text = str(element.get(f"{_W}val")) if element is not None else ""
        return self.tags.get(text, text)

    def add(self, run: Run) -> None:
        self.sign = ""
        self.pieces.append(Piece(run, frozenset(self.open.values())))

    def role(self, run: etree._Element) -> str:
        style = run.find(f"{_W}rPr/{_W}rStyle")
        return self.roles.get(str(style.get(f"{_W}val")), "") if style is not None else ""


def joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Neighbouring plain texts under the same bookmarks as one."""
    waiting: Piece | None = None
    for piece in pieces:
        if waiting and waiting.marks == piece.marks and _plain(waiting.run) and _plain(piece.run):
            waiting = Piece(Text(waiting.run.text + piece.run.text), piece.marks)
            continue
        if waiting:
            yield waiting
        waiting = piece
    if waiting:
        yield waiting


def _plain(run: Run) -> bool:
    return isinstance(run, Text) and not run.strong


def _text(run: etree._Element) -> str:
    """The words of a run; a line break inside a paragraph is layout, not text."""
    return "".join(str(e.text or "") if e.tag == f"{_W}t" else _SPACES.get(str(e.tag), "") for e in run)


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


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (
        row
        for row in table.iterchildren(f"{_W}tr")
        if not any(e.tag in _GONE for e in row.findall(f"{_W}trPr/*"))
    )


def _pinned(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The boxes that are pinned in a paragraph; their copies for old versions of Word are passed over."""
    return (box for choice in paragraph.iter(_CHOICE) for box in choice.iter(_BOX))
