"""Read the body of any Word file: lines and tables with what their look says, and nothing of ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TypeAlias

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.footnotes import NoteReader
from generator.word.reader.inline import ReadingLimits
from generator.word.reader.lines import MOST_COLUMNS
from generator.word.reader.list_levels import value_of, whole
from generator.word.reader.looks import Styles, shown, style_named
from generator.word.reader.numbering import ListNumbers
from generator.word.reader.package import Package
from generator.word.reader.words import DELETED, broken_words, containers, text_boxes, unwrapped_children

_W = f"{{{WORD}}}"
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_WORDS_AT_PICTURE = 40  # characters
_LEVELS = 9  # of an outline; more is text
_DEEPEST = 20  # styles that one is based on
_HEADINGS = ("heading ", "标题 ")
_CONTENTS = ("toc ", "目录 ")


@dataclass(frozen=True, slots=True)
class BareLine:
    """Hold a paragraph: its text behind its automatic number, and what its look says.

    `level` is that of its style or its own in the outline (1 to 9), 0 for text. So many characters as `lead`
    at its head look otherwise than the rest. `contents` says that its style is one of contents lists, `bold`
    that all of it is, `bordered` that it has a border, `listed` that its number is automatic, `broken` that a
    hand broke it off the line above, in the same paragraph.
    """

    text: str
    level: int = 0
    lead: int = 0
    bold: bool = False
    centred: bool = False
    bordered: bool = False
    contents: bool = False
    listed: bool = False
    broken: bool = False


@dataclass(frozen=True, slots=True)
class BareCell:
    """Hold a cell: its lines, how many columns it takes, and whether it goes on from the row above."""

    lines: tuple[BareLine, ...] = ()
    across: int = 1
    continued: bool = False

    @property
    def text(self) -> str:
        """Return the text of its lines, one behind the other."""
        return "".join(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class BareTable:
    """Hold a table: rows of cells."""

    rows: tuple[tuple[BareCell, ...], ...]

    @property
    def lines(self) -> Iterator[BareLine]:
        """Yield the lines of all its cells, row by row."""
        return (line for row in self.rows for cell in row for line in cell.lines)


BareBlock: TypeAlias = BareLine | BareTable


@dataclass(slots=True)
class BareReader:
    """Read the body of `package` without asking who wrote it.

    Behind reading, `pictures` are the words at each picture in it: of its paragraph, else of the last line.
    """

    package: Package
    pictures: list[str] = field(init=False, default_factory=list)
    _limits: ReadingLimits = field(init=False)
    _notes: NoteReader = field(init=False)
    _numbers: ListNumbers = field(init=False)
    _styles: Styles = field(init=False)
    _levels: dict[str, int] = field(init=False, default_factory=dict)
    _contents: set[str] = field(init=False, default_factory=set)
    _said: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self._limits = ReadingLimits(self.package.file)
        self._notes = NoteReader(self.package)
        self._numbers = ListNumbers(self.package)
        self._styles = Styles(self.package)
        for name in self.package.related(self.package.main, RT.STYLES):
            self._read_styles(self.package.xml(name))

    def blocks(self) -> Iterator[BareBlock]:
        """Yield the lines and tables of the body in order; text boxes and notes come behind their line.

        Headers and footers are left out. Raises PlanError (`docx-excess`) at more than any plan has.
        """
        for body in self.package.xml(self.package.main).iter(f"{_W}body"):
            yield from self._blocks(body)

    def _blocks(self, parent: etree._Element) -> Iterator[BareBlock]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._lines(element)
                for beside in (*text_boxes(element), *self._notes.of(element)):
                    yield from self._blocks(beside)
            elif element.tag == f"{_W}tbl":
                self._limits.count_table()
                yield BareTable(tuple(self._row(row) for row in unwrapped_children(element, f"{_W}tr")))
            else:
                for holder in containers(element):
                    yield from self._blocks(holder)

    def _row(self, row: etree._Element) -> tuple[BareCell, ...]:
        return tuple(self._cell(cell) for cell in unwrapped_children(row, f"{_W}tc"))

    def _cell(self, cell: etree._Element) -> BareCell:
        properties = cell.find(f"{_W}tcPr")
        merge = None if properties is None else properties.find(f"{_W}vMerge")
        across = value_of(properties, "gridSpan") if properties is not None else ""
        lines = tuple(line for line in _flat(self._blocks(cell)) if line.text.strip())
        return BareCell(
            lines,
            min(max(whole(across, 1), 1), MOST_COLUMNS),
            merge is not None and merge.get(f"{_W}val") != "restart",
        )

    def _lines(self, paragraph: etree._Element) -> Iterator[BareLine]:
        """Yield `paragraph` as one line, or as several where somebody broke it by hand."""
        self._limits.begin_line()
        properties = paragraph.find(f"{_W}pPr")
        style = style_named(properties, "pStyle") or self._styles.usual
        runs = [(self._limits.count_text(words), look) for words, look in self._runs(paragraph, style)]
        label = self._numbers.label(paragraph) if runs else ""
        text = self._limits.count_text(label) + "".join(words for words, _ in runs)
        self._see_pictures(paragraph, text)
        first = runs[0][1] if runs else frozenset()
        lead = sum(len(words) for words, _ in takewhile(lambda run: run[1] == first, runs)) + len(label)
        line = BareLine(
            "",
            self._level(properties, style),
            bold=bool(runs) and all(("b", "1") in look for _, look in runs),
            centred=properties is not None and value_of(properties, "jc") == "center",
            bordered=properties is not None and properties.find(f"{_W}pBdr") is not None,
            contents=style in self._contents,
            listed=bool(label),
        )
        for n, words in enumerate(text.split("\n")):
            yield replace(line, text=words, lead=lead if n == 0 and lead < len(text) else 0, broken=n > 0)

    def _see_pictures(self, paragraph: etree._Element, text: str) -> None:
        """Note the pictures of `paragraph`, which says `text`."""
        self._said = text.strip() or self._said
        for _ in paragraph.iter(*_PICTURES):
            self.pictures.append(self._said[-_WORDS_AT_PICTURE:])

    def _runs(
        self, paragraph: etree._Element, style: str
    ) -> Iterator[tuple[str, frozenset[tuple[str, str]]]]:
        """Yield the texts of the runs of `paragraph`, each with its look."""
        base = {**self._styles.defaults, **self._styles.look(style)}
        for run in _runs_in(paragraph):
            if words := broken_words(run):
                yield words, frozenset(shown(base, run, self._styles))

    def _level(self, properties: etree._Element | None, style: str) -> int:
        own = "" if properties is None else value_of(properties, "outlineLvl")
        return _outline(own) if own else self._levels.get(style, 0)

    def _read_styles(self, root: etree._Element) -> None:
        styles = {str(style.get(f"{_W}styleId")): style for style in root.iterchildren(f"{_W}style")}
        for name, style in styles.items():
            chain = [styles[each] for each in _chain(name, styles)]
            self._levels[name] = next((level for each in chain if (level := _level_of_style(each))), 0)
            if value_of(style, "name").lower().startswith(_CONTENTS):
                self._contents.add(name)


def _flat(blocks: Iterable[BareBlock]) -> Iterator[BareLine]:
    for block in blocks:
        yield from (block,) if isinstance(block, BareLine) else block.lines


def _runs_in(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the runs of `parent`, through what only wraps them, without those that were deleted."""
    for element in parent:
        if element.tag == f"{_W}r":
            yield element
        elif element.tag not in DELETED:
            for holder in containers(element):
                yield from _runs_in(holder)


def _chain(name: str, styles: dict[str, etree._Element]) -> list[str]:
    """Return the style `name` and those that it is based on, the nearest first."""
    found: list[str] = []
    while name in styles and name not in found and len(found) < _DEEPEST:
        found.append(name)
        name = value_of(styles[name], "basedOn")
    return found


def _level_of_style(style: etree._Element) -> int:
    """Return the outline level that a style gives by itself: by its name, or its properties."""
    name = value_of(style, "name").lower()
    for start in _HEADINGS:
        if name.startswith(start):
            return _outline(str(whole(name.removeprefix(start), _LEVELS + 1) - 1))
    properties = style.find(f"{_W}pPr")
    return 0 if properties is None else _outline(value_of(properties, "outlineLvl"))


def _outline(value: str) -> int:
    """Return the level, from 1, that an outline level of a file, from 0, stands for; 0 for text."""
    level = whole(value, _LEVELS)
    return level + 1 if level < _LEVELS else 0
