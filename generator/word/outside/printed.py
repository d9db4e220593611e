"""Read the pages of a PDF: lines, and the tables that stand among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.word.outside.printed_lines import PrintedLine, read_lines
from generator.word.outside.printed_paragraphs import margins_of, paragraphs
from generator.word.outside.printed_tables import head_at, read_table
from generator.word.outside.typed_tables import gather_tables
from generator.word.outside.vocabulary import words
from generator.word.reader import BareBlock, BareLine, BareTable, number_expression

_MOST_HEADS = 40  # lines that could be the head of a table; real plans have three


def read_pages(content: bytes, file: str) -> Iterator[BareBlock]:
    """Yield the paragraphs and tables of the PDF `file`; `content` is what poppler says of its words (XHTML).

    Raise ValueError if that is of no such form, PlanError (`docx-excess`) at more than any plan has.
    """
    lines = list(_without_repeats(read_lines(content, file)))
    margins = margins_of(lines)
    waiting: list[PrintedLine] = []
    for block in _with_tables(lines):
        if isinstance(block, PrintedLine):
            waiting.append(block)
            continue
        yield from paragraphs(waiting, margins)
        yield block
        waiting = []
    yield from paragraphs(waiting, margins)


def _without_repeats(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield `lines` but for the title of a box again where the box goes on, at the top of a page."""
    seen: set[str] = set()
    page = -1
    for line in lines:
        first, page = line.page != page, line.page
        label = any(number_expression(each).match(line.text) for each in words("box"))
        if not (label and first and line.text in seen):
            yield line
        seen |= {line.text} if label else set()


def _with_tables(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | BareTable]:
    """Yield `lines`, those that are of tables as tables: cells in columns, or parted by blanks alone."""
    waiting: list[PrintedLine] = []
    place = tried = 0
    while place < len(lines):
        head = head_at(lines, place) if tried < _MOST_HEADS else None
        tried += head is not None
        table, behind = read_table(lines, place, head) if head else (None, place)
        if table is None:
            waiting.append(lines[place])
            place += 1
            continue
        yield from _with_typed(waiting)
        yield table
        waiting, place = [], behind
    yield from _with_typed(waiting)


def _with_typed(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine | BareTable]:
    typed = [BareLine(line.text) for line in lines]
    printed = {id(one): line for one, line in zip(typed, lines, strict=True)}
    for block in gather_tables(typed):
        yield block if isinstance(block, BareTable) else printed[id(block)]
